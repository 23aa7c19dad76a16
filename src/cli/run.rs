//! `sim run`: one scenario, shown in full.

use std::path::{Path, PathBuf};

use sms_sim::explore;
use sms_sim::product::quirks;
use sms_sim::report::{self, json, shelf, text, transcript, write};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run as run_scenario};

use super::args::{Format, RunArgs};
use super::exit::{self, Failure};
use super::{load, output, terminal};

/// Where reports go unless the user says otherwise. Only here a list of them is kept: a folder of the user's is his.
const REPORTS: &str = "reports";
/// Up to so many clients a transcript is kept unasked; that of a fleet is larger than anybody reads.
const MOST_TOLD: u32 = 1_000;

pub fn run(args: &RunArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario)?;
    let versions = chosen_versions(&scenario, args)?;
    let told = args.trace || scenario.plan(0).client_count() <= MOST_TOLD;
    let settings = Settings { told, ..settings(args)? };
    let mut outcome = run_scenario(&scenario, &versions, &settings);
    if args.twice {
        explore::repeats(&mut outcome, &run_scenario(&scenario, &versions, &settings));
    }
    if !settings.without.is_empty() {
        let with = Settings { without: Vec::new(), ..settings };
        outcome.changed = explore::changed_cells(&run_scenario(&scenario, &versions, &with), &outcome);
    }
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(REPORTS).join(&scenario.name));
    let artefacts = report::artefacts(&outcome).map_err(Failure::refused)?;
    write::write_all(&out, &artefacts).map_err(Failure::refused)?;
    if args.out.is_none() {
        shelf::list(Path::new(REPORTS)).map_err(Failure::refused)?;
    }
    if args.trace {
        outcome.runs.iter().for_each(|run| output::tell(&transcript::transcript(&outcome, run)));
    }
    print(args.format, &outcome, &out)?;
    Ok(exit::code(outcome.runs.iter().map(|run| run.verdict)))
}

fn settings(args: &RunArgs) -> Result<Settings, Failure> {
    let mut without = Vec::new();
    for id in &args.without {
        let id = id.to_ascii_lowercase();
        if quirks::find(&id).is_none() {
            return Err(Failure::Refused(format!(
                "error: there is no quirk {}{}\n`sim quirks` shows them all",
                quoted(&id),
                load::hint(&id, quirks::ids().into_iter())
            )));
        }
        if !without.contains(&id) {
            without.push(id);
        }
    }
    Ok(Settings {
        seed: args.seed,
        every_poll: args.every_poll,
        no_memo: args.no_memo,
        told: false,
        without,
        until: args.until,
    })
}

/// The positions, in the scenario's list, of the versions asked for: all of them, if none was.
fn chosen_versions(scenario: &Scenario, args: &RunArgs) -> Result<Vec<usize>, Failure> {
    if args.versions.is_empty() {
        return Ok((0..scenario.versions.len()).collect());
    }
    let mut versions = args
        .versions
        .iter()
        .map(|version| load::version(scenario, version))
        .collect::<Result<Vec<usize>, _>>()?;
    versions.sort_unstable();
    versions.dedup();
    Ok(versions)
}

fn print(format: Format, outcome: &Outcome, out: &Path) -> Result<(), Failure> {
    if format == Format::Json {
        return output::print(&json::json(outcome));
    }
    let style = text::Style { color: terminal::colours(&std::io::stdout()) };
    output::print(&(text::text(outcome, style).trim_end().to_string() + "\n"))?;
    let told = outcome.runs.iter().any(|run| !run.transcript.is_empty());
    let what = if told { "charts, outcome.json and transcripts" } else { "charts and outcome.json" };
    let page = out.join("index.html");
    output::note(&format!("\n{what} are in {}; {} shows it all", out.display(), page.display()));
    Ok(())
}
