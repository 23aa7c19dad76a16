//! `sim test`: many scenarios on every version, and whether they hold.

use std::io::Write as _;

use rayon::prelude::*;
use serde_json::json;
use sms_sim::report::{junit, write};
use sms_sim::scenario::outcome::{Outcome, RunOutcome, Verdict};
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::{Scenario, library};

use super::args::{Format, TestArgs};
use super::exit::{self, Failure};
use super::{load, terminal};

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
        return Err(Failure::Refused("error: there is nothing to test: no scenario matches".to_string()));
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
    match args.format {
        Format::Text => print_text(args, &cases, &outcomes)?,
        Format::Json => print_json(args, &cases, outcomes.clone())?,
    }
    Ok(exit::code(outcomes.iter().map(|o| o.verdict)))
}

fn scenarios(args: &TestArgs) -> Result<Vec<Scenario>, Failure> {
    if args.paths.is_empty() {
        return library::scenarios()
            .map(|(name, text)| load::read(&format!("{name}.yaml"), text.as_bytes()))
            .collect();
    }
    let mut scenarios = Vec::new();
    for path in &args.paths {
        for file in load::files(path)? {
            scenarios.push(load::file(&file)?);
        }
    }
    Ok(scenarios)
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
    format!(
        "sim run {} --version \"{}\" --seed {seed}",
        case.scenario.source, case.scenario.versions[case.version]
    )
}

fn print_text(args: &TestArgs, cases: &[Case], outcomes: &[RunOutcome]) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    for (case, outcome) in cases.iter().zip(outcomes) {
        let verdict = format!("{:?}", outcome.verdict).to_lowercase();
        writeln!(out, "{verdict:<12} {} ({} checks)", case.name(), outcome.checks.len())?;
        for complaint in complaints(outcome) {
            writeln!(out, "    {complaint}")?;
        }
        if outcome.verdict != Verdict::Pass {
            writeln!(out, "    repeat with: {}", repeat_command(case, args.seed))?;
        }
    }
    let passed = outcomes.iter().filter(|o| o.verdict == Verdict::Pass).count();
    writeln!(out, "{passed} passed, {} failed", outcomes.len() - passed)?;
    Ok(())
}

/// One document: the outcome of each scenario, with the versions that were run.
fn print_json(args: &TestArgs, cases: &[Case], outcomes: Vec<RunOutcome>) -> Result<(), Failure> {
    let mut documents: Vec<Outcome> = Vec::new();
    for (case, run) in cases.iter().zip(outcomes) {
        match documents.last_mut() {
            Some(last) if last.scenario == case.scenario.name => last.runs.push(run),
            _ => documents.push(Outcome {
                scenario: case.scenario.name.clone(),
                title: case.scenario.title.clone(),
                seed: args.seed,
                without: Vec::new(),
                runs: vec![run],
                calendar: case.scenario.plan(0).calendar,
            }),
        }
    }
    writeln!(std::io::stdout(), "{:#}", json!({ "scenarios": documents }))?;
    Ok(())
}

/// A suite for each scenario, with a case for each version.
fn suites(cases: &[Case], outcomes: &[RunOutcome]) -> Vec<junit::SuiteResult> {
    let mut suites: Vec<junit::SuiteResult> = Vec::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        let name = &case.scenario.name;
        if suites.last().is_none_or(|suite| suite.name != *name) {
            suites.push(junit::SuiteResult { name: name.clone(), cases: Vec::new() });
        }
        if let Some(suite) = suites.last_mut() {
            suite.cases.push(junit::Case { name: outcome.version.clone(), result: junit_result(outcome) });
        }
    }
    suites
}

fn junit_result(outcome: &RunOutcome) -> junit::CaseResult {
    if outcome.verdict == Verdict::Pass {
        return junit::CaseResult::Passed;
    }
    let message = format!("{:?}", outcome.verdict).to_lowercase();
    junit::CaseResult::Failed { message, details: complaints(outcome).join("\n") }
}
