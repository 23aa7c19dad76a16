//! Floor 9: what a person or another program gets to see of an outcome. It reads outcomes, may do I/O, and never
//! influences a run.

pub mod chart;
pub mod json;
pub mod junit;
mod label;
pub mod palette;
pub mod text;
pub mod transcript;

#[cfg(test)]
mod sample;
