//! A deterministic, full-system discrete-event simulator of Microsoft Systems Management Server 1.x
//! software distribution.

pub mod base;
pub mod client;
pub mod engine;
pub mod explore;
pub mod machine;
pub mod product;
pub mod report;
pub mod scenario;
pub mod server;
#[cfg(test)]
mod tidy;
pub mod wire;
pub mod world;
