//! The transcript: a line for each event that a person would tell of, and one for each file that arrives. A line leads to the
//! events that led to it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::anchor;
use super::lanes::sample;
use crate::report::label::plain;
use crate::scenario::outcome::{Outcome, RunOutcome, TranscriptLine};
use crate::scenario::story::Story;

/// The transcripts of all versions share so many lines; `transcript-<version>.txt` has them all.
const MOST_LINES: usize = 6_000;

pub fn section(outcome: &Outcome) -> Markup {
    let limit = MOST_LINES / outcome.runs.len().max(1);
    html! {
        @if outcome.is_told() {
            section #story {
                h2 { "Transcript" }
                form.js.filter role="search" {
                    label { "Only lines with " input type="search" name="words" autocomplete="off"; } " "
                    label { "by " select name="who" { option value="" { "anybody" } } } " "
                    label { "in " select name="part" { option value="" { "any part" } } } " "
                    label { input type="checkbox" name="files" checked; " arrivals of files" } " "
                    output name="count" {} " "
                    button type="reset" { "Show all" }
                }
                @for (number, run) in outcome.runs.iter().enumerate() {
                    details open[number == 0] {
                        summary { "SMS " (plain(&run.version)) }
                        (transcript(number, run, limit))
                    }
                }
            }
        }
    }
}

fn transcript(number: usize, run: &RunOutcome, limit: usize) -> Markup {
    let lines = lines(run);
    let kept = kept(run, &lines, limit);
    html! {
        div.scroll { table.story {
            thead { tr {
                th scope="col" { "when" } th scope="col" { "event" } th scope="col" { "who" }
                th scope="col" { "part" } th scope="col" { "what" } th scope="col" { "because of" }
            } }
            tbody { @for line in kept.iter().take(limit) { (shown(number, run, line)) } }
        } }
        @if lines.len() > kept.len().min(limit) {
            p.note { "Of " (lines.len()) " lines these are "
                (kept.len().min(limit)) ", of the workstations in the drawing above as far as possible; "
                code { "transcript-" (plain(&run.version)) ".txt" } " has them all." }
        }
    }
}

/// A line of the table.
struct Line<'a> {
    event: usize,
    /// Whether it is the first of its event, which links lead to.
    first: bool,
    told: Option<&'a TranscriptLine>,
}

/// The transcript and, in between, what it does not tell.
fn lines(run: &RunOutcome) -> Vec<Line<'_>> {
    let mut told: BTreeMap<usize, Vec<&TranscriptLine>> = BTreeMap::new();
    run.transcript.iter().for_each(|line| told.entry(line.event).or_default().push(line));
    let mut lines = Vec::new();
    for (event, happening) in run.story.events.iter().enumerate() {
        match told.get(&event) {
            Some(some) => {
                let nth = some.iter().enumerate();
                lines.extend(nth.map(|(nth, line)| Line { event, first: nth == 0, told: Some(line) }));
            }
            None if !happening.words.is_empty() => lines.push(Line { event, first: true, told: None }),
            None => {}
        }
    }
    lines
}

/// All lines if there are few; else those of a sample of the clients.
fn kept<'a>(run: &RunOutcome, lines: &'a [Line<'a>], limit: usize) -> Vec<&'a Line<'a>> {
    if lines.len() <= limit {
        return lines.iter().collect();
    }
    let sample: BTreeSet<usize> = sample(run).into_iter().collect();
    let is_kept =
        |line: &&Line| run.story.events[line.event].client.is_none_or(|client| sample.contains(&client));
    lines.iter().filter(is_kept).collect()
}

fn shown(number: usize, run: &RunOutcome, line: &Line) -> Markup {
    let story = &run.story;
    let happening = &story.events[line.event];
    let id = line.first.then(|| anchor(number, line.event));
    html! {
        tr id=[id] class=[line.told.is_none().then_some("file")] {
            @match line.told {
                Some(told) => {
                    td { (told.at) } td { "#" (line.event) } td { (plain(&told.who)) } td { (plain(&told.part)) }
                    td { (plain(&told.what)) }
                },
                None => {
                    td { (happening.at) } td { "#" (line.event) } td { (plain(&story.lanes[happening.lane].name)) } td {}
                    td { (plain(&happening.words)) }
                },
            }
            td { @if line.first { (because(number, story, &happening.because)) } }
        }
    }
}

/// Links to the events that led to one. The numbers are those that `sim explain` tells.
fn because(number: usize, story: &Story, events: &[usize]) -> Markup {
    html! {
        @for &event in events.iter().filter(|&&event| event < story.events.len()) {
            a href={ "#" (anchor(number, event)) } { "#" (event) } " "
        }
    }
}
