//! A machine for tests: Windows runs, and a person types.

use super::{AT, SETUP, path};
use crate::base::{Calendar, SimTime, Span};
use crate::client::installer::Compiled;
use crate::client::network::Network;
use crate::client::programs::ClientPrograms;
use crate::machine::boot::{self, Doing, Exit, Stage, State, Then};
use crate::machine::{Clock, Content, DosPath, Machine, OsKind, factory_image};
use crate::product::behavior::Behavior;

/// A PC with Windows on it, and what came of it.
#[derive(Clone)]
pub struct Pc {
    pub machine: Machine,
    pub behavior: Behavior,
    loads: Vec<DosPath>,
    pub screen: Vec<String>,
    pub elapsed: Span,
}

impl Pc {
    /// One whose Windows runs, with these files, of which those are in use.
    pub fn up(os: OsKind, files: &[(&str, Content)], in_use: &[&str]) -> Self {
        let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
        let now = machine.clock.local(SimTime::ZERO);
        for (file, content) in files {
            let file = path(file);
            let above = file.parent().unwrap();
            machine.drives.volume_mut(file.drive).unwrap().make_directories(&above.below, now).unwrap();
            machine.drives.write(&file, content.clone(), now).unwrap();
        }
        let loads = in_use.iter().map(|file| path(file)).collect();
        let (behavior, screen) = (Behavior::default(), Vec::new());
        let off = Self { machine, behavior, loads, screen, elapsed: Span::ZERO };
        off.go_on(Then::Stage(Stage::SelfTest), Span::FOREVER)
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
                Then::Rest(_) => return self,
                Then::PowerCut => {
                    self.machine.lose_power();
                    return self;
                }
            };
            let at = AT + self.elapsed;
            let left = if power == Span::FOREVER { power } else { power.left_after(self.elapsed) };
            let step = self.with(&[], left, |doing| boot::run(&self.machine, stage, at, doing));
            then = step.then;
            self = self.after(step);
        }
    }

    fn after(mut self, step: boot::Step) -> Self {
        self.machine = step.after;
        self.elapsed = self.elapsed + step.elapsed;
        self.screen.extend(step.console);
        self
    }

    /// A person types a command line, with so much power.
    pub fn types(&self, command: &str, keys: &str, power: Span) -> Self {
        let (keys, start) =
            (keys.as_bytes(), Self { elapsed: Span::ZERO, screen: Vec::new(), ..self.clone() });
        let step = self.with(keys, power, |doing| boot::type_in(&self.machine, command, AT, doing));
        let then = step.then;
        start.after(step).go_on(then, power)
    }

    /// Runs a program that has been put on the disk.
    pub fn runs(&self, program: &Compiled, tail: &str, keys: &str) -> Self {
        self.puts(program).types(&format!("{SETUP}{tail}"), keys, Span::FOREVER)
    }

    pub fn puts(&self, program: &Compiled) -> Self {
        let mut pc = self.clone();
        let now = pc.machine.clock.local(AT);
        pc.machine.drives.write(&path(SETUP), program.content(), now).unwrap();
        pc
    }

    /// The person restarts the machine.
    pub fn restarts(&self) -> Self {
        let step =
            self.with(&[], Span::FOREVER, |doing| boot::end_session(&self.machine, Exit::Restart, AT, doing));
        let then = step.then;
        self.clone().after(step).go_on(then, Span::FOREVER)
    }

    /// It is switched on after its power was cut.
    pub fn starts(&self) -> Self {
        Self { elapsed: Span::ZERO, ..self.clone() }.go_on(Then::Stage(Stage::SelfTest), Span::FOREVER)
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
}
