//! What `sim run` prints: the title, one table of statuses or findings with the versions across, and how each run went.

mod found;
pub(super) mod groups;
pub mod table;
mod ways;

pub(super) use table::LOOK;
pub use table::listing;

use std::fmt::Write;

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, Color, Table};

use super::label::plain;
use crate::scenario::outcome::{Check, Outcome, RunOutcome, Verdict};

/// How to print; the caller knows whether the output is a terminal and what the user asked for.
#[derive(Clone, Copy, Default, Debug)]
pub struct Style {
    pub color: bool,
}

/// A list of failed checks ends after so many a version; `outcome.json` has them all.
const MOST_FAILURES: usize = 20;
/// So does a list of changed cells.
const MOST_CHANGES: usize = 20;

/// The whole report of `outcome`, for at least 80 columns.
pub fn text(outcome: &Outcome, style: Style) -> String {
    let without = match outcome.without.as_slice() {
        [] => String::new(),
        quirks => format!(", without {}", plain(&quirks.join(", "))),
    };
    let mut text = format!(
        "{}: {}  (seed {}{without})\n\n",
        plain(&outcome.scenario),
        plain(&outcome.title),
        outcome.seed
    );
    text += &if outcome.has_jobs() { table::statuses(outcome, style) } else { found::found(outcome, style) };
    text += &ways::ways(outcome);
    text += &summaries(&outcome.runs, style);
    for run in &outcome.runs {
        failures(&mut text, run);
        reasons(&mut text, run);
    }
    changes(&mut text, outcome);
    text
}

/// Names the cells that switching quirks off has changed. What it changed on machines the failed checks say.
fn changes(text: &mut String, outcome: &Outcome) {
    if outcome.without.is_empty() || !outcome.has_jobs() {
        return;
    }
    let count = match outcome.changed.len() {
        0 if !outcome.changed_counts.is_empty() => "counts of rows change:".to_string(),
        0 => "no cell changes".to_string(),
        1 => "1 cell changes:".to_string(),
        n => format!("{n} cells change:"),
    };
    *text += &format!("\nwithout {}, {count}\n", plain(&outcome.without.join(", ")));
    for cell in outcome.changed.iter().take(MOST_CHANGES) {
        let (version, client, job) = (plain(&cell.version), plain(&cell.client), plain(&cell.job));
        let (when, before, after) = (plain(&cell.when), cell.before, cell.after);
        *text += &format!("  SMS {version}  {when}  {client} of {job}: {before} -> {after}\n");
    }
    for count in outcome.changed_counts.iter().take(MOST_CHANGES) {
        let (version, when, job) = (plain(&count.version), plain(&count.when), plain(&count.job));
        let (status, before, after) = (count.status, count.before, count.after);
        *text += &format!("  SMS {version}  {when}  {status} of {job}: {before} -> {after} rows\n");
    }
    if outcome.changed.len() > MOST_CHANGES {
        *text += &format!("  and {} more\n", outcome.changed.len() - MOST_CHANGES);
    }
}

/// Colours only what was asked to be coloured, whatever the table library thinks of the terminal.
pub(super) fn styled(mut table: Table, style: Style) -> String {
    if style.color {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.trim_fmt() + "\n"
}

/// A line for each version.
fn summaries(runs: &[RunOutcome], style: Style) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_header(["SMS", "verdict", "checks", "events", "polls", "ended at", "digest"]);
    for run in runs {
        let passed = run.checks.iter().filter(|check| check.ok).count();
        table.add_row([
            Cell::new(plain(&run.version)),
            Cell::new(run.verdict.word()).fg(verdict_color(run.verdict)),
            Cell::new(format!("{passed}/{}", run.checks.len())),
            Cell::new(run.events),
            Cell::new(run.polls),
            Cell::new(run.ended_at.to_string().trim_end_matches(".000")),
            Cell::new(plain(&run.digest)),
        ]);
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if (2..=4).contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    styled(table, style)
}

fn verdict_color(verdict: Verdict) -> Color {
    match verdict {
        Verdict::Pass => Color::Green,
        Verdict::Inconclusive | Verdict::Unsettled => Color::Yellow,
        Verdict::Fail | Verdict::Nondeterministic | Verdict::Broken => Color::Red,
    }
}

fn failures(text: &mut String, run: &RunOutcome) {
    let failed: Vec<&Check> = run.checks.iter().filter(|check| !check.ok).collect();
    if failed.is_empty() {
        return;
    }
    push(
        text,
        format_args!(
            "\nSMS {}, {} of {} checks failed:",
            plain(&run.version),
            failed.len(),
            run.checks.len()
        ),
    );
    for check in failed.iter().take(MOST_FAILURES) {
        push(text, format_args!("  {}", plain(&check.what)));
        let (expected, got) = (plain(&check.expected), plain(&check.got));
        push(text, format_args!("    expected {expected} ({}), got {got}", check.basis.word()));
    }
    if failed.len() > MOST_FAILURES {
        push(text, format_args!("  and {} more", failed.len() - MOST_FAILURES));
    }
}

fn reasons(text: &mut String, run: &RunOutcome) {
    if run.reasons.is_empty() {
        return;
    }
    push(text, format_args!("\nSMS {}, {}:", plain(&run.version), run.verdict.word()));
    for reason in &run.reasons {
        push(text, format_args!("  {}", plain(reason)));
    }
}

fn push(text: &mut String, line: std::fmt::Arguments) {
    writeln!(text, "{line}").expect("writing into memory cannot fail");
}

#[cfg(test)]
mod tests;
