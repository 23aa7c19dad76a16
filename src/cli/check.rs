//! `sim check`: reads scenarios without running them.

use sms_sim::scenario::Scenario;
use sms_sim::scenario::settings::Given;

use super::args::CheckArgs;
use super::exit::Failure;
use super::{load, output};

pub fn check(args: &CheckArgs) -> Result<u8, Failure> {
    let scenarios = load::scenarios(&args.paths, &Given::default())?;
    let lines: String = scenarios.iter().map(|scenario| line(scenario) + "\n").collect();
    output::print(&lines)?;
    Ok(0)
}

fn line(scenario: &Scenario) -> String {
    let versions: Vec<String> = scenario.versions.iter().map(ToString::to_string).collect();
    let wants: usize = scenario.expectations.iter().map(|moment| moment.wants.len()).sum();
    let expectations = match wants {
        0 => "nothing is expected: a run is inconclusive".to_string(),
        1 => "1 expectation".to_string(),
        n => format!("{n} expectations"),
    };
    format!("ok  {}  SMS {}  {expectations}", scenario.source, versions.join(", "))
}
