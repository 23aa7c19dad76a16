//! The head of the page: verdicts, failed checks, and the command that repeats the runs.

use maud::{Markup, html};

use crate::report::label::{counted, plain};
use crate::scenario::library;
use crate::scenario::outcome::{Check, Outcome, RunOutcome, Verdict};

/// A list of failed checks ends after so many a version; `outcome.json` has them all.
const MOST_CHECKS: usize = 100;

/// The command that repeats the runs.
pub fn repeat(outcome: &Outcome) -> Markup {
    html! {
        p.repeat {
            code { (command(outcome)) }
            " " button.js type="button" data-copy=(command(outcome)) { "Copy" }
        }
    }
}

pub fn command(outcome: &Outcome) -> String {
    format!("sim run {} --seed {}{}", scenario(outcome), outcome.seed, choices(outcome))
}

/// The command that writes all rows of the runs.
pub fn export(outcome: &Outcome) -> String {
    let seed = if outcome.seed == 0 { String::new() } else { format!(" --seed {}", outcome.seed) };
    format!("sim export {}{seed}{} --as csv", scenario(outcome), choices(outcome))
}

/// What was chosen beside the seed.
fn choices(outcome: &Outcome) -> String {
    let versions = outcome.runs.iter().filter(|_| outcome.left_out);
    let versions = versions.map(|run| format!(" --version {}", shell_word(&plain(&run.version))));
    let set = outcome.set.iter().map(|(name, value)| format!(" --set {}={value}", plain(name)));
    let without = outcome.without.iter().map(|quirk| format!(" --without {}", plain(quirk)));
    versions.chain(set).chain(without).collect()
}

fn shell_word(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_string() }
}

/// What to call the scenario at the command line.
fn scenario(outcome: &Outcome) -> String {
    let name = plain(&outcome.scenario);
    library::full_name(&name).map_or_else(|| format!("{name}.yaml"), str::to_string)
}

pub fn section(outcome: &Outcome) -> Markup {
    html! {
        section #summary {
            h2 { "Verdicts" }
            div.scroll { table {
                thead { tr {
                    th scope="col" { "SMS" } th scope="col" { "verdict" } th scope="col" { "checks" }
                    th scope="col" { "quirks that show" } th scope="col" { "events" } th scope="col" { "ended at" }
                    th scope="col" { "digest" }
                } }
                tbody { @for run in &outcome.runs { (line(run)) } }
            } }
            @for run in &outcome.runs { (complaints(run)) }
            (changes(outcome))
            @for runs in alike(&outcome.runs) { (checks(&runs, !outcome.has_jobs())) }
        }
    }
}

fn line(run: &RunOutcome) -> Markup {
    let passed = run.checks.iter().filter(|check| check.ok).count();
    html! {
        tr {
            th scope="row" { (plain(&run.version)) }
            td { (verdict(run.verdict)) }
            td.n { (passed) "/" (run.checks.len()) }
            td {
                @for quirk in run.quirks.iter().filter(|quirk| quirk.claimed > 0) {
                    a href={ "#" (quirk.id) } { (quirk.id) } " "
                }
            }
            td.n { (run.events) }
            td { (run.ended_at) }
            td { code { (run.digest) } }
        }
    }
}

/// A mark and a word.
pub fn verdict(verdict: Verdict) -> Markup {
    let mark = match verdict {
        Verdict::Pass => "✓",
        Verdict::Inconclusive => "?",
        _ => "✗",
    };
    html! { span class={ "verdict " (verdict.word()) } { (mark) " " (verdict.word()) } }
}

/// Why a run's verdict is not better.
fn complaints(run: &RunOutcome) -> Markup {
    let failed: Vec<&Check> = run.checks.iter().filter(|check| !check.ok).collect();
    html! {
        @if !failed.is_empty() || !run.reasons.is_empty() {
            h3 { "SMS " (plain(&run.version)) ": " (run.verdict.word()) }
            ul {
                @for check in failed.iter().take(MOST_CHECKS) {
                    li { (plain(&check.what)) ": expected " b { (plain(&check.expected)) }
                        " (" (check.basis.word()) "), got " b { (plain(&check.got)) } }
                }
                @if failed.len() > MOST_CHECKS { li { "and " (failed.len() - MOST_CHECKS) " more" } }
                @for reason in &run.reasons { li { (plain(reason)) } }
            }
        }
    }
}

/// The cells that switching quirks off has changed.
fn changes(outcome: &Outcome) -> Markup {
    html! {
        @if !outcome.without.is_empty() {
            h3 { "Without " (plain(&outcome.without.join(", "))) ", "
                @if outcome.changed_counts.is_empty() { (counted(outcome.changed.len() as u64, "cell")) " changed" }
                @else { "counts of rows changed" } }
            ul {
                @for cell in outcome.changed.iter().take(MOST_CHECKS) {
                    li { "SMS " (plain(&cell.version)) ", " (plain(&cell.when)) ", " (plain(&cell.client)) " of "
                        (plain(&cell.job)) ": " (cell.before) " → " (cell.after) }
                }
                @for count in outcome.changed_counts.iter().take(MOST_CHECKS) {
                    li { "SMS " (plain(&count.version)) ", " (plain(&count.when)) ", " (count.status) " of "
                        (plain(&count.job)) ": " (count.before) " → " (count.after) }
                }
                @if outcome.changed.len() > MOST_CHECKS {
                    li { "and " (outcome.changed.len() - MOST_CHECKS) " more" }
                }
            }
        }
    }
}

/// Versions of which the same was expected and found share a list.
fn alike(runs: &[RunOutcome]) -> Vec<Vec<&RunOutcome>> {
    let told = |check: &Check| (check.what.clone(), check.expected.clone(), check.got.clone(), check.basis);
    let mut lists: Vec<Vec<&RunOutcome>> = Vec::new();
    for run in runs {
        match lists.iter_mut().find(|list| list[0].checks.iter().map(told).eq(run.checks.iter().map(told))) {
            Some(list) => list.push(run),
            None => lists.push(vec![run]),
        }
    }
    lists
}

/// Folded, unless they are all that there is to see.
fn checks(runs: &[&RunOutcome], open: bool) -> Markup {
    let run = runs[0];
    let versions: Vec<String> = runs.iter().map(|run| plain(&run.version)).collect();
    html! {
        details open[open] {
            summary { "All checks of SMS " (versions.join(", ")) }
            div.scroll { table {
                thead { tr {
                    th scope="col" { "what" } th scope="col" { "expected" } th scope="col" { "got" }
                    th scope="col" { "basis" }
                } }
                tbody {
                    @for check in run.checks.iter().take(MOST_CHECKS) {
                        tr.bad[!check.ok] {
                            td { (plain(&check.what)) } td { (plain(&check.expected)) }
                            td { (plain(&check.got)) } td { (check.basis.word()) }
                        }
                    }
                }
            } }
            @if run.checks.len() > MOST_CHECKS {
                p { "and " (run.checks.len() - MOST_CHECKS) " more in " code { "outcome.json" } }
            }
        }
    }
}
