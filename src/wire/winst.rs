//! The instruction file while nobody looks at its bytes: which jobs it holds, and what each job's record says.

use smallvec::SmallVec;

use crate::base::JobId;
use crate::machine::{LocalTime, OsKind};

/// One client's instruction file (WINST): the jobs whose records it holds, in order of arrival.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Winst {
    /// Grows by one with every change; stands for the file's time stamp.
    pub version: u32,
    pub jobs: SmallVec<[JobId; 8]>,
}

/// What a job's record tells PCM. Times are wall-clock times, which each client compares with its own clock (Q189305).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// Display Date: not shown before it.
    pub display: LocalTime,
    /// Install By Date: run unasked from then on (Q126644). `None`: optional.
    pub install_by: Option<LocalTime>,
    /// Expiration Date: dropped after it.
    pub expires: Option<LocalTime>,
    pub platforms: Vec<OsKind>,
    /// Install Flag 2: not to be run unasked over a slow link (Q154931).
    pub spares_slow_links: bool,
    /// A System (Background) Task: for the service, and for nobody else (Q165147, Q166765).
    pub background: bool,
    /// UserInputRequired of the package definition (Q174933).
    pub needs_user: bool,
    /// SynchronousSystemExitRequired of the package definition (Q175652).
    pub exits_windows: bool,
}

impl Winst {
    /// Adds a job's record unless it is there already; says whether it did.
    pub fn add(&mut self, job: JobId) -> bool {
        let new = !self.jobs.contains(&job);
        if new {
            self.jobs.push(job);
            self.version += 1;
        }
        new
    }

    /// Removes a job's record; says whether it was there.
    pub fn remove(&mut self, job: JobId) -> bool {
        let Some(position) = self.jobs.iter().position(|&j| j == job) else { return false };
        self.jobs.remove(position);
        self.version += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_makes_a_new_version() {
        let mut winst = Winst::default();
        assert!(winst.add(JobId(3)) && !winst.add(JobId(3)));
        assert!(winst.remove(JobId(3)) && !winst.remove(JobId(3)));
        assert_eq!(winst, Winst { version: 2, jobs: SmallVec::new() });
    }
}
