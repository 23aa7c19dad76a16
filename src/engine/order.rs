//! The canonical order of events: (time, phase, entity, the event itself).

use std::cmp::Ordering;
use std::fmt::Debug;

/// What happens first among the things of one instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Phase {
    /// Something breaks or is repaired.
    Fault,
    /// An administrator or the scenario's script acts.
    Admin,
    /// A file arrives where it was sent.
    Deliver,
    /// A service of the site works.
    Serve,
    /// A client, or the person before it, acts.
    Act,
    /// The world is held against what was expected.
    Check,
}

/// What the engine asks of an event: small, printable and comparable.
pub trait Event: Copy + Ord + Debug {
    fn phase(&self) -> Phase;

    /// Who acts, as a number that orders the entities of one phase.
    fn entity(&self) -> u64;

    /// What this event is, for the digest.
    fn words(&self) -> [u64; 3];

    /// Which of two events of one instant comes first.
    fn cmp_at_once(&self, other: &Self) -> Ordering {
        key(*self).cmp(&key(*other))
    }

    /// The lane of a [`Schedule`](super::schedule::Schedule) for events that mostly come in order, if this is one of them. Of one
    /// instant, those of a lower lane come before those of a higher one, and all of them before packed events.
    fn lane(&self) -> Option<usize> {
        None
    }

    /// The event as one word, if it fits: words then have the order of the events of one instant.
    fn pack(&self) -> Option<u64> {
        None
    }

    /// The event that was packed.
    fn unpack(_: u64) -> Self {
        unreachable!("events of this kind are not packed")
    }
}

/// Where an event stands among those of its instant. Two events with one key are the same event.
pub fn key<E: Event>(event: E) -> (Phase, u64, E) {
    (event.phase(), event.entity(), event)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An event for tests: the low digit is the entity.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
    pub struct Ping(pub u64);

    impl Event for Ping {
        fn phase(&self) -> Phase {
            if self.0.is_multiple_of(2) { Phase::Deliver } else { Phase::Act }
        }
        fn entity(&self) -> u64 {
            self.0 % 10
        }
        fn words(&self) -> [u64; 3] {
            [self.0, 0, 0]
        }
        fn lane(&self) -> Option<usize> {
            [0, 2, 4].iter().position(|&entity| entity == self.0 % 10)
        }
        fn pack(&self) -> Option<u64> {
            // Of one phase, and in its order.
            (self.0 % 10 == 7).then_some(self.0)
        }
        fn unpack(word: u64) -> Self {
            Self(word)
        }
    }

    #[test]
    fn phase_comes_before_entity_and_entity_before_event() {
        let mut pings = [13, 1, 22, 8, 3, 2].map(Ping);
        pings.sort_by_key(|&p| key(p));
        assert_eq!(pings, [2, 22, 8, 1, 3, 13].map(Ping));
    }
}
