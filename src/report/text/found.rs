//! What was found in a scenario without jobs, whose subject is machines: a line for each check, moment by moment.

use std::collections::BTreeMap;

use comfy_table::{Cell as Shown, Color, Table};

use super::groups::ranges;
use super::table::LOOK;
use super::{Style, styled};
use crate::report::label::{plain, short, short_inside};
use crate::scenario::outcome::{Check, Outcome, RunOutcome, Subject};

/// Characters across, the least that a value gets, and the most that the words before it get.
const ACROSS: usize = 80;
const LEAST_VALUE: usize = 14;
const MOST_WORDS: usize = 44;
/// Behind each column, and the one character that the table puts before each but the first.
const PADDING: usize = 2;
const BORDER: usize = 1;

/// What was found on some clients; `None` where a run did not come so far.
struct Line<'a> {
    when: &'a str,
    who: Vec<&'a str>,
    of: &'a str,
    found: Vec<Option<Found<'a>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Found<'a> {
    value: &'a str,
    ok: bool,
}

impl Line<'_> {
    fn words(&self) -> String {
        let who = ranges(&self.who);
        format!("  {who}{}{}", if who.is_empty() { "" } else { " " }, plain(self.of))
    }
}

/// The table; nothing where nothing was checked.
pub fn found(outcome: &Outcome, style: Style) -> String {
    let lines = lines(&outcome.runs);
    if lines.is_empty() {
        return String::new();
    }
    let columns = columns(&lines, outcome.runs.len());
    let lengths = lines.iter().map(|line| line.words().chars().count().max(line.when.chars().count()));
    let words = lengths.max().unwrap_or(0).min(MOST_WORDS);
    let room = ACROSS.saturating_sub(words + PADDING) / columns.len();
    let value = room.saturating_sub(BORDER + PADDING).max(LEAST_VALUE);
    let mut table = Table::new();
    table.load_style(LOOK).set_header(
        [String::new()].into_iter().chain(columns.iter().map(|column| heading(&outcome.runs, column))),
    );
    let mut when = "";
    for line in &lines {
        if line.when != when {
            when = line.when;
            table.add_row([plain(when)]);
        }
        let cells = columns.iter().map(|column| shown(line.found[column[0]], value));
        table.add_row([Shown::new(short_inside(&line.words(), words))].into_iter().chain(cells));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, PADDING as u16));
    }
    styled(table, style) + "\n"
}

/// Versions that found the same throughout share a column.
fn columns(lines: &[Line], versions: usize) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for version in 0..versions {
        let same = |column: &&mut Vec<usize>| lines.iter().all(|l| l.found[column[0]] == l.found[version]);
        match columns.iter_mut().find(same) {
            Some(column) => column.push(version),
            None => columns.push(vec![version]),
        }
    }
    columns
}

fn heading(runs: &[RunOutcome], column: &[usize]) -> String {
    let versions: Vec<String> = column.iter().map(|&version| plain(&runs[version].version)).collect();
    format!("SMS {}", versions.join(", "))
}

fn shown(found: Option<Found>, width: usize) -> Shown {
    match found {
        None => Shown::new("-"),
        Some(Found { value, ok: true }) => Shown::new(short(value, width)),
        Some(Found { value, ok: false }) => {
            Shown::new(short(&format!("not met: {value}"), width)).fg(Color::Red)
        }
    }
}

/// The checks of all versions side by side. Neighbours that say the same of different clients share a line.
fn lines(runs: &[RunOutcome]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    for (subject, found) in side_by_side(runs) {
        let Subject { when, who, of } = subject;
        match lines.last_mut() {
            Some(last) if last.when == when && last.of == of && last.found == found => {
                last.who.push(who);
            }
            _ => lines.push(Line { when, who: vec![who], of, found }),
        }
    }
    lines
}

/// What each version found, in the order in which subjects are met. A subject may be checked more than once.
fn side_by_side(runs: &[RunOutcome]) -> Vec<(&Subject, Vec<Option<Found<'_>>>)> {
    let mut places: BTreeMap<(&Subject, usize), usize> = BTreeMap::new();
    let mut rows: Vec<(&Subject, Vec<Option<Found>>)> = Vec::new();
    for (version, run) in runs.iter().enumerate() {
        let mut met: BTreeMap<&Subject, usize> = BTreeMap::new();
        for Check { subject, got, ok, .. } in &run.checks {
            let times = met.entry(subject).or_default();
            let place = *places.entry((subject, *times)).or_insert(rows.len());
            *times += 1;
            if place == rows.len() {
                rows.push((subject, vec![None; runs.len()]));
            }
            rows[place].1[version] = Some(Found { value: got, ok: *ok });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;
    use crate::report::sample::machines;

    const FOUND: &str = "\
q139086: Files in use are updated through PendingWork  (seed 1)

                      SMS 1.0, 1.1               SMS 1.2
─────────────────────────────────────────────────────────────────────
d0 08:30
  W1-W3 file C:\\A     absent                     absent
  W4 file C:\\A        present                    present
  W1 screen           shows \"1 file(s) copied\"   not met: showed \"\"
settled
  2 clients machine   desktop                    desktop
  files in RECEIVE    0                          -

";

    fn table(outcome: &Outcome) -> String {
        let all = text(outcome, Style::default());
        all[..all.find("SMS  verdict").unwrap_or(all.len())].to_string()
    }

    #[test]
    fn what_was_found_is_told_line_by_line() {
        assert_eq!(table(&machines()), FOUND);
    }

    #[test]
    fn versions_that_found_the_same_share_a_column_and_its_width() {
        let mut outcome = machines();
        outcome.runs.truncate(2);
        let table = table(&outcome);
        assert!(table.contains("SMS 1.0, 1.1\n"), "{table}");
        assert!(table.contains("  W1 screen           shows \"1 file(s) copied\"\n"), "{table}");
    }

    #[test]
    fn long_words_are_cut_inside_and_long_values_at_their_end() {
        let mut outcome = machines();
        for run in &mut outcome.runs {
            run.checks[0].subject.of = format!("registry HKLM\\{}\\RunOnce Once", "Software\\".repeat(9));
            run.checks[1].got = "x".repeat(500);
        }
        let table = table(&outcome);
        assert!(table.contains("HKLM\\So…") && table.contains("RunOnce Once "), "{table}");
        assert!(table.lines().all(|line| line.chars().count() <= ACROSS), "{table}");
    }

    #[test]
    fn where_nothing_was_checked_there_is_no_table() {
        let mut outcome = machines();
        outcome.runs.iter_mut().for_each(|run| run.checks.clear());
        assert_eq!(found(&outcome, Style::default()), "");
    }
}
