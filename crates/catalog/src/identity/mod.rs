//! Which model a source's id means. Three layers, each leaving its evidence: what sources say themselves, a
//! deterministic normaliser, and otherwise a provisional model of its own: never a guess.

pub mod families;
pub mod name;
pub mod registry;
mod releases;
pub mod resolve;
mod spelling;
pub mod tables;
pub mod words;

pub use name::{Core, Name};
pub use registry::{Authority, Candidate, Known, Registry, Union};
pub use resolve::{Layer, Question, Resolution};
pub use tables::{Tables, plain_id};
