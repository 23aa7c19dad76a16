//! `sim test`: many scenarios on every version, and whether they hold.

use std::fmt::Write as _;
use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::json;
use sms_sim::report::{explain, junit, write};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::{Outcome, RunOutcome, Verdict};
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::settings::Given;

use super::args::{Format, TestArgs};
use super::exit::{self, Failure};
use super::{load, output, terminal, transcripts};

/// A list of complaints ends after so many a case; the JSON has them all.
const MOST_COMPLAINTS: usize = 20;

/// One scenario on one version.
struct Case<'a> {
    scenario: &'a Scenario,
    version: usize,
}

impl Case<'_> {
    /// Where its transcript has its place.
    fn transcript(&self) -> Option<PathBuf> {
        transcripts::place(self.scenario, self.version)
    }

    fn name(&self) -> String {
        format!("{}::{}", self.scenario.name, self.scenario.versions[self.version])
    }
}

pub fn test(args: &TestArgs) -> Result<u8, Failure> {
    let scenarios = load::scenarios(&args.paths, &Given::in_tests())?;
    let cases = cases(&scenarios, args);
    if cases.is_empty() {
        return Err(nothing_to_test(args, &scenarios));
    }
    if args.update_transcripts {
        refuse_what_is_no_file(&cases)?;
    }
    let bar = terminal::progress(cases.len() as u64, "cases");
    let run = |case: &Case| {
        let outcome = run_case(case, args);
        bar.inc(1);
        outcome
    };
    let outcomes = cases.par_iter().map(run).collect::<Result<Vec<RunOutcome>, Failure>>();
    bar.finish_and_clear();
    let outcomes = outcomes?;
    if let Some(path) = &args.junit {
        write::write_file(path, junit::junit(&suites(&cases, &outcomes)).as_bytes())
            .map_err(Failure::refused)?;
    }
    output::print(&match args.format {
        Format::Text => as_text(args, &cases, &outcomes),
        Format::Json => as_json(args, &cases, &outcomes),
    })?;
    Ok(exit::code(outcomes.iter().map(|o| o.verdict)))
}

fn refuse_what_is_no_file(cases: &[Case]) -> Result<(), Failure> {
    let homeless = cases.iter().find(|case| case.transcript().is_none());
    homeless.map_or(Ok(()), |case| {
        let name = case.name();
        Err(Failure::refused(format!(
            "{name} comes with the program, so its transcript has no place: give files"
        )))
    })
}

/// Runs a case, and holds it against the transcript beside its scenario or writes that. A case that fails is run again if need be,
/// to tell where it leaves the reference model.
fn run_case(case: &Case, args: &TestArgs) -> Result<RunOutcome, Failure> {
    let silent = Settings { seed: args.seed, ..Settings::default() };
    let told = Settings { told: true, ..silent.clone() };
    let may_be_told = case.scenario.plan(0).client_count() <= load::MOST_TOLD;
    let transcript = case.transcript().filter(|_| may_be_told && args.seed == 0);
    let kept = transcript.filter(|place| args.update_transcripts || place.exists());
    let settings = if kept.is_some() { &told } else { &silent };
    let mut outcome = run_version(case.scenario, case.version, settings);
    match kept {
        Some(place) if args.update_transcripts => transcripts::update(&place, case.scenario, &outcome)?,
        Some(place) => transcripts::hold(&place, case.scenario, &mut outcome),
        None => {}
    }
    if outcome.verdict == Verdict::Fail && may_be_told && outcome.story.events.is_empty() {
        outcome.story = run_version(case.scenario, case.version, &told).story;
    }
    Ok(outcome)
}

fn nothing_to_test(args: &TestArgs, scenarios: &[Scenario]) -> Failure {
    let why = match &args.filter {
        Some(text) => {
            let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
            format!("no case has {} in its name{}", quoted(text), load::hint(text, names.into_iter()))
        }
        None => "there is no .yaml file in there".to_string(),
    };
    Failure::Refused(format!("error: nothing to test: {why}"))
}

fn cases<'a>(scenarios: &'a [Scenario], args: &TestArgs) -> Vec<Case<'a>> {
    let all = scenarios
        .iter()
        .flat_map(|scenario| (0..scenario.versions.len()).map(move |version| Case { scenario, version }));
    all.filter(|case| args.filter.as_ref().is_none_or(|text| case.name().contains(text))).collect()
}

/// Why a case does not hold, a line each; empty when it does.
fn complaints(outcome: &RunOutcome) -> Vec<String> {
    let failed = outcome.checks.iter().filter(|check| !check.ok);
    let checks = failed.map(|c| {
        format!("{}: expected {} ({}), got {} ({})", c.what, c.expected, c.basis.word(), c.got, c.at)
    });
    let left = explain::departure(outcome).filter(|_| outcome.verdict != Verdict::Pass);
    let left = left.map(|words| format!("leaves the reference model at {words}"));
    checks.chain(outcome.reasons.iter().cloned()).chain(left).collect()
}

fn repeat_command(case: &Case, seed: u64) -> String {
    let version = case.scenario.versions[case.version].to_string();
    format!(
        "sim run {} --version {} --seed {seed}",
        for_a_shell(&case.scenario.source),
        for_a_shell(&version)
    )
}

/// A word of a command line, in quotes where a shell would take it for something else.
fn for_a_shell(word: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if word.chars().all(harmless) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn as_text(args: &TestArgs, cases: &[Case], outcomes: &[RunOutcome]) -> String {
    let mut text = String::new();
    let is_shown = |outcome: &RunOutcome| outcome.verdict != Verdict::Pass || !terminal::is_quiet();
    for (case, outcome) in cases.iter().zip(outcomes).filter(|(_, outcome)| is_shown(outcome)) {
        let checks = match outcome.checks.len() {
            1 => "1 check".to_string(),
            n => format!("{n} checks"),
        };
        let _ = writeln!(text, "{:<12} {} ({checks})", outcome.verdict.word(), case.name());
        let complaints = complaints(outcome);
        for complaint in complaints.iter().take(MOST_COMPLAINTS) {
            let _ = writeln!(text, "    {complaint}");
        }
        if complaints.len() > MOST_COMPLAINTS {
            let _ = writeln!(text, "    and {} more", complaints.len() - MOST_COMPLAINTS);
        }
        if outcome.verdict != Verdict::Pass {
            let _ = writeln!(text, "    repeat with: {}", repeat_command(case, args.seed));
        }
    }
    text + &sums(outcomes) + "\n"
}

/// `9 passed, 0 failed`, and what else there was.
fn sums(outcomes: &[RunOutcome]) -> String {
    let count = |verdict| outcomes.iter().filter(|o| o.verdict == verdict).count();
    let mut sums = format!("{} passed, {} failed", count(Verdict::Pass), count(Verdict::Fail));
    for verdict in [Verdict::Inconclusive, Verdict::Unsettled, Verdict::Nondeterministic, Verdict::Broken] {
        let n = count(verdict);
        if n > 0 {
            let _ = write!(sums, ", {n} {}", verdict.word());
        }
    }
    sums
}

/// One document: the outcome of each scenario, with the versions that were run.
fn as_json(args: &TestArgs, cases: &[Case], outcomes: &[RunOutcome]) -> String {
    let one_scenario = by_scenario(cases, outcomes).map(|(scenario, runs)| Outcome {
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        seed: args.seed,
        set: scenario.set.clone(),
        without: Vec::new(),
        changed: Vec::new(),
        changed_counts: Vec::new(),
        left_out: runs.len() < scenario.versions.len(),
        runs: runs.into_iter().cloned().collect(),
        calendar: scenario.plan(0).calendar,
    });
    format!("{:#}\n", json!({ "scenarios": one_scenario.collect::<Vec<_>>() }))
}

/// The outcomes of each scenario. Two files may have one name, so it is the file that counts.
fn by_scenario<'a>(
    cases: &'a [Case],
    outcomes: &'a [RunOutcome],
) -> impl Iterator<Item = (&'a Scenario, Vec<&'a RunOutcome>)> {
    let pairs: Vec<(&Scenario, &RunOutcome)> = cases.iter().map(|case| case.scenario).zip(outcomes).collect();
    let groups: Vec<_> = pairs
        .chunk_by(|a, b| std::ptr::eq(a.0, b.0))
        .map(|group| (group[0].0, group.iter().map(|(_, outcome)| *outcome).collect()))
        .collect();
    groups.into_iter()
}

/// A suite for each scenario, with a case for each version.
fn suites(cases: &[Case], outcomes: &[RunOutcome]) -> Vec<junit::SuiteResult> {
    let case = |o: &RunOutcome| junit::Case { name: o.version.clone(), result: junit_result(o) };
    by_scenario(cases, outcomes)
        .map(|(scenario, runs)| junit::SuiteResult {
            name: scenario.name.clone(),
            cases: runs.into_iter().map(case).collect(),
        })
        .collect()
}

fn junit_result(outcome: &RunOutcome) -> junit::CaseResult {
    if outcome.verdict == Verdict::Pass {
        return junit::CaseResult::Passed;
    }
    junit::CaseResult::Failed {
        message: outcome.verdict.word().to_string(),
        details: complaints(outcome).join("\n"),
    }
}
