//! Where things stand along the axes. Both charts count time in whole pixel columns, so that a million changes draw
//! no more than the picture can show and the picture is the same on every build.

use crate::base::{Calendar, SimTime};
use crate::scenario::outcome::{Outcome, RunOutcome};

const DAY_S: u64 = 86_400;

/// More labels than this along the time axis would touch each other.
const MOST_TIME_TICKS: u64 = 10;

/// Distances between ticks, in seconds; beyond a year they go on in decades.
const TIME_STEPS_S: [u64; 17] = [
    60,
    300,
    900,
    1_800,
    3_600,
    3 * 3_600,
    6 * 3_600,
    12 * 3_600,
    DAY_S,
    2 * DAY_S,
    7 * DAY_S,
    14 * DAY_S,
    28 * DAY_S,
    90 * DAY_S,
    365 * DAY_S,
    3_650 * DAY_S,
    36_500 * DAY_S,
];

/// Simulated time from d0 to the end of the picture.
pub struct TimeAxis {
    end_s: u64,
    /// Width in pixels.
    pub columns: u64,
    /// The column and the label of each tick.
    pub ticks: Vec<(u64, String)>,
    pub title: String,
}

impl TimeAxis {
    /// An axis of `columns` pixels for what happened until `last_change`. It ends with the last run's day, or sooner
    /// where idle time would fill more than a quarter of it: then about 15 % after the last change.
    pub fn new(outcome: &Outcome, last_change: SimTime, columns: u64) -> Self {
        let ended = outcome.runs.iter().map(|run| run.ended_at).max().unwrap_or_default();
        let end_s = end_s(seconds(last_change), seconds(ended));
        let step = time_step_s(end_s);
        let ticks = (0..=end_s / step).map(|n| n * step).map(|at| (at * columns / end_s, tick_label(at)));
        Self { end_s, columns, ticks: ticks.collect(), title: title(outcome.calendar) }
    }

    /// The pixel column of an instant; `None` when the picture ends before it.
    pub fn column(&self, at: SimTime) -> Option<u64> {
        let at_s = seconds(at);
        (at_s <= self.end_s).then(|| at_s * self.columns / self.end_s)
    }

    /// What stands under the tick of a column.
    pub fn label(&self, column: u64) -> String {
        self.ticks.iter().find(|tick| tick.0 == column).map(|tick| tick.1.clone()).unwrap_or_default()
    }

    pub fn tick_columns(&self) -> Vec<u64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }
}

fn title(calendar: Calendar) -> String {
    format!("simulated time (days since {})", calendar.day0)
}

fn seconds(at: SimTime) -> u64 {
    at.since(SimTime::ZERO).as_secs()
}

fn end_s(last_change_s: u64, ended_s: u64) -> u64 {
    let whole_days = (ended_s.max(last_change_s) / DAY_S + 1) * DAY_S;
    if last_change_s == 0 || last_change_s * 4 >= whole_days * 3 {
        return whole_days;
    }
    let roomy = last_change_s + last_change_s / 7;
    roomy.next_multiple_of(time_step_s(roomy)).min(whole_days)
}

fn time_step_s(end_s: u64) -> u64 {
    let fits = |step: &u64| end_s / step <= MOST_TIME_TICKS;
    TIME_STEPS_S.into_iter().find(fits).unwrap_or(end_s)
}

/// `d2` for a midnight, `08:30` for any other time.
fn tick_label(at_s: u64) -> String {
    match at_s % DAY_S {
        0 => format!("d{}", at_s / DAY_S),
        rest => format!("{:02}:{:02}", rest / 3_600, rest / 60 % 60),
    }
}

/// Whole numbers from 0 to `max` or the last step below it: at most `most` steps of 1, 2 or 5 times a power of ten.
pub fn count_ticks(max: u64, most: u64) -> Vec<u64> {
    let decades = (0..19).map(|exponent| 10u64.pow(exponent));
    let steps = decades.flat_map(|ten| [1, 2, 5].map(|digit| ten.saturating_mul(digit)));
    let step = steps.into_iter().find(|step| max / step <= most).unwrap_or(max);
    (0..=max / step).map(|n| n * step).collect()
}

/// A count in few enough characters to fit beside its axis: `1234`, `5k`, `20k`, `1000k`, `12M`.
pub fn count_label(count: &u64) -> String {
    match count {
        0..10_000 if !count.is_multiple_of(1_000) || *count == 0 => count.to_string(),
        0..10_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// When a status last changed in any run.
pub fn last_status_change(runs: &[RunOutcome]) -> SimTime {
    runs.iter().flat_map(RunOutcome::moves).map(|moved| moved.at).max().unwrap_or_default()
}

/// When a file last came or went in any run.
pub fn last_box_change(runs: &[RunOutcome]) -> SimTime {
    let changes = runs.iter().flat_map(|run| &run.boxes).flat_map(|place| &place.depths);
    changes.map(|&(at, _)| at).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::sample;

    fn at(text: &str) -> SimTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_axis_ends_with_a_day_unless_that_squashes_the_action() {
        for (last, ended, end) in [
            ("d2 08:40", "d2 12:00", "d3 00:00"),
            ("d0 00:00", "d1 10:00", "d2 00:00"),
            ("d2 08:40", "d30 00:00", "d2 18:00"),
            ("d0 09:00", "d9 00:00", "d0 11:00"),
            ("d0 00:00:20", "d9 00:00", "d0 00:01"),
            ("d36500 10:00", "d36500 10:00", "d36501 00:00"),
        ] {
            let end_s = end_s(seconds(at(last)), seconds(at(ended)));
            assert_eq!(SimTime::ZERO + crate::base::Span::secs(end_s), parse_far(end), "{last} of {ended}");
        }
    }

    /// Reads a day beyond what a scenario may name, too.
    fn parse_far(text: &str) -> SimTime {
        text.parse().unwrap_or(SimTime::day(36_501))
    }

    #[test]
    fn ticks_are_days_or_times_of_day_and_few() {
        let axis = TimeAxis::new(&sample(), at("d2 08:40"), 720);
        let labels: Vec<&str> = axis.ticks.iter().map(|tick| tick.1.as_str()).collect();
        assert_eq!(labels, ["d0", "12:00", "d1", "12:00", "d2", "12:00", "d3"]);
        assert_eq!((axis.column(at("d1 12:00")), axis.label(360)), (Some(360), "12:00".to_string()));
        assert_eq!(axis.column(at("d3 00:01")), None);
        assert_eq!(axis.title, "simulated time (days since 1996-06-03)");
    }

    #[test]
    fn counts_have_whole_round_ticks() {
        for (max, ticks) in [
            (1, vec![0, 1]),
            (5, vec![0, 1, 2, 3, 4, 5]),
            (12, vec![0, 5, 10]),
            (1_000_000, vec![0, 200_000, 400_000, 600_000, 800_000, 1_000_000]),
        ] {
            assert_eq!(count_ticks(max, 5), ticks);
        }
        assert_eq!(count_ticks(u64::MAX, 5).len(), 4);
        assert_eq!(
            [0, 1_234, 5_000, 1_000_000, 12_345_678].map(|n| count_label(&n)),
            ["0", "1234", "5k", "1000k", "12M"]
        );
    }
}
