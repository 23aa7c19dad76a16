//! What a change of settings changed in the status tables.

use std::collections::BTreeSet;

use crate::product::Status;
use crate::scenario::outcome::{ChangedCell, ChangedCount, Moment, Outcome};

/// The cells that differ, in order of version, moment and row. Runs and moments are matched by version and name.
pub fn changed_cells(before: &Outcome, after: &Outcome) -> Vec<ChangedCell> {
    let mut changed = Vec::new();
    for (version, old, new) in moments(before, after) {
        let differing = old.rows.iter().zip(&new.rows).filter(|(a, b)| a.status != b.status);
        changed.extend(differing.map(|(a, b)| ChangedCell {
            version: version.to_string(),
            when: old.when.clone(),
            job: a.job.clone(),
            client: a.client.clone(),
            before: a.status,
            after: b.status,
        }));
    }
    changed
}

/// The same for moments with too many rows to keep: the numbers of rows that differ, by status.
pub fn changed_counts(before: &Outcome, after: &Outcome) -> Vec<ChangedCount> {
    let mut changed = Vec::new();
    for (version, old, new) in
        moments(before, after).filter(|(_, old, new)| old.rows.is_empty() && new.rows.is_empty())
    {
        let tallies = old.tallies.iter().chain(&new.tallies);
        let lines: BTreeSet<(&str, Status)> = tallies.map(|t| (t.job.as_str(), t.status)).collect();
        for (job, status) in lines {
            let (before, after) = (old.count(job, status), new.count(job, status));
            if before != after {
                let (version, when, job) = (version.to_string(), old.when.clone(), job.to_string());
                changed.push(ChangedCount { version, when, job, status, before, after });
            }
        }
    }
    changed
}

/// The moments that two outcomes have both, with their version.
fn moments<'a>(
    before: &'a Outcome,
    after: &'a Outcome,
) -> impl Iterator<Item = (&'a str, &'a Moment, &'a Moment)> {
    before.runs.iter().flat_map(|old_run| {
        let new_run = after.runs.iter().find(|run| run.version == old_run.version);
        let news = new_run.map(|run| run.moments.as_slice()).unwrap_or_default();
        old_run.moments.iter().filter_map(move |old| {
            let new = news.iter().find(|moment| moment.when == old.when)?;
            Some((old_run.version.as_str(), old, new))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run};
    use crate::scenario::settings::Given;
    use crate::scenario::{library, read_with};

    #[test]
    fn of_a_fleet_the_counts_that_change_are_told_and_even_out() {
        let given = Given { values: vec![("clients".to_string(), 12_000)], in_tests: false };
        let text = library::find("fleet/expiry-1m").unwrap();
        let fleet = read_with("fleet/expiry-1m", text.as_bytes(), &quirks::ids(), &given).unwrap();
        let outcome = |without: &[&str]| {
            let without = without.iter().map(ToString::to_string).collect();
            run(&fleet, &[0], &Settings { without, ..Settings::default() })
        };
        let (with, without) = (outcome(&[]), outcome(&["q152229"]));
        assert_eq!(changed_cells(&with, &without), []);
        let counts = changed_counts(&with, &without);
        let sum = |of: fn(&ChangedCount) -> u64| counts.iter().map(of).sum::<u64>();
        assert!(counts.iter().any(|count| count.status == Status::Complete && count.after > count.before));
        assert_eq!(sum(|count| count.before), sum(|count| count.after));
    }
}
