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
            let [first, second, third] = event.words();
            let mut print = facts;
            print.words([at.0, first, second, third]);
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

#[cfg(test)]
mod tests {
    use super::super::order::tests::Ping;
    use super::*;

    fn fact(word: u64) -> Fingerprint {
        let mut fact = Fingerprint::default();
        fact.word(word);
        fact
    }

    #[test]
    fn the_order_of_counting_makes_no_difference() {
        let events = [(SimTime(5), Ping(1), 7), (SimTime(3), Ping(2), 8), (SimTime(5), Ping(2), 7)];
        let mut forth = Tally::default();
        events.iter().for_each(|(at, ping, word)| forth.count(*at, ping, true, fact(*word)));
        let (mut back, mut other) = (Tally::default(), Tally::default());
        events[1..].iter().rev().for_each(|(at, ping, word)| back.count(*at, ping, true, fact(*word)));
        other.count(events[0].0, &events[0].1, true, fact(events[0].2));
        assert_eq!(forth, back.with(other), "nor does it who counts them");
        assert_eq!((forth.events, forth.last_done), (3, SimTime(5)));
    }

    #[test]
    fn time_event_and_facts_all_show() {
        let digest = |at: u64, ping: u64, facts: Fingerprint| {
            let mut tally = Tally::default();
            tally.count(SimTime(at), &Ping(ping), true, facts);
            tally.digest
        };
        let known = digest(1, 2, fact(3));
        for other in [
            digest(2, 2, fact(3)),
            digest(1, 3, fact(3)),
            digest(1, 2, fact(4)),
            digest(1, 2, Fingerprint::default()),
        ] {
            assert_ne!(known, other);
        }
    }

    #[test]
    fn what_did_nothing_is_counted_only() {
        let mut tally = Tally::default();
        tally.count(SimTime(5), &Ping(1), false, Fingerprint::default());
        assert_eq!(tally, Tally { events: 1, ..Tally::default() });
    }
}
