//! Floor 2: a PC. It has a clock, drives, an environment and a shell that runs batch files and programs on
//! them. It knows nothing of SMS: what a program does is told by those above, through [`Programs`].

mod access;
pub mod boot;
pub mod clock;
pub mod drives;
pub mod environment;
mod flaws;
pub mod ini;
pub mod os;
pub mod path;
mod redirector;
pub mod registry;
pub mod shell;
pub mod version;
pub mod volume;

pub use clock::{Clock, LocalTime};
pub use drives::Drives;
pub use environment::Environment;
pub use os::{OsKind, factory_environment, factory_image};
pub use path::{DosPath, Drive, Naming, PathError, RelPath};
pub use redirector::Redirector;
pub use shell::{Call, Dialect, Ending, Flaws, Leave, Limit, NoPrograms, ProgramRun, Programs, ShellRun};
pub use volume::{Attributes, Content, Image, Volume, VolumeError};

use std::sync::Arc;

use crate::base::{SimTime, Span};
pub use boot::State;
pub use registry::Registry;
use shell::{Rest, Setting, Spawned, Standing, Used};

/// One PC. A machine that changed nothing shares all it has with the others of its kind.
#[derive(Clone, Debug)]
pub struct Machine {
    pub os: OsKind,
    pub drives: Drives,
    pub env: Environment,
    pub clock: Clock,
    pub state: State,
    pub flaws: Flaws,
    /// What is left of AUTOEXEC.BAT while Windows 3.x runs.
    behind_windows: Option<Arc<Rest>>,
}

impl Machine {
    /// A running machine whose C: is `disk`, with the variables of its operating system and somebody logged on to the network. Its clones share all of that
    /// until they change something, so a fleet of one kind is one machine cloned.
    pub fn new(os: OsKind, disk: Arc<Image>, clock: Clock) -> Self {
        let mut drives = Drives::new(Volume::new(disk));
        drives.set_redirector(Redirector::LoggedOn);
        Self {
            os,
            drives,
            env: factory_environment(os),
            clock,
            state: State::of_running(os),
            flaws: Flaws::default(),
            behind_windows: None,
        }
    }

    /// Runs a command line at `at`, as a program does that starts another: in a shell of its own, whose
    /// variables go with it. Changes of drives stay.
    pub fn run(&mut self, at: SimTime, command: &str, programs: &dyn Programs) -> ShellRun {
        self.shell(at, command, programs, Standing::Once, (&[], Span::FOREVER))
    }

    /// The same with what is typed meanwhile, as far as it comes within `power`.
    pub fn run_within(
        &mut self,
        at: SimTime,
        command: &str,
        programs: &dyn Programs,
        (keys, power): (&[u8], Span),
    ) -> ShellRun {
        self.shell(at, command, programs, Standing::Once, (keys, power))
    }

    /// Runs a command line at `at`, as a person does who types it at the prompt: what SET changes stays as well.
    pub fn type_in(&mut self, at: SimTime, command: &str, programs: &dyn Programs) -> ShellRun {
        self.shell(at, command, programs, Standing::Resident, (&[], Span::FOREVER))
    }

    /// Lets a program go on that was left behind by the one that started it; `None` when nobody knows what it does.
    pub fn go_on(
        &mut self,
        now: LocalTime,
        spawned: &Spawned,
        programs: &dyn Programs,
    ) -> Option<ProgramRun> {
        let mut call = Call {
            path: &spawned.path,
            tail: &spawned.tail,
            input: &[],
            drives: &mut self.drives,
            env: &self.env,
            now,
            keys: &[],
            power: Span::FOREVER,
            used: Used::default(),
        };
        programs.run(&spawned.content, &mut call)
    }

    /// Whether both are one and the same in all they hold, which costs nothing to tell.
    pub fn is_same(&self, other: &Self) -> bool {
        let behind = match (&self.behind_windows, &other.behind_windows) {
            (Some(mine), Some(theirs)) => Arc::ptr_eq(mine, theirs),
            (None, None) => true,
            _ => false,
        };
        let set = (self.os, self.state, self.flaws, self.clock)
            == (other.os, other.state, other.flaws, other.clock);
        let held = self.drives.is_same_table(&other.drives) && self.env.is_same_block(&other.env);
        set && behind && held
    }

    /// Whether a person can work with it.
    pub fn is_in_use(&self) -> bool {
        matches!(self.state, State::Desktop | State::Prompt)
    }

    /// Whether it is in use, and the person at it logged on to the network.
    pub fn is_on_the_network(&self) -> bool {
        self.is_in_use() && self.drives.redirector() == Redirector::LoggedOn
    }

    fn shell(
        &mut self,
        at: SimTime,
        command: &str,
        programs: &dyn Programs,
        standing: Standing,
        (keys, power): (&[u8], Span),
    ) -> ShellRun {
        let now = self.clock.local(at);
        let flaws = self.flaws;
        let setting =
            Setting { standing, keys, flaws, power, ..Setting::once(self.os.dialect(), now, programs) };
        shell::run(command, &mut self.drives, &mut self.env, setting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Calendar;

    fn machine() -> Machine {
        Machine::new(OsKind::Win31, factory_image(OsKind::Win31), Clock::right(Calendar::default()))
    }

    #[test]
    fn a_machine_that_changed_nothing_costs_five_words() {
        assert_eq!(size_of::<Machine>(), 40);
    }

    #[test]
    fn a_command_runs_in_a_shell_of_its_own() {
        let mut machine = machine();
        let at = SimTime::day(1) + Span::hours(9);
        let run = machine.run(at, "COPY AUTOEXEC.BAT AUTOEXEC.SMS", &NoPrograms);
        assert_eq!(run.console, ["        1 file(s) copied"]);
        let run = machine.run(at, "SET X=1", &NoPrograms);
        assert_eq!((run.exit_code, machine.env.get("X")), (0, None));
        machine.run(at, "ECHO done>LOG.TXT", &NoPrograms);
        let log = machine.drives.entry(&"C:\\LOG.TXT".parse().unwrap()).unwrap();
        assert_eq!((log.modified.to_string(), log.size()), ("1996-06-04 09:00:00".to_string(), 6));
    }
}
