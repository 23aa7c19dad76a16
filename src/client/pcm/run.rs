//! Running a package, and seeing that it has ended.

use std::sync::Arc;

use super::{PART, Pcm, Reporting, Running, State};
use crate::base::{JobId, Purpose, SimTime, Span};
use crate::client::Effect;
use crate::client::programs::ClientPrograms;
use crate::engine::Outbox;
use crate::machine::{DosPath, Drive, Ending, Image, Limit, LocalTime, Machine, ShellRun};
use crate::product::Status;
use crate::wire::contents::Contents;
use crate::wire::mif::status::Outcome;
use crate::wire::sni::Notice;

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
    pub job: JobId,
    pub job_name: &'a str,
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
    let endless = run.as_ref().and_then(|run| why_endless(run.ending));
    if let Some(run) = &run {
        show_console(&run.console, out);
    }
    match endless {
        None => {
            let elapsed =
                run.as_ref().map_or(Span::ZERO, |run| run.elapsed + start.person_delay(pcm.reports));
            out.push(Effect::EndsAfter(seen_after(elapsed)));
        }
        Some(why) => out.note(PART, || format!("the package does not end: {why}")),
    }
    let ends = endless.is_none();
    let started = machine.clock.local(start.now);
    pcm.running = Some(Box::new(Running { job: start.job, started, launched: run.is_some(), ends, after }));
    Ok(())
}

/// Why a run never comes to its end, if it does not.
const fn why_endless(ending: Ending) -> Option<&'static str> {
    match ending {
        Ending::Finished | Ending::Aborted => None,
        Ending::Waiting => Some("it waits for an answer"),
        Ending::Hang(Limit::Steps) => Some("its commands go round in circles"),
        Ending::Hang(Limit::Nesting) => Some("its batch files call one another without end"),
        Ending::Hang(Limit::Output) => Some("it prints without end"),
        Ending::Stays => Some("a program of it stays"),
        Ending::Reboots => Some("it restarts the machine"),
        Ending::PowerCut => Some("the power went"),
    }
}

impl Start<'_> {
    /// How long the person takes over the package's dialogs: another time at each run.
    fn person_delay(&self, nth: u16) -> Span {
        let Reporting { draws, name, .. } = self.reporting;
        draws.span_below(SLOWEST_PERSON, Purpose::PersonDelay, name, u64::from(nth))
    }
}

/// The machine as the package leaves it, and how the package ran; `None` when its program could not be found (Q140920).
fn run_in(mut machine: Machine, drive: Drive, start: &Start) -> (Machine, Option<ShellRun>) {
    machine.connect(drive, start.share, start.directory);
    let found = machine.finds_program(start.command);
    let run = found.then(|| {
        let programs = ClientPrograms::on(&machine);
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

/// The package in progress has ended: PCM looks for a status MIF and reports.
pub fn end(
    pcm: &mut Pcm,
    machine: &mut Machine,
    by: &Reporting,
    contents: &mut Contents,
    out: &mut Outbox<Effect>,
) {
    let Some(running) = pcm.running.take() else { return };
    let Running { job, started, launched, after, .. } = *running;
    *machine = after;
    if let Some(item) = pcm.item(job) {
        item.state = State::Executed;
    }
    out.note(PART, || {
        if launched { "the package has ended" } else { "the package could not be started" }.to_string()
    });
    let notice = Notice::Ran { launched };
    let truth = match take_status_mif(machine, started, out) {
        Some(bytes) => {
            let mif = contents.keep(&bytes);
            pcm.write_result(job, notice, mif, by, out);
            contents.status_mif(mif).ok().map(|mif| status_of(mif.outcome))
        }
        None => {
            pcm.write_notice(job, notice, by, out);
            Some(if launched { Status::Complete } else { Status::Retrying })
        }
    };
    if let Some(truth) = truth {
        out.push(Effect::Reported { job, serial: pcm.last_serial(), truth });
    }
}

fn status_of(outcome: Outcome) -> Status {
    match outcome {
        Outcome::Success => Status::Complete,
        Outcome::Failed => Status::Retrying,
    }
}

/// Takes the first MIF in the Windows directory that is no older than the package's start (Q166833, Q169491).
fn take_status_mif(machine: &mut Machine, started: LocalTime, out: &mut Outbox<Effect>) -> Option<Vec<u8>> {
    let windows = DosPath::parse(machine.os.windows_directory()?).ok()?;
    let is_new = |path: &DosPath| machine.drives.entry(path).is_some_and(|e| e.modified >= started.stamp());
    let path = machine.files(&windows, "*.MIF").into_iter().find(is_new)?;
    let bytes = machine.read_file(&path)?;
    out.note(PART, || format!("finds the status MIF {path}"));
    machine.drives.delete(&path).ok()?;
    Some(bytes)
}
