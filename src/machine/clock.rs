//! What a machine takes the time to be. It need not be right: a wrong clock is the subject of several
//! articles.

use std::fmt;

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use crate::base::{Calendar, SimTime, Span};

/// DOS keeps the time of a file in steps of two seconds.
const STAMP_STEP: Span = Span::secs(2);

/// A date and time of day as one machine has it, in nanoseconds since 1980-01-01 00:00, where DOS starts
/// counting.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LocalTime(pub u64);

impl LocalTime {
    /// This time as a directory entry keeps it: cut to an even second.
    pub const fn stamp(self) -> Self {
        Self(self.0 - self.0 % STAMP_STEP.0)
    }

    /// The time `span` later.
    pub const fn after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    pub fn civil(self) -> DateTime {
        let length = SignedDuration::from_nanos(i64::try_from(self.0).unwrap_or(i64::MAX));
        epoch().checked_add(length).unwrap_or(DateTime::MAX)
    }
}

/// The machine's idea of a date and time; a date before 1980 is taken for 1980-01-01, as DOS does.
impl From<DateTime> for LocalTime {
    fn from(civil: DateTime) -> Self {
        Self(u64::try_from(civil.duration_since(epoch()).as_nanos()).unwrap_or(0))
    }
}

/// `1996-06-03 08:30:00`.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.civil().strftime("%Y-%m-%d %H:%M:%S").to_string())
    }
}

/// The clock of one machine: it runs as fast as simulated time, from a start that may be wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// What the machine shows at the start of day 0.
    pub start: LocalTime,
}

impl Clock {
    /// A clock that is right.
    pub fn right(calendar: Calendar) -> Self {
        Self { start: calendar.civil(SimTime::ZERO).into() }
    }

    /// What this clock shows at `at`.
    pub const fn local(self, at: SimTime) -> LocalTime {
        self.start.after(Span(at.0))
    }

    /// When this clock shows `local`; the start of day 0 when it showed that before.
    pub const fn instant(self, local: LocalTime) -> SimTime {
        SimTime(local.0.saturating_sub(self.start.0))
    }
}

fn epoch() -> DateTime {
    date(1980, 1, 1).at(0, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_clock_shows_the_calendar() {
        let clock = Clock::right(Calendar::default());
        let at = SimTime::day(2) + Span::hours(8) + Span::secs(31);
        assert_eq!(clock.local(at).to_string(), "1996-06-05 08:00:31");
        assert_eq!(clock.local(at).stamp().to_string(), "1996-06-05 08:00:30");
    }

    #[test]
    fn a_dead_battery_shows_1980() {
        let clock = Clock { start: date(1970, 1, 1).at(0, 0, 0, 0).into() };
        assert_eq!(clock.local(SimTime::day(1)).to_string(), "1980-01-02 00:00:00");
    }
}
