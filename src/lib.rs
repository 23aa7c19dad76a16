//! A deterministic, full-system discrete-event simulator of Microsoft Systems Management Server 1.x
//! software distribution.

pub mod base;
pub mod engine;
pub mod machine;
pub mod product;
pub mod report;
pub mod scenario;
pub mod wire;
pub mod world;
