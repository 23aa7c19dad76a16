//! Floor 8: more than one run at a time: the same again, and the same but for one thing, side by side.

mod compare;
mod diff;
mod repeat;

pub use compare::changed_cells;
pub use diff::{CellPair, FindingPair, Pair};
pub use repeat::repeats;
