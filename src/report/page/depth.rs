//! Queue depths: how many files lay in each box over time.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::base::SimTime;
use crate::report::chart::axis::{TimeAxis, last_box_change};
use crate::report::label::plain;
use crate::scenario::outcome::{BoxUse, Outcome, RunOutcome};

/// Sizes in user units of the drawing.
const WIDTH: u64 = 480;
const HEIGHT: u64 = 36;

pub fn section(outcome: &Outcome) -> Markup {
    let axis = TimeAxis::new(outcome, last_box_change(&outcome.runs), WIDTH);
    html! {
        section #depth {
            h2 { "Files waiting in boxes" }
            @for (number, run) in outcome.runs.iter().enumerate() {
                details open[number == 0] {
                    summary { "SMS " (plain(&run.version)) }
                    (boxes(run, &axis))
                }
            }
        }
    }
}

fn boxes(run: &RunOutcome, axis: &TimeAxis) -> Markup {
    let used: Vec<&BoxUse> = run.boxes.iter().filter(|place| place.max_depth > 0).collect();
    html! {
        @if used.is_empty() { p { "No file was put into any box." } } @else {
            div.scroll { table {
                thead { tr {
                    th scope="col" { "box" } th scope="col" { "most" } th scope="col" { "emptied" }
                    th scope="col" { "files over time" }
                } }
                tbody {
                    @for place in used {
                        tr {
                            th scope="row" { (plain(&place.name)) }
                            td.n { (place.max_depth) }
                            td { @match place.drained_at { Some(at) => (at), None => "not yet" } }
                            td { (spark(place, axis)) }
                        }
                    }
                    tr { th { "" } td { "" } td { "" } td { (ticks(axis)) } }
                }
            } }
        }
    }
}

/// The deepest that a box was within each column. What is over within a column still shows as a stroke.
fn spark(place: &BoxUse, axis: &TimeAxis) -> Markup {
    let label = format!("at most {} files in {}", place.max_depth, place.name);
    html! {
        svg.spark viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(plain(&label)) {
            path.axis d={ "M0 " (HEIGHT - 1) "H" (WIDTH) } {}
            path.files d=(outline(&place.depths, place.max_depth, axis)) {}
        }
    }
}

fn outline(depths: &[(SimTime, u64)], most: u64, axis: &TimeAxis) -> String {
    let mut columns: Vec<(u64, u64, u64)> = Vec::new();
    for &(at, depth) in depths {
        let Some(column) = axis.column(at) else { break };
        match columns.last_mut() {
            Some((same, deepest, last)) if *same == column => {
                (*deepest, *last) = (depth.max(*deepest), depth)
            }
            _ => columns.push((column, depth, depth)),
        }
    }
    let y = |depth: u64| HEIGHT - 2 - depth * (HEIGHT - 4) / most.max(1);
    let mut path = format!("M0 {}", y(0));
    for (column, deepest, last) in columns {
        let _ = write!(path, "H{column}V{}V{}", y(deepest), y(last));
    }
    let _ = write!(path, "H{WIDTH}");
    path
}

fn ticks(axis: &TimeAxis) -> Markup {
    html! {
        svg.spark viewBox={ "0 0 " (WIDTH) " 14" } aria-hidden="true" {
            @for (column, label) in axis.ticks.iter().filter(|tick| tick.0 + 12 < WIDTH) {
                text.tick x=(column + 2) y="11" { (label) }
            }
        }
    }
}
