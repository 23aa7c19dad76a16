//! Running a package.

use std::sync::Arc;

use super::command::{self, Found};
use super::servers::Chooser;
use super::{CONSOLE, Kind, PART, Pcm, Reporting, Running, Servers, State, words};
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
    pub behavior: &'a Behavior,
    /// The servers that the package may be on.
    pub servers: &'a Servers<'a>,
    /// The directory MSTEST of the logon server, if there is anything in it.
    pub mstest: Option<Arc<Image>>,
    /// What the distribution server shares.
    pub share: &'a Arc<Image>,
    /// The package's directory on the share: its package id (Q123499).
    pub directory: &'a str,
    pub command: &'a str,
    pub reporting: &'a Reporting<'a>,
}

/// Why a package cannot be run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    MachineOff,
    NobodyLoggedOn,
    NotOffered,
    /// One package runs at a time (Q214448).
    Busy,
    /// No server could be connected, as PCM has told the person.
    NotConnected,
}

impl Refusal {
    pub const fn words(self) -> &'static str {
        match self {
            Self::MachineOff => "the machine was not up",
            Self::NobodyLoggedOn => "nobody was logged on",
            Self::NotOffered => "PCM did not offer it",
            Self::Busy => "another package was running",
            Self::NotConnected => "no server could be connected",
        }
    }
}

/// Starts a package: maps its share, makes its directory current and gives its command to the machine's shell (Q156271,
/// Q214448). Says which server it took the package from.
pub fn start<'a>(
    pcm: &mut Pcm,
    machine: &Machine,
    start: &Start<'a>,
    out: &mut Outbox<Effect>,
) -> Result<&'a str, Refusal> {
    if pcm.running.is_some() {
        return Err(Refusal::Busy);
    }
    let nth = pcm.reports;
    let item = pcm.item(start.job).filter(|i| matches!(i.state, State::Pending | State::Executed));
    let item = item.ok_or(Refusal::NotOffered)?;
    let (drive, server) = connect(machine, start, nth, out)?;
    let (after, run) = run_in(machine.clone(), drive, server, start, out)?;
    item.state = State::Running;
    out.note(PART, || format!("runs {} from {server}: {}", start.job_name, start.command));
    if let Some(run) = &run {
        show_console(&run.console, out);
    }
    let ends = seen_to_end(run.as_ref(), start, nth, out);
    out.effects.extend(ends.map(Effect::PackageEnds));
    let (job, by, launched) = (start.job, start.by, run.is_some());
    let (leave, spawned) = run.map(|run| (run.leave, run.spawned)).unwrap_or_default();
    let started = machine.clock.local(start.now);
    pcm.running =
        Some(Box::new(Running { job, by, began: start.now, started, launched, ends, after, leave, spawned }));
    Ok(server)
}

/// A free letter, and the server to connect it to; says on the screen and in the log when there is none.
fn connect<'a>(
    machine: &Machine,
    start: &Start<'a>,
    nth: u16,
    out: &mut Outbox<Effect>,
) -> Result<(Drive, &'a str), Refusal> {
    let Reporting { draws, name, .. } = *start.reporting;
    let (kind, behavior) = (start.by, start.behavior);
    let chooser = Chooser { kind, machine, behavior, draws, name, nth: u64::from(nth) };
    let connected = match free_drive(machine) {
        None => Err(start.servers.without_letter()),
        Some(drive) => start.servers.choose(&chooser).map(|server| (drive, server.name)),
    };
    connected.map_err(|misses| {
        words::unable_to_connect(kind, start.directory, &misses, out);
        Refusal::NotConnected
    })
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
fn run_in(
    mut machine: Machine,
    drive: Drive,
    server: &str,
    start: &Start,
    out: &mut Outbox<Effect>,
) -> Result<(Machine, Option<ShellRun>), Refusal> {
    machine.connect(drive, start.share, server, start.directory);
    let found = command::find(&mut machine, start);
    let (command, extra) = match &found {
        Found::Here => (Some(start.command), None),
        Found::Mstest(drive, command) => (Some(command.as_str()), Some(*drive)),
        Found::Nowhere => (None, None),
        Found::TooFar => {
            words::unable_to_run(start.by, start.servers.logon.name, out);
            return Err(Refusal::NotConnected);
        }
    };
    let programs = ClientPrograms { behavior: *start.behavior, ..ClientPrograms::on(&machine) };
    let run = command.map(|command| machine.run(start.now, command, &programs));
    if run.is_none() {
        let has_drive = start.command.get(1..2) == Some(":");
        words::not_started(start.by, start.command, has_drive, out);
    }
    [Some(drive), extra].into_iter().flatten().for_each(|drive| machine.drives.unmap(drive));
    Ok((machine, run))
}

/// Notes what the package printed, up to a point: a loop may print for ever.
pub(super) fn show_console(lines: &[String], out: &mut Outbox<Effect>) {
    lines.iter().take(MOST_CONSOLE_LINES).for_each(|line| out.note(CONSOLE, || line.clone()));
    if lines.len() > MOST_CONSOLE_LINES {
        out.note(CONSOLE, || format!("and {} lines more", lines.len() - MOST_CONSOLE_LINES));
    }
}

/// PCM sees an end at its next look.
fn seen_after(elapsed: Span) -> Span {
    MONITOR_STEP.times(elapsed.0.div_ceil(MONITOR_STEP.0).max(1))
}

pub(super) fn free_drive(machine: &Machine) -> Option<Drive> {
    LETTERS.filter_map(Drive::new).find(|drive| machine.drives.volume(*drive).is_err())
}
