//! Queue depth over time: how many files lie in each box, one lane for each version.
//!
//! Boxes hold files for minutes while the axis shows days, so depth is drawn as filled impulses, each at least
//! [`IMPULSE`] pixels wide and as high as the box was full within them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use plotters::prelude::*;

use super::axis::{TimeAxis, count_label, last_box_change};
use super::frame::*;
use crate::base::SimTime;
use crate::report::label::{counted, short};
use crate::report::palette::{FILES, GRID, INK, PALE_INK};
use crate::scenario::outcome::{BoxUse, Outcome, RunOutcome};

/// Sizes in pixels.
const IMPULSE: u64 = 2;
const BOX_TITLE: i32 = 24;
const LANE: i32 = 30;
const LANE_GAP: i32 = 14;

/// More boxes than this do not fit on a page; the deepest are drawn.
const MOST_BOXES: usize = 24;
const LABEL_CHARS: usize = 60;
const VERSION_CHARS: usize = 19;

/// A box that held a file in at least one run.
struct Busy<'a> {
    name: &'a str,
    /// The most files it held in any run.
    peak: u64,
    /// What each run did with it.
    uses: Vec<Option<&'a BoxUse>>,
}

/// Draws the depth of every box that ever held a file.
pub fn boxes_svg(outcome: &Outcome) -> String {
    let axis = TimeAxis::new(outcome, last_box_change(&outcome.runs), PLOT_WIDTH.unsigned_abs().into());
    let (busy, more) = deepest(busy_boxes(&outcome.runs));
    let top = heading_height(outcome);
    let group = BOX_TITLE + outcome.runs.len() as i32 * (LANE + LANE_GAP);
    let height = top + (busy.len() as i32).max(1) * group + TIME_LABELS;
    sheet(height, |area| {
        heading(area, outcome, &subject(busy.len(), more))?;
        for (index, place) in busy.iter().enumerate() {
            let lowest = index + 1 == busy.len();
            lanes(area, &outcome.runs, place, &axis, (top + index as i32 * group, lowest))?;
        }
        Ok(())
    })
}

fn subject(drawn: usize, more: usize) -> String {
    match (drawn, more) {
        (0, _) => "No box held a file at any time".to_string(),
        (_, 0) => "Files in each box over simulated time".to_string(),
        (_, more) => format!("Files in each box over simulated time, without {more} that held fewer"),
    }
}

/// The boxes that ever held a file, in the order in which the runs name them.
fn busy_boxes(runs: &[RunOutcome]) -> Vec<Busy<'_>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: Vec<Busy> = Vec::new();
    for (version, run) in runs.iter().enumerate() {
        for used in run.boxes.iter().filter(|used| used.max_depth > 0) {
            let place = *places.entry(&used.name).or_insert(all.len());
            if place == all.len() {
                all.push(Busy { name: &used.name, peak: 0, uses: vec![None; runs.len()] });
            }
            all[place].peak = all[place].peak.max(used.max_depth);
            all[place].uses[version] = Some(used);
        }
    }
    all
}

/// The [`MOST_BOXES`] deepest, in their order, and how many are left out.
fn deepest(all: Vec<Busy>) -> (Vec<Busy>, usize) {
    let mut by_depth: Vec<(Reverse<u64>, usize)> =
        all.iter().enumerate().map(|(place, busy)| (Reverse(busy.peak), place)).collect();
    by_depth.sort_unstable();
    let more = by_depth.split_off(all.len().min(MOST_BOXES)).len();
    let kept: BTreeSet<usize> = by_depth.into_iter().map(|(_, place)| place).collect();
    let drawn = all.into_iter().enumerate().filter(|(place, _)| kept.contains(place));
    (drawn.map(|(_, busy)| busy).collect(), more)
}

/// One box: its name, then a lane for each version.
fn lanes(
    area: &Area,
    runs: &[RunOutcome],
    busy: &Busy,
    axis: &TimeAxis,
    (top, lowest): (i32, bool),
) -> Drawn {
    let title = format!("{}: at most {}", short(busy.name, LABEL_CHARS), counted(busy.peak, "file"));
    area.draw_text(&title, &text_style(PANEL, INK), (PLOT_LEFT, top + 4))?;
    for (index, (run, used)) in runs.iter().zip(&busy.uses).enumerate() {
        let lane_top = top + BOX_TITLE + index as i32 * (LANE + LANE_GAP);
        let version = short(&format!("SMS {}", run.version), VERSION_CHARS);
        area.draw_text(&version, &text_style(SMALL, PALE_INK), (SIDE_LEFT, lane_top + LANE / 2 - 6))?;
        let lane = Lane {
            impulses: used.map(|place| impulses(&place.depths, axis)).unwrap_or_default(),
            peak: busy.peak,
            top: lane_top,
            unit: if index == runs.len() / 2 { "files" } else { "" },
            lowest: lowest && index + 1 == runs.len(),
        };
        lane.draw(area, axis)?;
    }
    Ok(())
}

/// One version's depths of one box.
struct Lane {
    impulses: Vec<Impulse>,
    peak: u64,
    top: i32,
    /// Said once for all lanes of a box.
    unit: &'static str,
    lowest: bool,
}

impl Lane {
    fn draw(&self, area: &Area, axis: &TimeAxis) -> Drawn {
        let mut chart = ChartBuilder::on(&plot_place(area, self.top, LANE, self.lowest))
            .x_label_area_size(time_labels(self.lowest))
            .y_label_area_size(Y_LABELS)
            .build_cartesian_2d(
                (0..axis.columns).with_key_points(axis.tick_columns()),
                (0..self.peak).with_key_points(vec![0, self.peak]),
            )?;
        chart
            .configure_mesh()
            .bold_line_style(rgb(GRID))
            .set_all_tick_mark_size(TICK)
            .axis_style(rgb(INK))
            .label_style(text_style(SMALL, INK))
            .axis_desc_style(text_style(NORMAL, INK))
            .x_label_formatter(&|column| axis.label(*column))
            .y_label_formatter(&count_label)
            .x_desc(&axis.title)
            .y_desc(self.unit)
            .draw()?;
        let a_pixel = self.peak.div_ceil(LANE.unsigned_abs().into());
        let filled = |&(from, to, depth): &Impulse| {
            Rectangle::new([(from, 0), (to, depth.max(a_pixel))], rgb(FILES).filled())
        };
        chart.draw_series(self.impulses.iter().map(filled))?;
        Ok(())
    }
}

/// From a column up to another, and how many files the box held at most between them.
type Impulse = (u64, u64, u64);

/// The depths as impulses, without the empty stretches, equal neighbours joined.
fn impulses(depths: &[(SimTime, u64)], axis: &TimeAxis) -> Vec<Impulse> {
    let last = axis.columns / IMPULSE - 1;
    let bin = |at: SimTime| axis.column(at).map(|column| (column / IMPULSE).min(last));
    let mut bins = vec![0u64; last as usize + 1];
    let mut starts = depths.iter().map(|&(at, _)| bin(at)).peekable();
    for &(_, depth) in depths {
        let start = starts.next().flatten();
        let end = starts.peek().copied().flatten().unwrap_or(last);
        if let Some(start) = start.filter(|_| depth > 0) {
            bins[start as usize..=end as usize].iter_mut().for_each(|most| *most = depth.max(*most));
        }
    }
    let stretches = bins.chunk_by(|a, b| a == b).scan(0u64, |from, stretch| {
        let start = *from;
        *from += stretch.len() as u64;
        Some((start * IMPULSE, *from * IMPULSE, stretch[0]))
    });
    stretches.filter(|impulse| impulse.2 > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{at, sample};

    #[test]
    fn a_burst_of_seconds_is_a_visible_impulse_as_high_as_it_was() {
        let axis = TimeAxis::new(&sample(), at("d2 20:00"), 720);
        let burst = [(at("d1 12:00"), 3), (at("d1 12:00:05"), 40), (at("d1 12:00:09"), 0)];
        assert_eq!(impulses(&burst, &axis), [(360, 362, 40)]);
    }

    #[test]
    fn a_box_that_stays_full_is_full_to_the_end_and_an_idle_one_draws_nothing() {
        let axis = TimeAxis::new(&sample(), at("d2 20:00"), 720);
        assert_eq!(impulses(&[(at("d2 12:00"), 1)], &axis), [(600, 720, 1)]);
        assert_eq!(impulses(&[(at("d0 00:00"), 0)], &axis), []);
        assert_eq!(impulses(&[], &axis), []);
        assert_eq!(impulses(&[(at("d9 00:00"), 1)], &axis), [], "after the end of the picture");
    }

    #[test]
    fn idle_boxes_and_those_beyond_the_limit_are_left_out() {
        let mut outcome = sample();
        let names = |runs: &[RunOutcome]| {
            deepest(busy_boxes(runs)).0.iter().map(|b| b.name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            names(&outcome.runs),
            ["LOGON1 PCMINS.BOX", "LOGON1 DESPOOLR.BOX", "RECEIVE", "DELTAMIF.COL"]
        );
        let crowd =
            (0..30).map(|n| BoxUse { name: format!("B{n}"), max_depth: 4, drained_at: None, depths: vec![] });
        outcome.runs[2].boxes.extend(crowd);
        let (drawn, more) = deepest(busy_boxes(&outcome.runs));
        assert_eq!((drawn.len(), more), (MOST_BOXES, 10));
        assert!(drawn.iter().any(|busy| busy.name == "RECEIVE"), "the deepest stay");
    }
}
