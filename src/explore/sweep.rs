//! One setting over a range: what each expectation finds for each value, and where that changes.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::scenario::Scenario;
use crate::scenario::run::{Settings, run_version};

/// Something that expectations look at and that hangs on the setting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Turn {
    /// As `d0 14:00: P5 runs`.
    pub what: String,
    /// In order of the values; neighbours differ.
    pub ranges: Vec<Range>,
}

/// Values for which the same is found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Range {
    pub from: String,
    pub to: String,
    /// All that came for one of them with one seed or another.
    pub found: BTreeSet<String>,
}

/// What is looked at, how often it was before, and what was found on any seed.
type Found = BTreeMap<(String, usize), BTreeSet<String>>;

/// Runs a version of the scenarios, which differ in the setting alone, with each seed below `seeds`; each has its value's name.
pub fn sweep(scenarios: &[(String, Scenario)], version: usize, settings: &Settings, seeds: u64) -> Vec<Turn> {
    let found: Vec<Found> =
        scenarios.par_iter().map(|(_, scenario)| found(scenario, version, settings, seeds)).collect();
    let subjects: BTreeSet<_> = found.iter().flat_map(Found::keys).collect();
    let turn = |subject: &(String, usize)| {
        let values = scenarios.iter().zip(&found).map(|((name, _), found)| (name, found.get(subject)));
        Turn { what: subject.0.clone(), ranges: ranges(values) }
    };
    subjects.into_iter().map(turn).filter(|turn| turn.ranges.len() > 1).collect()
}

fn found(scenario: &Scenario, version: usize, settings: &Settings, seeds: u64) -> Found {
    let mut found = Found::new();
    for seed in 0..seeds {
        let run = run_version(scenario, version, &Settings { seed, ..settings.clone() });
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        for check in run.checks {
            let times = met.entry(check.what.clone()).or_default();
            *times += 1;
            found.entry((check.what, *times)).or_default().insert(check.got);
        }
    }
    found
}

fn ranges<'a>(values: impl Iterator<Item = (&'a String, Option<&'a BTreeSet<String>>)>) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for (name, found) in values {
        let found = found.cloned().unwrap_or_default();
        match ranges.last_mut() {
            Some(last) if last.found == found => last.to = name.clone(),
            _ => ranges.push(Range { from: name.clone(), to: name.clone(), found }),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::quirks;
    use crate::scenario::{library, place, read};

    #[test]
    fn a_service_that_looks_too_often_runs_a_package_twice() {
        let text = library::find("q166765").unwrap();
        let scenario = |minutes: u64| {
            let value = format!("{minutes}m");
            let text = place::replaced(text, "clients.P5.poll", &value).unwrap();
            (value, read("q166765.yaml", text.as_bytes(), &quirks::ids()).unwrap())
        };
        let scenarios: Vec<_> = [2, 3, 18, 19, 20].map(scenario).into();
        let turns = sweep(&scenarios, 0, &Settings::default(), 3);
        let turn = turns.iter().find(|turn| turn.what == "d0 14:00: P5 runs").unwrap();
        let (first, last) = (&turn.ranges[0], turn.ranges.last().unwrap());
        assert_eq!((first.from.as_str(), last.to.as_str()), ("2m", "20m"));
        assert!(first.found.iter().all(|runs| runs.starts_with("S0100001, S0100001")), "{first:?}");
        assert_eq!(last.found, BTreeSet::from(["S0100001".to_string()]));
        assert!(turns.iter().all(|turn| !turn.what.contains("P60")), "{turns:?}");
    }
}
