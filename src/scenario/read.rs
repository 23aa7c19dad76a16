//! The reader: bytes of a scenario file in, a checked scenario or every problem of the file out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::diagnostic::{Diagnostic, Diagnostics, Problems};
use super::document::{Document, json_schema};
use super::expect::Expectation;
use super::node::Node;
use super::resolve::{Resolved, resolve};
use super::settings::{self, Given};
use super::{conform, yaml};
use crate::base::SimTime;
use crate::product::Release;
use crate::world::plan::Plan;

/// A scenario that can be run. Nothing in it can be wrong any more.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The file's path, or the name it was asked for by.
    pub source: String,
    /// The short name: the file's, without directory and ending.
    pub name: String,
    pub article: String,
    pub title: String,
    pub about: Option<String>,
    /// Ids of the quirks that it exists to show.
    pub exercises: Vec<String>,
    pub versions: Vec<Release>,
    pub expectations: Vec<Expectation>,
    /// When to stop at the latest.
    pub until: Option<SimTime>,
    /// The instants that the scenario names as causes (create, offer, expire, script), ascending, each once.
    pub causes: Vec<SimTime>,
    /// Its settings, with the values that stand in it.
    pub settings: Vec<(String, u64)>,
    /// Those that were set otherwise than it says.
    pub set: BTreeMap<String, u64>,
    plan: Plan,
    follows_site: Vec<bool>,
}

impl Scenario {
    /// What the run on the version at index `version` is made of. Plans of one scenario differ in releases only. Panics
    /// when there is no such version.
    pub fn plan(&self, version: usize) -> Plan {
        let mut plan = self.plan.clone();
        plan.site.release = self.versions[version];
        for (group, follows) in plan.groups.iter_mut().zip(&self.follows_site) {
            if *follows {
                group.config.release = plan.site.release;
            }
        }
        plan
    }
}

/// Reads a scenario file. `name` is its path, as messages show it; `known_quirks` are the ids that `exercises` may name.
pub fn read(name: &str, bytes: &[u8], known_quirks: &[&str]) -> Result<Scenario, Diagnostics> {
    read_with(name, bytes, known_quirks, &Given::default())
}

/// Reads a scenario file with its settings set as `given`.
pub fn read_with(
    name: &str,
    bytes: &[u8],
    known_quirks: &[&str],
    given: &Given,
) -> Result<Scenario, Diagnostics> {
    let mut problems = Problems::default();
    let text = match yaml::decode(bytes) {
        Ok(text) => text,
        Err(problem) => {
            problems.add(problem);
            let shown = if bytes.len() > yaml::MAX_FILE_BYTES { &[] } else { bytes };
            return Err(problems.into_diagnostics(name, &String::from_utf8_lossy(shown)));
        }
    };
    let document = yaml::parse(text, &mut problems).and_then(|mut root| {
        let settings = settings::fill_in(&mut root, given, &mut problems);
        Some((typed(&root, &mut problems)?, settings))
    });
    let resolved = document.map(|(document, settings)| {
        let resolved = resolve(&document, known_quirks, &mut problems);
        Scenario {
            settings,
            set: given.values.iter().cloned().collect(),
            ..scenario(name, document, resolved)
        }
    });
    match resolved {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(problems.into_diagnostics(name, text)),
    }
}

/// The typed document, if nothing is wrong with the structure of the file.
fn typed(root: &Node, problems: &mut Problems) -> Option<Document> {
    static SCHEMA: LazyLock<Value> = LazyLock::new(json_schema);
    conform::conform(root, &SCHEMA, problems);
    if !problems.is_empty() {
        return None;
    }
    let refused =
        |error| Diagnostic::new(root.extent, format!("the scenario cannot be read: {error}"), "in here");
    Document::deserialize(root).map_err(|error| problems.add(refused(error))).ok()
}

fn scenario(name: &str, document: Document, resolved: Resolved) -> Scenario {
    Scenario {
        source: name.to_string(),
        name: short_name(name),
        article: document.article.0,
        title: document.title,
        about: document.about,
        exercises: document.exercises.into_iter().map(|quirk| quirk.value).collect(),
        versions: resolved.versions,
        expectations: resolved.expectations,
        until: resolved.until,
        causes: resolved.causes,
        settings: Vec::new(),
        set: BTreeMap::new(),
        plan: resolved.plan,
        follows_site: resolved.follows_site,
    }
}

/// The file's name without directory and ending. It names the report folder too, so it must not lead out of it: of
/// `...yaml` no more is left than of nothing. Nor may a terminal obey it.
fn short_name(name: &str) -> String {
    let stem = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy());
    match stem.trim_start_matches('.') {
        "" => "scenario".to_string(),
        short => short.replace(char::is_control, "-"),
    }
}
