//! `sim export`: what happened in a run, for other programs.

use std::path::PathBuf;

use sms_sim::report::{Artefact, export as forms, write};
use sms_sim::scenario::outcome::Outcome;
use sms_sim::scenario::run::{Settings, run};

use super::args::{ExportArgs, Form};
use super::exit::Failure;
use super::run::REPORTS;
use super::{load, output};

pub fn export(args: &ExportArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario)?;
    load::refuse_fleet(&scenario)?;
    let versions = load::versions(&scenario, &args.versions)?;
    let without = load::quirks(&args.without)?;
    let settings = Settings { seed: args.seed, told: true, without, ..Settings::default() };
    let files = files(&run(&scenario, &versions, &settings), args.form)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(REPORTS).join(&scenario.name));
    write::write_all(&out, &files).map_err(Failure::refused)?;
    let lines: String = files.iter().map(|(name, _)| format!("{}\n", out.join(name).display())).collect();
    output::print(&lines)?;
    Ok(0)
}

fn files(outcome: &Outcome, form: Form) -> Result<Vec<Artefact>, Failure> {
    match form {
        Form::Perfetto => Ok(forms::perfetto(outcome)),
        Form::Csv => Ok(forms::csv(outcome)),
        #[cfg(feature = "parquet")]
        Form::Parquet => forms::parquet(outcome).map_err(Failure::refused),
    }
}
