//! Floor 6: the whole simulated world: its plan, its state, and the one place where effects are applied.

pub mod plan;
