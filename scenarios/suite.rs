//! The suite: every scenario file on every version it names is one test case.
//!
//! A case holds what the file expects. Beside it stand cases for what must hold of every scenario: that it repeats bit for
//! bit, that letting every poll happen changes nothing, and that each quirk it exists to show really matters.

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use sms_sim::product::quirks;
use sms_sim::report;
use sms_sim::scenario::outcome::{RunOutcome, Verdict};
use sms_sim::scenario::run::{Settings, is_affected, run, run_version};
use sms_sim::scenario::settings::Given;
use sms_sim::scenario::{self, Scenario, library};

fn main() {
    let arguments = Arguments::from_args();
    let scenarios = library::scenarios().flat_map(|(name, text)| trials(name, text));
    let canaries = library::canaries().map(|(name, text)| must_fail(name, text));
    let kept = [
        Trial::test("schema_is_up_to_date", schema_is_up_to_date),
        Trial::test("report_is_up_to_date", report_is_up_to_date),
        Trial::test("seeds_keep_the_cells", seeds_keep_the_cells),
    ];
    libtest_mimic::run(&arguments, scenarios.chain(canaries).chain(kept).collect()).exit();
}

fn read(name: &str, text: &str) -> Scenario {
    let file = format!("{name}.yaml");
    scenario::read_with(&file, text.as_bytes(), &quirks::ids(), &Given::in_tests())
        .unwrap_or_else(|e| panic!("{e}"))
}

/// `1.2 SP1` as part of a test's name: `v1_2_sp1`.
fn word(version: &impl ToString) -> String {
    format!("v{}", version.to_string().to_lowercase().replace(['.', ' ', '+', '-'], "_"))
}

fn trials(name: &'static str, text: &'static str) -> Vec<Trial> {
    let scenario = read(name, text);
    let mut trials = Vec::new();
    for (version, release) in scenario.versions.iter().enumerate() {
        let case = format!("{name}::{}", word(release));
        trials.push(Trial::test(case.clone(), move || holds(&read(name, text), version)));
        trials.push(Trial::test(format!("{case}::repeats"), move || repeats(&read(name, text), version)));
        trials
            .push(Trial::test(format!("{case}::every_poll"), move || every_poll(&read(name, text), version)));
        trials.push(Trial::test(format!("{case}::no_memo"), move || no_memo(&read(name, text), version)));
    }
    for quirk in scenario.exercises {
        let case = format!("{name}::matters::{quirk}");
        trials.push(Trial::test(case, move || matters(&read(name, text), &quirk)));
    }
    trials
}

fn check(condition: bool, otherwise: impl FnOnce() -> String) -> Result<(), Failed> {
    if condition { Ok(()) } else { Err(otherwise().into()) }
}

fn complaints(outcome: &RunOutcome) -> String {
    let failed = outcome.checks.iter().filter(|c| !c.ok);
    let lines = failed.map(|c| format!("{}: expected {}, got {}", c.what, c.expected, c.got));
    lines.chain(outcome.reasons.iter().cloned()).collect::<Vec<_>>().join("\n")
}

fn holds(scenario: &Scenario, version: usize) -> Result<(), Failed> {
    let outcome = run_version(scenario, version, &Settings::default());
    check(outcome.verdict == Verdict::Pass, || format!("{:?}\n{}", outcome.verdict, complaints(&outcome)))
}

fn repeats(scenario: &Scenario, version: usize) -> Result<(), Failed> {
    let told = Settings { told: true, ..Settings::default() };
    let (first, again) =
        (run_version(scenario, version, &Settings::default()), run_version(scenario, version, &told));
    check(first.digest == again.digest && first.events == again.events, || {
        format!(
            "{} after {} events, then {} after {}",
            first.digest, first.events, again.digest, again.events
        )
    })
}

fn every_poll(scenario: &Scenario, version: usize) -> Result<(), Failed> {
    let sleeping = run_version(scenario, version, &Settings::default());
    let awake = run_version(scenario, version, &Settings { every_poll: true, ..Settings::default() });
    check(sleeping.digest == awake.digest && sleeping.ended_at == awake.ended_at, || {
        format!("digest {} became {}", sleeping.digest, awake.digest)
    })?;
    check(awake.events > sleeping.events, || "no poll was added".to_string())
}

/// What is remembered of starts must be what comes out when each is worked out.
fn no_memo(scenario: &Scenario, version: usize) -> Result<(), Failed> {
    let remembering = run_version(scenario, version, &Settings::default());
    let anew = run_version(scenario, version, &Settings { no_memo: true, ..Settings::default() });
    let got = |outcome: &RunOutcome| outcome.checks.iter().map(|check| check.got.clone()).collect::<Vec<_>>();
    check(remembering.digest == anew.digest && got(&remembering) == got(&anew), || {
        format!("digest {} became {}", remembering.digest, anew.digest)
    })
}

/// Switched off, a quirk must break an expectation on some version that has it.
fn matters(scenario: &Scenario, quirk: &str) -> Result<(), Failed> {
    let without = Settings { without: vec![quirk.to_string()], ..Settings::default() };
    let mut affected = (0..scenario.versions.len()).filter(|&version| is_affected(scenario, version, quirk));
    check(affected.any(|version| run_version(scenario, version, &without).verdict == Verdict::Fail), || {
        format!("without {quirk} every expectation still holds")
    })
}

/// Editors take the schema from the file beside the scenarios.
fn schema_is_up_to_date() -> Result<(), Failed> {
    let now = format!("{:#}\n", scenario::json_schema());
    check(include_str!("scenario.schema.json") == now, || {
        "scenarios/scenario.schema.json is old: write the output of `sim schema` to it".to_string()
    })
}

/// The report in the repository is what the founding scenario gives, byte for byte, in whatever build runs this.
fn report_is_up_to_date() -> Result<(), Failed> {
    let scenario = read("q152229", library::find("q152229").ok_or("it is the founding scenario")?);
    let told = Settings { told: true, ..Settings::default() };
    let outcome = run(&scenario, &[0, 1, 2], &told);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/q152229");
    for (name, bytes) in report::artefacts(&outcome)? {
        check(fs::read(folder.join(&name))? == bytes, || {
            format!("reports/q152229/{name} is old: `sim run q152229` writes it anew")
        })?;
    }
    Ok(())
}

/// The founding cells hang on no poll phase, delay or person's pace.
fn seeds_keep_the_cells() -> Result<(), Failed> {
    let scenario = read("q152229", library::find("q152229").ok_or("it is the founding scenario")?);
    for seed in 1..=50 {
        for version in 0..scenario.versions.len() {
            let outcome = run_version(&scenario, version, &Settings { seed, ..Settings::default() });
            check(outcome.verdict == Verdict::Pass, || format!("seed {seed}: {}", complaints(&outcome)))?;
        }
    }
    Ok(())
}

fn must_fail(name: &'static str, text: &'static str) -> Trial {
    Trial::test(name, move || {
        let scenario = read(name, text);
        let outcome = run_version(&scenario, 0, &Settings::default());
        check(outcome.verdict == Verdict::Fail, || format!("it came to {:?}", outcome.verdict))
    })
}
