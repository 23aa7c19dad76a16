//! Under the status table of a fleet: the ways that its rows went, and how many of them.

use crate::report::counted::{note, way};
use crate::report::label::plain;
use crate::scenario::outcome::{Outcome, RunOutcome};

/// Lines of one version; `outcome.json` has them all.
const MOST_WAYS: usize = 12;

/// Nothing where all rows are listed.
pub fn ways(outcome: &Outcome) -> String {
    let lines: String = outcome.runs.iter().map(of_run).collect();
    note(outcome).map_or_else(String::new, |note| format!("{lines}{note}\n\n"))
}

fn of_run(run: &RunOutcome) -> String {
    let Some(all) = &run.aggregates else { return String::new() };
    let mut text = format!("{} rows on SMS {}\n", all.rows, plain(&run.version));
    let mut groups: Vec<_> = all.groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
    for group in groups.iter().take(MOST_WAYS) {
        let (job, who) = (plain(&group.job), plain(&group.who()));
        text += &format!("  {:>9} of {job}: {}\n{:12}{who}\n", group.rows, way(group, " -> "), "");
    }
    match groups.len().saturating_sub(MOST_WAYS) {
        0 => text + "\n",
        more => text + &format!("  and {more} more ways\n\n"),
    }
}
