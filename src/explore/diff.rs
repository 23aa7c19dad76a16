//! Two runs of one scenario side by side: the statuses and findings that differ, and the first event where the runs part.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::SimTime;
use crate::engine::trace::parting;
use crate::product::Status;
use crate::scenario::outcome::{Check, RunOutcome, Subject, TranscriptLine};
use crate::world::event::Event;

/// Two told runs, and what each is called.
pub struct Pair<'a> {
    pub names: [&'a str; 2],
    pub runs: [&'a RunOutcome; 2],
}

/// A cell of the status table that differs; `None` where a run did not come so far.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CellPair {
    pub when: String,
    pub job: String,
    pub client: String,
    pub statuses: [Option<Status>; 2],
    /// The quirk that claims what one of them is.
    pub quirk: Option<String>,
}

/// Something else that expectations look at and that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FindingPair {
    pub when: String,
    /// As `W1 file C:\SMS.INI`.
    pub what: String,
    pub found: [Option<String>; 2],
}

/// An event as two runs can be held against each other: when, what, and in which words.
type Told<'a> = (SimTime, Event, Vec<(&'a str, &'a str, &'a str)>);

impl Pair<'_> {
    /// Whether the runs are the same, event by event.
    pub fn is_same(&self) -> bool {
        let [one, other] = self.runs;
        (&one.digest, one.events) == (&other.digest, other.events) && self.parting().is_none()
    }

    /// The number of the first event that only one run has, or that comes to something else; either run may be over by then.
    pub fn parting(&self) -> Option<usize> {
        let [one, other] = self.runs;
        let in_words = parting(&told(one), &told(other)).map(|(number, ..)| number);
        let in_effect = parting(&one.trace, &other.trace).map(|(number, ..)| number);
        [in_words, in_effect].into_iter().flatten().min()
    }

    /// The cells that differ, in the order of the table.
    pub fn cells(&self) -> Vec<CellPair> {
        let mut found: BTreeMap<(usize, &str, &str), CellPair> = BTreeMap::new();
        for (side, run) in self.runs.into_iter().enumerate() {
            for (nth, moment) in run.moments.iter().enumerate() {
                for cell in &moment.rows {
                    let pair = found.entry((nth, &cell.job, &cell.client)).or_insert_with(|| CellPair {
                        when: moment.when.clone(),
                        job: cell.job.clone(),
                        client: cell.client.clone(),
                        statuses: [None; 2],
                        quirk: None,
                    });
                    pair.statuses[side] = Some(cell.status);
                    pair.quirk = pair.quirk.take().or(cell.quirk.clone());
                }
            }
        }
        found.into_values().filter(|pair| pair.statuses[0] != pair.statuses[1]).collect()
    }

    /// What else differs of all that expectations look at.
    pub fn findings(&self) -> Vec<FindingPair> {
        let [one, other] = self.runs.map(found);
        let subjects: Vec<_> = one.iter().chain(&other).map(|(subject, _)| *subject).collect();
        let (mut met, mut pairs) = (BTreeSet::new(), Vec::new());
        for subject in subjects {
            let value = |side: &[(Nth, &str)]| {
                side.iter().find(|(nth, _)| *nth == subject).map(|(_, value)| value.to_string())
            };
            let found = [value(&one), value(&other)];
            if met.insert(subject) && found[0] != found[1] {
                let (Subject { when, who, of }, _) = subject;
                let what = format!("{who}{}{of}", if who.is_empty() { "" } else { " " });
                pairs.push(FindingPair { when: when.clone(), what, found });
            }
        }
        pairs
    }
}

/// What is looked at, and how often it was before.
type Nth<'a> = (&'a Subject, usize);

/// What a run found, without the cells of the status table.
fn found(run: &RunOutcome) -> Vec<(Nth<'_>, &str)> {
    let mut met: BTreeMap<&Subject, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for Check { subject, got, .. } in run.checks.iter().filter(|check| !check.subject.of.starts_with("of ")) {
        let times = met.entry(subject).or_default();
        *times += 1;
        found.push(((subject, *times), got.as_str()));
    }
    found
}

fn told(run: &RunOutcome) -> Vec<Told<'_>> {
    let mut words: BTreeMap<usize, Vec<(&str, &str, &str)>> = BTreeMap::new();
    for TranscriptLine { event, who, part, what, .. } in &run.transcript {
        words.entry(*event).or_default().push((who, part, what));
    }
    let events = run.trace.iter().enumerate();
    events.map(|(n, record)| (record.at, record.event, words.remove(&n).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run_version};
    use crate::scenario::{library, read};

    fn side(version: usize, seed: u64, without: &[&str]) -> RunOutcome {
        let text = library::find("q152229").unwrap();
        let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
        let without = without.iter().map(ToString::to_string).collect();
        run_version(&scenario, version, &Settings { seed, told: true, without, ..Settings::default() })
    }

    fn pair<'a>(one: &'a RunOutcome, other: &'a RunOutcome) -> Pair<'a> {
        Pair { names: ["A", "B"], runs: [one, other] }
    }

    #[test]
    fn a_run_is_the_same_as_itself_and_as_one_without_a_quirk_that_it_does_not_have() {
        let (run, again, healed) = (side(2, 0, &[]), side(2, 0, &[]), side(2, 0, &["q152229"]));
        for other in [again, healed] {
            let pair = pair(&run, &other);
            assert!(pair.is_same() && pair.cells().is_empty() && pair.findings().is_empty());
            assert_eq!(pair.parting(), None);
        }
    }

    #[test]
    fn the_quirk_that_makes_two_versions_differ_is_named_and_they_part_where_it_strikes() {
        let (one, other) = (side(0, 0, &[]), side(2, 0, &[]));
        let pair = pair(&one, &other);
        assert!(!pair.is_same());
        let cells = pair.cells();
        assert!(cells.iter().all(|cell| cell.quirk.as_deref() == Some("q152229")), "{cells:?}");
        let clients: Vec<&str> = cells.iter().map(|cell| cell.client.as_str()).collect();
        assert_eq!(clients, ["W1", "W2", "W3", "W5"]);
        let number = pair.parting().unwrap();
        let words: Vec<&str> =
            one.transcript.iter().filter(|line| line.event == number).map(|l| l.what.as_str()).collect();
        assert!(words.iter().any(|words| words.contains("passes a job-status JMF on")), "{words:?}");
    }

    #[test]
    fn other_seeds_part_though_their_statuses_are_the_same() {
        let (one, other) = (side(0, 0, &[]), side(0, 7, &[]));
        let pair = pair(&one, &other);
        assert!(pair.cells().is_empty());
        assert!(!pair.is_same() && pair.parting().is_some_and(|number| number < 5));
    }
}
