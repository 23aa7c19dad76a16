//! Running a package.

use std::sync::Arc;

use super::command::{self, Found};
use super::servers::{Chooser, setting_of};
use super::{CONSOLE, Kind, PART, PackageMemo, Pcm, Reporting, Running, Servers, State, trace, words};
use crate::base::{JobId, Purpose, SimTime, Span};
use crate::client::Effect;
use crate::client::programs::{ClientPrograms, Program, Runner};
use crate::engine::Outbox;
use crate::machine::{Drive, Ending, Image, Leave, Limit, LocalTime, Machine, OsKind, ShellRun};
use crate::product::behavior::SynchronousExit;
use crate::product::{Behavior, Status};
use crate::wire::sni::Notice;

/// How often PCM looks whether the package has ended (Q193784, Q214448).
const MONITOR_STEP: Span = Span::secs(2);
/// A package that ends Windows takes at least this long to do so.
const QUICKEST_END: Span = Span::ms(1);
/// WinExec answers with a number below this when it fails, and so did the service take process handles (Q149672).
const FIRST_HANDLE_OF_WINEXEC: u32 = 32;
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
    pub os: OsKind,
    pub job: JobId,
    pub job_name: &'a str,
    pub behavior: &'a Behavior,
    /// The servers that the package may be on.
    pub servers: Servers<'a>,
    /// The directory MSTEST of the logon server, if there is anything in it.
    pub mstest: Option<Arc<Image>>,
    /// What the distribution server shares.
    pub share: &'a Arc<Image>,
    /// The package's directory on the share: its package id (Q123499).
    pub directory: &'a str,
    pub command: &'a str,
    /// SynchronousSystemExitRequired (Q175652).
    pub exits_windows: bool,
    pub is_mandatory: bool,
    /// What the person answers its dialogs with.
    pub keys: &'a [u8],
    /// When PCM sees that it has ended; `None`: at one of its looks at the process.
    pub seen_to_end: Option<SimTime>,
    /// The number of the process that Windows will give it.
    pub process_handle: u32,
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
    mut memo: Option<&mut PackageMemo>,
    out: &mut Outbox<Effect>,
) -> Result<&'a str, Refusal> {
    if pcm.running.is_some() {
        return Err(Refusal::Busy);
    }
    let nth = pcm.reports;
    let item = pcm.item(start.job).filter(|i| matches!(i.state, State::Pending | State::Executed));
    let item = item.ok_or(Refusal::NotOffered)?;
    let setting = match &mut memo {
        Some(memo) => memo.setting(machine, start.behavior),
        None => setting_of(machine, start.behavior),
    };
    let (drive, server) = connect(machine, start, (nth, &setting), out)?;
    let run = match memo {
        Some(memo) => memo.run(machine, (drive, server), start),
        None => run_in(machine.clone(), (drive, server), start, Span::FOREVER),
    };
    let Some(Run { after, shell: run, under_ntencap }) = run else {
        words::unable_to_run(start.by, start.servers.logon.name, out);
        return Err(Refusal::NotConnected);
    };
    item.state = State::Running;
    out.note(PART, || format!("runs {} from {server}: {}", start.job_name, start.command));
    trace::launched(start, drive, run.is_some(), out);
    if run.is_none() {
        let has_drive = start.command.get(1..2) == Some(":");
        words::not_started(start.by, start.command, has_drive, out);
    }
    if let Some(run) = &run {
        show_console(&run.console, out);
    }
    let ends = seen_to_end(run.as_ref(), start, nth, out);
    out.effects.extend(ends.map(Effect::PackageEnds));
    let begun = Begun { ends, server, started: machine.clock.local(start.now), after, under_ntencap };
    pcm.begin(run, begun, start, out);
    Ok(server)
}

/// A free letter, and the server to connect it to; says on the screen and in the log when there is none.
fn connect<'a>(
    machine: &Machine,
    start: &Start<'a>,
    (nth, setting): (u16, &str),
    out: &mut Outbox<Effect>,
) -> Result<(Drive, &'a str), Refusal> {
    let Reporting { draws, name, .. } = *start.reporting;
    let (kind, behavior) = (start.by, start.behavior);
    let chooser = Chooser { kind, machine, behavior, draws, name, setting, nth: u64::from(nth) };
    let connected = match free_drive(machine) {
        None => Err(start.servers.without_letter()),
        Some(drive) => start.servers.choose(&chooser).map(|server| (drive, server.name)),
    };
    connected.map_err(|misses| {
        words::unable_to_connect(kind, start.directory, &misses, out);
        Refusal::NotConnected
    })
}

/// A package that was begun.
struct Begun<'a> {
    ends: Option<SimTime>,
    server: &'a str,
    /// By the client's own clock.
    started: LocalTime,
    after: Machine,
    under_ntencap: bool,
}

impl Pcm {
    fn begin(&mut self, run: Option<ShellRun>, begun: Begun, start: &Start, out: &mut Outbox<Effect>) {
        let ran = run.is_some();
        let leave = run.as_ref().and_then(|run| leave_of(run, start.os));
        let spawned = run.map(|run| run.spawned).unwrap_or_default();
        self.running = Some(Box::new(Running {
            job: start.job,
            by: start.by,
            began: start.now,
            started: begun.started,
            launched: ran && !start.has_bad_handle(),
            ran,
            reported: false,
            sticks: start.exits_windows && start.sticks(),
            ends: begun.ends,
            server: begun.server.into(),
            spawned,
            leave,
            under_ntencap: begun.under_ntencap,
            after: Some(begun.after),
        }));
        let marks = start.exits_windows && start.behavior.synchronous_exit == SynchronousExit::AtStart;
        if ran && marks {
            self.report_at_start(start, out);
        }
    }
}

impl Pcm {
    /// With SynchronousSystemExitRequired the package is marked as soon as its program has started (Q175652).
    fn report_at_start(&mut self, start: &Start, out: &mut Outbox<Effect>) {
        if let Some(item) = self.item(start.job) {
            item.state = State::Executed;
        }
        if let Some(running) = self.running.as_deref_mut() {
            running.reported = true;
        }
        self.write_notice(start.job, Notice::Ran { launched: true, mif: false }, start.reporting, out);
        let (job, serial) = (start.job, self.last_serial());
        out.push(Effect::Reported { job, serial, truth: Status::Complete });
        out.effects.extend(start.reporting.silence.map(|silence| Effect::Silenced { job, serial, silence }));
    }
}

/// When PCM sees that the package has ended; `None`: never.
fn seen_to_end(run: Option<&ShellRun>, start: &Start, nth: u16, out: &mut Outbox<Effect>) -> Option<SimTime> {
    if let Some(why) = run.and_then(|run| why_endless(run.ending)) {
        out.note(PART, || format!("the package does not end: {why}"));
        return None;
    }
    if let Some(at) = start.seen_to_end {
        return Some(at);
    }
    let elapsed = run.map_or(Span::ZERO, |run| run.elapsed + start.person_delay(nth));
    // Whoever ends Windows ends PCM's looks as well.
    let leaves = run.is_some_and(|run| leave_of(run, start.os).is_some());
    Some(start.now + if leaves { elapsed.max(QUICKEST_END) } else { seen_after(elapsed) })
}

/// How the end of a package ends Windows. A program of MS-DOS that restarts the machine gets its way below Windows 95
/// (Q132794).
fn leave_of(run: &ShellRun, os: OsKind) -> Option<Leave> {
    match (run.ending, os) {
        (Ending::Reboots, OsKind::Dos5 | OsKind::Dos6 | OsKind::Win31 | OsKind::Wfw311) => {
            Some(Leave::ForcedRestart)
        }
        _ => run.leave.clone(),
    }
}

/// Why a run never comes to its end, if it does not.
const fn why_endless(ending: Ending) -> Option<&'static str> {
    match ending {
        // Where no program may restart the machine, it is ended without a word (Q132794).
        Ending::Finished | Ending::Aborted | Ending::LeavesWindows | Ending::Reboots => None,
        Ending::Waiting => Some("it waits for an answer"),
        Ending::Hang(Limit::Steps) => Some("its commands go round in circles"),
        Ending::Hang(Limit::Nesting) => Some("its batch files call one another without end"),
        Ending::Hang(Limit::Output) => Some("it prints without end"),
        Ending::Hang(Limit::Time) => Some("it takes longer than a month"),
        Ending::Stays => Some("a program of it stays"),
        Ending::PowerCut => Some("the power went"),
    }
}

impl Start<'_> {
    /// PCM takes a process handle below 32 for an error, as WinExec would have it (Q149672).
    pub(super) fn has_bad_handle(&self) -> bool {
        let is_checked = self.by == Kind::Service && self.behavior.small_handles_are_errors;
        is_checked && self.process_handle < FIRST_HANDLE_OF_WINEXEC
    }

    /// PCM loses sight of an optional package that was reported at its start (Q193784).
    fn sticks(&self) -> bool {
        self.behavior.synchronous_exit_sticks && !self.is_mandatory
    }

    /// On Windows NT a program finds the Windows directory in WINDIR, unless the service forgets to say it (Q125934).
    fn set_windir(&self, machine: &mut Machine) {
        let is_said = match self.by {
            Kind::Dos | Kind::Win16 => false,
            Kind::Win32 => true,
            Kind::Service => !self.behavior.service_lacks_windir,
        };
        if let Some(windows) = machine.os.windows_directory().filter(|_| is_said) {
            // A variable that there is no room for is left out.
            let _ = machine.env.set("WINDIR", windows);
        }
    }

    /// How long the person takes over the package's dialogs: another time at each run. The service has nobody to ask.
    fn person_delay(&self, nth: u16) -> Span {
        if !self.by.is_desktop() {
            return Span::ZERO;
        }
        let Reporting { draws, name, .. } = self.reporting;
        draws.span_below(SLOWEST_PERSON, Purpose::PersonDelay, &name(), u64::from(nth))
    }
}

/// A run of a package.
#[derive(Clone)]
pub(super) struct Run {
    /// The machine as the package leaves it.
    pub after: Machine,
    /// How it ran; `None` when its program could not be found (Q140920).
    pub shell: Option<ShellRun>,
    pub under_ntencap: bool,
}

/// Runs a package as far as the power lasts; `None`: Windows does not run it from a server with so long a name (Q128456).
pub(super) fn run_in(
    mut machine: Machine,
    (drive, server): (Drive, &str),
    start: &Start,
    power: Span,
) -> Option<Run> {
    machine.connect(drive, start.share, server, start.directory);
    let (command, extra) = match command::find(&mut machine, start) {
        Found::Here => (Some(start.command.to_string()), None),
        Found::Mstest(drive, command) => (Some(command), Some(drive)),
        Found::Nowhere => (None, None),
        Found::TooFar => return None,
    };
    let own = machine.env.clone();
    start.set_windir(&mut machine);
    let run = command.map(|command| {
        let runner = Runner {
            holds_exits: !start.exits_windows,
            without_desktop: !start.by.is_desktop(),
            ..Runner::default()
        };
        let behavior = *start.behavior;
        let programs = ClientPrograms { runner, behavior, ..ClientPrograms::on(&machine) };
        machine.run_within(start.now, &command, &programs, (start.keys, power))
    });
    machine.env = own;
    let is_ntencap = |path| machine.drives.read(path).is_ok_and(|file| *file == Program::Ntencap.content());
    let under_ntencap = run.as_ref().is_some_and(|run| run.started.iter().any(is_ntencap));
    [Some(drive), extra].into_iter().flatten().for_each(|drive| machine.drives.unmap(drive));
    Some(Run { after: machine, shell: run, under_ntencap })
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

/// The letter that the package's share gets: the first free one.
pub(super) fn free_drive(machine: &Machine) -> Option<Drive> {
    LETTERS.filter_map(Drive::new).find(|drive| machine.drives.volume(*drive).is_err())
}
