//! A deterministic, full-system discrete-event simulator of Microsoft Systems Management Server 1.x
//! software distribution.

pub mod base;
pub mod machine;
pub mod product;
pub mod report;
pub mod scenario;
pub mod world;
