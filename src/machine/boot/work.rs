//! A stage at work: the machine as it changes, and what is seen of it.

use crate::base::{SimTime, Span};
use crate::machine::boot::windows::WithWindows;
use crate::machine::boot::{Network, Stage, State};
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;
use crate::machine::os::OsKind;
use crate::machine::path::DosPath;
use crate::machine::registry::Data;
use crate::machine::shell::{Ending, Leave, Programs, Setting, ShellRun, Standing};
use crate::machine::{Machine, shell};

/// Programs that one stage starts at most; a list on a disk may be of any length.
pub(super) const MAX_STARTS: usize = 1_000;

/// Nothing takes no time.
const SHORTEST: Span = Span::ms(1);

/// What a stage needs besides the machine.
#[derive(Clone, Copy)]
pub struct Doing<'a> {
    pub programs: &'a dyn Programs,
    /// What is typed at the keyboard.
    pub keys: &'a [u8],
    /// How long there is power.
    pub power: Span,
    /// Files that the system loads when it starts, besides its own.
    pub loads: &'a [DosPath],
    /// What a system policy puts into the registry at every logon: key, name and data.
    pub policy: &'a [(String, String, Data)],
    pub network: Network<'a>,
}

/// What came of a stage.
#[derive(Clone, Debug)]
pub struct Step {
    /// The machine behind it.
    pub after: Machine,
    pub elapsed: Span,
    /// The lines on the screen, boxes of Windows included.
    pub console: Vec<String>,
    /// The drivers and programs that were started, in that order.
    pub started: Vec<DosPath>,
    /// How many of the keys were read.
    pub keys_read: usize,
    pub then: Then,
}

/// What comes behind a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    Stage(Stage),
    /// The start has come to its end, or to a stop.
    Rest(State),
    /// There was no more power: the machine is as it was at that moment, and not yet off.
    PowerCut,
}

pub(super) struct Work<'a> {
    pub machine: Machine,
    pub doing: Doing<'a>,
    at: SimTime,
    elapsed: Span,
    console: Vec<String>,
    started: Vec<DosPath>,
    pub keys_read: usize,
    leave: Option<Leave>,
}

impl<'a> Work<'a> {
    pub fn new(machine: Machine, at: SimTime, doing: Doing<'a>) -> Self {
        let (console, started) = (Vec::new(), Vec::new());
        Self { machine, doing, at, elapsed: Span::ZERO, console, started, keys_read: 0, leave: None }
    }

    /// What the machine shows behind the stage is what it then is.
    pub fn finish(mut self, then: Then) -> Step {
        self.elapsed = self.elapsed.max(SHORTEST);
        let then = if self.has_power() { then } else { Then::PowerCut };
        match then {
            Then::Stage(stage) => self.machine.state = State::Starting(stage),
            Then::Rest(state) => self.machine.state = state,
            Then::PowerCut => {}
        }
        Step {
            after: self.machine,
            elapsed: self.elapsed,
            console: self.console,
            started: self.started,
            keys_read: self.keys_read,
            then,
        }
    }

    pub fn spend(&mut self, span: Span) {
        self.elapsed = Span(self.elapsed.0.saturating_add(span.0));
    }

    /// Does what nobody waits for: the time it takes does not count.
    pub fn in_background<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.elapsed;
        let done = act(self);
        self.elapsed = before;
        done
    }

    /// Whether there is still power to begin something with.
    pub fn has_power(&self) -> bool {
        self.elapsed < self.doing.power
    }

    pub fn now(&self) -> LocalTime {
        self.machine.clock.local(self.at + self.elapsed)
    }

    /// Shows a line.
    pub fn say(&mut self, line: impl Into<String>) {
        self.console.push(line.into());
    }

    /// Keeps in mind that a driver or a program was started.
    pub fn note_start(&mut self, path: DosPath) {
        if self.started.len() < MAX_STARTS {
            self.started.push(path);
        }
    }

    /// Keeps in mind what a program asks of Windows; the first counts.
    pub fn note_leave(&mut self, leave: Option<Leave>) {
        self.leave = self.leave.take().or(leave);
    }

    /// What a program has asked of Windows, once.
    pub fn take_leave(&mut self) -> Option<Leave> {
        self.leave.take()
    }

    /// Runs a command line in the shell that stays.
    pub fn shell_that_stays(
        &mut self,
        run: impl FnOnce(&mut Drives, &mut Environment, Setting<'_>) -> ShellRun,
    ) -> ShellRun {
        let programs = WithWindows { programs: self.doing.programs, os: self.machine.os };
        let setting = self.setting(self.doing.programs);
        let setting = Setting { standing: Standing::Resident, programs: &programs, ..setting };
        let run = run(&mut self.machine.drives, &mut self.machine.env, setting);
        self.take(&run);
        run
    }

    /// What a shell of this machine is given now.
    pub fn setting(&self, programs: &'a dyn Programs) -> Setting<'a> {
        Setting {
            keys: self.doing.keys.get(self.keys_read..).unwrap_or_default(),
            power: match self.doing.power {
                Span::FOREVER => Span::FOREVER,
                power => power.left_after(self.elapsed),
            },
            flaws: self.machine.flaws,
            ..Setting::once(self.machine.os.dialect(), self.now(), programs)
        }
    }

    /// Runs a command line in a shell of its own.
    pub fn shell(&mut self, command: &str) -> ShellRun {
        let setting = self.setting(self.doing.programs);
        let run = shell::run(command, &mut self.machine.drives, &mut self.machine.env, setting);
        self.take(&run);
        run
    }

    /// Adds what a shell did.
    pub fn take(&mut self, run: &ShellRun) {
        self.spend(run.elapsed);
        self.console.extend(run.console.iter().cloned());
        run.started.iter().for_each(|path| self.note_start(path.clone()));
        self.keys_read += run.keys_read;
        for spawned in &run.spawned {
            let now = self.now();
            let run = self.machine.go_on(now, spawned, self.doing.programs);
            self.console.extend(run.iter().flat_map(|run| run.output.lines()).map(str::to_string));
        }
        self.note_leave(run.leave.clone());
    }

    /// Whether a DOS program that restarts the machine gets its way. Windows 95 ends it instead, without a word, and goes on
    /// (Q132794), and so do Windows NT and OS/2 (assumed).
    fn can_be_rebooted(&self) -> bool {
        match self.machine.os {
            OsKind::Dos5 | OsKind::Dos6 | OsKind::Win31 | OsKind::Wfw311 => true,
            OsKind::Win95 => {
                let before = [Stage::ConfigSys, Stage::Autoexec].map(State::Starting);
                before.contains(&self.machine.state) || self.machine.state == State::Prompt
            }
            _ => false,
        }
    }

    /// What an ending of the shell that a start runs in makes of the start, unless it goes on.
    pub fn stuck(&self, ending: Ending) -> Option<Then> {
        match ending {
            // Whoever ends Windows does so behind the stage.
            Ending::Finished | Ending::Aborted | Ending::Stays | Ending::LeavesWindows => None,
            Ending::Waiting => Some(Then::Rest(State::Asks)),
            Ending::Hang(limit) => Some(Then::Rest(State::Hangs(limit))),
            Ending::Reboots => self.can_be_rebooted().then_some(Then::Stage(Stage::SelfTest)),
            Ending::PowerCut => Some(Then::PowerCut),
        }
    }
}
