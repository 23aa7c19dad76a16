//! The status table: moments and clients down, versions across. A cell leads to the event that made it what it is.

use maud::{Markup, html};

use super::{anchor, status};
use crate::base::SimTime;
use crate::report::label::plain;
use crate::report::text::groups::{Group, groups};
use crate::scenario::outcome::{Cell, Moment, Outcome, RunOutcome};

/// Longer tables end here.
const MOST_LINES: usize = 60;

pub fn section(outcome: &Outcome) -> Markup {
    let moments = outcome.runs.iter().map(|run| run.moments.len()).max().unwrap_or(0);
    html! {
        @if outcome.runs.iter().any(|run| !run.jobs.is_empty()) {
            section #status {
                h2 { "Status" }
                p {
                    @if outcome.is_told() { "A cell leads to the event that set it. " }
                    @if is_marked(outcome) {
                        span.mark { "◆" } " marks what is not what was last reported, and the quirk that claims it."
                    }
                }
                div.scroll { table.grid {
                    thead { tr {
                        th scope="col" { "workstations" }
                        @for run in &outcome.runs { th scope="col" { "SMS " (plain(&run.version)) } }
                    } }
                    @for index in 0..moments { (moment(outcome, index)) }
                    (overall(outcome))
                } }
                (super::ways::ways(outcome))
            }
        }
    }
}

/// Whether a quirk claims any cell that is shown.
fn is_marked(outcome: &Outcome) -> bool {
    let mut cells = outcome.runs.iter().flat_map(|run| &run.moments).flat_map(|moment| &moment.rows);
    cells.any(|cell| cell.quirk.is_some())
}

fn moment(outcome: &Outcome, index: usize) -> Markup {
    let views: Vec<Option<&Moment>> = outcome.runs.iter().map(|run| run.moments.get(index)).collect();
    let groups = groups(&views);
    let when = plain(views.iter().flatten().next().map_or("", |moment| moment.when.as_str()));
    html! {
        tbody {
            tr { th.when colspan=(outcome.runs.len() + 1) scope="colgroup" { (when) } }
            @for group in groups.iter().take(MOST_LINES) {
                tr {
                    th scope="row" { (group.label()) @if several_jobs(&groups) { " of " (plain(group.job)) } }
                    @for (run, cell) in group.cells.iter().enumerate() {
                        (shown(outcome, run, views[run], *cell))
                    }
                }
            }
            @if groups.len() > MOST_LINES { tr { td { "and " (groups.len() - MOST_LINES) " more lines" } } }
            @if groups.is_empty() { (tallies(&views)) }
        }
    }
}

fn several_jobs(groups: &[Group]) -> bool {
    groups.iter().any(|group| group.job != groups[0].job)
}

fn shown(outcome: &Outcome, run: usize, moment: Option<&Moment>, cell: Option<&Cell>) -> Markup {
    let Some((cell, moment)) = cell.zip(moment) else { return html! { td { "-" } } };
    let event = event_of(&outcome.runs[run], cell, moment.at);
    html! {
        td.claimed[cell.quirk.is_some()].bad[cell.expected.is_some()] {
            @match event {
                Some(event) => a href={ "#" (anchor(run, event)) } { (status(cell.status)) },
                None => (status(cell.status)),
            }
            @if let Some(quirk) = &cell.quirk { " " a.mark href={ "#" (quirk) } { "◆ " (plain(quirk)) } }
            @if let Some(expected) = cell.expected { " (expected " (expected) ")" }
        }
    }
}

/// The event that last wrote a cell, or else made its row.
fn event_of(run: &RunOutcome, cell: &Cell, at: SimTime) -> Option<usize> {
    let client = run.story.client(&cell.client)?;
    let written = run.story.writes(&cell.job, client).filter(|row| row.at <= at).last();
    let activated = || {
        let line = run.transcript.iter().find(|line| {
            line.part == "Scheduler" && line.what.starts_with(&format!("activates {} ", cell.job))
        });
        line.map(|line| line.event)
    };
    written.map(|row| row.event).or_else(activated)
}

/// Where there are more rows than a table can show, how many of them have each status.
fn tallies(views: &[Option<&Moment>]) -> Markup {
    let mut lines: Vec<_> =
        views.iter().flatten().flat_map(|m| &m.tallies).map(|t| (t.job.as_str(), t.status)).collect();
    lines.sort_unstable();
    lines.dedup();
    html! {
        @for line in &lines {
            tr {
                th scope="row" { (status(line.1)) " of " (plain(line.0)) }
                @for view in views {
                    td.n { @match view { Some(moment) => (moment.count(line.0, line.1)), None => "-" } }
                }
            }
        }
    }
}

fn overall(outcome: &Outcome) -> Markup {
    let jobs = outcome.runs.first().map(|run| run.jobs.as_slice()).unwrap_or_default();
    html! {
        tbody {
            tr { th.when colspan=(outcome.runs.len() + 1) scope="colgroup" { "overall status of the job, at the end" } }
            @for (index, job) in jobs.iter().enumerate().take(MOST_LINES) {
                tr {
                    th scope="row" { (plain(&job.job)) }
                    @for run in &outcome.runs {
                        td { @match run.jobs.get(index) { Some(job) => (status(job.status)), None => "-" } }
                    }
                }
            }
        }
    }
}
