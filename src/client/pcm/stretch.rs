//! For how long a look comes out alike: until a date comes that PCM goes by.

use super::{Pcm, View};
use crate::base::{JobId, SimTime};

/// A stretch of time: from its first instant on, up to its last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    pub from: SimTime,
    pub until: SimTime,
}

impl Stretch {
    pub const ALWAYS: Self = Self { from: SimTime::ZERO, until: SimTime::NEVER };

    pub fn covers(self, at: SimTime) -> bool {
        self.from <= at && at < self.until
    }

    /// What both cover.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }

    /// Whether any moment is in both.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// From the beginning of the earlier to the end of the later.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), until: self.until.max(other.until) }
    }

    /// The part around `now` in which `date` is either past or to come, as it is now.
    #[must_use]
    fn beside(self, date: SimTime, now: SimTime) -> Self {
        if date <= now {
            Self { from: self.from.max(date), ..self }
        } else {
            Self { until: self.until.min(date), ..self }
        }
    }
}

impl Pcm {
    /// The stretch around the moment of a look in which no date comes of any record that PCM knows. `None`: it also goes by
    /// something else, a timer or a date before its clock began.
    pub fn stretch(&self, view: &View) -> Option<Stretch> {
        if self.next_reminder(view).is_some() {
            return None;
        }
        let known = self.items.iter().map(|item| item.job);
        let mut jobs = known.chain(view.winst.jobs.iter().copied());
        jobs.try_fold(Stretch::ALWAYS, |stretch, job| view.beside_dates_of(job, stretch))
    }
}

impl View<'_> {
    fn beside_dates_of(&self, job: JobId, stretch: Stretch) -> Option<Stretch> {
        let offer = self.offer(job);
        let mut dates = [Some(offer.display), offer.install_by, offer.expires].into_iter().flatten();
        dates.try_fold(stretch, |stretch, date| {
            let is_known = date >= self.machine.clock.start;
            is_known.then(|| stretch.beside(self.instant(date), self.now))
        })
    }
}
