//! A lane for each client, logon server and service, and the files that travel between them.
//!
//! Time runs to the right, but idle time is left out: each moment at which something happens has a place of its own, and a gap
//! shows where the clock jumps. Of many clients a few are drawn, at least one for each way that a status went.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::anchor;
use crate::base::{SimTime, Span};
use crate::report::label::{plain, short};
use crate::scenario::outcome::{Outcome, RunOutcome};
use crate::scenario::story::{Flight, LaneKind, Story};

/// So many clients are drawn.
const MOST_CLIENTS: usize = 8;
/// A drawing ends after so many moments.
const MOST_MOMENTS: usize = 400;
/// Sizes in pixels: the drawing does not shrink, but scrolls.
const LANE_HEIGHT: usize = 26;
const TOP: usize = 34;
const STEP: usize = 9;
const GAP: usize = 92;
const LEFT: usize = 12;
/// The width of the names; a phone shows the right part of it, in smaller letters.
const NAMES: usize = 150;
/// Moments further apart than this have a gap between them.
const IDLE: Span = Span::mins(2);
const NAME_CHARS: usize = 20;

/// The kinds of files, each with a line of its own in the legend.
const KINDS: [(&str, &str); 8] = [
    ("INS", "instructions"),
    ("SNI", "a client's notice"),
    ("PCK", "status MIF"),
    ("JMF", "job status"),
    ("EMF", "failed job"),
    ("RAW", "inventory"),
    ("MIF", "what changed in an inventory"),
    ("read", "instructions read, results collected"),
];

/// Where everything stands in one drawing.
struct Sheet<'a> {
    number: usize,
    story: &'a Story,
    /// The drawn lanes and their heights on the sheet.
    lanes: BTreeMap<usize, usize>,
    columns: BTreeMap<SimTime, usize>,
    /// Moments after a gap.
    resumed: Vec<SimTime>,
    width: usize,
    whole: bool,
}

pub fn section(outcome: &Outcome) -> Markup {
    html! {
        @if outcome.runs.iter().any(|run| !run.story.events.is_empty()) {
            section #lanes {
                h2 { "Who sent what to whom" }
                p { "Time runs to the right and leaves idle hours out. A dot is an event, a line a file on its way; each leads to its "
                    "line of the transcript." }
                p.legend { @for (kind, words) in KINDS { span class={ "file f-" (kind) } { (kind_word(kind)) (words) } " " } }
                @for (number, run) in outcome.runs.iter().enumerate() {
                    details open[number == 0] {
                        summary { "SMS " (plain(&run.version)) }
                        (drawing(number, run))
                    }
                }
            }
        }
    }
}

fn kind_word(kind: &str) -> String {
    if kind == "read" { String::new() } else { format!(".{kind} ") }
}

/// The lanes of the clients that are drawn: all that did anything if there are few, else at least one for each sequence of
/// statuses.
pub fn sample(run: &RunOutcome) -> Vec<usize> {
    let is_client = |lane: &usize| run.story.lanes[*lane].kind == LaneKind::Client;
    let acting: BTreeSet<usize> = run.story.events.iter().map(|event| event.lane).filter(is_client).collect();
    if acting.len() <= MOST_CLIENTS {
        return acting.into_iter().collect();
    }
    let mut looks = BTreeSet::new();
    let names: BTreeMap<&str, usize> =
        acting.iter().map(|&lane| (run.story.lanes[lane].name.as_str(), lane)).collect();
    let mut chosen = Vec::new();
    for row in &run.status {
        let look: Vec<_> = row.history.iter().map(|change| change.status).collect();
        let Some(&lane) = names.get(row.client.as_str()) else { continue };
        if chosen.len() < MOST_CLIENTS && looks.insert((&row.job, look)) && !chosen.contains(&lane) {
            chosen.push(lane);
        }
    }
    let others: Vec<usize> = acting.into_iter().filter(|lane| !chosen.contains(lane)).collect();
    chosen.extend(others.into_iter().take(MOST_CLIENTS - chosen.len()));
    chosen.sort_unstable();
    chosen
}

impl<'a> Sheet<'a> {
    fn new(number: usize, run: &'a RunOutcome) -> Self {
        let clients: BTreeSet<usize> = sample(run).into_iter().collect();
        let story = &run.story;
        let lanes = lanes(story, &clients);
        let told = run.transcript.iter().map(|line| line.event);
        // A look that found nothing may have said so, and is no event of the story.
        let events = told
            .filter(|&event| story.events.get(event).is_some_and(|event| lanes.contains_key(&event.lane)));
        let meant = |client: Option<usize>| client.is_none_or(|client| clients.contains(&client));
        let files = story.files.iter().filter(|file| meant(file.client));
        let mut moments: BTreeSet<SimTime> =
            events.filter(|&e| meant(story.events[e].client)).map(|e| story.events[e].at).collect();
        moments.extend(files.flat_map(|file| [file.left, file.arrives]));
        let whole = moments.len() <= MOST_MOMENTS;
        let mut sheet =
            Sheet { number, story, lanes, columns: BTreeMap::new(), resumed: Vec::new(), width: 0, whole };
        sheet.place(moments);
        sheet
    }

    /// Gives each moment its column.
    fn place(&mut self, moments: BTreeSet<SimTime>) {
        let (mut x, mut before) = (LEFT, None);
        for at in moments.into_iter().take(MOST_MOMENTS) {
            let is_gap = before.is_none_or(|before| at.since(before) > IDLE);
            if is_gap {
                self.resumed.push(at);
            }
            x += match before {
                None => 0,
                Some(_) if is_gap => GAP,
                Some(_) => STEP,
            };
            self.columns.insert(at, x);
            before = Some(at);
        }
        self.width = x + GAP;
    }

    fn height(&self) -> usize {
        TOP + self.lanes.len() * LANE_HEIGHT
    }

    fn y(&self, lane: usize) -> Option<usize> {
        self.lanes.get(&lane).map(|place| TOP + place * LANE_HEIGHT + LANE_HEIGHT / 2)
    }

    fn point(&self, at: SimTime, lane: usize) -> Option<(usize, usize)> {
        Some((*self.columns.get(&at)?, self.y(lane)?))
    }

    /// Whether an event is about nobody, or about somebody who is drawn.
    fn is_drawn(&self, event: usize) -> bool {
        self.story.events[event].client.is_none_or(|client| self.lanes.contains_key(&client))
    }
}

/// The lanes in which anything happens, the administrator's first, the clients' last, so that files go down and up again.
fn lanes(story: &Story, clients: &BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let rank = |lane: usize| match story.lanes[lane].kind {
        LaneKind::Admin => 0,
        LaneKind::Service => 1,
        LaneKind::Server => 2,
        LaneKind::Client => 3,
    };
    let used: BTreeSet<usize> = story.events.iter().map(|event| event.lane).collect();
    let mut used: Vec<usize> = used
        .into_iter()
        .filter(|lane| story.lanes[*lane].kind != LaneKind::Client || clients.contains(lane))
        .collect();
    used.sort_by_key(|&lane| (rank(lane), lane));
    used.into_iter().enumerate().map(|(place, lane)| (lane, place)).collect()
}

fn drawing(number: usize, run: &RunOutcome) -> Markup {
    let sheet = Sheet::new(number, run);
    html! {
        div.lanes {
            (names(&sheet))
            div.scroll tabindex="0" role="group" aria-label={ "events of SMS " (plain(&run.version)) ", scrolls" } {
                svg width=(sheet.width) height=(sheet.height()) {
                    @for lane in sheet.lanes.keys().filter_map(|&lane| sheet.y(lane)) {
                        path.lane d={ "M0 " (lane) "H" (sheet.width) } {}
                    }
                    @for at in &sheet.resumed {
                        text.tick x=(sheet.columns[at] - 4) y="14" { (at.to_string().trim_end_matches(".000")) }
                        path.resumed d={ "M" (sheet.columns[at]) " 18V" (sheet.height()) } {}
                    }
                    (reads(&sheet))
                    @for file in &sheet.story.files { (flight(&sheet, file)) }
                    (dots(&sheet, run))
                }
            }
        }
        @if !sheet.whole { p.note { "Only the first " (MOST_MOMENTS) " moments are drawn." } }
    }
}

/// The names of the lanes, which stay when the drawing scrolls.
fn names(sheet: &Sheet) -> Markup {
    html! {
        svg.names width=(NAMES) height=(sheet.height()) viewBox={ "0 0 " (NAMES) " " (sheet.height()) } preserveAspectRatio="xMaxYMin slice" aria-hidden="true" {
            @for (&lane, _) in &sheet.lanes {
                @if let Some(y) = sheet.y(lane) {
                    text x=(NAMES - 4) y=(y + 4) text-anchor="end" { (short(&sheet.story.lanes[lane].name, NAME_CHARS)) }
                }
            }
        }
    }
}

/// What is fetched from a logon server: instruction files that clients read, results that Maintenance Manager collects.
fn reads(sheet: &Sheet) -> Markup {
    let read = |number: usize| {
        let event = &sheet.story.events[number];
        let from = event.because.iter().map(|&earlier| &sheet.story.events[earlier]).find(|earlier| {
            sheet.story.lanes[earlier.lane].kind == LaneKind::Server && earlier.lane != event.lane
        })?;
        let ((x, from), (_, to)) = (sheet.point(event.at, from.lane)?, sheet.point(event.at, event.lane)?);
        Some((x, from, to))
    };
    let numbers = (0..sheet.story.events.len()).filter(|&number| sheet.is_drawn(number));
    html! {
        @for (x, from, to) in numbers.filter_map(read) { path.f-read d={ "M" (x) " " (from) "V" (to) } {} }
    }
}

fn flight(sheet: &Sheet, file: &Flight) -> Markup {
    let meant = file.client.is_none_or(|client| sheet.lanes.contains_key(&client));
    let ends = sheet.point(file.left, file.from).zip(sheet.point(file.arrives, file.to));
    html! {
        @if let Some(((x1, y1), (x2, y2))) = ends.filter(|_| meant) {
            a href={ "#" (anchor(sheet.number, file.arrival.unwrap_or(file.sent_by))) } tabindex="-1" {
                path class={ "flight f-" (file.kind) } d={ "M" (x1) " " (y1) "L" (x2) " " (y2) } {}
            }
        }
    }
}

/// A dot for each event that the transcript tells of.
fn dots(sheet: &Sheet, run: &RunOutcome) -> Markup {
    let told: BTreeSet<usize> = run.transcript.iter().map(|line| line.event).collect();
    let written: BTreeMap<usize, _> = run.story.rows.iter().map(|row| (row.event, row)).collect();
    html! {
        @for number in told.into_iter().filter(|&number| sheet.is_drawn(number)) {
            @let event = &sheet.story.events[number];
            @if let Some((x, y)) = sheet.point(event.at, event.lane) {
                a href={ "#" (anchor(sheet.number, number)) } {
                    @match written.get(&number) {
                        Some(row) => circle class={ "set s-" (row.status) } cx=(x) cy=(y) r="6" {},
                        None => circle cx=(x) cy=(y) r="4" {},
                    }
                }
            }
        }
    }
}
