//! Floor 1: a discrete-event engine. It is generic over the event type and knows no computers.
//!
//! Five ideas hold it up:
//!
//! * **Canonical order** ([`order`]): events happen in the order of (time, phase, entity, event), never in the order in
//!   which they were scheduled, so that scheduling less or elsewhere cannot change an outcome.
//! * **Nothing ticks** ([`poll`]): a poll that would find nothing is not scheduled. With `every_poll` all of them are,
//!   as *ticks* beside the schedule, which must not change a thing.
//! * **One digest**: the sum of the fingerprints of all events that did something. Each tells when it happened, and order follows
//!   from that; so whoever can work events out ahead of others may, and the digest is the same.
//! * **One trace** ([`trace`]): the events that did something, if anybody wants to lay two runs side by side.
//! * **Lazy words** ([`outbox`]): a transcript costs nothing unless somebody reads it.

pub mod order;
pub mod outbox;
pub mod poll;
pub mod probe;
pub mod queue;
pub mod schedule;
pub mod tally;
pub mod trace;

pub use order::{Event, Phase};
pub use outbox::{Note, Outbox};
pub use poll::{Poller, Timetable};
pub use probe::Gauge;
pub use queue::Queue;
use schedule::Schedule;
pub use tally::Tally;
pub use trace::Record;

use crate::base::{Fingerprint, SimTime};

/// The clock, the schedule and the digest of one run.
pub struct Engine<E> {
    schedule: Schedule<E>,
    /// Polls that need not happen; only filled when every poll is asked for.
    ticks: Queue<E>,
    current: (SimTime, Option<E>),
    tally: Tally,
    /// Facts about the event in progress.
    facts: Fingerprint,
    trace: Option<Vec<Record<E>>>,
}

/// An event taken from the engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn<E> {
    Scheduled(E),
    /// A poll for its own sake.
    Tick(E),
}

impl<E: Event> Default for Engine<E> {
    fn default() -> Self {
        Self {
            schedule: Schedule::default(),
            ticks: Queue::default(),
            current: (SimTime::ZERO, None),
            tally: Tally::default(),
            facts: Fingerprint::default(),
            trace: None,
        }
    }
}

impl<E: Event> Engine<E> {
    /// Keeps a trace from now on.
    pub fn keep_trace(&mut self) {
        self.trace = Some(Vec::new());
    }

    /// The events that did something or were told of, as far as a trace was kept.
    pub fn trace(&self) -> &[Record<E>] {
        self.trace.as_deref().unwrap_or_default()
    }

    pub fn now(&self) -> SimTime {
        self.current.0
    }

    /// What the events dispatched so far come to.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Schedules `event`. It must come after the event in progress in canonical order: what is past stays past.
    pub fn schedule(&mut self, at: SimTime, event: E) {
        self.assert_future(at, event);
        self.schedule.push(at, event);
    }

    /// Schedules a poll that is expected to find nothing.
    pub fn tick(&mut self, at: SimTime, event: E) {
        self.assert_future(at, event);
        self.ticks.push(at, event);
    }

    #[inline]
    fn assert_future(&self, at: SimTime, event: E) {
        if at <= self.current.0 {
            self.assert_later(at, event);
        }
    }

    #[cold]
    fn assert_later(&self, at: SimTime, event: E) {
        let (now, current) = self.current;
        let later = at == now && current.is_none_or(|c| order::key(event) > order::key(c));
        assert!(
            later,
            "{event:?} at {at} is scheduled by event {} in its own past: {current:?} at {now}",
            self.tally.events
        );
    }

    /// The next event, ticks included.
    pub fn peek(&mut self) -> Option<(SimTime, E)> {
        let heads = [self.schedule.peek(), self.ticks.peek()];
        heads.into_iter().flatten().min_by_key(|&(at, event)| (at, order::key(event)))
    }

    /// When the next scheduled event happens; ticks do not count.
    pub fn next_at(&mut self) -> Option<SimTime> {
        self.schedule.peek().map(|(at, _)| at)
    }

    /// The next event at or before `limit`, its time now being the engine's. Of a scheduled event and its equal tick the
    /// scheduled one comes first.
    pub fn next(&mut self, limit: SimTime) -> Option<Turn<E>> {
        if self.ticks.is_empty() {
            let (at, event) = self.schedule.pop_until(limit)?;
            self.current = (at, Some(event));
            return Some(Turn::Scheduled(event));
        }
        let scheduled = self.schedule.peek();
        let tick = self.ticks.peek();
        let tick_first = match (scheduled, tick) {
            (Some((at, event)), Some((tick_at, tick))) => {
                (tick_at, order::key(tick)) < (at, order::key(event))
            }
            (None, Some(_)) => true,
            _ => false,
        };
        let (at, event) =
            if tick_first { self.ticks.pop_until(limit) } else { self.schedule.pop_until(limit) }?;
        self.current = (at, Some(event));
        Some(if tick_first { Turn::Tick(event) } else { Turn::Scheduled(event) })
    }

    /// The next event if it is a packed one that comes before all others and at or before `limit`, its time now being the engine's. It
    /// stays a word, because to move one costs less than to move an event.
    #[inline]
    pub fn next_packed(&mut self, limit: SimTime) -> Option<u64> {
        if !self.ticks.is_empty() {
            return None;
        }
        let (at, word) = self.schedule.pop_packed_first(limit)?;
        self.current = (at, Some(E::unpack(word)));
        Some(word)
    }

    /// Events that come next, in no order, if the engine has just looked at them: whoever wants to fetch what they will need can do
    /// so for all of them at once.
    pub fn newly_near(&mut self) -> impl Iterator<Item = E> {
        self.schedule.newly_near()
    }

    /// Whether there are any that were not asked for yet.
    #[inline]
    pub fn has_newly_near(&self) -> bool {
        self.schedule.has_newly_near()
    }

    /// Counts an event that was dispatched, and adds it to the digest if it did anything.
    #[inline(always)]
    pub fn dispatched(&mut self, event: E, did_something: bool) {
        let facts = std::mem::take(&mut self.facts);
        self.count(self.current.0, event, did_something, facts);
    }

    /// Counts an event that is worked out elsewhere, or before its time. Inline, because whoever counts mostly knows the kind.
    #[inline(always)]
    pub fn count(&mut self, at: SimTime, event: E, did_something: bool, facts: Fingerprint) {
        self.tally.count(at, &event, did_something, facts);
        if did_something && self.trace.is_some() {
            self.keep(at, event);
        }
    }

    #[cold]
    fn keep(&mut self, at: SimTime, event: E) {
        let digest = self.tally.digest;
        self.trace.iter_mut().for_each(|trace| trace.push(Record { at, event, digest }));
    }

    /// Keeps an event in the trace that was counted and did nothing, but of which something is told.
    pub fn keep_idle(&mut self, event: E) {
        self.keep(self.current.0, event);
    }

    /// Takes it to be another time for a while; gives what [`stop_pretending`](Self::stop_pretending) needs to know.
    pub fn pretend(&mut self, at: SimTime, event: E) -> (SimTime, Option<E>) {
        std::mem::replace(&mut self.current, (at, Some(event)))
    }

    /// It is again the time that it was.
    pub fn stop_pretending(&mut self, now: (SimTime, Option<E>)) {
        self.current = now;
    }

    /// An event that was not scheduled happens at `at`, unless anything else comes before or then. Says whether it does.
    pub fn begin(&mut self, at: SimTime, event: E) -> bool {
        debug_assert!(at >= self.current.0, "{event:?} begins at {at}, before {}", self.current.0);
        let is_next = at < self.schedule.earliest();
        if is_next {
            self.current = (at, Some(event));
        }
        is_next
    }

    /// When the first event comes that has no lane and does not fit into a word.
    pub fn next_unpacked(&self) -> SimTime {
        self.schedule.next_unpacked()
    }

    /// Adds a fact about the world that the event in progress does not show by itself.
    pub fn fold(&mut self, words: &[u64]) {
        words.iter().for_each(|&word| self.facts.word(word));
    }
}

#[cfg(test)]
mod tests {
    use super::order::tests::Ping;
    use super::*;

    #[test]
    fn a_scheduled_event_comes_before_its_own_tick() {
        let mut engine = Engine::default();
        engine.tick(SimTime(5), Ping(1));
        engine.schedule(SimTime(5), Ping(1));
        engine.tick(SimTime(4), Ping(9));
        assert_eq!(engine.next(SimTime(9)), Some(Turn::Tick(Ping(9))));
        assert_eq!(engine.next(SimTime(9)), Some(Turn::Scheduled(Ping(1))));
        assert_eq!(engine.next(SimTime(9)), Some(Turn::Tick(Ping(1))));
        assert_eq!(engine.next(SimTime(9)), None);
        assert_eq!(engine.now(), SimTime(5));
    }

    #[test]
    fn idle_events_count_but_leave_the_digest_alone() {
        let mut engine = Engine::<Ping>::default();
        let before = engine.tally();
        engine.dispatched(Ping(1), false);
        assert_eq!(engine.tally(), Tally { events: 1, ..before });
        engine.dispatched(Ping(1), true);
        assert_ne!(engine.tally().digest, before.digest);
    }

    #[test]
    #[should_panic(expected = "in its own past")]
    fn the_past_cannot_be_scheduled() {
        let mut engine = Engine::default();
        engine.schedule(SimTime(5), Ping(3));
        engine.next(SimTime(9));
        engine.schedule(SimTime(5), Ping(2));
    }
}
