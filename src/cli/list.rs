//! `sim list`: the scenarios that come with the program.

use serde_json::json;
use sms_sim::report::text;
use sms_sim::scenario::settings::Given;
use sms_sim::scenario::{Scenario, library};

use super::args::{Format, ListArgs};
use super::exit::Failure;
use super::{load, output};

pub fn list(args: &ListArgs) -> Result<u8, Failure> {
    let scenarios: Vec<Scenario> = library::scenarios()
        .map(|(name, source)| load::read(name, source.as_bytes(), &Given::default()))
        .collect::<Result<_, _>>()?;
    output::print(&match args.format {
        Format::Json => format!("{:#}\n", scenarios.iter().map(as_json).collect::<serde_json::Value>()),
        Format::Text => as_table(&scenarios),
    })?;
    Ok(0)
}

fn versions(scenario: &Scenario) -> Vec<String> {
    scenario.versions.iter().map(ToString::to_string).collect()
}

fn as_json(scenario: &Scenario) -> serde_json::Value {
    json!({
        "name": scenario.name,
        "article": scenario.article,
        "title": scenario.title,
        "versions": versions(scenario),
    })
}

fn as_table(scenarios: &[Scenario]) -> String {
    let rows = scenarios.iter().map(|s| vec![s.name.clone(), s.title.clone(), versions(s).join(", ")]);
    text::listing(&["scenario", "title", "versions"], rows)
}
