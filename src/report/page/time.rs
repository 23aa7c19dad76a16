//! Status over time: stacked areas for each version. Each step can be pointed at or tabbed to, and then says who is behind it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{Markup, html};

use crate::base::SimTime;
use crate::product::Status;
use crate::report::chart::axis::{TimeAxis, last_status_change};
use crate::report::label::plain;
use crate::report::palette::STACK;
use crate::scenario::aggregates::Counts;
use crate::scenario::outcome::{Outcome, RunOutcome};

/// Sizes in user units of the drawing, which scales with the window.
const WIDTH: u64 = 720;
const HEIGHT: u64 = 120;
/// Room for the number of the rows of the largest fleet.
const LEFT: u64 = 64;
/// Half of the longest date below the end, such as d100.
const RIGHT: u64 = 18;
const BOTTOM: u64 = 24;
const TOP: u64 = 8;
/// Changes within so many columns share a step, so that each step is wide enough to be pointed at.
const GRAIN: u64 = 4;
/// Names that a step gives of the clients behind it.
const MOST_NAMES: usize = 8;

/// The rows that went from one status to another.
#[derive(Default)]
struct Move {
    rows: u64,
    names: Vec<String>,
}

/// By the status before and the one after.
type Moves = BTreeMap<(Status, Status), Move>;

/// All that changes within one column of the drawing.
struct Step {
    column: u64,
    at: SimTime,
    moves: Moves,
    /// After it.
    counts: Counts,
}

pub fn section(outcome: &Outcome) -> Markup {
    let axis = TimeAxis::new(outcome, last_status_change(&outcome.runs), WIDTH);
    html! {
        @if outcome.runs.iter().any(|run| !run.status.is_empty()) {
            section #time {
                h2 { "Status over time" }
                p.legend { @for status in STACK.into_iter().filter(|s| occurs(outcome, *s)) { (super::status(status)) " " } }
                @for run in &outcome.runs {
                    figure {
                        figcaption { "SMS " (plain(&run.version)) }
                        (chart(run, &axis))
                    }
                }
                p.note { (axis.title) }
            }
        }
    }
}

fn occurs(outcome: &Outcome, status: Status) -> bool {
    let mut moves = outcome.runs.iter().flat_map(RunOutcome::moves);
    status == Status::None || moves.any(|moved| moved.to == status)
}

fn chart(run: &RunOutcome, axis: &TimeAxis) -> Markup {
    let steps = steps(run, axis);
    let rows = run.row_count().max(1);
    let label = format!("SMS {}: {} from the end on", run.version, in_words(&steps[steps.len() - 1].counts));
    html! {
        svg viewBox={ "0 0 " (LEFT + WIDTH + RIGHT) " " (TOP + HEIGHT + BOTTOM) } role="group" aria-label=(plain(&label)) {
            @for (status, path) in areas(&steps, rows) { path class={ "area s-" (status) } d=(path) {} }
            (frame(axis, rows))
            @for moment in &run.moments {
                @if let Some(column) = axis.column(moment.at) {
                    path.moment d={ "M" (LEFT + column) " " (TOP) "v" (HEIGHT) } {}
                }
            }
            @for (step, end) in steps.iter().zip(ends(&steps)) {
                rect.hit tabindex="0" role="img" x=(LEFT + step.column) y=(TOP) width=((end - step.column).max(2)) height=(HEIGHT) {
                    title { (words(step)) }
                }
            }
        }
    }
}

/// Axes and their labels.
fn frame(axis: &TimeAxis, rows: u64) -> Markup {
    html! {
        path.axis d={ "M" (LEFT) " " (TOP) "v" (HEIGHT) "h" (WIDTH) } {}
        text.tick x=(LEFT - 6) y=(TOP + 9) text-anchor="end" { (rows) }
        text.tick x=(LEFT - 6) y=(TOP + HEIGHT) text-anchor="end" { "0" }
        @for (column, label) in &axis.ticks {
            path.axis d={ "M" (LEFT + column) " " (TOP + HEIGHT) "v4" } {}
            text.tick x=(LEFT + column) y=(TOP + HEIGHT + 17) text-anchor="middle" { (label) }
        }
    }
}

fn ends(steps: &[Step]) -> impl Iterator<Item = u64> {
    steps.iter().skip(1).map(|step| step.column).chain([WIDTH])
}

/// The changes of all rows, by column; the first step is the beginning, where all rows stand at None.
fn steps(run: &RunOutcome, axis: &TimeAxis) -> Vec<Step> {
    let mut columns = BTreeMap::from([(0, (SimTime::ZERO, Moves::new()))]);
    for change in run.moves().filter(|change| change.to != Status::None) {
        let Some(column) = axis.column(change.at) else { continue };
        let (at, moves) = columns.entry(column / GRAIN * GRAIN).or_insert((change.at, Moves::new()));
        *at = (*at).min(change.at);
        let moved = moves.entry((change.from, change.to)).or_default();
        moved.rows += change.rows;
        let room = MOST_NAMES - moved.names.len();
        moved.names.extend(change.names.iter().take(room).map(|name| plain(name)));
    }
    let mut counts = Counts::default();
    counts[Status::None as usize] = run.row_count();
    let step = |(column, (at, moves)): (u64, (SimTime, Moves))| {
        for (&(from, to), moved) in &moves {
            counts[from as usize] -= moved.rows;
            counts[to as usize] += moved.rows;
        }
        Step { column, at, moves, counts }
    };
    columns.into_iter().map(step).collect()
}

/// The areas from the bottom of the stack up, without statuses that never occur.
fn areas(steps: &[Step], rows: u64) -> Vec<(Status, String)> {
    let mut below = vec![0; steps.len()];
    let mut areas = Vec::new();
    for status in STACK {
        let above: Vec<u64> =
            below.iter().zip(steps).map(|(low, step)| low + step.counts[status as usize]).collect();
        if above != below {
            areas.push((status, outline(steps, &below, &above, rows)));
        }
        below = above;
    }
    areas
}

/// A staircase along `above` and back along `below`.
fn outline(steps: &[Step], below: &[u64], above: &[u64], rows: u64) -> String {
    let y = |count: u64| TOP + HEIGHT - count * HEIGHT / rows;
    let spans: Vec<(u64, u64)> = steps.iter().map(|step| step.column).zip(ends(steps)).collect();
    let mut path = String::new();
    for (&(start, end), &height) in spans.iter().zip(above) {
        let verb = if path.is_empty() { 'M' } else { 'L' };
        let _ = write!(path, "{verb}{} {}H{}", LEFT + start, y(height), LEFT + end);
    }
    for (&(start, end), &height) in spans.iter().zip(below).rev() {
        let _ = write!(path, "L{} {}H{}", LEFT + end, y(height), LEFT + start);
    }
    path + "Z"
}

/// What a step says of itself.
fn words(step: &Step) -> String {
    let mut words = format!("from {} on: {}", step.at, in_words(&step.counts));
    for (&(from, to), moved) in &step.moves {
        let names = moved.names.join(", ");
        let more = moved.rows - moved.names.len() as u64;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = write!(words, "\n{from} → {to}: {names}{more}");
    }
    words
}

/// `Complete 3, None 2`.
fn in_words(counts: &Counts) -> String {
    let some = STACK.into_iter().filter(|status| counts[*status as usize] > 0);
    some.map(|status| format!("{status} {}", counts[status as usize])).collect::<Vec<_>>().join(", ")
}
