//! `sim export`: what happened in a run, for other programs.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use sms_sim::report::export::rows::{self, Csv, Sink};
use sms_sim::report::{Artefact, export as forms, write};
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run, run_and_look};
use sms_sim::scenario::{Scenario, limits};
use sms_sim::world::World;

use super::args::{ExportArgs, Form};
use super::exit::Failure;
use super::run::REPORTS;
use super::{interrupt, load, output, progress};

pub fn export(args: &ExportArgs) -> Result<u8, Failure> {
    load::use_threads(args.shared.threads)?;
    let scenario = load::scenario(&args.scenario, &load::given(&args.shared.set))?;
    let versions = load::versions(&scenario, &args.versions)?;
    let settings = Settings {
        seed: args.shared.seed,
        without: load::quirks(&args.shared.without)?,
        memory_limit: Some(args.shared.memory_limit),
        ..Settings::default()
    };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(REPORTS).join(&scenario.name));
    let names = match args.form {
        Form::Perfetto => told(&scenario, &versions, settings, args.form, &out)?,
        _ if load::is_fleet(&scenario) => vec![fleet(&scenario, &versions, settings, args.form, &out)?],
        _ => told(&scenario, &versions, settings, args.form, &out)?,
    };
    let lines: String = names.iter().map(|name| format!("{}\n", out.join(name).display())).collect();
    output::print(&lines)?;
    Ok(0)
}

/// All that there is of a run that is told event by event.
fn told(
    scenario: &Scenario,
    versions: &[usize],
    settings: Settings,
    form: Form,
    out: &Path,
) -> Result<Vec<String>, Failure> {
    load::refuse_fleet(scenario)?;
    let files = files(&run(scenario, versions, &settings.told()), form)?;
    write::write_all(out, &files).map_err(Failure::refused)?;
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

fn files(outcome: &Outcome, form: Form) -> Result<Vec<Artefact>, Failure> {
    match form {
        Form::Perfetto => Ok(forms::perfetto(outcome)),
        Form::Csv => Ok(forms::csv(outcome)),
        #[cfg(feature = "parquet")]
        Form::Parquet => forms::parquet(outcome).map_err(Failure::refused),
    }
}

/// The status rows of a fleet, one version after the other.
fn fleet(
    scenario: &Scenario,
    versions: &[usize],
    settings: Settings,
    form: Form,
    out: &Path,
) -> Result<String, Failure> {
    limits::check(scenario, &settings).map_err(Failure::refused)?;
    let settings = Settings { watch: progress::watch(scenario), ..settings };
    let rows = |sink: &mut dyn Sink| {
        let run_one =
            |&version| run_and_look(scenario, version, &settings, |world| unless_interrupted(world, sink)).1;
        versions.iter().try_for_each(run_one)
    };
    output::note("a fleet is not told event by event: of its tables only that of status rows is written");
    let (name, written) = match form {
        #[cfg(feature = "parquet")]
        Form::Parquet => ("status.parquet", write::stream(out, "status.parquet", |file| parquet(file, rows))),
        _ => ("status.csv", write::stream(out, "status.csv", |file| csv(file, rows))),
    };
    if interrupt::is_interrupted() {
        return Err(Failure::Interrupted("interrupted; nothing is written".to_string()));
    }
    written.map_err(Failure::refused)?;
    Ok(name.to_string())
}

fn unless_interrupted(world: &World, sink: &mut dyn Sink) -> io::Result<()> {
    if interrupt::is_interrupted() {
        Err(io::ErrorKind::Interrupted.into())
    } else {
        rows::write(world, sink)
    }
}

fn csv(file: &mut File, rows: impl FnOnce(&mut dyn Sink) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    rows(&mut Csv::new(&mut out))?;
    out.flush()
}

#[cfg(feature = "parquet")]
fn parquet(file: &mut File, rows: impl FnOnce(&mut dyn Sink) -> io::Result<()>) -> io::Result<()> {
    let mut sink = forms::parquet::Parquet::new(file);
    rows(&mut sink)?;
    sink.finish()
}
