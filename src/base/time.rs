//! Simulated time: [`SimTime`] is an instant, [`Span`] a length, [`Calendar`] ties day 0 to a date.
//!
//! Both count whole nanoseconds in a `u64`, as the engines in this field do, so that results compare
//! exactly. A machine's own idea of the time is another type, `machine::LocalTime`: the difference between the
//! two is what several articles are about.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

const NS_PER_MS: u64 = 1_000_000;
const NS_PER_S: u64 = 1_000 * NS_PER_MS;
const NS_PER_DAY: u64 = 86_400 * NS_PER_S;

/// The last day a scenario may name: 100 years. Keeps every sum of times far from overflow.
pub const MAX_DAY: u64 = 36_500;

/// An instant, in nanoseconds since `d0 00:00` of the scenario.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SimTime(pub u64);

/// A length of time, in nanoseconds.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span(pub u64);

impl SimTime {
    pub const ZERO: Self = Self(0);
    /// Later than any instant a scenario can name.
    pub const NEVER: Self = Self(u64::MAX);

    /// Midnight at the start of `day`.
    pub const fn day(day: u64) -> Self {
        Self(day * NS_PER_DAY)
    }

    /// The day this instant falls on, counted from 0.
    pub const fn day_number(self) -> u64 {
        self.0 / NS_PER_DAY
    }

    /// How far into its day this instant is.
    pub const fn time_of_day(self) -> Span {
        Span(self.0 % NS_PER_DAY)
    }

    /// The last nanosecond of `day`.
    pub const fn end_of_day(day: u64) -> Self {
        Self((day + 1) * NS_PER_DAY - 1)
    }

    /// The time since `earlier`, or zero when `earlier` is in fact later.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    pub const ZERO: Self = Self(0);
    /// Longer than anything lasts.
    pub const FOREVER: Self = Self(u64::MAX);
    pub const DAY: Self = Self(NS_PER_DAY);

    pub const fn ms(n: u64) -> Self {
        Self(n * NS_PER_MS)
    }
    pub const fn secs(n: u64) -> Self {
        Self(n * NS_PER_S)
    }
    pub const fn mins(n: u64) -> Self {
        Self(n * 60 * NS_PER_S)
    }
    pub const fn hours(n: u64) -> Self {
        Self(n * 3_600 * NS_PER_S)
    }

    /// This length in seconds, for axes and tables; never used by the model.
    pub fn as_secs(self) -> u64 {
        self.0 / NS_PER_S
    }

    /// What is left of this length after `of` it; nothing when that is longer.
    pub const fn left_after(self, of: Self) -> Self {
        Self(self.0.saturating_sub(of.0))
    }

    /// This length `n` times over.
    pub const fn times(self, n: u64) -> Self {
        Self(self.0 * n)
    }
}

impl Add<Span> for SimTime {
    type Output = Self;
    fn add(self, by: Span) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, by: Self) -> Self {
        Self(self.0 + by.0)
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, by: Self) -> Self {
        Self(self.0 - by.0)
    }
}

/// `d2 08:30:00.000`, always to the millisecond, so that transcripts line up.
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.time_of_day().0 / NS_PER_MS;
        let (s, m, h) = (ms / 1_000 % 60, ms / 60_000 % 60, ms / 3_600_000);
        let text = format!("d{} {h:02}:{m:02}:{s:02}.{:03}", self.day_number(), ms % 1_000);
        f.pad(&text)
    }
}

/// The two largest units that say it exactly enough: `2d`, `1h 30m`, `500ms`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut words = Vec::new();
        for (unit, size) in UNITS {
            let n = rest / size;
            rest %= size;
            if n > 0 && words.len() < 2 {
                words.push(format!("{n}{unit}"));
            }
        }
        f.pad(&if words.is_empty() { "0s".to_string() } else { words.join(" ") })
    }
}

const UNITS: [(&str, u64); 7] = [
    ("d", NS_PER_DAY),
    ("h", 3_600 * NS_PER_S),
    ("m", 60 * NS_PER_S),
    ("s", NS_PER_S),
    ("ms", NS_PER_MS),
    ("us", 1_000),
    ("ns", 1),
];

/// Why a text is not a time, in words that finish "expected ...".
pub type TimeError = String;

/// Reads `d2 08:30`, `d2 08:30:15`, `d2 08:30:15.250`.
impl FromStr for SimTime {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || "a time like `d2 08:30`, `d2 08:30:15` or `d2 08:30:15.250`".to_string();
        let (day, clock) = text.trim().strip_prefix('d').and_then(|t| t.split_once(' ')).ok_or_else(wrong)?;
        let day = digits(day).ok_or_else(wrong)?;
        if day > MAX_DAY {
            return Err(format!("a day no later than d{MAX_DAY}"));
        }
        Ok(Self::day(day) + parse_clock(clock.trim()).ok_or_else(wrong)?)
    }
}

/// Reads `90m`, `1h 30m`, `2d`, `500ms`.
impl FromStr for Span {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || "a length of time like `60m`, `1h 30m`, `2d` or `500ms`".to_string();
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() || words.len() > UNITS.len() {
            return Err(wrong());
        }
        let mut total = 0u64;
        for word in words {
            let split = word.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
            let (_, size) = UNITS.iter().find(|(unit, _)| *unit == &word[split..]).ok_or_else(wrong)?;
            let length = digits(&word[..split]).and_then(|n| n.checked_mul(*size)).ok_or_else(wrong)?;
            total = total.checked_add(length).ok_or_else(wrong)?;
        }
        if total > MAX_DAY * NS_PER_DAY {
            return Err(format!("a length of at most {MAX_DAY}d"));
        }
        Ok(Self(total))
    }
}

/// Reads a time of day: `08:30`, `08:30:15`, `08:30:15.250`.
pub fn parse_clock(text: &str) -> Option<Span> {
    let (hms, ms) = match text.split_once('.') {
        Some((hms, fraction)) if fraction.len() == 3 => (hms, digits(fraction)?),
        Some(_) => return None,
        None => (text, 0),
    };
    let parts =
        hms.split(':').map(|p| if p.len() == 2 { digits(p) } else { None }).collect::<Option<Vec<_>>>()?;
    let (h, m, s) = match parts[..] {
        [h, m] if ms == 0 => (h, m, 0),
        [h, m, s] => (h, m, s),
        _ => return None,
    };
    (h < 24 && m < 60 && s < 60).then(|| Span::hours(h) + Span::mins(m) + Span::secs(s) + Span::ms(ms))
}

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Which date day 0 is: turns simulated time into the wall-clock dates that SMS writes in its files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar {
    pub day0: Date,
}

impl Default for Calendar {
    /// The first Monday of June 1996, the summer in which SMS 1.2 came out.
    fn default() -> Self {
        Self { day0: jiff::civil::date(1996, 6, 3) }
    }
}

impl Calendar {
    /// The date and time of `at`; the calendar's last instant when `at` lies beyond it.
    pub fn civil(self, at: SimTime) -> DateTime {
        let length = SignedDuration::from_nanos(i64::try_from(at.0).unwrap_or(i64::MAX));
        self.day0.to_datetime(jiff::civil::Time::midnight()).checked_add(length).unwrap_or(DateTime::MAX)
    }

    /// The instant of a date and time, or `None` when it lies before day 0 or after [`MAX_DAY`].
    pub fn instant(self, civil: DateTime) -> Option<SimTime> {
        let start = self.day0.to_datetime(jiff::civil::Time::midnight());
        let ns = u64::try_from(civil.duration_since(start).as_nanos()).ok()?;
        (ns <= MAX_DAY * NS_PER_DAY).then_some(SimTime(ns))
    }

    /// The date of `day`, for axis labels.
    pub fn date_of_day(self, day: u64) -> Date {
        let days = i64::try_from(day).unwrap_or(i64::MAX);
        self.day0.checked_add(days.min(1_000_000).days()).unwrap_or(Date::MAX)
    }
}

impl serde::Serialize for SimTime {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back_as_printed() {
        for text in ["d0 00:00:00.000", "d2 08:30:15.250", "d36500 23:59:59.999"] {
            assert_eq!(text.parse::<SimTime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "d2",
            "2 08:30",
            "d2 24:00",
            "d2 8:30",
            "d2 08:60",
            "d36501 00:00",
            "d-1 00:00",
            "d2 08:30.5",
        ] {
            assert!(text.parse::<SimTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn spans_read_and_print() {
        for (text, shown) in
            [("60m", "1h"), ("1h 30m", "1h 30m"), ("500ms", "500ms"), ("2d", "2d"), ("0s", "0s")]
        {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), shown);
        }
        for text in ["", "60", "m", "1 h", "99999999999999d", "1h-30m"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_and_instants_are_inverse() {
        let calendar = Calendar::default();
        let at: SimTime = "d30 13:45:00.000".parse().unwrap();
        assert_eq!(calendar.instant(calendar.civil(at)), Some(at));
        assert_eq!(calendar.civil(at).to_string(), "1996-07-03T13:45:00");
        assert_eq!(calendar.instant(jiff::civil::date(1996, 1, 1).at(0, 0, 0, 0)), None);
    }
}
