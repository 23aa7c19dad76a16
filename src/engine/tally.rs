//! What a run comes to: how many events, when the last of them did anything, and the digest of all.

use super::order::Event;
use crate::base::{Fingerprint, SimTime};

/// A sum over events, in whatever order they are counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Events, idle polls included.
    pub events: u64,
    /// When something was last done.
    pub last_done: SimTime,
    pub digest: u64,
}

impl Tally {
    /// Counts an event, and adds it to the digest if it did anything. `facts` are what it did that it does not show by itself.
    #[inline(always)]
    pub fn count<E: Event>(&mut self, at: SimTime, event: &E, did_something: bool, facts: Fingerprint) {
        self.events += 1;
        if did_something {
            let mut print = facts;
            print.word(at.0);
            event.fold(&mut print);
            self.last_done = self.last_done.max(at);
            self.digest = self.digest.wrapping_add(print.value());
        }
    }

    /// This and another.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            events: self.events + other.events,
            last_done: self.last_done.max(other.last_done),
            digest: self.digest.wrapping_add(other.digest),
        }
    }
}
