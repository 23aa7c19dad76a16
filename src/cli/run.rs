//! `sim run`: one scenario, shown in full.

use std::path::{Path, PathBuf};

use sms_sim::explore;
use sms_sim::report::{self, Artefact, json, shelf, text, transcript, write};
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run as run_scenario};
use sms_sim::scenario::{Scenario, limits};

use super::args::{Format, RunArgs};
use super::exit::{self, Failure};
use super::{load, output, progress, terminal};

/// Where reports go unless the user says otherwise. Only here a list of them is kept: a folder of the user's is his.
pub const REPORTS: &str = "reports";

pub fn run(args: &RunArgs) -> Result<u8, Failure> {
    load::use_threads(args.shared.threads)?;
    let scenario = load::scenario(&args.scenario, &load::given(&args.shared.set))?;
    let versions = load::versions(&scenario, &args.versions)?;
    let outcome = outcome(args, &scenario, &versions)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(REPORTS).join(&scenario.name));
    let artefacts = report::artefacts(&outcome).map_err(Failure::refused)?;
    write::write_all(&out, &artefacts).map_err(Failure::refused)?;
    if args.out.is_none() {
        shelf::list(Path::new(REPORTS)).map_err(Failure::refused)?;
    }
    if args.trace {
        outcome.runs.iter().for_each(|run| output::tell(&transcript::transcript(&outcome, run)));
    }
    print(args.format, &outcome, &made(&artefacts), &out)?;
    Ok(exit::code(outcome.runs.iter().map(|run| run.verdict)))
}

/// Runs what is asked for. Who looked on is gone when it returns, and the terminal free for the result.
fn outcome(args: &RunArgs, scenario: &Scenario, versions: &[usize]) -> Result<Outcome, Failure> {
    let told = args.trace || scenario.plan(0).client_count() <= load::MOST_TOLD;
    let settings = settings(args)?;
    let is_last = versions.len() == 1 && !args.twice && settings.without.is_empty();
    let settings = Settings { told, is_last, watch: progress::watch(scenario), ..settings };
    limits::check(scenario, &settings).map_err(Failure::refused)?;
    let mut outcome = run_scenario(scenario, versions, &settings);
    if let Some(interrupted) = progress::interrupted(&outcome.runs) {
        return Err(interrupted);
    }
    if args.twice {
        explore::repeats(&mut outcome, &run_scenario(scenario, versions, &settings));
    }
    if !settings.without.is_empty() {
        let with = Settings { without: Vec::new(), ..settings };
        let with = run_scenario(scenario, versions, &with);
        outcome.changed = explore::changed_cells(&with, &outcome);
        outcome.changed_counts = explore::changed_counts(&with, &outcome);
    }
    Ok(outcome)
}

fn settings(args: &RunArgs) -> Result<Settings, Failure> {
    Ok(Settings {
        seed: args.shared.seed,
        every_poll: args.every_poll,
        no_memo: args.no_memo,
        without: load::quirks(&args.shared.without)?,
        until: args.until,
        memory_limit: Some(args.shared.memory_limit),
        ..Settings::default()
    })
}

/// What there is in the report folder, in words.
fn made(artefacts: &[Artefact]) -> String {
    let any = |is: &dyn Fn(&str) -> bool| artefacts.iter().any(|(name, _)| is(name));
    let charts = any(&|name| name.ends_with(".svg")).then_some("charts");
    let told = any(&|name| name.starts_with("transcript")).then_some("transcripts");
    let words: Vec<&str> = charts.into_iter().chain(["outcome.json"]).chain(told).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last} are", before.join(", ")),
        _ => "outcome.json is".to_string(),
    }
}

fn print(format: Format, outcome: &Outcome, made: &str, out: &Path) -> Result<(), Failure> {
    if format == Format::Json {
        return output::print(&json::json(outcome));
    }
    let style = text::Style { color: terminal::colours(&std::io::stdout()) };
    output::print(&(text::text(outcome, style).trim_end().to_string() + "\n"))?;
    let page = out.join("index.html");
    output::note(&format!("\n{made} in {}; {} shows it all", out.display(), page.display()));
    Ok(())
}
