//! Package Command Manager: looks into the instruction file, offers packages, runs them and reports.
//!
//! ```text
//!   record in .INS --offer date--> Pending --person, date or service runs it--> Running --ended--> Executed
//!                                   |    ^                                                            |
//!                                   |    +--- history lost                                            |
//!                                   +--archived--> Archived                                           |
//!                                   +--------------------- expiration date ---------------------------+--> notice (.SNI), Dropped
//! ```
//!
//! On Windows NT it may be there twice: PCMWIN32 on the desktop and PCMSVC32 as a service. They share a history and take
//! turns: one package runs at a time (Q164657, Q214448).

mod command;
mod daylight;
mod desk;
mod due;
mod kind;
mod log;
mod memo;
mod monitor;
mod poll;
mod reminder;
mod report;
mod restart;
mod run;
mod servers;
mod session;
mod stretch;
mod trace;
mod trouble;
mod view;
mod words;

pub use daylight::Daylight;
pub use kind::Kind;
pub use memo::PackageMemo;
pub use monitor::end;
pub use poll::poll;
pub use report::{ReportOrder, Reporting};
pub use run::{Refusal, Start, start};
pub use servers::{Server, Servers};
pub use session::{Left, end_session, so_far};
pub use stretch::Stretch;
pub use view::View;

use smallvec::SmallVec;

use crate::base::{JobId, SimTime};
use crate::machine::shell::Spawned;
use crate::machine::{Leave, LocalTime, Machine};
use desk::Desk;

/// The part of the client that the transcript names.
const PART: &str = "PCM";
/// The part whose notes are what the person sees.
pub const SCREEN: &str = "screen";

/// The part whose notes are what a package prints, which the person sees as well.
pub const CONSOLE: &str = "console";

/// What PCM on one client remembers.
#[derive(Clone, Default)]
pub struct Pcm {
    /// The history, and with it the lists in PCM's window: in order of arrival.
    items: SmallVec<[Item; 4]>,
    running: Option<Box<Running>>,
    /// What the person did with the window; `None`: nothing yet.
    desk: Option<Box<Desk>>,
    /// The instruction file as it was last read since PCM was started: by the desktop's PCM and by the service.
    read: [Read; 2],
    /// Reports written so far.
    reports: u16,
}

/// Which version of the instruction file was read last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Read(u32);

impl Default for Read {
    /// None was.
    fn default() -> Self {
        Self(u32::MAX)
    }
}

/// A package that PCM knows of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Item {
    job: JobId,
    state: State,
    /// PCM on the desktop shows it; what is for the service alone, it does not (Q165147).
    shown: bool,
}

/// Where a package stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// Under Pending Commands.
    Pending,
    /// Put away by the person.
    Archived,
    Running,
    /// Under Executed Commands, until it expires (Q191348).
    Executed,
    /// Expired: out of the window, but not forgotten while the record is still there.
    Dropped,
}

/// The package in progress. One runs at a time (Q214448).
#[derive(Clone)]
struct Running {
    job: JobId,
    by: Kind,
    began: SimTime,
    /// The same by the client's own clock, which file dates are held against.
    started: LocalTime,
    /// Whether the program could be started at all, in PCM's own view (Q149672).
    launched: bool,
    /// Whether it really could.
    ran: bool,
    /// PCM has reported already, when it started (Q175652).
    reported: bool,
    /// PCM will not see that it has ended (Q193784).
    sticks: bool,
    /// When PCM will see that it has ended; `None`: it never does.
    ends: Option<SimTime>,
    /// The server that the package was taken from.
    server: Box<str>,
    /// Programs of the package that go on when it has ended (Q128612).
    spawned: Vec<Spawned>,
    /// How it then ends Windows.
    leave: Option<Leave>,
    /// Whether NTENCAP is part of it, which reports how an upgrade went (Q164887).
    under_ntencap: bool,
    /// The machine as the package will have left it; `None` when it has done so already.
    after: Option<Machine>,
}

impl Pcm {
    /// The jobs in PCM's lists, where each stands, in order of arrival.
    pub fn listed(&self) -> impl Iterator<Item = (JobId, State)> + '_ {
        self.items.iter().filter(|i| i.state != State::Dropped).map(|i| (i.job, i.state))
    }

    /// Whether a package is in progress that will end.
    pub fn is_running(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.ends.is_some())
    }

    /// The PCM that runs the package in progress.
    pub fn runs_by(&self) -> Option<Kind> {
        self.running.as_ref().map(|running| running.by)
    }

    /// Whether the package in progress is seen to have ended at `now`.
    pub fn ends_at(&self, now: SimTime) -> bool {
        self.running.as_ref().is_some_and(|running| running.ends == Some(now))
    }

    /// The package that is really in progress, the PCM that runs it, and since when.
    pub fn in_progress(&self) -> Option<(JobId, Kind, SimTime)> {
        let running = self.running.as_deref().filter(|running| running.after.is_some());
        running.map(|running| (running.job, running.by, running.began))
    }

    /// How the package in progress ends Windows when it ends, and the machine as it then is.
    pub fn leaves(&self) -> Option<(Leave, Machine)> {
        let running = self.running.as_deref()?;
        running.leave.clone().zip(running.after.clone())
    }

    /// Whether the package in progress is run by NTENCAP.
    pub fn is_under_ntencap(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.under_ntencap)
    }

    /// The machine has lost its power: a package in progress is no longer, and may be run again.
    pub fn lose_power(&mut self) {
        self.running = None;
        let interrupted = self.items.iter_mut().filter(|item| item.state == State::Running);
        interrupted.for_each(|item| item.state = State::Pending);
        self.start_anew();
    }

    /// PCM is started: it has read no file yet, and nobody has done anything with its window.
    pub fn start_anew(&mut self) {
        self.desk = None;
        self.read = [Read::default(); 2];
    }

    /// PCMHIST.REG is deleted: PCM makes it anew from its instruction file (Q122202, Q229809), and at best it has not forgotten
    /// what it executed.
    pub fn lose_history(&mut self, forgets_executed: bool) {
        let is_known = |state| match state {
            State::Running => true,
            State::Executed => !forgets_executed,
            State::Pending | State::Archived | State::Dropped => false,
        };
        self.items.retain(|item| is_known(item.state));
        self.read = [Read::default(); 2];
    }

    /// Whether nothing goes on that began at a moment of its own.
    pub fn is_at_rest(&self) -> bool {
        self.running.is_none() && self.desk.is_none()
    }

    /// Whether both are the same, being at rest.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.items, self.read, self.reports) == (&other.items, other.read, other.reports)
    }

    /// A number that PCMs which differ mostly differ in.
    pub fn glance(&self) -> u64 {
        let states =
            self.items.iter().fold(self.items.len() as u64, |sum, item| sum << 3 ^ item.state as u64);
        states << 32 ^ u64::from(self.read[0].0) << 16 ^ u64::from(self.reports)
    }

    fn item(&mut self, job: JobId) -> Option<&mut Item> {
        self.items.iter_mut().find(|i| i.job == job)
    }

    /// Whether a record is in PCM's history.
    fn knows(&self, job: JobId) -> bool {
        self.items.iter().any(|item| item.job == job)
    }

    fn with_state(&self, state: State) -> impl Iterator<Item = JobId> + '_ {
        self.items.iter().filter(move |item| item.state == state).map(|item| item.job)
    }
}
