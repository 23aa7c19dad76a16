//! Floor 7: scenario files, from YAML to an outcome.

pub mod expect;
pub mod outcome;
