//! `sim test`: many scenarios on every version, and whether they hold.

use std::fmt::Write as _;

use rayon::prelude::*;
use serde_json::json;
use sms_sim::report::{junit, write};
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::{Outcome, RunOutcome, Verdict};
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::{Scenario, library};

use super::args::{Format, TestArgs};
use super::exit::{self, Failure};
use super::{load, output, terminal};

/// A list of complaints ends after so many a case; the JSON has them all.
const MOST_COMPLAINTS: usize = 20;

/// One scenario on one version.
struct Case<'a> {
    scenario: &'a Scenario,
    version: usize,
}

impl Case<'_> {
    fn name(&self) -> String {
        format!("{}::{}", self.scenario.name, self.scenario.versions[self.version])
    }
}

pub fn test(args: &TestArgs) -> Result<u8, Failure> {
    let scenarios = scenarios(args)?;
    let cases = cases(&scenarios, args);
    if cases.is_empty() {
        return Err(nothing_to_test(args));
    }
    let settings = Settings { seed: args.seed, ..Settings::default() };
    let bar = terminal::progress(cases.len() as u64, "scenarios");
    let run = |case: &Case| {
        let outcome = run_version(case.scenario, case.version, &settings);
        bar.inc(1);
        outcome
    };
    let outcomes: Vec<RunOutcome> = cases.par_iter().map(run).collect();
    bar.finish_and_clear();
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

fn scenarios(args: &TestArgs) -> Result<Vec<Scenario>, Failure> {
    if args.paths.is_empty() {
        return library::scenarios().map(|(name, text)| load::read(name, text.as_bytes())).collect();
    }
    let files = args.paths.iter().map(|path| load::files(path)).collect::<Result<Vec<_>, _>>()?;
    let (mut scenarios, mut messages) = (Vec::new(), Vec::new());
    for file in files.concat() {
        match load::file(&file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(Failure::Refused(message)) => messages.push(message),
            Err(other) => return Err(other),
        }
    }
    if messages.is_empty() { Ok(scenarios) } else { Err(Failure::Refused(messages.join("\n\n"))) }
}

fn nothing_to_test(args: &TestArgs) -> Failure {
    let why = match &args.filter {
        Some(text) => format!("no case has {} in its name", quoted(text)),
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
    let checks = failed.map(|c| format!("{}: expected {}, got {} ({})", c.what, c.expected, c.got, c.at));
    checks.chain(outcome.reasons.iter().cloned()).collect()
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
    for (case, outcome) in cases.iter().zip(outcomes) {
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
        without: Vec::new(),
        changed: Vec::new(),
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
