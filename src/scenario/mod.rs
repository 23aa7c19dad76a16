//! Floor 7: scenario files, from YAML to an outcome.

pub mod aggregates;
mod causes;
pub mod conform;
pub mod course;
pub mod diagnostic;
pub mod document;
pub mod expect;
pub mod history;
mod judge;
pub mod library;
pub mod limits;
pub mod node;
pub mod outcome;
pub mod payload;
pub mod place;
mod read;
mod resolve;
pub mod run;
pub mod settings;
pub mod story;
mod ways;
pub mod written;
pub mod yaml;

pub use diagnostic::Diagnostics;
pub use document::json_schema;
pub use read::{Scenario, read, read_with};
pub use yaml::MAX_FILE_BYTES;

#[cfg(test)]
mod tests;
