//! Packages that come out alike: of machines that hold the same and run the same package at the same moment the first works it out,
//! and the others share what came of it, disk and screen included.
//!
//! What a package writes has a date. If it asked neither the clock nor for dates, it would have done the same at any other
//! moment, and what came of it is remembered for good: only the dates are moved. If it did, it is remembered for that moment alone,
//! and the memo stays small however many packages are run.

use std::sync::Arc;

use super::run::{Run, Start, run_in};
use super::servers::setting_of;
use super::{Kind, Servers};
use crate::base::{JobId, SimTime, Span};
use crate::machine::{Drive, Image, LocalTime, Machine, Volume};
use crate::product::Behavior;

/// Runs of one moment that are remembered.
const MOST_RUNS: usize = 64;
/// Dates of files are even seconds.
const STEP_OF_DATES: Span = Span::secs(2);

/// What came of packages.
#[derive(Default)]
pub struct PackageMemo {
    /// Those that began at this moment, and knew it.
    at: SimTime,
    known: Vec<Known>,
    /// Those that did not.
    timeless: Vec<Known>,
    /// Whether the last one was one of these.
    last_was_timeless: bool,
    /// What SMS.INI says of the servers to try, on machines that hold this.
    settings: Vec<(Machine, bool, String)>,
}

/// A run, and all that it went by.
struct Known {
    job: JobId,
    by: Kind,
    keys: Box<[u8]>,
    behavior: Behavior,
    drive: Drive,
    server: Box<str>,
    logon_server: Box<str>,
    share: Arc<Image>,
    mstest: Option<Arc<Image>>,
    before: Machine,
    /// By the machine's own clock.
    began: LocalTime,
    run: Option<Run>,
}

impl PackageMemo {
    /// What comes of a package, worked out or remembered.
    pub(super) fn run(&mut self, machine: &Machine, place: (Drive, &str), start: &Start) -> Option<Run> {
        if let Some(known) = self.timeless.iter().find(|known| known.is_it(machine, place, start)) {
            let begins = machine.clock.local(start.now);
            if known.is_older_than(begins) {
                self.last_was_timeless = true;
                return known.moved(begins);
            }
        }
        self.last_was_timeless = false;
        if self.at != start.now {
            (self.at, self.known) = (start.now, Vec::new());
        }
        if let Some(known) = self.known.iter().find(|known| known.is_it(machine, place, start)) {
            return known.run.clone();
        }
        let run = run_in(machine.clone(), place, start, Span::FOREVER);
        self.keep(Known::new(machine, place, start, run.clone()));
        run
    }

    /// What SMS.INI says of the servers to try.
    pub(super) fn setting(&mut self, machine: &Machine, behavior: &Behavior) -> String {
        let heeded = !behavior.ignores_server_setting;
        let known = self.settings.iter().find(|(known, was, _)| *was == heeded && known.is_same(machine));
        if let Some((_, _, setting)) = known {
            return setting.clone();
        }
        let setting = setting_of(machine, behavior);
        if self.settings.len() < MOST_RUNS {
            self.settings.push((machine.clone(), heeded, setting.clone()));
        }
        setting
    }

    /// Whether what came of the package that was run last would have come of it at any later moment.
    pub const fn last_was_timeless(&self) -> bool {
        self.last_was_timeless
    }

    /// How many runs are remembered.
    #[cfg(test)]
    pub fn remembered(&self) -> usize {
        self.known.len() + self.timeless.len()
    }

    fn keep(&mut self, known: Known) {
        let knows_moment = match &known.run {
            Some(Run { shell: Some(run), .. }) => run.knows_moment,
            Some(Run { shell: None, .. }) | None => false,
        };
        self.last_was_timeless = !knows_moment && known.is_older_than(known.began);
        let list = if self.last_was_timeless { &mut self.timeless } else { &mut self.known };
        if list.len() < MOST_RUNS {
            list.push(known);
        }
    }
}

impl Known {
    fn new(machine: &Machine, (drive, server): (Drive, &str), start: &Start, run: Option<Run>) -> Self {
        Self {
            job: start.job,
            by: start.by,
            keys: start.keys.into(),
            behavior: *start.behavior,
            drive,
            server: server.into(),
            logon_server: logon_server(&start.servers).into(),
            share: start.share.clone(),
            mstest: start.mstest.clone(),
            before: machine.clone(),
            began: machine.clock.local(start.now),
            run,
        }
    }

    /// Whether all that it found was clearly written before a moment, so that what is written from then on can be told from it.
    fn is_older_than(&self, moment: LocalTime) -> bool {
        let moment = LocalTime(moment.0.saturating_sub(STEP_OF_DATES.0));
        let shares = [Some(&self.share), self.mstest.as_ref()];
        let mut volumes = shares.into_iter().flatten().map(|share| Volume::new(share.clone()));
        !self.before.drives.has_written_since(moment)
            && !volumes.any(|volume| volume.has_written_since(moment))
    }

    /// What came of it as it would have at another moment.
    fn moved(&self, begins: LocalTime) -> Option<Run> {
        let mut moved = self.run.clone()?;
        moved.after.drives = moved.after.drives.moved(self.began, begins);
        Some(moved)
    }

    fn is_it(&self, machine: &Machine, (drive, server): (Drive, &str), start: &Start) -> bool {
        let names = (&*self.server, &*self.logon_server) == (server, logon_server(&start.servers));
        let mstest = match (&self.mstest, &start.mstest) {
            (Some(mine), Some(theirs)) => Arc::ptr_eq(mine, theirs),
            (None, None) => true,
            _ => false,
        };
        (self.job, self.by, self.drive) == (start.job, start.by, drive)
            && self.before.is_same(machine)
            && Arc::ptr_eq(&self.share, start.share)
            && *self.keys == *start.keys
            && names
            && mstest
            && self.behavior == *start.behavior
    }
}

fn logon_server<'a>(servers: &Servers<'a>) -> &'a str {
    servers.logon.name
}
