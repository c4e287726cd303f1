//! What weigh knows and how sure it is: ids, money, dates, records, claims, facts, the fold, identity and look-up.
//!
//! Pure: reads no clock, file, network or environment; today's date is always an argument. Does not price, compare or
//! print. `ARCHITECTURE.md` shows how records flow through here.

pub mod assemble;
pub mod board;
pub mod capability;
pub mod catalog;
pub mod check;
pub mod claim;
pub mod date;
pub mod definition;
mod display;
pub mod evidence;
pub mod facts;
pub mod field;
pub mod fold;
pub mod folded;
pub mod history;
pub mod id;
pub mod identity;
pub mod lookup;
pub mod model;
pub mod money;
pub mod packed;
pub mod precedence;
pub mod rate;
pub mod record;
pub mod reference;
mod shelf;
pub mod source;
pub mod text;

pub use board::{Board, Standing};
pub use capability::{Capability, Support};
pub use catalog::Catalog;
pub use claim::{Basis, Claim, Fact};
pub use date::{Day, PartialDate, Period};
pub use facts::Facts;
pub use field::{Field, Kind, Value};
pub use id::{BenchmarkId, LabId, LicenceId, ModelId, ProviderId, RouteId, RouteParts, SourceId};
pub use lookup::Lookup;
pub use model::{
    Benchmark, BenchmarkResult, CommercialUse, Excerpt, Lab, Licence, Listing, Model, Openness, Provider, ProviderKind,
    Rate, Relation, RelationKind, Route, Serves,
};
pub use money::Usd;
pub use rate::{Conditions, Meter, RateKey, ServiceTier, Unit, When, Window};
pub use record::{Reading, Record, Statement, Subject};
pub use reference::Reference;
pub mod overlay;
pub mod unpack;
