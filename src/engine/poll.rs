//! Sleeping polls. A component that looks for work at intervals is not woken for nothing: it has a [`Timetable`],
//! and when something it watches changes, its next look *at or after* that moment is computed and scheduled.

use crate::base::{SimTime, Span};

/// When a component looks for work. Three numbers and no more: a fleet has two for each client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timetable {
    /// The first look, after the beginning of the first day or of each.
    start: Span,
    /// For how long it then looks each day; [`Span::FOREVER`]: it never stops, and the days make no difference.
    length: Span,
    interval: Span,
}

impl Timetable {
    /// At `phase`, and every `interval` from then on.
    pub const fn always(phase: Span, interval: Span) -> Self {
        Self { start: phase, length: Span::FOREVER, interval }
    }

    /// Each day at `start` after midnight, and every `interval` from then on, for less than `length`.
    pub const fn daily(start: Span, length: Span, interval: Span) -> Self {
        Self { start, length, interval }
    }

    /// When it looks first; and the same timetable, with its first look at another time.
    #[inline]
    pub const fn start(self) -> Span {
        self.start
    }

    #[must_use]
    #[inline]
    pub const fn from(self, start: Span) -> Self {
        Self { start, ..self }
    }

    #[inline]
    fn never_stops(self) -> bool {
        self.length == Span::FOREVER
    }

    /// The first look at or after `at`.
    #[inline]
    pub fn at_or_after(self, at: SimTime) -> SimTime {
        let Self { start, length, interval } = self;
        if self.never_stops() {
            return SimTime(start.0 + steps(at.0, start.0, interval) * interval.0);
        }
        let day = at.0.saturating_sub(start.0) / Span::DAY.0;
        let began = SimTime::day(day) + start;
        let look = began + interval.times(steps(at.0, began.0, interval));
        if look.since(began) < length { look } else { SimTime::day(day + 1) + start }
    }

    /// The first look after `at`.
    pub fn after(self, at: SimTime) -> SimTime {
        self.at_or_after(at + Span(1))
    }

    /// How many looks there are from the beginning up to and including `at`.
    pub fn count_through(self, at: SimTime) -> u64 {
        let Self { start, length, interval } = self;
        let Some(into) = at.0.checked_sub(start.0) else { return 0 };
        if self.never_stops() {
            return into / interval.0 + 1;
        }
        let a_day = length.0.div_ceil(interval.0);
        let today = ((into % Span::DAY.0) / interval.0 + 1).min(a_day);
        into / Span::DAY.0 * a_day + today
    }

    /// When the session that `at` falls into, or that comes next, began or begins.
    #[inline]
    pub fn session_start(self, at: SimTime) -> SimTime {
        if self.never_stops() {
            SimTime(self.start.0)
        } else if self.runs_at(at) {
            SimTime::day(at.since(SimTime(self.start.0)).0 / Span::DAY.0) + self.start
        } else {
            self.at_or_after(at)
        }
    }

    /// When the session that `at` falls into ends; `at` itself when it falls into none.
    fn session_end(self, at: SimTime) -> SimTime {
        if self.never_stops() {
            SimTime::NEVER
        } else if self.runs_at(at) {
            self.session_start(at) + self.length
        } else {
            at
        }
    }

    /// When the next session after `at` begins; NEVER: none does.
    fn next_start(self, at: SimTime) -> SimTime {
        if self.never_stops() {
            return if at.0 < self.start.0 { SimTime(self.start.0) } else { SimTime::NEVER };
        }
        let begun = at.0.checked_sub(self.start.0).map_or(0, |into| into / Span::DAY.0 + 1);
        SimTime::day(begun) + self.start
    }

    /// Whether the component runs at all at `at`.
    pub fn runs_at(self, at: SimTime) -> bool {
        at.0.checked_sub(self.start.0)
            .is_some_and(|into| self.never_stops() || into % Span::DAY.0 < self.length.0)
    }
}

/// How many whole intervals after `from` the first look at or after `at` is.
fn steps(at: u64, from: u64, interval: Span) -> u64 {
    at.saturating_sub(from).div_ceil(interval.0)
}

/// A look that is to come, and the last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looks {
    /// The scheduled look; NEVER when there is nothing to look for.
    wake: SimTime,
    /// The last look; NEVER before the first.
    looked: SimTime,
}

impl Looks {
    const NONE: Self = Self { wake: SimTime::NEVER, looked: SimTime::NEVER };
}

/// A timetable and what is known of its next look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Poller {
    pub timetable: Timetable,
    pub looks: Looks,
    /// When the component was last started in the middle of a session: its looks in that session are counted from there.
    /// NEVER: it was not.
    restarted: SimTime,
}

impl Poller {
    pub fn new(timetable: Timetable) -> Self {
        Self::resumed(timetable, Looks::NONE, SimTime::NEVER)
    }

    /// One that was started in the middle of a session at `restarted`; NEVER: it was not.
    #[inline]
    pub const fn resumed(timetable: Timetable, looks: Looks, restarted: SimTime) -> Self {
        Self { timetable, looks, restarted }
    }

    /// When it was started in the middle of a session; NEVER: it was not.
    #[inline]
    pub const fn restarted(&self) -> SimTime {
        self.restarted
    }

    /// The scheduled look; NEVER: there is none.
    #[inline]
    pub const fn wakes_at(&self) -> SimTime {
        self.looks.wake
    }

    /// The component is started at `now`, and looks for the first time at once.
    pub fn restart(&mut self, now: SimTime) {
        self.restarted = now;
        self.looks = Looks::NONE;
    }

    /// The first look at or after `at`.
    #[inline]
    pub fn at_or_after(&self, at: SimTime) -> SimTime {
        let from = self.restarted;
        if from == SimTime::NEVER {
            return self.timetable.at_or_after(at);
        }
        let end = self.timetable.session_end(from);
        let interval = self.timetable.interval;
        let look = from + interval.times(steps(at.0, from.0, interval));
        if look < end { look } else { self.timetable.at_or_after(end.max(at)) }
    }

    /// The first look after `at`.
    pub fn after(&self, at: SimTime) -> SimTime {
        self.at_or_after(at + Span(1))
    }

    /// When the component started that runs at `at`, or will have started when it runs next.
    #[inline]
    pub fn session_start(&self, at: SimTime) -> SimTime {
        let begins = self.timetable.session_start(at);
        let from = self.restarted;
        if from <= at && at < self.timetable.session_end(from) { from } else { begins }
    }

    /// When the session that `at` falls into ends; NEVER: not by the clock.
    pub fn session_end(&self, at: SimTime) -> SimTime {
        self.timetable.session_end(at)
    }

    /// When the component is started next after `at`, as far as its timetable says.
    pub fn next_start(&self, at: SimTime) -> SimTime {
        self.timetable.next_start(at)
    }

    /// Something will be there to find from `due` on: the time of the look to schedule, unless one as early is scheduled
    /// already.
    #[inline]
    pub fn wake_for(&mut self, due: SimTime) -> Option<SimTime> {
        if self.wakes_in_time(due) {
            return None;
        }
        let mut look = self.at_or_after(due);
        if self.looks.looked != SimTime::NEVER && look <= self.looks.looked {
            look = self.after(self.looks.looked);
        }
        if self.looks.wake <= look {
            return None;
        }
        self.looks.wake = look;
        Some(look)
    }

    /// Whether the scheduled look is the first one at or after `due`, as far as that can be told without reckoning.
    #[inline]
    fn wakes_in_time(&self, due: SimTime) -> bool {
        let has_one_grid = self.timetable.never_stops() && self.restarted == SimTime::NEVER;
        let wake = self.looks.wake;
        has_one_grid && wake != SimTime::NEVER && due <= wake && wake.since(due) < self.timetable.interval
    }

    /// A scheduled look comes up: whether it is still wanted. A look that was moved to an earlier time leaves its old entry
    /// in the queue.
    #[inline]
    pub fn comes_up(&mut self, now: SimTime) -> bool {
        let wanted = self.looks.wake == now;
        if wanted {
            self.looks.wake = SimTime::NEVER;
            self.looks.looked = now;
        }
        wanted
    }

    /// A tick comes up: whether it is one of the timetable, and the component has not looked at this very moment already.
    pub fn ticks(&mut self, now: SimTime) -> bool {
        let wanted = self.looks.looked != now && self.at_or_after(now) == now;
        if wanted {
            self.looks.looked = now;
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOURLY: Timetable = Timetable::always(Span::mins(7), Span::hours(1));
    const OFFICE: Timetable = Timetable::daily(Span::hours(8), Span::hours(9), Span::hours(4));

    fn at(text: &str) -> SimTime {
        text.parse().unwrap()
    }

    #[test]
    fn looks_fall_on_the_timetable() {
        for (table, from, look) in [
            (HOURLY, "d0 00:00", "d0 00:07"),
            (HOURLY, "d0 00:07", "d0 00:07"),
            (HOURLY, "d0 00:08", "d0 01:07"),
            (OFFICE, "d0 00:00", "d0 08:00"),
            (OFFICE, "d0 09:00", "d0 12:00"),
            (OFFICE, "d0 16:01", "d1 08:00"),
            (OFFICE, "d1 07:59", "d1 08:00"),
        ] {
            assert_eq!(table.at_or_after(at(from)), at(look), "{table:?} from {from}");
        }
        assert!(
            OFFICE.runs_at(at("d3 16:59"))
                && !OFFICE.runs_at(at("d3 17:00"))
                && !OFFICE.runs_at(at("d0 07:59"))
        );
    }

    #[test]
    fn a_poller_wakes_once_for_the_earliest_need() {
        let mut poller = Poller::new(HOURLY);
        assert_eq!(poller.wake_for(at("d0 05:00")), Some(at("d0 05:07")));
        assert_eq!(poller.wake_for(at("d0 05:01")), None);
        assert_eq!(poller.wake_for(at("d0 01:00")), Some(at("d0 01:07")));
        assert!(poller.comes_up(at("d0 01:07")));
        assert!(!poller.comes_up(at("d0 05:07")), "the look that was moved");
        assert_eq!(poller.wake_for(at("d0 01:07")), Some(at("d0 02:07")), "it has looked already");
    }

    #[test]
    fn a_start_in_the_middle_of_a_session_counts_from_there() {
        let mut poller = Poller::new(OFFICE);
        assert_eq!(poller.session_start(at("d1 09:30")), at("d1 08:00"));
        assert_eq!(poller.session_start(at("d1 19:00")), at("d2 08:00"));
        poller.restart(at("d1 10:30"));
        for (from, look) in [
            ("d1 10:30", "d1 10:30"),
            ("d1 10:31", "d1 14:30"),
            ("d1 15:00", "d2 08:00"),
            ("d2 08:01", "d2 12:00"),
        ] {
            assert_eq!(poller.at_or_after(at(from)), at(look), "from {from}");
        }
        assert_eq!(poller.session_start(at("d1 11:00")), at("d1 10:30"));
        assert_eq!(poller.session_start(at("d2 11:00")), at("d2 08:00"));
    }

    #[test]
    fn the_next_start_comes_after_the_moment() {
        let office = Poller::new(OFFICE);
        for (from, start) in [("d0 07:59", "d0 08:00"), ("d0 08:00", "d1 08:00"), ("d1 19:00", "d2 08:00")] {
            assert_eq!(office.next_start(at(from)), at(start), "from {from}");
        }
        let hourly = Poller::new(HOURLY);
        assert_eq!(hourly.next_start(at("d0 00:00")), at("d0 00:07"));
        assert_eq!(hourly.next_start(at("d0 00:07")), SimTime::NEVER);
    }

    proptest! {
        /// Whether that is seen at a glance or reckoned.
        #[test]
        fn a_look_is_moved_only_to_an_earlier_time(
            start in 0_u64..30, interval in 1_u64..30, dues in prop::collection::vec(0_u64..200, 1..20), restart in any::<bool>()
        ) {
            let mut poller = Poller::new(Timetable::always(Span(start), Span(interval)));
            if restart {
                poller.restart(SimTime(start / 2));
            }
            for due in dues.into_iter().map(SimTime) {
                let (scheduled, first) = (poller.wakes_at(), poller.at_or_after(due));
                prop_assert_eq!(poller.wake_for(due), (first < scheduled).then_some(first));
                prop_assert_eq!(poller.wakes_at(), scheduled.min(first));
            }
        }

        #[test]
        fn counting_agrees_with_walking(
            start in 0_u64..30, length in 1_u64..24, interval in 1_u64..30, until in 0_u64..200, daily in any::<bool>()
        ) {
            let (start, length, interval) = (Span::hours(start), Span::hours(length), Span::hours(interval));
            let table = if daily {
                Timetable::daily(start, length, interval)
            } else {
                Timetable::always(start, interval)
            };
            let until = SimTime::ZERO + Span::hours(until);
            let mut walked = 0;
            let mut look = table.at_or_after(SimTime::ZERO);
            while look <= until {
                walked += 1;
                prop_assert!(table.runs_at(look));
                look = table.after(look);
            }
            prop_assert_eq!(table.count_through(until), walked);
        }
    }
}
