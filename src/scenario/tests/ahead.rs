//! Clients of a fleet that go ahead, share records and are looked up, held against a world in which each is worked out at its time, over
//! fleets that nobody wrote.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::base::{SimTime, Span};
use crate::report::json::json;
use crate::scenario::outcome::Verdict;
use crate::scenario::run::{Settings, run};
use crate::scenario::{Scenario, read};

prop_compose! {
    /// How one group of clients lives: its polling interval, its clock, its system, and what the person does with what PCM offers.
    fn life()(
        poll in 1_u32..300, os in prop::sample::select(vec!["win31", "win311", "win95"]),
        clock in prop::sample::select(vec!["", ", clock: {ahead: 2h}", ", clock: {behind: 26h}", ", link: slow"]),
        runs in prop::option::of((0_u32..40, 1_u32..60, 0_u32..101)), declines in 0_u32..101,
        leaves in any::<bool>(),
    ) -> String {
        let runs = match runs {
            Some((after, within, likely)) => format!("{{after: {after}h, within: {within}h, likely: {likely}}}"),
            None if leaves => "never".to_string(),
            None => "at once".to_string(),
        };
        format!("{{os: {os}, poll: {poll}m{clock}, user: {{runs: {runs}, declines: {declines}}}}}")
    }
}

prop_compose! {
    /// When a job is saved and offered, for how long, when it becomes mandatory, and whether it comes again, in hours.
    fn order()(
        create in 0_u32..40, offer in 0_u32..60, lasts in prop::option::of(1_u32..90),
        mandatory in prop::option::weighted(0.2, 0_u32..60), again in prop::option::weighted(0.2, 10_u32..60),
        some in any::<bool>(),
    ) -> (String, String, bool) {
        let date = |key: &str, hour: u32| format!(", {key}: {}", day(hour));
        let mut dates = date("create", create) + &date("offer", create + offer);
        lasts.into_iter().for_each(|lasts| dates += &date("expire", create + offer + lasts));
        mandatory.into_iter().for_each(|after| dates += &date("mandatory", create + offer + after));
        (dates, again.map_or(String::new(), |every| format!(", repeat: {{every: {every}h, as: [INSTANCE]}}")), some)
    }
}

prop_compose! {
    /// A fleet of up to three groups and two jobs, of which some are canceled, and some clients run a package as the script says.
    fn any_fleet()(
        lives in prop::collection::vec((life(), 22_u32..70), 1..4),
        orders in prop::collection::vec(order(), 1..3),
        response in prop::sample::select(vec!["very fast", "fast", "medium", "slow"]),
        pace in prop::sample::select(vec!["", ", takes: {Maintenance Manager: 1ms, Despooler: 3ms}", ", takes: {Maintenance Manager: 10ms}"]),
        canceled in prop::option::of((0_usize..2, 1_u32..140)),
        acts in prop::collection::vec((0_usize..3, 0_usize..2, 0_u32..140), 0..3),
        declined in any::<bool>(),
    ) -> String {
        let mut text = format!(
            "article: Q000000\ntitle: any\nversions: [\"1.0\", \"1.1\", \"1.2\"]\nfleet: w2-draws\n\
             site: {{code: S01, response: {response}{pace}}}\nclients:\n"
        );
        let names: Vec<String> = lives.iter().zip(["A", "B", "C"]).map(|((_, n), g)| format!("{g}[1-{n}]")).collect();
        for ((life, _), name) in lives.iter().zip(&names) {
            text += &format!("  {name}: {life}\n");
        }
        let asks = if declined { "CHOICE Install now" } else { "REM" };
        text += &format!(
            "packages:\n  P:\n    command: P.BAT\n    files:\n      P.BAT: |\n        @ECHO OFF\n        {asks}\n        \
             IF ERRORLEVEL 2 TYPE BAD.MIF > C:\\WINDOWS\\P.MIF\n      BAD.MIF: {{mif: {{status: Failed}}}}\njobs:\n"
        );
        for (nth, (dates, again, some)) in orders.iter().enumerate() {
            let target = names.iter().skip(usize::from(*some && names.len() > 1)).map(|name| format!("\"{name}\""));
            let again = again.replace("INSTANCE", &format!("S010001{nth}"));
            text += &format!("  S010000{nth}: {{package: P, target: [{}]{dates}{again}}}\n", target.collect::<Vec<_>>().join(", "));
        }
        let canceled = canceled.filter(|(job, _)| *job < orders.len());
        let acts = acts.into_iter().filter(|(group, job, _)| *group < names.len() && *job < orders.len());
        let acts: Vec<_> = acts.filter(|(group, job, _)| *group > 0 || names.len() == 1 || !orders[*job].2).collect();
        text += if acts.is_empty() && canceled.is_none() { "" } else { "script:\n" };
        if let Some((job, at)) = canceled {
            text += &format!("  - {{at: {}, cancel: S010000{job}}}\n", day(at));
        }
        for (group, job, at) in acts {
            let who = ["A", "B", "C"][group];
            text += &format!("  - {{at: {}, on: \"{who}[3-5]\", run: S010000{job}}}\n", day(at));
        }
        text
    }
}

fn day(hour: u32) -> String {
    format!("d{} {:02}:00", hour / 24, hour % 24)
}

fn scenario(text: &str) -> Scenario {
    read("any.yaml", text.as_bytes(), &[]).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// What a run comes to in every way of running it: rows and what led to them, depths of boxes, digest and number of events.
fn comes_to_one(text: &str, until: Option<SimTime>) -> Result<(), TestCaseError> {
    let scenario = scenario(text);
    let versions = [0, 1, 2];
    let looked_up = Settings { until, ..Settings::default() };
    let worked_out = run(&scenario, &versions, &Settings { no_memo: true, ..looked_up.clone() });
    let told = run(&scenario, &versions, &looked_up.clone().told());
    let looked_up = run(&scenario, &versions, &looked_up);
    prop_assert_eq!(json(&looked_up), json(&worked_out), "{}", text);
    for (run, told) in looked_up.runs.iter().zip(&told.runs) {
        prop_assert_eq!((&run.digest, run.events), (&told.digest, told.events), "told: {}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_looked_up_is_what_comes_of_working_it_out(text in any_fleet(), cut in prop::option::of(1_u64..200)) {
        comes_to_one(&text, cut.map(|hours| SimTime::ZERO + Span::mins(60).times(hours)))?;
    }
}

/// The Despooler of 1.2 lets results of clients wait whose clocks are ahead, and looks again when their time has come. Two
/// packages come into view at one look there, of which the person runs the second first.
#[test]
fn clocks_that_are_ahead_and_packages_that_are_seen_together() {
    const TEXT: &str = r#"
article: Q000000
title: Clocks that are ahead
versions: ["1.0", "1.1", "1.2"]
fleet: w2-draws
site: {code: S01, response: very fast}
clients:
  A[1-22]: {os: win31, poll: 1m, user: {runs: at once}}
  B[1-42]: {os: win31, poll: 1m, clock: {ahead: 2h}, user: {runs: at once}}
packages:
  P: {command: P.BAT, files: {P.BAT: "@ECHO OFF"}}
jobs:
  S0100000: {package: P, target: ["A[1-22]", "B[1-42]"], create: d1 09:00, offer: d1 09:00}
  S0100001: {package: P, target: ["A[1-22]", "B[1-42]"], create: d1 00:00, offer: d1 10:00}
"#;
    comes_to_one(TEXT, None).unwrap();
    let outcome = run(&scenario(TEXT), &[0, 1, 2], &Settings::default());
    for run in &outcome.runs {
        assert_ne!(run.verdict, Verdict::Unsettled, "{}: {:?}", run.version, run.reasons);
    }
}

/// Whoever cancels a job at the moment at which its next instance would do so leaves that nothing to cancel.
#[test]
fn a_job_is_canceled_once() {
    const TEXT: &str = r#"
article: Q153533
title: A job is canceled when its next instance is saved
versions: ["1.0", "1.1", "1.2"]
site: {code: S01}
clients: {W1: {os: win311}}
packages:
  P: {command: P.BAT, files: {P.BAT: "@ECHO OFF"}}
jobs:
  S0100001: {package: P, target: W1, repeat: {every: 22h, as: [S0100002]}}
script:
  - {at: d0 22:00, cancel: S0100001}
"#;
    comes_to_one(TEXT, None).unwrap();
}

/// The Data Loader is at the end of the line, which may be behind: the administrator sees what it has come to by then.
#[test]
fn a_repeating_job_finds_the_instance_before_complete() {
    const TEXT: &str = r#"
article: Q153533
title: A status that comes late, but before the next instance
versions: ["1.2"]
site: {code: S01, response: fast, takes: {Data Loader: 90m}}
clients: {W1: {os: win311, user: {runs: at once}}}
packages:
  P: {command: P.BAT, files: {P.BAT: "@ECHO OFF"}}
jobs:
  S0100001: {package: P, target: W1, repeat: {every: 12h, as: [S0100002]}}
expect:
  - {when: settled, basis: assumed, job: S0100001, overall: Complete}
"#;
    let outcome = run(&scenario(TEXT), &[0], &Settings::default());
    assert_eq!(outcome.runs[0].verdict, Verdict::Pass, "{:?}", outcome.runs[0].checks);
}
