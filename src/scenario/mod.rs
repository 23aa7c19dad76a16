//! Floor 7: scenario files, from YAML to an outcome.

pub mod diagnostic;
pub mod expect;
pub mod node;
pub mod outcome;
pub mod yaml;

pub use diagnostic::Diagnostics;
