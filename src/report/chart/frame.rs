//! What every chart shares: the sheet, its heading and caption, fonts and the places of things on it.

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::report::label::{plain, short};
use crate::report::palette::{INK, PALE_INK, Rgb};
use crate::scenario::outcome::{Outcome, RunOutcome};

pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<std::io::Error>>;

/// Sizes in pixels. The plots of both charts stand at the same place, so that their time axes can be compared.
pub const WIDTH: u32 = 960;
pub const MARGIN: i32 = 16;
/// The labels of the y axis, left of the plot.
pub const Y_LABELS: i32 = 56;
pub const PLOT_LEFT: i32 = MARGIN + Y_LABELS;
pub const PLOT_WIDTH: i32 = 752;
/// What stands right of the plot.
pub const SIDE_LEFT: i32 = PLOT_LEFT + PLOT_WIDTH + 14;
/// The labels and the title of the time axis, under the lowest plot.
pub const TIME_LABELS: i32 = 46;

pub const SMALL: i32 = 11;
pub const NORMAL: i32 = 12;
pub const PANEL: i32 = 13;
const HEADING: i32 = 17;
/// Length of the marks on the axes.
pub const TICK: i32 = 5;

const CAPTION_LINE: i32 = 16;
const CAPTION_TOP: i32 = 44;
/// Longer headings would leave the sheet.
const HEADING_CHARS: usize = 88;
const CAPTION_CHARS: usize = 125;
const DIGESTS_A_LINE: usize = 3;

const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";
/// plotters divides every size by this before it writes it into an SVG.
const PLOTTERS_SIZE: f64 = 1.24;

pub fn rgb((red, green, blue): Rgb) -> RGBColor {
    RGBColor(red, green, blue)
}

/// Text of a size in pixels, its upper left corner at the point it is drawn at.
pub fn text_style(size_px: i32, color: Rgb) -> TextStyle<'static> {
    let font = (FAMILY, f64::from(size_px) * PLOTTERS_SIZE).into_font();
    TextStyle { color: rgb(color).to_backend_color(), ..font.into() }
}

/// About how wide `text` is in pixels; rather too wide than too narrow.
pub fn text_width(text: &str, size_px: i32) -> i32 {
    text.chars().count() as i32 * size_px * 3 / 5
}

/// Height of the time axis' labels; only the lowest plot of a chart has them.
pub fn time_labels(lowest: bool) -> i32 {
    if lowest { TIME_LABELS } else { 0 }
}

/// The place of a plot of the given height and of its labels.
pub fn plot_place<'a>(area: &Area<'a>, top: i32, height: i32, lowest: bool) -> Area<'a> {
    area.clone().shrink((MARGIN, top), (Y_LABELS + PLOT_WIDTH, height + time_labels(lowest)))
}

/// Draws on a white sheet and returns the SVG.
pub fn sheet(height: i32, draw: impl FnOnce(&Area) -> Drawn) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height.unsigned_abs())).into_drawing_area();
        let drawn = area.fill(&WHITE).and_then(|()| draw(&area)).and_then(|()| area.present());
        drawn.expect("drawing into memory cannot fail");
    }
    svg
}

/// The height of heading and caption.
pub fn heading_height(outcome: &Outcome) -> i32 {
    CAPTION_TOP + CAPTION_LINE * caption(outcome, "").len() as i32 + 6
}

/// The scenario's title and, under it, what is shown and what makes the run repeatable.
pub fn heading(area: &Area, outcome: &Outcome, what: &str) -> Drawn {
    let title = short(&format!("{}: {}", outcome.scenario, outcome.title), HEADING_CHARS);
    area.draw_text(&title, &text_style(HEADING, INK), (MARGIN, 14))?;
    for (line, text) in caption(outcome, what).iter().enumerate() {
        let at = (MARGIN, CAPTION_TOP + CAPTION_LINE * line as i32);
        area.draw_text(&short(text, CAPTION_CHARS), &text_style(SMALL, PALE_INK), at)?;
    }
    Ok(())
}

fn caption(outcome: &Outcome, what: &str) -> Vec<String> {
    let without = match outcome.without.as_slice() {
        [] => String::new(),
        quirks => format!(", without {}", quirks.join(", ")),
    };
    let mut lines = vec![format!("{what} · seed {}{without}", outcome.seed)];
    let digest = |run: &RunOutcome| format!("SMS {} digest {}", plain(&run.version), run.digest);
    let digests: Vec<String> = outcome.runs.iter().map(digest).collect();
    lines.extend(digests.chunks(DIGESTS_A_LINE).map(|some| some.join(" · ")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::sample;

    #[test]
    fn the_caption_says_what_repeats_the_run() {
        let mut outcome = sample();
        outcome.without = vec!["q152229".to_string()];
        let caption = caption(&outcome, "Status");
        assert_eq!(caption[0], "Status · seed 1, without q152229");
        assert!(caption[1].contains("SMS 1.0 digest 5a0e13c2b7f49d61"), "{caption:?}");
    }
}
