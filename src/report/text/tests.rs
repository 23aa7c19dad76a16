//! What the printed report says, to the letter for the founding scenario.

use super::*;
use crate::product::Status;
use crate::report::sample::sample;
use crate::scenario::outcome::Tally;

const PLAIN: Style = Style { color: false };
const FOUNDING: &str = "\
q152229: Expired jobs alter detailed job status  (seed 1)

                         SMS 1.0        SMS 1.1        SMS 1.2
─────────────────────────────────────────────────────────────────
end of d0
  W1-W3                  Complete       Complete       Complete
  W4                     Retrying       Retrying       Retrying
  W5                     None           None           None
settled after d2 00:00
  W1-W3                  Retrying [1]   Canceled [1]   Complete
  W4                     Retrying       Canceled [1]   Retrying
  W5                     Retrying [1]   Canceled [1]   None

[1] not what was last reported: quirk q152229

SMS  verdict  checks  events  polls  ended at     digest
1.0  pass      10/10     318    180  d2 08:42:10  5a0e13c2b7f49d61
1.1  pass      10/10     318    180  d2 08:42:10  c41f7be20598a3d6
1.2  pass      10/10     318    180  d2 08:42:10  09d8e6a5714bf23c
";

/// The sample with one cell, and its check, that turned out wrong in every version.
fn failing() -> Outcome {
    let mut outcome = sample();
    for run in &mut outcome.runs {
        run.verdict = Verdict::Fail;
        run.moments[1].rows[0].expected = Some(Status::Complete);
        run.checks[5].ok = false;
        run.checks[5].expected = "Complete".to_string();
        run.checks[5].got = "Retrying".to_string();
        run.reasons.push("quirk q152229 changed nothing".to_string());
    }
    outcome
}

#[test]
fn the_founding_scenario_prints_as_the_article_tells_it() {
    assert_eq!(text(&sample(), PLAIN), FOUNDING);
}

#[test]
fn failures_say_what_was_expected_what_came_and_how_sure_we_are() {
    let text = text(&failing(), PLAIN);
    for wanted in [
        "(expected",
        "fail",
        "\nSMS 1.0, 1 of 10 checks failed:\n  settled after d2 00:00: W1 of S0100001\n    expected Complete (stated), got Retrying\n",
        "\nSMS 1.0, fail:\n  quirk q152229 changed nothing\n",
    ] {
        assert!(text.contains(wanted), "{wanted} in\n{text}");
    }
}

#[test]
fn three_versions_fit_into_eighty_columns() {
    let mut wide = failing();
    wide.runs.iter_mut().for_each(|run| run.version = "1.2 SP4+1999-03".to_string());
    for outcome in [sample(), failing(), wide] {
        let text = text(&outcome, PLAIN);
        let widest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
        assert!(widest.chars().count() <= 80, "{widest}");
    }
}

#[test]
fn colour_is_used_only_when_asked_for() {
    assert!(!text(&failing(), PLAIN).contains('\u{1b}'));
    let colored = text(&failing(), Style { color: true });
    assert!(colored.contains('\u{1b}'));
}

#[test]
fn several_jobs_are_named() {
    let mut outcome = sample();
    for run in &mut outcome.runs {
        run.moments[0].rows[4].job = "S0100002".to_string();
    }
    let text = text(&outcome, PLAIN);
    assert!(text.contains("end of d0, S0100001") && text.contains("end of d0, S0100002"), "{text}");
}

#[test]
fn hostile_names_cannot_steer_the_terminal() {
    let mut outcome = failing();
    outcome.title = "\u{1b}[2J".to_string();
    for run in &mut outcome.runs {
        run.version = "\u{1b}[1m".to_string();
        run.digest = "\u{7}".to_string();
        run.reasons.push("\r".to_string());
        run.moments[0].when = "\u{1b}".to_string();
        run.moments[1].rows[0].client = "\u{8}".to_string();
        run.moments[1].rows[0].quirk = Some("\u{9b}".to_string());
        run.checks[5].what = "\u{1b}".to_string();
    }
    assert!(!text(&outcome, PLAIN).chars().any(|c| c.is_control() && c != '\n'));
}

#[test]
fn an_empty_outcome_is_a_title() {
    let mut outcome = sample();
    outcome.runs.clear();
    assert!(text(&outcome, PLAIN).starts_with("q152229"));
}

#[test]
fn where_rows_are_too_many_they_are_counted() {
    let mut outcome = sample();
    for (run, status) in outcome.runs.iter_mut().zip([Status::Retrying, Status::Canceled, Status::Complete]) {
        run.moments.truncate(1);
        run.moments[0].rows.clear();
        run.moments[0].tallies = vec![Tally { job: "S0100001".to_string(), status, rows: 100_000 }];
    }
    let text = text(&outcome, Style::default());
    for (status, columns) in [("Canceled", ["0", "100000", "0"]), ("Complete", ["0", "0", "100000"])] {
        let line = text.lines().find(|line| line.contains(&format!("{status} of S0100001"))).unwrap();
        assert_eq!(line.split_whitespace().skip(3).collect::<Vec<_>>(), columns);
    }
}
