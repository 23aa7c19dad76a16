//! Under the status table of a fleet: the ways that its rows went, and how many of them.

use maud::{Markup, html};

use crate::report::counted::{note, way};
use crate::report::label::plain;
use crate::scenario::aggregates::{Aggregates, Group};
use crate::scenario::outcome::Outcome;

/// Lines of all versions together; `outcome.json` has them all.
const MOST_LINES: usize = 180;

/// Nothing where all rows are listed.
pub fn ways(outcome: &Outcome) -> Markup {
    let most = MOST_LINES / outcome.runs.len().max(1);
    html! {
        @if let Some(note) = note(outcome) {
            h3 { "Ways that rows went" }
            p.note {
                @for (nth, words) in note.split('`').enumerate() {
                    @if nth % 2 == 1 { code { (words) } } @else { (words) }
                }
            }
            @for run in &outcome.runs {
                @if let Some(all) = &run.aggregates { (of_run(&plain(&run.version), all, most)) }
            }
        }
    }
}

fn of_run(version: &str, all: &Aggregates, most: usize) -> Markup {
    let mut groups: Vec<&Group> = all.groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
    html! {
        div.scroll { table {
            thead { tr {
                th scope="col" { "SMS " (version) } th scope="col" { "rows" } th scope="col" { "job" } th scope="col" { "way" }
                th scope="col" { "workstations" }
            } }
            tbody {
                @for group in groups.iter().take(most) {
                    tr {
                        td { (super::status(group.status)) } td.n { (group.rows) } td { (plain(&group.job)) }
                        td { (plain(&way(group, " → "))) } td { (plain(&group.who())) }
                    }
                }
            }
        } }
        @if groups.len() > most { p { "and " (groups.len() - most) " more in " code { "outcome.json" } } }
    }
}
