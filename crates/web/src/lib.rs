//! The web reference: the same answers as pages for people and as data for programs, served or written as files.
pub mod address;
pub mod edition;
mod problem;
pub use problem::Problem;
