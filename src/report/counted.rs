//! What is said wherever samples stand for more rows than a report lists.

use super::page::export;
use crate::scenario::outcome::Outcome;

/// How many rows are listed of how many, and the command that writes them all; nothing where all are listed.
pub fn note(outcome: &Outcome) -> Option<String> {
    let counted = outcome.runs.iter().filter_map(|run| run.aggregates.as_ref());
    let (shown, rows) = counted.fold((0, 0), |sum, all| (sum.0 + all.shown, sum.1 + all.rows));
    let all = format!("`{}` writes all", export(outcome));
    (rows > 0).then(|| format!("showing {shown} of {rows} rows, the others counted; {all}"))
}

/// `None -> Complete (result reported) -> Retrying (expiry notice)`.
pub fn way(group: &crate::scenario::aggregates::Group, arrow: &str) -> String {
    let turn = |(nth, turn): (usize, &crate::scenario::aggregates::Turn)| match nth {
        0 => turn.status.to_string(),
        _ => format!("{} ({})", turn.status, turn.cause),
    };
    group.way.iter().enumerate().map(turn).collect::<Vec<_>>().join(arrow)
}
