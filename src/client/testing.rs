//! A machine for tests: it goes through the stages of a start, and a person works it.

use super::network::Network;
use super::programs::ClientPrograms;
use crate::base::{Calendar, SimTime, Span};
use crate::machine::boot::{self, Doing, Exit, Stage, State, Step, Then};
use crate::machine::{Clock, Content, DosPath, Drive, Machine, OsKind, factory_image};
use crate::product::behavior::Behavior;

/// When whatever is done to it begins.
pub const AT: SimTime = SimTime::day(1);

/// A PC, and what came of the last thing that was done to it.
#[derive(Clone)]
pub struct Pc {
    pub machine: Machine,
    pub behavior: Behavior,
    loads: Vec<DosPath>,
    pub screen: Vec<String>,
    pub elapsed: Span,
}

pub fn path(text: &str) -> DosPath {
    DosPath::parse(text).unwrap()
}

impl Pc {
    /// One with these files, whose system was never started.
    pub fn new(os: OsKind, files: &[(&str, Content)]) -> Self {
        let mut pc = Self::of(Machine::new(os, factory_image(os), Clock::right(Calendar::default())));
        for (file, content) in files {
            pc = pc.puts(file, content.clone());
        }
        pc
    }

    pub fn of(machine: Machine) -> Self {
        let (loads, screen) = (Vec::new(), Vec::new());
        Self { machine, behavior: Behavior::default(), loads, screen, elapsed: Span::ZERO }
    }

    /// One that has come up with these files, of which those are in use.
    pub fn up(os: OsKind, files: &[(&str, Content)], in_use: &[&str]) -> Self {
        let loads = in_use.iter().map(|file| path(file)).collect();
        Self { loads, ..Self::new(os, files) }.starts(Span::FOREVER)
    }

    fn with<T>(&self, keys: &[u8], power: Span, act: impl FnOnce(Doing<'_>) -> T) -> T {
        let behavior = self.behavior;
        let programs =
            ClientPrograms { behavior, network: Network::NONE, ..ClientPrograms::on(&self.machine) };
        let network = boot::Network::default();
        act(Doing { programs: &programs, keys, power, loads: &self.loads, policy: &[], network })
    }

    /// Goes on with the stages behind a step, as far as the power lasts; somebody logs on at once.
    fn go_on(mut self, mut then: Then, power: Span) -> Self {
        loop {
            let stage = match then {
                Then::Stage(stage) => stage,
                Then::Rest(State::Welcome) => Stage::Logon,
                Then::PowerCut => {
                    self.machine.lose_power();
                    return self;
                }
                _ => return self,
            };
            let at = AT + self.elapsed;
            let left = if power == Span::FOREVER { power } else { power.left_after(self.elapsed) };
            let step = self.with(&[], left, |doing| boot::run(&self.machine, stage, at, doing));
            then = step.then;
            self = self.after(step);
        }
    }

    fn after(mut self, step: Step) -> Self {
        self.machine = step.after;
        self.elapsed = self.elapsed + step.elapsed;
        self.screen.extend(step.console);
        self
    }

    fn begin(&self) -> Self {
        Self { elapsed: Span::ZERO, screen: Vec::new(), ..self.clone() }
    }

    /// A person types a command line, with so much power.
    pub fn types(&self, command: &str, keys: &str, power: Span) -> Self {
        let keys = keys.as_bytes();
        let step = self.with(keys, power, |doing| boot::type_in(&self.machine, command, AT, doing));
        let then = step.then;
        self.begin().after(step).go_on(then, power)
    }

    /// The session ends, with so much power.
    pub fn ends(&self, exit: Exit<'_>, power: Span) -> Self {
        let step = self.with(&[], power, |doing| boot::end_session(&self.machine, exit, AT, doing));
        let then = step.then;
        self.begin().after(step).go_on(then, power)
    }

    pub fn restarts(&self) -> Self {
        self.ends(Exit::Restart, Span::FOREVER)
    }

    /// It is switched on, with so much power.
    pub fn starts(&self, power: Span) -> Self {
        self.begin().go_on(Then::Stage(Stage::SelfTest), power)
    }

    /// A file is put on its disk, with the directories above it.
    pub fn puts(&self, file: &str, content: Content) -> Self {
        let mut pc = self.clone();
        let (file, now) = (path(file), pc.machine.clock.local(AT));
        let above = file.parent().unwrap().below;
        pc.machine.drives.volume_mut(file.drive).unwrap().make_directories(&above, now).unwrap();
        pc.machine.drives.write(&file, content, now).unwrap();
        pc
    }

    pub fn text(&self, file: &str) -> Option<String> {
        let bytes = self.machine.drives.read(&path(file)).ok()?.known_bytes()?;
        Some(String::from_utf8(bytes.to_vec()).unwrap())
    }

    pub fn files(&self, directory: &str, pattern: &str) -> Vec<String> {
        self.machine.files(&path(directory), pattern).iter().map(ToString::to_string).collect()
    }

    pub fn shows(&self, line: &str) -> bool {
        self.screen.iter().any(|shown| shown == line)
    }

    /// What tells its disk and its registry from others.
    pub fn digest(&self) -> (u64, usize) {
        let drives = &self.machine.drives;
        (drives.volume(Drive::C).unwrap().digest(), drives.registry().iter().count())
    }
}
