//! From results to something to read: sections make blocks, outputs print them; `json_v1` is the published shape.
//!
//! ```text
//! comparison ─► sections ─► document (blocks) ─► terminal · Markdown · HTML with SVG · CSV
//!      └─────────────────► json_v1 ─► API · MCP · --json
//! ```
//!
//! Pure: reads no clock, file, network or environment. Computes no results: what a page says stands in a finding, and
//! [`phrase`] has one sentence for each kind. Every number is written by [`mod@format`].

pub mod begin;
pub mod block;
pub mod card;
pub mod chart;
pub mod evidence;
pub mod file_name;
pub mod format;
pub mod gather;
pub mod json_v1;
pub mod label;
pub mod links;
pub mod names;
pub mod output;
pub mod phrase;
pub mod report;
pub mod sections;
pub mod show;
pub mod source;
pub mod testimony;

pub use block::{Block, Document, Inline, Inlines, Section};
pub use links::Links;
pub use output::{OUTPUTS, Options, Output};
pub use source::SourceNote;
#[cfg(test)]
mod sample;
