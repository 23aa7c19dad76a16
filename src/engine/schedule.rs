//! All that is scheduled, kept as cheaply as each kind of event allows.
//!
//! Events that mostly come in the order of their times, as the files on their way to one box do, wait in *lanes*: first in,
//! first out, and nothing to sort. Of the rest, those that fit into a word ([`Event::pack`]) wait in a queue of small entries,
//! because a million of them is mostly memory to move. Where an event waits makes no difference to when it comes.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::order::{Event, Phase, key};
use super::queue::Queue;
use crate::base::SimTime;

/// How many lanes there may be.
pub const LANES: usize = 7;
const PACKED: usize = LANES;
const REST: usize = LANES + 1;

/// An event in one word, whose order is that of the events of one instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Packed(pub u64);

impl Event for Packed {
    fn phase(&self) -> Phase {
        Phase::Act
    }
    fn entity(&self) -> u64 {
        self.0
    }
    fn words(&self) -> [u64; 3] {
        [self.0, 0, 0]
    }
    fn cmp_at_once(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

/// A priority queue of events in canonical order. Nothing may be pushed before what was popped.
pub struct Schedule<E> {
    lanes: [VecDeque<(SimTime, E)>; LANES],
    packed: Queue<Packed>,
    rest: Queue<E>,
    /// When the first of each lane and of both queues comes; the greatest number where there is none.
    due: [u64; LANES + 2],
    /// When the first of those comes that are not packed.
    unpacked: u64,
}

impl<E: Event> Default for Schedule<E> {
    fn default() -> Self {
        Self {
            lanes: std::array::from_fn(|_| VecDeque::new()),
            packed: Queue::default(),
            rest: Queue::default(),
            due: [u64::MAX; LANES + 2],
            unpacked: u64::MAX,
        }
    }
}

impl<E: Event> Schedule<E> {
    #[inline]
    pub fn push(&mut self, at: SimTime, event: E) {
        let place = match (event.lane().filter(|&lane| self.is_in_order(lane, at, event)), event.pack()) {
            (Some(lane), _) => {
                self.lanes[lane].push_back((at, event));
                lane
            }
            (None, Some(packed)) => {
                self.packed.push(at, Packed(packed));
                self.due[PACKED] = self.due[PACKED].min(at.0);
                return;
            }
            (None, None) => {
                self.rest.push(at, event);
                REST
            }
        };
        self.due[place] = self.due[place].min(at.0);
        self.unpacked = self.unpacked.min(at.0);
    }

    #[inline]
    fn is_in_order(&self, lane: usize, at: SimTime, event: E) -> bool {
        self.lanes[lane].back().is_none_or(|&(last, before)| {
            last < at || last == at && before.cmp_at_once(&event) != Ordering::Greater
        })
    }

    /// The earliest entry.
    pub fn peek(&mut self) -> Option<(SimTime, E)> {
        self.first().and_then(|place| self.head(place))
    }

    /// Removes the earliest entry if it is at or before `limit`.
    #[inline]
    pub fn pop_until(&mut self, limit: SimTime) -> Option<(SimTime, E)> {
        if let Some((at, word)) = self.pop_packed_first(limit) {
            return Some((at, E::unpack(word)));
        }
        let place = self.first().filter(|&place| self.due[place] <= limit.0)?;
        match place {
            PACKED => self.pop_packed(limit).map(|(at, word)| (at, E::unpack(word))),
            REST => {
                let popped = self.rest.pop();
                let next = self.rest.peek();
                self.comes_next(REST, next);
                popped
            }
            lane => {
                let popped = self.lanes[lane].pop_front();
                self.comes_next(lane, self.lanes[lane].front().copied());
                popped
            }
        }
    }

    /// Removes the earliest entry if it is packed, alone at its time but for others that are, and at or before `limit`.
    #[inline]
    pub fn pop_packed_first(&mut self, limit: SimTime) -> Option<(SimTime, u64)> {
        if self.due[PACKED] < self.unpacked { self.pop_packed(limit) } else { None }
    }

    #[inline]
    fn pop_packed(&mut self, limit: SimTime) -> Option<(SimTime, u64)> {
        let (at, Packed(word)) = self.packed.pop_until(limit)?;
        self.due[PACKED] = self.packed.peek().map_or(u64::MAX, |(at, _)| at.0);
        Some((at, word))
    }

    /// This is now the first entry of a lane, or of the rest.
    #[inline]
    fn comes_next(&mut self, place: usize, entry: Option<(SimTime, E)>) {
        self.due[place] = entry.map_or(u64::MAX, |(at, _)| at.0);
        let lanes = self.due[..LANES].iter().copied().fold(u64::MAX, u64::min);
        self.unpacked = lanes.min(self.due[REST]);
    }

    /// When the first event comes that has no lane and does not fit into a word; NEVER: none does.
    pub fn next_unpacked(&self) -> SimTime {
        SimTime(self.due[REST])
    }

    /// When the earliest entry comes; NEVER: there is none.
    #[inline]
    pub fn earliest(&self) -> SimTime {
        SimTime(self.unpacked.min(self.due[PACKED]))
    }

    /// Packed events that come next, in no order, as they were when they were put in order.
    pub fn newly_near(&mut self) -> impl Iterator<Item = E> {
        self.packed.newly_near().iter().map(|Packed(word)| E::unpack(*word))
    }

    #[inline]
    pub fn has_newly_near(&self) -> bool {
        self.packed.has_newly_near()
    }

    /// Where the earliest entry waits.
    fn first(&mut self) -> Option<usize> {
        let (mut first, mut at) = (0, self.due[0]);
        for (place, &due) in self.due.iter().enumerate() {
            if due < at {
                (first, at) = (place, due);
            }
        }
        // Of lanes and packed events that come at one time the first is the first.
        let is_clear = at < u64::MAX && (first == REST || self.due[REST] != at);
        if is_clear { Some(first) } else { self.first_of_many(at) }
    }

    /// The same where an event that has no lane comes at the same time as others, or where nothing is left.
    #[cold]
    fn first_of_many(&mut self, at: u64) -> Option<usize> {
        let mut best: Option<(E, usize)> = None;
        for place in 0..self.due.len() {
            let Some((_, event)) = self.head(place).filter(|(head, _)| head.0 == at) else { continue };
            if best.is_none_or(|(earlier, _)| key(event) < key(earlier)) {
                best = Some((event, place));
            }
        }
        best.map(|(_, place)| place)
    }

    fn head(&mut self, place: usize) -> Option<(SimTime, E)> {
        match place {
            PACKED => self.packed.peek().map(|(at, Packed(word))| (at, E::unpack(word))),
            REST => self.rest.peek(),
            lane => self.lanes[lane].front().copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::order::tests::Ping;
    use super::*;

    proptest! {
        /// Pings of some numbers have lanes, and others fit into a word: all come as from one queue.
        #[test]
        fn it_agrees_with_one_queue(
            start in prop::collection::vec((0_u64..60, 0_u64..50), 1..100),
            moves in prop::collection::vec((0_u64..40, 0_u64..50), 0..200),
        ) {
            let (mut schedule, mut queue) = (Schedule::default(), Queue::default());
            for (at, ping) in start {
                schedule.push(SimTime(at), Ping(ping));
                queue.push(SimTime(at), Ping(ping));
            }
            for (delay, ping) in moves {
                prop_assert_eq!(schedule.peek(), queue.peek());
                let popped = schedule.pop_until(SimTime::NEVER);
                prop_assert_eq!(popped, queue.pop());
                let Some((now, _)) = popped else { break };
                schedule.push(SimTime(now.0 + 1 + delay), Ping(ping));
                queue.push(SimTime(now.0 + 1 + delay), Ping(ping));
            }
            while let Some(next) = queue.pop() {
                prop_assert_eq!(schedule.pop_until(SimTime::NEVER), Some(next));
            }
            prop_assert_eq!(schedule.pop_until(SimTime::NEVER), None);
        }
    }

    #[test]
    fn a_limit_leaves_later_entries_alone() {
        let mut schedule = Schedule::default();
        schedule.push(SimTime(10), Ping(1));
        assert_eq!(schedule.pop_until(SimTime(9)), None);
        assert_eq!(schedule.peek(), Some((SimTime(10), Ping(1))));
    }
}
