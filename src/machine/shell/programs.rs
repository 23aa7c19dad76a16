//! Programs are known to those who build a world, not to the machine: it asks them what a file does when it
//! is run.

use super::{Ending, ShellRun, Used};
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
    /// What is typed at the keyboard.
    pub keys: &'a [u8],
    /// How long there is power.
    pub power: Span,
    /// What the shell that runs it has used up of its limits; the shells that it runs get less.
    pub used: Used,
}

/// How a Windows program ends Windows: ExitWindows, ExitWindowsExec and ExitWindowsEx. Unless it is by force, the program ends
/// first, and what runs around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leave {
    /// Windows comes back. What is named runs in MS-DOS meanwhile (Q75629, Q153227).
    RestartWindows(Option<String>),
    /// EWX_REBOOT: every application is asked, then told, and the machine starts again.
    Restart,
    /// The same with EWX_FORCE: nobody is asked or told (Q175652).
    ForcedRestart,
    /// Windows is left.
    QuitWindows,
}

/// What came of a program.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ProgramRun {
    pub exit_code: u8,
    pub elapsed: Span,
    /// What it prints; lines end in CR LF.
    pub output: String,
    /// The programs that it started in its turn.
    pub started: Vec<DosPath>,
    /// Programs that it leaves behind, which go on when it has ended.
    pub spawned: Vec<Spawned>,
    /// How many of the keys it read.
    pub keys_read: usize,
    /// The steps of the shells that it ran.
    pub steps: u64,
    /// Why it did not come to its end, if it did not: then the shell that ran it does not either.
    pub broken_off: Option<Ending>,
    /// What it asks of Windows.
    pub leave: Option<Leave>,
}

impl ProgramRun {
    /// Ends Windows. By force, that ends what runs around the program as well.
    pub fn leave_windows(&mut self, leave: Leave) {
        if leave == Leave::ForcedRestart {
            self.broken_off.get_or_insert(Ending::LeavesWindows);
        }
        self.leave = Some(leave);
    }

    /// Prints a line.
    pub fn print(&mut self, line: &str) {
        self.output.push_str(line);
        self.output.push_str("\r\n");
    }

    /// Adds a shell that the program ran and waited for. When that did not come to its end, neither does the program.
    pub fn add(&mut self, run: ShellRun) {
        run.console.iter().for_each(|line| self.print(line));
        self.elapsed = self.elapsed + run.elapsed;
        self.keys_read += run.keys_read;
        self.steps = self.steps.saturating_add(run.steps);
        self.started.extend(run.started);
        self.spawned.extend(run.spawned);
        self.leave = self.leave.take().or(run.leave);
        self.broken_off = match run.ending {
            Ending::Finished | Ending::Aborted | Ending::Stays => None,
            ending => Some(ending),
        };
    }
}

/// A program that has been started and is not waited for: it is in memory, wherever its file lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spawned {
    pub path: DosPath,
    pub content: Content,
    /// The rest of its command line.
    pub tail: String,
}

/// Those who know what programs do.
pub trait Programs {
    /// Runs the program that a file's content is; `None` when it is not known, and then nothing may have
    /// changed.
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun>;

    /// Whether the application that a file's content is agrees when it is asked if Windows may end (WM_QUERYENDSESSION).
    fn agrees_to_end(&self, _: &Content) -> bool {
        true
    }

    /// What an application does when it is told that Windows ends (WM_ENDSESSION); `None` when that is nothing.
    fn told_of_end(&self, _: &Content, _: &mut Call<'_>) -> Option<ProgramRun> {
        None
    }
}

/// Knows no program.
pub struct NoPrograms;

impl Programs for NoPrograms {
    fn run(&self, _: &Content, _: &mut Call<'_>) -> Option<ProgramRun> {
        None
    }
}
