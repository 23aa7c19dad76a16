//! Package Command Manager: looks into the instruction file, offers packages, runs them and reports.
//!
//! ```text
//!   record in .INS --offer date--> Pending --person runs it--> Running --ended--> Executed
//!                                     |                                              |
//!                                     +---------------- expiration date -------------+--> notice (.SNI), Dropped
//! ```

mod poll;
mod report;
mod run;

pub use poll::{View, poll};
pub use report::Reporting;
pub use run::{Refusal, Start, end, start};

use crate::base::JobId;
use crate::machine::{LocalTime, Machine};

/// The part of the client that the transcript names.
const PART: &str = "PCM";

/// What PCM on one client remembers.
#[derive(Default)]
pub struct Pcm {
    /// The lists in PCM's window and its history, in order of arrival.
    items: Vec<Item>,
    running: Option<Box<Running>>,
    /// Reports written so far.
    reports: u16,
}

/// A package that PCM knows of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Item {
    job: JobId,
    state: State,
    expires: Option<LocalTime>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Under Pending Commands.
    Pending,
    Running,
    /// Under Executed Commands, until it expires (Q191348).
    Executed,
    /// Expired: out of the window, but not forgotten while the record is still there.
    Dropped,
}

/// The package in progress. One runs at a time (Q214448).
struct Running {
    job: JobId,
    /// By the client's own clock, which file dates are held against.
    started: LocalTime,
    /// Whether the program could be started at all.
    launched: bool,
    /// Whether it will ever end.
    ends: bool,
    /// The machine as the package will have left it.
    after: Machine,
}

impl Pcm {
    /// The jobs under Pending Commands and Executed Commands.
    pub fn listed(&self) -> impl Iterator<Item = JobId> + '_ {
        self.items.iter().filter(|i| i.state != State::Dropped).map(|i| i.job)
    }

    /// Whether a package is in progress that will end.
    pub fn is_running(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.ends)
    }

    /// The machine has lost its power: a package in progress is no longer, and may be run again.
    pub fn lose_power(&mut self) {
        self.running = None;
        let interrupted = self.items.iter_mut().filter(|item| item.state == State::Running);
        interrupted.for_each(|item| item.state = State::Pending);
    }

    fn item(&mut self, job: JobId) -> Option<&mut Item> {
        self.items.iter_mut().find(|i| i.job == job)
    }
}
