//! The command line: one file for each command of `sim`, and what they share.

pub mod args;
pub mod check;
pub mod completions;
pub mod diff;
pub mod exit;
pub mod explain;
pub mod export;
pub mod ini;
pub mod inspect;
mod interrupt;
pub mod list;
pub mod load;
pub mod man;
pub mod new;
pub mod output;
pub mod progress;
pub mod quirks;
pub mod run;
pub mod schema;
pub mod shell;
pub mod sweep;
pub mod terminal;
pub mod test;
mod transcripts;
