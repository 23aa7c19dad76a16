//! Status over time: how many workstation rows stand at each status, one panel for each version.

use std::collections::{BTreeMap, BTreeSet};

use plotters::prelude::*;

use super::axis::{TimeAxis, count_label, count_ticks, last_status_change};
use super::frame::*;
use crate::product::Status;
use crate::report::label::short;
use crate::report::palette::{INK, PALE_INK, STACK, color};
use crate::scenario::outcome::{Outcome, Row, RunOutcome};

/// Heights in pixels.
const PANEL_TITLE: i32 = 22;
const PLOT_HEIGHT: i32 = 120;
const PANEL_GAP: i32 = 10;
const LEGEND_LINE: i32 = 21;
const SWATCH: i32 = 13;

const MOST_COUNT_TICKS: u64 = 6;
const LABEL_CHARS: usize = 32;
/// Free pixels kept between two labels of a panel's title line.
const LABEL_GAP: i32 = 10;
/// Pixels of a dash and of the gap after it.
const DASH: (i32, i32) = (4, 3);

/// How many rows stand at each status, in the order of [`Status::ALL`].
type Counts = [i64; Status::ALL.len()];

/// The area of one status, in columns and counts.
struct Layer {
    status: Status,
    outline: Vec<(u64, u64)>,
}

/// Draws the statuses of all workstation rows over time as stacked areas.
pub fn status_svg(outcome: &Outcome) -> String {
    let axis = TimeAxis::new(outcome, last_status_change(&outcome.runs), PLOT_WIDTH.unsigned_abs().into());
    let top = heading_height(outcome);
    let panels = outcome.runs.len().max(1) as i32;
    let height = top + panels * (PANEL_TITLE + PLOT_HEIGHT + PANEL_GAP) + TIME_LABELS;
    let stacks: Vec<Vec<Layer>> = outcome.runs.iter().map(|run| layers(run, &axis)).collect();
    sheet(height, |area| {
        heading(area, outcome, "Workstations at each job status over simulated time")?;
        legend(area, stacks.iter().flatten().map(|layer| layer.status).collect(), top + PANEL_TITLE)?;
        for (index, (run, stack)) in outcome.runs.iter().zip(&stacks).enumerate() {
            let top = top + index as i32 * (PANEL_TITLE + PLOT_HEIGHT + PANEL_GAP);
            let lowest = index + 1 == outcome.runs.len();
            plot(area, run, stack, &axis, (top + PANEL_TITLE, lowest))?;
            panel_title(area, run, &axis, top)?;
        }
        Ok(())
    })
}

fn plot(
    area: &Area,
    run: &RunOutcome,
    stack: &[Layer],
    axis: &TimeAxis,
    (top, lowest): (i32, bool),
) -> Drawn {
    let rows = run.row_count().max(1);
    let mut chart = ChartBuilder::on(&plot_place(area, top, PLOT_HEIGHT, lowest))
        .x_label_area_size(time_labels(lowest))
        .y_label_area_size(Y_LABELS)
        .build_cartesian_2d(
            (0..axis.columns).with_key_points(axis.tick_columns()),
            (0..rows).with_key_points(count_ticks(rows, MOST_COUNT_TICKS)),
        )?;
    let area_of = |layer: &Layer| Polygon::new(layer.outline.clone(), rgb(color(layer.status)).filled());
    chart.draw_series(stack.iter().map(area_of))?;
    chart.draw_series(stack.iter().map(|layer| PathElement::new(layer.outline.clone(), WHITE)))?;
    chart
        .configure_mesh()
        .disable_mesh()
        .set_all_tick_mark_size(TICK)
        .axis_style(rgb(INK))
        .label_style(text_style(SMALL, INK))
        .axis_desc_style(text_style(NORMAL, INK))
        .x_label_formatter(&|column| axis.label(*column))
        .y_label_formatter(&count_label)
        .x_desc(&axis.title)
        .y_desc(rows_title(&run.status))
        .draw()
}

/// A workstation has one row for each job.
fn rows_title(rows: &[Row]) -> &'static str {
    let jobs: BTreeSet<&str> = rows.iter().map(|row| row.job.as_str()).collect();
    if jobs.len() > 1 { "workstation rows" } else { "workstations" }
}

/// The counts from each column on at which they change. A row stands at None until something is reported.
fn steps(run: &RunOutcome, axis: &TimeAxis) -> Vec<(u64, Counts)> {
    let mut first = Counts::default();
    first[Status::None as usize] = run.row_count() as i64;
    let mut changes: BTreeMap<u64, Counts> = BTreeMap::from([(0, first)]);
    for moved in run.moves() {
        let Some(column) = axis.column(moved.at) else { continue };
        let counts = changes.entry(column).or_default();
        counts[moved.from as usize] -= moved.rows as i64;
        counts[moved.to as usize] += moved.rows as i64;
    }
    let mut now = Counts::default();
    let add = |(column, change): (u64, Counts)| {
        now.iter_mut().zip(change).for_each(|(count, by)| *count += by);
        (column, now)
    };
    changes.into_iter().map(add).collect()
}

/// The areas from the bottom of the stack to its top, without the statuses that never occur.
fn layers(run: &RunOutcome, axis: &TimeAxis) -> Vec<Layer> {
    let steps = steps(run, axis);
    let mut below = vec![0u64; steps.len()];
    let mut layers = Vec::new();
    for status in STACK {
        let height = |step: &(u64, Counts)| step.1[status as usize].unsigned_abs();
        let above: Vec<u64> = below.iter().zip(&steps).map(|(low, step)| low + height(step)).collect();
        if above != below {
            let mut outline = edge(&steps, &above, axis.columns);
            outline.extend(edge(&steps, &below, axis.columns).into_iter().rev());
            layers.push(Layer { status, outline });
        }
        below = above;
    }
    layers
}

/// A staircase through `heights`, which begin at the columns of `steps`, to the end of the plot.
fn edge(steps: &[(u64, Counts)], heights: &[u64], columns: u64) -> Vec<(u64, u64)> {
    let ends = steps.iter().skip(1).map(|step| step.0).chain([columns]);
    let stairs = steps.iter().zip(heights).zip(ends);
    stairs.flat_map(|((step, &height), end)| [(step.0, height), (end, height)]).collect()
}

/// The version and, where there is room, the names of the moments at which the scenario looked, each over a dashed line.
fn panel_title(area: &Area, run: &RunOutcome, axis: &TimeAxis, top: i32) -> Drawn {
    let title = short(&format!("SMS {}", run.version), LABEL_CHARS);
    area.draw_text(&title, &text_style(PANEL, INK), (PLOT_LEFT, top + 2))?;
    let mut free_from = PLOT_LEFT + text_width(&title, PANEL) + LABEL_GAP;
    for moment in &run.moments {
        let Some(column) = axis.column(moment.at) else { continue };
        let x = PLOT_LEFT + column as i32;
        dashed(area, x, top + PANEL_TITLE)?;
        let text = short(&moment.when, LABEL_CHARS);
        let width = text_width(&text, SMALL);
        let left = (x - width / 2).min(PLOT_LEFT + PLOT_WIDTH - width);
        if left >= free_from {
            area.draw_text(&text, &text_style(SMALL, PALE_INK), (left, top + 5))?;
            free_from = left + width + LABEL_GAP;
        }
    }
    Ok(())
}

fn dashed(area: &Area, x: i32, plot_top: i32) -> Drawn {
    let bottom = plot_top + PLOT_HEIGHT;
    for y in (plot_top - 3..bottom).step_by((DASH.0 + DASH.1).unsigned_abs() as usize) {
        area.draw(&PathElement::new([(x, y), (x, (y + DASH.0).min(bottom))], rgb(INK)))?;
    }
    Ok(())
}

/// The statuses that occur, in the order in which they are stacked, beside the plots.
fn legend(area: &Area, used: BTreeSet<Status>, top: i32) -> Drawn {
    area.draw_text("job status", &text_style(NORMAL, PALE_INK), (SIDE_LEFT, top))?;
    let shown = STACK.into_iter().rev().filter(|status| used.contains(status));
    for (line, status) in shown.enumerate() {
        let y = top + (line as i32 + 1) * LEGEND_LINE;
        let corners = [(SIDE_LEFT, y), (SIDE_LEFT + SWATCH, y + SWATCH)];
        area.draw(&Rectangle::new(corners, rgb(color(status)).filled()))?;
        area.draw_text(status.word(), &text_style(NORMAL, INK), (SIDE_LEFT + SWATCH + 7, y + 1))?;
    }
    Ok(())
}
