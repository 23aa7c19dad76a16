//! Running a package.

use std::sync::Arc;

use super::{Kind, PART, Pcm, Reporting, Running, State};
use crate::base::{JobId, Purpose, SimTime, Span};
use crate::client::Effect;
use crate::client::programs::ClientPrograms;
use crate::engine::Outbox;
use crate::machine::{Drive, Ending, Image, Limit, Machine, ShellRun};
use crate::product::Behavior;

/// How often PCM looks whether the package has ended (Q193784, Q214448).
const MONITOR_STEP: Span = Span::secs(2);
/// The longest that a person takes over a package's dialogs (assumed).
const SLOWEST_PERSON: Span = Span::mins(10);
/// Lines that a package prints beyond these are counted, but not shown in the transcript.
const MOST_CONSOLE_LINES: usize = 100;
/// The letters that PCM may map the package's share to, in the order in which it tries them (assumed; Q214448 shows F:).
const LETTERS: std::ops::RangeInclusive<char> = 'F'..='Z';

/// A package to run.
pub struct Start<'a> {
    pub now: SimTime,
    /// The PCM that runs it.
    pub by: Kind,
    pub job: JobId,
    pub job_name: &'a str,
    /// What the distribution server shares.
    pub share: &'a Arc<Image>,
    /// The package's directory on the share: its package id (Q123499).
    pub directory: &'a str,
    pub command: &'a str,
    pub reporting: &'a Reporting<'a>,
    pub behavior: Behavior,
}

/// Why a package cannot be run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    MachineOff,
    NobodyLoggedOn,
    NotOffered,
    /// One package runs at a time (Q214448).
    Busy,
    /// No free drive letter: error 92 (Q150727).
    NoFreeDrive,
}

impl Refusal {
    pub const fn words(self) -> &'static str {
        match self {
            Self::MachineOff => "the machine was not up",
            Self::NobodyLoggedOn => "nobody was logged on",
            Self::NotOffered => "PCM did not offer it",
            Self::Busy => "another package was running",
            Self::NoFreeDrive => "no drive letter was free",
        }
    }
}

/// Starts a package: maps its share, makes its directory current and gives its command to the machine's shell (Q156271,
/// Q214448).
pub fn start(
    pcm: &mut Pcm,
    machine: &Machine,
    start: &Start,
    out: &mut Outbox<Effect>,
) -> Result<(), Refusal> {
    if pcm.running.is_some() {
        return Err(Refusal::Busy);
    }
    let item = pcm.item(start.job).filter(|i| matches!(i.state, State::Pending | State::Executed));
    let item = item.ok_or(Refusal::NotOffered)?;
    let drive = free_drive(machine).ok_or(Refusal::NoFreeDrive)?;
    item.state = State::Running;
    let (after, run) = run_in(machine.clone(), drive, start);
    out.note(PART, || format!("runs {}: {}", start.job_name, start.command));
    if let Some(run) = &run {
        show_console(&run.console, out);
    }
    let ends = seen_to_end(run.as_ref(), start, pcm.reports, out);
    out.effects.extend(ends.map(Effect::PackageEnds));
    let (job, by, launched) = (start.job, start.by, run.is_some());
    let leave = run.and_then(|run| run.leave);
    let started = machine.clock.local(start.now);
    pcm.running =
        Some(Box::new(Running { job, by, began: start.now, started, launched, ends, after, leave }));
    Ok(())
}

/// When PCM sees that the package has ended; `None`: never.
fn seen_to_end(run: Option<&ShellRun>, start: &Start, nth: u16, out: &mut Outbox<Effect>) -> Option<SimTime> {
    if let Some(why) = run.and_then(|run| why_endless(run.ending)) {
        out.note(PART, || format!("the package does not end: {why}"));
        return None;
    }
    let elapsed = run.map_or(Span::ZERO, |run| run.elapsed + start.person_delay(nth));
    Some(start.now + seen_after(elapsed))
}

/// Why a run never comes to its end, if it does not.
const fn why_endless(ending: Ending) -> Option<&'static str> {
    match ending {
        Ending::Finished | Ending::Aborted => None,
        Ending::Waiting => Some("it waits for an answer"),
        Ending::Hang(Limit::Steps) => Some("its commands go round in circles"),
        Ending::Hang(Limit::Nesting) => Some("its batch files call one another without end"),
        Ending::Hang(Limit::Output) => Some("it prints without end"),
        Ending::Hang(Limit::Time) => Some("it takes longer than a month"),
        Ending::Stays => Some("a program of it stays"),
        Ending::Reboots => Some("it restarts the machine"),
        Ending::PowerCut => Some("the power went"),
    }
}

impl Start<'_> {
    /// How long the person takes over the package's dialogs: another time at each run. The service has nobody to ask.
    fn person_delay(&self, nth: u16) -> Span {
        if !self.by.is_desktop() {
            return Span::ZERO;
        }
        let Reporting { draws, name, .. } = self.reporting;
        draws.span_below(SLOWEST_PERSON, Purpose::PersonDelay, name, u64::from(nth))
    }
}

/// The machine as the package leaves it, and how the package ran; `None` when its program could not be found (Q140920).
fn run_in(mut machine: Machine, drive: Drive, start: &Start) -> (Machine, Option<ShellRun>) {
    machine.connect(drive, start.share, start.directory);
    let found = machine.finds_program(start.command);
    let run = found.then(|| {
        let programs = ClientPrograms { behavior: start.behavior, ..ClientPrograms::on(&machine) };
        machine.run(start.now, start.command, &programs)
    });
    machine.drives.unmap(drive);
    (machine, run)
}

/// Notes what the package printed, up to a point: a loop may print for ever.
fn show_console(lines: &[String], out: &mut Outbox<Effect>) {
    lines.iter().take(MOST_CONSOLE_LINES).for_each(|line| out.note("console", || line.clone()));
    if lines.len() > MOST_CONSOLE_LINES {
        out.note("console", || format!("and {} lines more", lines.len() - MOST_CONSOLE_LINES));
    }
}

/// PCM sees an end at its next look.
fn seen_after(elapsed: Span) -> Span {
    MONITOR_STEP.times(elapsed.0.div_ceil(MONITOR_STEP.0).max(1))
}

fn free_drive(machine: &Machine) -> Option<Drive> {
    LETTERS.filter_map(Drive::new).find(|drive| machine.drives.volume(*drive).is_err())
}
