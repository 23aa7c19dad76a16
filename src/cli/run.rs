//! `sim run`: one scenario, shown in full.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sms_sim::explore;
use sms_sim::product::quirks;
use sms_sim::report::{self, json, text, transcript, write};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run as run_scenario};

use super::args::{Format, RunArgs};
use super::exit::{self, Failure};
use super::{load, output, terminal};

/// A list of changed cells ends after so many.
const MOST_CHANGES: usize = 20;

pub fn run(args: &RunArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario)?;
    let versions = chosen_versions(&scenario, args)?;
    let settings = settings(args)?;
    let mut outcome = run_scenario(&scenario, &versions, &settings);
    if args.twice {
        explore::repeats(&mut outcome, &run_scenario(&scenario, &versions, &settings));
    }
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("reports").join(&scenario.name));
    let artefacts = report::artefacts(&outcome).map_err(Failure::refused)?;
    write::write_all(&out, &artefacts).map_err(Failure::refused)?;
    if args.trace {
        outcome.runs.iter().for_each(|run| output::tell(&transcript::transcript(&outcome, run)));
    }
    let changes = match settings.without.is_empty() {
        true => String::new(),
        false => {
            let with = Settings { without: Vec::new(), ..settings };
            changes(&run_scenario(&scenario, &versions, &with), &outcome)
        }
    };
    print(args.format, &outcome, &changes, &out)?;
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
    Ok(Settings { seed: args.seed, every_poll: args.every_poll, told: true, without, until: args.until })
}

/// The positions, in the scenario's list, of the versions asked for: all of them, if none was.
fn chosen_versions(scenario: &Scenario, args: &RunArgs) -> Result<Vec<usize>, Failure> {
    if args.versions.is_empty() {
        return Ok((0..scenario.versions.len()).collect());
    }
    let find = |wanted| {
        scenario.versions.iter().position(|v| v == wanted).ok_or_else(|| {
            let known: Vec<String> = scenario.versions.iter().map(ToString::to_string).collect();
            Failure::Refused(format!(
                "error: {} has no column for version {wanted}; it has {}",
                scenario.name,
                known.join(", ")
            ))
        })
    };
    let mut versions = args.versions.iter().map(find).collect::<Result<Vec<usize>, _>>()?;
    versions.sort_unstable();
    versions.dedup();
    Ok(versions)
}

/// In text, the changes stand on stdout with the rest; beside a JSON document they go to stderr.
fn print(format: Format, outcome: &Outcome, changes: &str, out: &Path) -> Result<(), Failure> {
    if format == Format::Json {
        output::print(&json::json(outcome))?;
        if !changes.is_empty() {
            output::tell(changes);
        }
        return Ok(());
    }
    let style = text::Style { color: terminal::colours(&std::io::stdout()) };
    let mut shown = text::text(outcome, style).trim_end().to_string();
    shown.push('\n');
    if !changes.is_empty() {
        shown.push('\n');
        shown.push_str(changes);
    }
    output::print(&shown)?;
    output::tell(&format!("\ncharts, outcome.json and transcripts are in {}", out.display()));
    Ok(())
}

/// Names the cells that switching quirks off has changed.
fn changes(with: &Outcome, without: &Outcome) -> String {
    let changed = explore::changed_cells(with, without);
    let count = match changed.len() {
        0 => "no cell changes".to_string(),
        1 => "1 cell changes:".to_string(),
        n => format!("{n} cells change:"),
    };
    let mut text = format!("without {}, {count}\n", without.without.join(", "));
    for cell in changed.iter().take(MOST_CHANGES) {
        let explore::ChangedCell { version, when, job, client, before, after } = cell;
        let _ = writeln!(text, "  SMS {version}  {when}  {client} of {job}: {before} -> {after}");
    }
    if changed.len() > MOST_CHANGES {
        let _ = writeln!(text, "  and {} more", changed.len() - MOST_CHANGES);
    }
    text
}
