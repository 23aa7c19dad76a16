//! Floor 8: more than one run at a time: the same again, and the same but for one thing, side by side, one setting over a range.

mod compare;
mod diff;
mod repeat;
mod sweep;

pub use compare::{changed_cells, changed_counts};
pub use diff::{CellPair, FindingPair, Pair};
pub use repeat::repeats;
pub use sweep::{Range, Turn, sweep};
