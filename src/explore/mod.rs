//! Floor 8: more than one run at a time: the same again, and the same but for one thing.

mod compare;
mod repeat;

pub use compare::{changed_cells, changed_counts};
pub use repeat::repeats;
