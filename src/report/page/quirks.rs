//! The quirks in force: what each does, why, and how that is known.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::product::quirks::{self, Quirk};
use crate::report::label::plain;
use crate::scenario::outcome::{Outcome, QuirkUse};

pub fn section(outcome: &Outcome) -> Markup {
    let in_force = outcome.runs.iter().flat_map(|run| &run.quirks).map(|quirk| quirk.id.as_str());
    let off = outcome.without.iter().map(String::as_str);
    let ids: BTreeSet<&str> = in_force.chain(off).collect();
    let known: Vec<&dyn Quirk> = ids.into_iter().filter_map(quirks::find).map(|quirk| quirk as _).collect();
    let (shown, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|quirk| matters(outcome, quirk.id()));
    html! {
        section #quirks {
            h2 { "Quirks" }
            @if shown.is_empty() { p { "No status deviates because of a known defect." } }
            @for quirk in shown { (paragraph(outcome, quirk)) }
            @if !others.is_empty() {
                details {
                    summary { "Others in force, that account for no status here" }
                    @for quirk in others { (paragraph(outcome, quirk)) }
                }
            }
        }
    }
}

/// Whether a quirk accounts for anything in the status tables, or was switched off.
fn matters(outcome: &Outcome, id: &str) -> bool {
    let claims =
        outcome.runs.iter().flat_map(|run| &run.quirks).any(|quirk| quirk.id == id && quirk.claimed > 0);
    claims || outcome.without.iter().any(|off| off == id)
}

fn paragraph(outcome: &Outcome, quirk: &dyn Quirk) -> Markup {
    html! {
        article id=(quirk.id()) {
            h3 { (quirk.id().to_uppercase()) ": " (quirk.title()) }
            p { (quirk.symptom()) }
            p { b { "Cause. " } (quirk.cause()) }
            ul { @for (evidence, words) in quirk.evidence() { li { b { (evidence.word()) } ": " (words) } } }
            p { (claims(outcome, quirk)) }
        }
    }
}

/// What the quirk did in each version.
fn claims(outcome: &Outcome, quirk: &dyn Quirk) -> String {
    let of = |uses: &[QuirkUse]| uses.iter().find(|u| u.id == quirk.id()).map(|u| u.claimed);
    let words = outcome.runs.iter().map(|run| {
        let what = match of(&run.quirks) {
            None => "not in force".to_string(),
            Some(_) if !quirk.shows_in_status() => "in force; it shows on machines".to_string(),
            Some(claimed) => format!("accounts for {claimed} deviations"),
        };
        format!("SMS {}: {what}", plain(&run.version))
    });
    words.collect::<Vec<_>>().join(" · ")
}
