//! `sim quirks`: which release has which defect.

use serde_json::json;
use sms_sim::product::quirks::{self, Quirk};
use sms_sim::report::text;

use super::args::{Format, QuirksArgs};
use super::exit::Failure;
use super::output;

pub fn quirks(args: &QuirksArgs) -> Result<u8, Failure> {
    output::print(&match args.format {
        Format::Json => {
            format!("{:#}\n", quirks::ALL.iter().map(|q| as_json(*q)).collect::<serde_json::Value>())
        }
        Format::Text => grid(),
    })?;
    Ok(0)
}

fn affected(quirk: &dyn Quirk) -> Vec<bool> {
    quirks::grid_releases().map(|release| quirks::affects_release(quirk, release)).to_vec()
}

fn grid() -> String {
    let releases = quirks::grid_releases().map(|r| r.to_string());
    let header: Vec<&str> =
        ["quirk", "title"].into_iter().chain(releases.iter().map(String::as_str)).collect();
    let rows = quirks::ALL.iter().map(|quirk| {
        let marks = affected(*quirk).into_iter().map(|yes| if yes { "yes" } else { "-" }.to_string());
        [quirk.id().to_string(), quirk.title().to_string()].into_iter().chain(marks).collect()
    });
    text::listing(&header, rows)
}

fn as_json(quirk: &dyn Quirk) -> serde_json::Value {
    let releases = quirks::grid_releases().into_iter().zip(affected(quirk));
    let has: Vec<String> = releases.filter(|(_, yes)| *yes).map(|(release, _)| release.to_string()).collect();
    let evidence: Vec<_> =
        quirk.evidence().iter().map(|(e, text)| json!({"basis": e.word(), "what": text})).collect();
    json!({
        "id": quirk.id(),
        "title": quirk.title(),
        "symptom": quirk.symptom(),
        "cause": quirk.cause(),
        "evidence": evidence,
        "releases": has,
    })
}
