//! `sim diff`: two versions, quirk sets or seeds of one scenario, side by side.

use sms_sim::explore::Pair;
use sms_sim::report::{diff as report, text};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::RunOutcome;
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::settings::Given;

use super::args::{self, DiffArgs, Format};
use super::exit::Failure;
use super::{load, output, terminal};

/// One side of the comparison, as `1.0-q152229@7`: the version, quirks that are switched off, and the seed.
struct Side {
    version: usize,
    without: Vec<String>,
    seed: u64,
}

pub fn diff(args: &DiffArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario, &Given::default())?;
    load::refuse_fleet(&scenario)?;
    let names = [&args.one, &args.other];
    let sides = [side(&scenario, &args.one)?, side(&scenario, &args.other)?];
    let runs: Vec<_> = sides.iter().map(|side| side.run(&scenario)).collect();
    let pair = Pair { names: names.map(String::as_str), runs: [&runs[0], &runs[1]] };
    let about = (scenario.name.as_str(), scenario.title.as_str());
    let style = text::Style { color: terminal::colours(&std::io::stdout()) };
    output::print(&match args.format {
        Format::Json => report::json(about.0, &pair),
        Format::Text => report::text(about, &pair, style),
    })?;
    Ok(u8::from(!pair.is_same()))
}

/// Reads `VERSION[-QUIRK]...[@SEED]`; a version that is left out is the scenario's first.
fn side(scenario: &Scenario, text: &str) -> Result<Side, Failure> {
    let (rest, seed) = text.split_once('@').unwrap_or((text, "0"));
    let seed =
        args::seed(seed).map_err(|why| Failure::refused(format!("{}: {why} behind `@`", quoted(text))))?;
    let mut parts = rest.split("-q");
    let version = version(scenario, parts.next().unwrap_or_default())?;
    let quirks: Vec<String> = parts.map(|number| format!("q{number}")).collect();
    Ok(Side { version, without: load::quirks(&quirks)?, seed })
}

fn version(scenario: &Scenario, name: &str) -> Result<usize, Failure> {
    let known: Vec<String> = scenario.versions.iter().map(ToString::to_string).collect();
    let place = if name.is_empty() { Some(0) } else { known.iter().position(|version| version == name) };
    place.ok_or_else(|| {
        let hint = load::hint(name, known.iter().map(String::as_str));
        let (scenario, name, known) = (&scenario.name, quoted(name), known.join(", "));
        Failure::refused(format!("{scenario} has no column for version {name}; it has {known}{hint}"))
    })
}

impl Side {
    fn run(&self, scenario: &Scenario) -> RunOutcome {
        let Self { version, without, seed } = self;
        let settings = Settings { seed: *seed, without: without.clone(), told: true, ..Settings::default() };
        run_version(scenario, *version, &settings)
    }
}
