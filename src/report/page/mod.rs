//! `index.html` of a report folder: what happened in the runs of a scenario, and why, on one page.
//!
//! The page needs nothing but itself: no network, no other file. It can be read without script; with it, charts answer the
//! mouse and the keyboard, and the transcript can be filtered. Whatever a scenario names is escaped by the template library.
//!
//! It stays small however large the run: clients that look alike share a line, and of what remains only a sample is drawn.

mod depth;
mod index;
mod lanes;
mod quirks;
mod story;
mod summary;
mod table;
mod time;
mod ways;

pub use index::{Entry, entry, index};
pub(super) use summary::export;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::label::plain;
use super::palette::{STACK, color};
use crate::product::Status;
use crate::scenario::outcome::Outcome;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The browser itself refuses whatever this page should come to ask of a network.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// The page of all runs of `outcome`.
pub fn page(outcome: &Outcome) -> String {
    let title = plain(&format!("{}: {}", outcome.scenario, outcome.title));
    let body = html! {
        header {
            h1 { (title) }
            (summary::repeat(outcome))
            nav aria-label="Sections" {
                @for (id, words) in sections(outcome) { a href={ "#" (id) } { (words) } " " }
            }
        }
        main {
            (summary::section(outcome))
            (table::section(outcome))
            (time::section(outcome))
            (lanes::section(outcome))
            (depth::section(outcome))
            (story::section(outcome))
            (quirks::section(outcome))
        }
    };
    document(&title, &body)
}

fn sections(outcome: &Outcome) -> Vec<(&'static str, &'static str)> {
    let has_rows = outcome.runs.iter().any(|run| !run.status.is_empty());
    let is_told = outcome.is_told();
    let always = [
        ("summary", "Verdicts", true),
        ("status", "Status", has_rows),
        ("time", "Over time", has_rows),
        ("lanes", "Who sent what", is_told),
        ("depth", "Queues", true),
        ("story", "Transcript", is_told),
        ("quirks", "Quirks", true),
    ];
    always.into_iter().filter(|section| section.2).map(|section| (section.0, section.1)).collect()
}

/// A whole page with style and script.
fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(palette())) (PreEscaped(STYLE)) }
            }
            body {
                (body)
                div id="tip" role="status" hidden {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// The colour of each status, for the style sheet.
fn palette() -> String {
    let line = |status: Status| {
        let (red, green, blue) = color(status);
        let word = status.word();
        format!(".s-{word}{{--c:#{red:02x}{green:02x}{blue:02x}}}\n")
    };
    STACK.map(line).concat()
}

/// A swatch and the word of a status: nobody has to tell colours apart.
fn status(status: Status) -> Markup {
    html! { span class={ "status s-" (status) } { (status) } }
}

/// Where in the page an event of a run stands.
fn anchor(run: usize, event: usize) -> String {
    format!("v{run}e{event}")
}

#[cfg(test)]
mod tests;
