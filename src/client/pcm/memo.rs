//! Packages that come out alike: of machines that hold the same and run the same package at the same moment the first works it out,
//! and the others share what came of it, disk and screen included.
//!
//! A package knows the time, and what it writes has a date. So what came of it is remembered for that moment alone, and the memo
//! stays small however many packages are run.

use std::sync::Arc;

use super::run::{Run, Start, run_in};
use super::{Kind, Servers};
use crate::base::{JobId, SimTime, Span};
use crate::machine::{Drive, Image, Machine};
use crate::product::Behavior;

/// Runs of one moment that are remembered.
const MOST_RUNS: usize = 64;

/// What came of the packages that began at this moment.
#[derive(Default)]
pub struct PackageMemo {
    at: SimTime,
    known: Vec<Known>,
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
    run: Option<Run>,
}

impl PackageMemo {
    /// What comes of a package, worked out or remembered.
    pub(super) fn run(&mut self, machine: &Machine, place: (Drive, &str), start: &Start) -> Option<Run> {
        if self.at != start.now {
            (self.at, self.known) = (start.now, Vec::new());
        }
        if let Some(known) = self.known.iter().find(|known| known.is_it(machine, place, start)) {
            return known.run.clone();
        }
        let run = run_in(machine.clone(), place, start, Span::FOREVER);
        if self.known.len() < MOST_RUNS {
            self.known.push(Known::new(machine, place, start, run.clone()));
        }
        run
    }

    /// How many runs are remembered.
    #[cfg(test)]
    pub fn remembered(&self) -> usize {
        self.known.len()
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
            run,
        }
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
