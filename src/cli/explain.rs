//! `sim explain`: how one status came about, event by event.

use sms_sim::report::explain;
use sms_sim::scenario::Scenario;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::outcome::RunOutcome;
use sms_sim::scenario::run::{Settings, run_version};

use super::args::ExplainArgs;
use super::exit::Failure;
use super::{load, output};

pub fn explain(args: &ExplainArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario, &load::given(&args.set))?;
    load::refuse_fleet(&scenario)?;
    let version = match &args.version {
        Some(version) => load::version(&scenario, version)?,
        None => 0,
    };
    let client = load::client(&scenario, &args.client)?;
    let name = scenario.plan(version).client_name(client);
    let without = load::quirks(&args.without)?;
    let settings = Settings { seed: args.seed, without, until: args.at, ..Settings::default() }.told();
    let run = run_version(&scenario, version, &settings);
    let job = job(args, &scenario, &run, &name)?;
    let text = explain::explain(&run, &job, &name);
    output::print(&text.ok_or_else(|| nothing(&scenario, &name, &job))?)?;
    Ok(0)
}

/// The job asked for, or the only one that the client has a row of.
fn job(args: &ExplainArgs, scenario: &Scenario, run: &RunOutcome, client: &str) -> Result<String, Failure> {
    let known: Vec<&str> =
        run.status.iter().filter(|row| row.client == client).map(|row| row.job.as_str()).collect();
    if let Some(job) = &args.job {
        let hint = load::hint(job, known.iter().copied());
        let found = known.contains(&job.as_str());
        return if found { Ok(job.clone()) } else { Err(no_row(scenario, client, &quoted(job), &hint)) };
    }
    match known.as_slice() {
        [only] => Ok(only.to_string()),
        [] => Err(no_row(scenario, client, "any job", "; `sim inspect` looks into its machine")),
        several => Err(Failure::refused(format!(
            "{client} has a status of more than one job: give one by --job, of {}",
            several.join(", ")
        ))),
    }
}

fn no_row(scenario: &Scenario, client: &str, job: &str, hint: &str) -> Failure {
    Failure::refused(format!("{}: {client} has no status of {job} at that time{hint}", scenario.name))
}

fn nothing(scenario: &Scenario, client: &str, job: &str) -> Failure {
    no_row(scenario, client, &quoted(job), "")
}
