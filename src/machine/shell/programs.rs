//! Programs are known to those who build a world, not to the machine: it asks them what a file does when it
//! is run.

use crate::base::Span;
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;
use crate::machine::path::DosPath;
use crate::machine::volume::Content;

/// A run of a program: what it is given and what it may change.
pub struct Call<'a> {
    /// The program's own file.
    pub path: &'a DosPath,
    /// The rest of the command line as typed, the blank before it included.
    pub tail: &'a str,
    /// What it can read: from a file or another program, not from the keyboard.
    pub input: &'a [u8],
    pub drives: &'a mut Drives,
    pub env: &'a Environment,
    /// The machine's own time at the start.
    pub now: LocalTime,
}

/// What came of a program.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ProgramRun {
    pub exit_code: u8,
    pub elapsed: Span,
    /// What it prints; lines end in CR LF.
    pub output: String,
}

/// Those who know what programs do.
pub trait Programs {
    /// Runs the program that a file's content is; `None` when it is not known, and then nothing may have
    /// changed.
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun>;
}

/// Knows no program.
pub struct NoPrograms;

impl Programs for NoPrograms {
    fn run(&self, _: &Content, _: &mut Call<'_>) -> Option<ProgramRun> {
        None
    }
}
