//! The event queue: a hierarchical wheel that sorts only what is about to happen.
//!
//! Eleven levels of 64 slots cover all of `u64`: an entry lies at the level of the highest base-64 digit in which its
//! time differs from the cursor's, in the slot of that digit. Pushing is therefore a few shifts. When the next slot is
//! due, a small one is sorted (*near*), a large one is dealt out to the levels below; what then still comes in between waits in a
//! heap (*late*). Time is never rounded.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use super::order::Event;
use crate::base::{SimTime, piece_len};

const DIGIT_BITS: u32 = 6;
const SLOTS: usize = 1 << DIGIT_BITS;
const LEVELS: usize = 64_usize.div_ceil(DIGIT_BITS as usize);
/// A slot of at most this many entries is sorted at once instead of being dealt out further.
const SORT_AT_MOST: usize = 64;
/// Events that are told at once to whoever wants to prepare for them.
const TELL_AT_MOST: usize = 512;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Entry<E> {
    at: u64,
    event: E,
}

impl<E: Event> Ord for Entry<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.at.cmp(&other.at).then_with(|| self.event.cmp_at_once(&other.event))
    }
}

impl<E: Event> PartialOrd for Entry<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Empty pieces that are kept to be used again.
const MOST_SPARE: usize = 8;

/// The entries of a slot, in no order. A crowd is kept in pieces, so that it is not copied to grow.
struct Slot<E> {
    /// These have [`piece_len`] entries each.
    full: Vec<Vec<Entry<E>>>,
    open: Vec<Entry<E>>,
}

impl<E> Default for Slot<E> {
    fn default() -> Self {
        Self { full: Vec::new(), open: Vec::new() }
    }
}

impl<E> Slot<E> {
    #[inline]
    fn push(&mut self, entry: Entry<E>, spare: &mut Vec<Vec<Entry<E>>>) {
        if self.open.len() == piece_len::<Entry<E>>() {
            let next = spare.pop().unwrap_or_else(|| Vec::with_capacity(piece_len::<Entry<E>>()));
            self.full.push(std::mem::replace(&mut self.open, next));
        }
        self.open.push(entry);
    }
}

/// A priority queue of events in canonical order. Time only moves forward: nothing may be pushed before what was popped.
pub struct Queue<E> {
    /// Every entry before `near_end` that came in time, the earliest last.
    near: Vec<Entry<E>>,
    /// Those that came when `near` was in order already.
    late: BinaryHeap<Reverse<Entry<E>>>,
    near_end: u64,
    /// The time that levels are reckoned from; never after any entry outside `near`.
    cursor: u64,
    /// None before the first entry: many a queue of a small run holds nothing.
    slots: Vec<Slot<E>>,
    /// Pieces of slots that are empty, to be used again.
    spare: Vec<Vec<Entry<E>>>,
    /// One bit for each slot of a level that holds anything.
    occupied: [u64; LEVELS],
    len: usize,
    /// Events that come before `told_until`, as far as they were known when the last of these were told.
    told: Vec<E>,
    told_until: u64,
    /// They have not been asked for yet.
    is_news: bool,
}

impl<E: Event> Default for Queue<E> {
    fn default() -> Self {
        Self {
            near: Vec::new(),
            late: BinaryHeap::new(),
            near_end: 0,
            cursor: 0,
            slots: Vec::new(),
            spare: Vec::new(),
            occupied: [0; LEVELS],
            len: 0,
            told: Vec::new(),
            told_until: 0,
            is_news: false,
        }
    }
}

impl<E: Event> Queue<E> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn push(&mut self, at: SimTime, event: E) {
        self.len += 1;
        self.place(Entry { at: at.0, event });
    }

    /// The earliest entry.
    #[inline]
    pub fn peek(&mut self) -> Option<(SimTime, E)> {
        self.refill();
        self.first().map(|e| (SimTime(e.at), e.event))
    }

    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        self.pop_until(SimTime::NEVER)
    }

    /// Removes the earliest entry if it is at or before `limit`.
    #[inline]
    pub fn pop_until(&mut self, limit: SimTime) -> Option<(SimTime, E)> {
        self.refill();
        let is_late =
            self.late.peek().is_some_and(|Reverse(late)| self.near.last().is_none_or(|near| late < near));
        let first = if is_late { self.pop_late(limit) } else { self.near.pop_if(|near| near.at <= limit.0) }?;
        self.len -= 1;
        Some((SimTime(first.at), first.event))
    }

    fn pop_late(&mut self, limit: SimTime) -> Option<Entry<E>> {
        let late = self.late.peek_mut().filter(|late| late.0.at <= limit.0)?;
        Some(PeekMut::pop(late).0)
    }

    /// Events that come next, in no order, some hundreds mostly, as they were when they were last put in order.
    pub fn newly_near(&mut self) -> &[E] {
        self.is_news = false;
        &self.told
    }

    /// Whether these have not been asked for yet.
    #[inline]
    pub const fn has_newly_near(&self) -> bool {
        self.is_news
    }

    fn place(&mut self, entry: Entry<E>) {
        if entry.at < self.near_end {
            return self.late.push(Reverse(entry));
        }
        debug_assert!(entry.at >= self.cursor, "pushed before what was popped");
        let differing = (entry.at ^ self.cursor) | 1;
        let level = ((63 - differing.leading_zeros()) / DIGIT_BITS) as usize;
        let slot = digit(entry.at, level);
        if self.slots.is_empty() {
            self.slots.resize_with(LEVELS * SLOTS, Slot::default);
        }
        self.occupied[level] |= 1 << slot;
        self.slots[level * SLOTS + slot].push(entry, &mut self.spare);
    }

    /// The earliest entry before `near_end`.
    #[inline]
    fn first(&self) -> Option<&Entry<E>> {
        match (self.near.last(), self.late.peek()) {
            (Some(near), Some(Reverse(late))) => Some(near.min(late)),
            (Some(near), None) => Some(near),
            (None, late) => late.map(|Reverse(late)| late),
        }
    }

    /// Makes sure that `near` or `late` holds the earliest entry, unless there is none.
    #[inline]
    fn refill(&mut self) {
        if self.near.is_empty() && self.late.is_empty() && self.len > 0 {
            self.refill_near();
        }
    }

    fn refill_near(&mut self) {
        while self.near.is_empty() && self.late.is_empty() {
            let Some(level) = (0..LEVELS).find(|&level| self.occupied[level] != 0) else { return };
            let slot = self.occupied[level].trailing_zeros() as usize;
            self.occupied[level] &= !(1 << slot);
            let Slot { full, open } = std::mem::take(&mut self.slots[level * SLOTS + slot]);
            self.move_cursor(level, slot);
            let end = self.cursor.saturating_add(1 << (DIGIT_BITS * level as u32));
            if full.is_empty() && open.len() <= TELL_AT_MOST && self.cursor >= self.told_until {
                self.told.clear();
                self.told.extend(open.iter().map(|entry| entry.event));
                self.told_until = end;
                self.is_news = true;
            }
            if level == 0 || full.is_empty() && open.len() <= SORT_AT_MOST {
                full.into_iter().for_each(|piece| self.near.extend(piece));
                self.near.extend(&open);
                self.near.sort_unstable_by(|a, b| b.cmp(a));
                // What comes behind them later need not wait in a heap.
                self.near_end = self.near.first().map_or(end, |last| last.at.saturating_add(1));
            } else {
                for mut piece in full {
                    self.deal(&piece, level - 1);
                    piece.clear();
                    self.keep_spare(piece);
                }
                self.deal(&open, level - 1);
            }
            self.keep_room(level * SLOTS + slot, open);
        }
    }

    /// Deals out entries that lie between the cursor and the next slot of the level above: to the slots of a level, or below where their
    /// digit is 0.
    fn deal(&mut self, entries: &[Entry<E>], level: usize) {
        let (mut occupied, mut lower) = (0, Vec::new());
        let slots = &mut self.slots[level * SLOTS..][..SLOTS];
        for entry in entries {
            let slot = digit(entry.at, level);
            if slot == 0 {
                lower.push(*entry);
            } else {
                occupied |= 1 << slot;
                slots[slot].push(*entry, &mut self.spare);
            }
        }
        self.occupied[level] |= occupied;
        lower.into_iter().for_each(|entry| self.place(entry));
    }

    fn keep_spare(&mut self, piece: Vec<Entry<E>>) {
        if self.spare.len() < MOST_SPARE {
            self.spare.push(piece);
        }
    }

    /// Little memory stays with its slot; kept too, that of crowds would add up to all slots at their fullest.
    fn keep_room(&mut self, slot: usize, mut open: Vec<Entry<E>>) {
        open.clear();
        if open.capacity() <= SORT_AT_MOST {
            self.slots[slot].open = open;
        } else if open.capacity() == piece_len::<Entry<E>>() {
            self.keep_spare(open);
        }
    }

    /// Puts the cursor at the start of a slot: the digits above `level` stay, those below become 0.
    fn move_cursor(&mut self, level: usize, slot: usize) {
        let shift = DIGIT_BITS * level as u32;
        let above = self.cursor.checked_shr(shift + DIGIT_BITS).unwrap_or(0);
        self.cursor = above.checked_shl(shift + DIGIT_BITS).unwrap_or(0) | ((slot as u64) << shift);
        self.near_end = self.cursor;
    }
}

fn digit(at: u64, level: usize) -> usize {
    (at >> (DIGIT_BITS * level as u32)) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::order::key;
    use super::super::order::tests::Ping;
    use super::*;

    #[test]
    fn events_come_out_in_canonical_order() {
        let mut queue = Queue::default();
        for (at, ping) in [(7, 1), (3, 13), (7, 2), (3, 3), (u64::MAX, 4), (0, 5)] {
            queue.push(SimTime(at), Ping(ping));
        }
        assert_eq!(queue.len(), 6);
        let order: Vec<_> = std::iter::from_fn(|| queue.pop()).map(|(at, p)| (at.0, p.0)).collect();
        assert_eq!(order, [(0, 5), (3, 3), (3, 13), (7, 2), (7, 1), (u64::MAX, 4)]);
        assert!(queue.is_empty());
    }

    #[test]
    fn a_limit_leaves_later_entries_alone() {
        let mut queue = Queue::default();
        queue.push(SimTime(10), Ping(1));
        assert_eq!(queue.pop_until(SimTime(9)), None);
        assert_eq!(queue.peek(), Some((SimTime(10), Ping(1))));
        queue.push(SimTime(9), Ping(2));
        assert_eq!(queue.pop_until(SimTime(9)), Some((SimTime(9), Ping(2))));
        assert_eq!(queue.pop_until(SimTime(10)), Some((SimTime(10), Ping(1))));
    }

    #[test]
    fn crowds_leave_no_memory_behind() {
        let mut queue = Queue::default();
        for crowd in 1..20 {
            for n in 0..10_000 {
                queue.push(SimTime((crowd << 24) + n * 1_009), Ping(n));
            }
            assert!(queue.slots.iter().any(|slot| !slot.full.is_empty()), "it is a crowd");
            while queue.pop().is_some() {}
        }
        let open: usize = queue.slots.iter().map(|slot| slot.open.capacity()).sum();
        assert!(open < 20_000, "room for {open} events is kept");
        assert!(queue.spare.len() <= MOST_SPARE);
    }

    proptest! {
        /// Against a sorted set, with delays from nanoseconds to centuries and many equal times.
        #[test]
        fn it_agrees_with_a_sorted_set(
            start in prop::collection::vec((0_u64..1 << 40, 0_u64..50), 1..300),
            moves in prop::collection::vec((0_u64..60, 0_u64..u64::MAX, 0_u64..50), 0..300),
        ) {
            let (mut queue, mut model) = (Queue::default(), BTreeSet::new());
            for (at, ping) in start {
                if model.insert((at, key(Ping(ping)))) {
                    queue.push(SimTime(at), Ping(ping));
                }
            }
            for (bits, delay, ping) in moves {
                let popped = queue.pop();
                prop_assert_eq!(popped.map(|(at, p)| (at.0, key(p))), model.pop_first());
                let Some((now, _)) = popped else { break };
                let at = now.0.saturating_add(delay & ((1 << bits) - 1)).max(now.0.saturating_add(1));
                if model.insert((at, key(Ping(ping)))) {
                    queue.push(SimTime(at), Ping(ping));
                }
            }
            let rest: Vec<_> = std::iter::from_fn(|| queue.pop()).map(|(at, p)| (at.0, key(p))).collect();
            prop_assert_eq!(rest, model.into_iter().collect::<Vec<_>>());
        }
    }
}
