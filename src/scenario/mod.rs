//! Floor 7: scenario files, from YAML to an outcome.

pub mod conform;
pub mod diagnostic;
pub mod document;
pub mod expect;
pub mod node;
pub mod outcome;
pub mod payload;
mod read;
mod resolve;
pub mod yaml;

pub use diagnostic::Diagnostics;
pub use document::json_schema;
pub use read::{Scenario, read};

#[cfg(test)]
mod tests;
