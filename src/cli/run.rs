//! `sim run`: one scenario, shown in full.

use std::io::Write as _;
use std::path::PathBuf;

use sms_sim::explore;
use sms_sim::product::quirks;
use sms_sim::report::{self, json, text, transcript, write};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run as run_scenario};

use super::args::{Format, RunArgs};
use super::exit::{self, Failure};
use super::{load, terminal};

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
        outcome.runs.iter().for_each(|run| eprintln!("{}", transcript::transcript(&outcome, run)));
    }
    print(args, &outcome, &out)?;
    if !settings.without.is_empty() && args.format == Format::Text {
        let with = Settings { without: Vec::new(), ..settings };
        print_changes(&run_scenario(&scenario, &versions, &with), &outcome)?;
    }
    Ok(exit::code(outcome.runs.iter().map(|run| run.verdict)))
}

fn settings(args: &RunArgs) -> Result<Settings, Failure> {
    let mut without = Vec::new();
    for id in &args.without {
        let id = id.to_ascii_lowercase();
        if quirks::find(&id).is_none() {
            let hint =
                load::nearest(&id, quirks::ids().into_iter()).map(|q| format!("; did you mean `{q}`?"));
            let hint = hint.unwrap_or_default();
            return Err(Failure::Refused(format!(
                "error: there is no quirk `{id}`{hint}\n`sim quirks` shows them all"
            )));
        }
        without.push(id);
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

fn print(args: &RunArgs, outcome: &Outcome, out: &std::path::Path) -> Result<(), Failure> {
    let mut stdout = std::io::stdout();
    if args.format == Format::Json {
        write!(stdout, "{}", json::json(outcome))?;
        return Ok(());
    }
    let style = text::Style { color: terminal::colours(&stdout) };
    writeln!(stdout, "{}", text::text(outcome, style).trim_end())?;
    eprintln!("\ncharts, outcome.json and transcripts are in {}", out.display());
    Ok(())
}

/// Names the cells that switching quirks off has changed.
fn print_changes(with: &Outcome, without: &Outcome) -> Result<(), Failure> {
    let mut stdout = std::io::stdout();
    let changed = explore::changed_cells(with, without);
    writeln!(stdout, "\nwithout {}, {} cells change:", without.without.join(", "), changed.len())?;
    for cell in changed {
        let (version, when, before, after) = (cell.version, cell.when, cell.before, cell.after);
        writeln!(stdout, "  SMS {version}  {when}  {} of {}: {before} -> {after}", cell.client, cell.job)?;
    }
    Ok(())
}
