//! What `sim sweep` prints: the range of values behind each finding.

use std::fmt::Write as _;

use serde::Serialize;

use super::label::{counted, plain, short};
use super::text::listing;
use crate::explore::{Range, Turn};

/// Characters of something that was found, and how many of that are shown of one range; the JSON has all.
const MOST_CHARS: usize = 60;
const MOST_FOUND: usize = 4;

/// A sweep and what came of it.
#[derive(Serialize)]
pub struct Sweep<'a> {
    pub scenario: &'a str,
    pub version: &'a str,
    /// The keys that lead to the setting.
    pub key: &'a str,
    pub values: Vec<&'a str>,
    /// Each value was run with the seeds below this.
    pub seeds: u64,
    /// A value to hold the last change against.
    pub beside: Option<&'a str>,
    pub turns: Vec<Turn>,
}

/// The findings that hang on the setting, each with the ranges of values that come to the same.
pub fn text(sweep: &Sweep) -> String {
    let Sweep { scenario, version, key, values, seeds, beside, turns } = sweep;
    let (first, last) = (values.first().unwrap_or(&""), values.last().unwrap_or(&""));
    let mut text = format!(
        "{} on SMS {}, {} from {first} to {last}: {} with {} each\n",
        plain(scenario),
        plain(version),
        plain(key),
        counted(values.len() as u64, "value"),
        counted(*seeds, "seed"),
    );
    if turns.is_empty() {
        text += "\nNothing that expectations look at hangs on it.\n";
    }
    for Turn { what, ranges } in turns {
        let _ = writeln!(text, "\n{}", plain(what));
        text += &listing(&[key, "found"], ranges.iter().map(row));
        if let (Some(value), Some(range)) = (beside, ranges.last()) {
            let _ = writeln!(
                text,
                "From {} on it is the same with every value and seed; to be held against that: {}.",
                range.from,
                plain(value)
            );
        }
    }
    text
}

fn row(range: &Range) -> Vec<String> {
    let Range { from, to, found } = range;
    let values = if from == to { from.clone() } else { format!("{from} to {to}") };
    let more = found.len().saturating_sub(MOST_FOUND);
    let more = (more > 0).then(|| format!("and {more} more"));
    let shown = found.iter().take(MOST_FOUND).map(|found| short(found, MOST_CHARS));
    let lines: Vec<String> = shown.chain(more).collect();
    vec![values, if lines.is_empty() { "-".to_string() } else { lines.join("\n") }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str, found: &[&str]) -> Range {
        let found = found.iter().map(ToString::to_string).collect();
        Range { from: from.to_string(), to: to.to_string(), found }
    }

    fn sweep(turns: Vec<Turn>) -> Sweep<'static> {
        let values = vec!["1m", "2m", "3m", "4m"];
        Sweep {
            scenario: "q1",
            version: "1.2",
            key: "clients.P.poll",
            values,
            seeds: 2,
            beside: Some("20m"),
            turns,
        }
    }

    #[test]
    fn ranges_are_told_with_all_that_was_found_in_them() {
        let ranges =
            vec![range("1m", "2m", &["a, a"]), range("3m", "3m", &["a", "a, a"]), range("4m", "4m", &["a"])];
        let text = text(&sweep(vec![Turn { what: "d0: P runs".to_string(), ranges }]));
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert_eq!(lines[0], "q1 on SMS 1.2, clients.P.poll from 1m to 4m: 4 values with 2 seeds each");
        assert_eq!(lines[2], "d0: P runs");
        for words in [
            "1m to 2m",
            "3m                a\n                  a, a",
            "From 4m on it is the same with every value and seed; to be held against that: 20m.",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }

    #[test]
    fn a_setting_that_matters_to_nothing_is_said_to() {
        assert!(text(&sweep(Vec::new())).contains("Nothing that expectations look at hangs on it."));
    }
}
