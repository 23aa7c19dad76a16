//! What only CMD.EXE has: a command is read as a whole, which may be several lines, and then run.
//!
//! [`parse`] makes a [`node::Node`] of the text, [`execute`] runs it, [`expand`] puts variables in. The commands that
//! files are handled with are COMMAND.COM's where they differ only in words, and the words are in [`wording`].
//!
//! What is known of NT 4.0 beyond the field's articles is general knowledge, held against the answers of Wine's
//! CMD.EXE. OS/2's has `&`, `&&`, `||`, parentheses and `^` as NT's, but none of its extensions (assumed).

mod arithmetic;
mod batch;
mod compound;
mod condition;
mod echo;
mod execute;
mod expand;
mod fields;
mod files;
mod internal;
mod jump;
mod modifiers;
mod node;
mod parse;
mod places;
mod repeat;
mod variables;
pub(super) mod wording;

#[cfg(test)]
mod tests;

use crate::machine::environment::Environment;
use crate::machine::path::DosPath;

/// Commands in one another, over all batch files that wait.
pub(super) const MAX_DEPTH: usize = 160;

/// What CMD.EXE remembers beyond what COMMAND.COM does.
#[derive(Debug)]
pub(super) struct State {
    /// Whether the rest of the line is to be dropped: a GOTO, or the end of the batch file.
    pub jumped: bool,
    /// The variables of the FORs that run, the innermost last.
    pub loops: Vec<(char, String)>,
    /// Whether `!NAME!` is put in when a command runs.
    pub delayed: bool,
    /// Whether the command extensions are on.
    pub extended: bool,
    /// Where POPD returns to, the last first.
    pub places: Vec<DosPath>,
    /// Commands that the present one is in.
    pub depth: usize,
}

impl State {
    pub const fn new() -> Self {
        Self {
            jumped: false,
            loops: Vec::new(),
            delayed: false,
            extended: true,
            places: Vec::new(),
            depth: 0,
        }
    }
}

/// What SETLOCAL keeps for ENDLOCAL.
#[derive(Clone, Debug)]
pub(super) struct Saved {
    pub env: Environment,
    pub place: Option<DosPath>,
    pub delayed: bool,
    pub extended: bool,
}
