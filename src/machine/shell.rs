//! COMMAND.COM and CMD.EXE: runs a command line, and the batch files it leads to, on the drives of one machine.
//!
//! A run is a function of its arguments: the drives and the environment go in, and come out changed, with
//! what was shown on the console, the exit code and how long it took. Nothing waits for a person: a question
//! takes what [`Setting::keys`] holds, and ends the run when nothing is left.
//!
//! All internal commands are here, and of those that are files of their own in DOS: ATTRIB, CHOICE, DELTREE,
//! FIND, LABEL, MORE, MOVE, REPLACE, SORT and XCOPY. Those run wherever no file of that name stands in their
//! way, and need none.
//!
//! COMMAND.COM takes a line word by word; CMD.EXE, of NT and of OS/2, reads a command as a whole first, which is
//! what `cmd/` does. [`Dialect`] says which of them it is, and [`Flaws`] which of its mistakes it makes.

mod attrib;
mod batch;
mod choice;
mod cmd;
mod console;
mod copy;
mod critical;
mod delete;
mod dialect;
mod directory;
mod dispatch;
mod expand;
mod external;
mod filter;
mod flow;
mod input;
mod line;
mod list;
mod names;
mod parse;
mod programs;
mod redirect;
mod relocate;
mod repeat;
mod replace;
mod rest;
mod session;
mod settings;
mod show;
#[cfg(test)]
mod tests;
mod today;
mod tool;
mod tree;

pub use super::flaws::Flaws;
pub use dialect::Dialect;
pub use programs::{Call, Leave, NoPrograms, ProgramRun, Programs, Spawned};
pub use rest::Rest;

use super::clock::LocalTime;
use super::drives::Drives;
use super::environment::Environment;
use super::path::DosPath;
use crate::base::Span;
use session::Session;

/// Lines read and commands run before a run is taken to be an endless loop. Searching for a label counts as
/// well.
pub const MAX_STEPS: u64 = 100_000;
/// Batch files and shells that may be waiting for one another.
pub const MAX_NESTING: usize = 32;
/// Characters that a run may print, to the screen or to files.
pub const MAX_OUTPUT_CHARS: usize = 1 << 20;
/// The longest that a run may take on the machine.
pub const MAX_TIME: Span = Span(30 * Span::DAY.0);
/// Characters of a command line; DOS cuts off the rest (Q69563).
pub const MAX_LINE_CHARS: usize = 127;
/// Characters of a command line of CMD.EXE in NT 4.0 (general knowledge).
pub const MAX_CMD_LINE_CHARS: usize = 2_047;
/// Characters of a line of a batch file when its variables have been put in (assumed).
pub const MAX_EXPANDED_CHARS: usize = 1_024;
/// Bytes that a command reads from a file or another command.
pub const MAX_INPUT_BYTES: usize = 1 << 20;
/// Bytes of a batch file that are read.
pub const MAX_BATCH_BYTES: u64 = 64 << 10;
/// Starts of programs that a run keeps in mind.
pub const MAX_STARTED: usize = 1_000;

/// What each command takes (assumed).
pub const COMMAND_TIME: Span = Span::ms(5);
/// Copying takes a second for 500 KB (assumed).
pub const COPY_NS_PER_BYTE: u64 = 2_000;

/// Whether the shell stays when the command is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The shell that the machine started with: EXIT does nothing, and what SET changes stays.
    Resident,
    /// A shell started for one command, `COMMAND /C`: EXIT ends it, and its variables go with it.
    Once,
}

/// What a run needs besides drives and environment.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub dialect: Dialect,
    pub standing: Standing,
    /// The machine's own time at the start.
    pub now: LocalTime,
    pub programs: &'a dyn Programs,
    /// What is typed at the keyboard, in this order; Enter is a CR.
    pub keys: &'a [u8],
    /// How long there is power. Nothing is begun after it; what has begun is done whole (assumed).
    pub power: Span,
    /// The mistakes that the shell makes.
    pub flaws: Flaws,
    /// What those around it have used up of its limits.
    pub used: Used,
}

/// What a shell, and the programs and shells that wait for it, have used up of the limits that they share. Without this a
/// program that runs itself would go on for ever.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Used {
    /// Of [`MAX_NESTING`].
    pub nesting: usize,
    /// Of [`MAX_STEPS`].
    pub steps: u64,
}

impl<'a> Setting<'a> {
    /// A shell without mistakes, started for one command, with nobody at the keyboard and no end of power.
    pub fn once(dialect: Dialect, now: LocalTime, programs: &'a dyn Programs) -> Self {
        let (standing, power) = (Standing::Once, Span::FOREVER);
        let (flaws, used) = (Flaws::default(), Used::default());
        Self { dialect, standing, now, programs, keys: &[], power, flaws, used }
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct ShellRun {
    /// ERRORLEVEL at the end; in DOS no internal command changes it (Q81819), and it is 0 until a program ends.
    pub exit_code: u8,
    /// The lines on the screen.
    pub console: Vec<String>,
    pub elapsed: Span,
    /// Lines read and commands run.
    pub steps: u64,
    /// The files of the programs that were started, in that order; of very many the first.
    pub started: Vec<DosPath>,
    /// Programs that go on when those that started them have ended; of very many the first.
    pub spawned: Vec<Spawned>,
    /// How many of the keys were read.
    pub keys_read: usize,
    pub ending: Ending,
    /// What waits for the program that stays, when that is the ending.
    pub rest: Option<Rest>,
    /// What the first of its programs that did so asks of Windows.
    pub leave: Option<Leave>,
    /// Whether it looked at the clock or at the dates of files, or ran programs, which may: if not, at another moment it would have
    /// done the same, and only given files other dates.
    pub knows_moment: bool,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    Finished,
    /// All batch files were given up: a label or a running batch file was not found, or ^C was pressed.
    Aborted,
    /// It asks a question, and no key is left to answer it.
    Waiting,
    /// It would go on for ever, or beyond what a machine can do.
    Hang(Limit),
    /// It waits for a program that stays until a person leaves it, as Windows does: [`resume`] goes on from there.
    Stays,
    /// A program of it restarts the machine, and asks nobody.
    Reboots,
    /// A Windows program of it ends Windows by force, and with it all that runs: [`ShellRun::leave`] says how.
    LeavesWindows,
    /// The power went.
    PowerCut,
}

/// What a run exceeded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// [`MAX_STEPS`].
    Steps,
    /// [`MAX_NESTING`].
    Nesting,
    /// [`MAX_OUTPUT_CHARS`].
    Output,
    /// [`MAX_TIME`].
    Time,
}

/// Runs a command line as if it had been typed: `SETUP.BAT`, `F:\S0100001\SETUP.EXE /S`, `COPY A B`.
pub fn run(command: &str, drives: &mut Drives, env: &mut Environment, setting: Setting<'_>) -> ShellRun {
    let mut session = Session::new(drives, env, setting);
    session.run(command, setting.standing);
    session.finish()
}

/// Goes on behind a program that stayed and has ended now.
pub fn resume(rest: Rest, drives: &mut Drives, env: &mut Environment, setting: Setting<'_>) -> ShellRun {
    let mut session = Session::new(drives, env, setting);
    session.take_up(rest);
    session.finish()
}
