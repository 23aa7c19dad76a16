//! `reports/index.html`: a list of all runs that have a report beside it.
//!
//! Each report folder holds a `summary.json` of a few lines, so that a list of many runs need not read what they came to in full.

use maud::html;
use serde::{Deserialize, Serialize};

use super::{document, summary};
use crate::report::label::plain;
use crate::scenario::outcome::{Outcome, Verdict};

/// What the list says of one report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub scenario: String,
    pub title: String,
    pub seed: u64,
    pub without: Vec<String>,
    pub runs: Vec<EntryRun>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntryRun {
    pub version: String,
    pub verdict: Verdict,
    pub digest: String,
}

/// The entry of `outcome`.
pub fn entry(outcome: &Outcome) -> Entry {
    let runs = outcome.runs.iter().map(|run| EntryRun {
        version: run.version.clone(),
        verdict: run.verdict,
        digest: run.digest.clone(),
    });
    Entry {
        scenario: outcome.scenario.clone(),
        title: outcome.title.clone(),
        seed: outcome.seed,
        without: outcome.without.clone(),
        runs: runs.collect(),
    }
}

/// The list of `entries`, each with the name of its folder.
pub fn index(entries: &[(String, Entry)]) -> String {
    let body = html! {
        header { h1 { "Reports" } }
        main { section {
            div.scroll { table {
                thead { tr {
                    th scope="col" { "scenario" } th scope="col" { "title" } th scope="col" { "verdicts" }
                    th scope="col" { "seed" } th scope="col" { "without" }
                } }
                tbody {
                    @for (folder, entry) in entries {
                        tr {
                            th scope="row" { a href={ (encoded(folder)) "/index.html" } { (plain(&entry.scenario)) } }
                            td { (plain(&entry.title)) }
                            td { @for run in &entry.runs {
                                span.run { (plain(&run.version)) " " (summary::verdict(run.verdict)) } " "
                            } }
                            td.n { (entry.seed) }
                            td { (plain(&entry.without.join(", "))) }
                        }
                    }
                }
            } }
        } }
    };
    document("Reports", &body)
}

/// A folder's name as part of an address: what is no letter, digit or one of `-._` becomes its bytes in hexadecimal.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}
