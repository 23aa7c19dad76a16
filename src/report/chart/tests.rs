//! What a reader of the charts relies on: valid drawings that repeat byte for byte and survive hostile names.

use std::collections::BTreeSet;

use super::{boxes_svg, status_svg};
use crate::report::sample::{at, sample};
use crate::scenario::outcome::{BoxUse, Outcome};

const HOSTILE: &str = "<script>alert('\"&\u{0}\u{1b}\u{ffff}]]>";

fn both(outcome: &Outcome) -> [String; 2] {
    [status_svg(outcome), boxes_svg(outcome)]
}

/// Every text of the drawing, without the line breaks around it.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).map(|text| text.trim().to_string()).collect()
}

#[test]
fn equal_outcomes_give_equal_bytes() {
    assert_eq!(both(&sample()), both(&sample()));
}

#[test]
fn the_status_chart_names_versions_axes_moments_and_only_the_statuses_that_occur() {
    let texts = texts(&status_svg(&sample()));
    for wanted in [
        "q152229: Expired jobs alter detailed job status",
        "SMS 1.0",
        "SMS 1.2",
        "workstations",
        "simulated time (days since 1996-06-03)",
        "d2",
        "settled after d2 00:00",
        "Complete",
        "Canceled",
        "None",
    ] {
        assert!(texts.iter().any(|text| text == wanted), "{wanted} in {texts:?}");
    }
    assert!(!texts.iter().any(|text| text == "Failed"));
}

#[test]
fn the_box_chart_names_each_busy_box_once() {
    let texts = texts(&boxes_svg(&sample()));
    let titles: Vec<_> = texts.iter().filter(|text| text.contains("at most")).collect();
    assert_eq!(titles.len(), 4);
    assert_eq!(titles[1], "LOGON1 DESPOOLR.BOX: at most 5 files");
}

#[test]
fn no_letter_is_smaller_than_eleven_pixels() {
    for svg in both(&sample()) {
        let document = roxmltree::Document::parse(&svg).unwrap();
        let sizes = document.descendants().filter_map(|node| node.attribute("font-size"));
        assert!(sizes.map(|size| size.parse::<f64>().unwrap()).all(|size| size > 10.99));
    }
}

#[test]
fn hostile_names_are_text_and_nothing_else() {
    let mut outcome = sample();
    outcome.scenario = HOSTILE.to_string();
    outcome.title = HOSTILE.repeat(9);
    outcome.without = vec![HOSTILE.to_string()];
    for run in &mut outcome.runs {
        run.version = HOSTILE.to_string();
        run.moments[0].when = HOSTILE.to_string();
        run.boxes[0].name = HOSTILE.to_string();
    }
    for svg in both(&outcome) {
        let document = roxmltree::Document::parse(&svg).unwrap();
        let tags: BTreeSet<&str> = document
            .descendants()
            .filter(roxmltree::Node::is_element)
            .map(|node| node.tag_name().name())
            .collect();
        let drawing = ["line", "polygon", "polyline", "rect", "svg", "text"];
        assert!(tags.iter().all(|tag| drawing.contains(tag)), "{tags:?}");
    }
}

#[test]
fn outcomes_with_nothing_in_them_are_drawn_too() {
    let mut empty = sample();
    for run in &mut empty.runs {
        run.status.clear();
        run.boxes.clear();
        run.moments.clear();
    }
    let mut none = sample();
    none.runs.clear();
    for svg in [both(&empty), both(&none)].concat() {
        assert!(roxmltree::Document::parse(&svg).is_ok());
    }
}

#[test]
fn a_drawing_stays_small_however_much_happened() {
    let mut outcome = sample();
    let run = &mut outcome.runs[0];
    run.status = (0..20_000).map(|_| run.status[0].clone()).collect();
    for (n, row) in run.status.iter_mut().enumerate() {
        row.history[0].at = at("d0 00:00") + crate::base::Span::secs(n as u64 * 10);
    }
    let depths = (0..20_000).map(|n| (at("d0 00:00") + crate::base::Span::secs(n * 10), n % 7)).collect();
    run.boxes = vec![BoxUse { name: "RECEIVE".to_string(), max_depth: 6, drained_at: None, depths }];
    for svg in both(&outcome) {
        assert!(svg.len() < 200_000, "{} bytes", svg.len());
    }
}
