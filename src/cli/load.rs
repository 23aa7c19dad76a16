//! From what the user typed to a scenario.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use sms_sim::product::{Release, quirks};
use sms_sim::scenario::diagnostic::{nearest, quoted};
use sms_sim::scenario::{self, Scenario, library};

use super::exit::Failure;
use super::terminal;

/// Folders below a folder of scenarios that are looked into.
const MAX_FOLDER_DEPTH: usize = 16;
/// A folder of scenarios that must fail; whoever wants them asks for them.
const CANARIES: &str = "canary";

/// Reads a scenario from a file, or else takes the one that comes with the program under this name.
pub fn scenario(file_or_name: &str) -> Result<Scenario, Failure> {
    let path = Path::new(file_or_name);
    if !path.is_file()
        && let Some((name, text)) = included(file_or_name)
    {
        return read(&name, text.as_bytes());
    }
    if path.exists() || file_or_name.contains(['/', '\\']) || is_scenario_file(path) {
        return file(path);
    }
    Err(Failure::Refused(format!(
        "error: there is neither a file nor a scenario {}{}\n`sim list` shows the scenarios that come with the program",
        quoted(file_or_name),
        hint(file_or_name, library::scenarios().map(|(name, _)| name))
    )))
}

/// The scenario of this name, which people also write as the article: `Q152229`.
fn included(name: &str) -> Option<(String, &'static str)> {
    let lower = name.to_ascii_lowercase();
    library::find(&lower).map(|text| (lower, text))
}

/// What may have been meant instead, as the end of a message.
pub fn hint<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The position of a version in the scenario's list.
pub fn version(scenario: &Scenario, wanted: &Release) -> Result<usize, Failure> {
    scenario.versions.iter().position(|version| version == wanted).ok_or_else(|| {
        let known: Vec<String> = scenario.versions.iter().map(ToString::to_string).collect();
        let (name, known) = (&scenario.name, known.join(", "));
        Failure::Refused(format!("error: {name} has no column for version {wanted}; it has {known}"))
    })
}

/// Reads a scenario file.
pub fn file(path: &Path) -> Result<Scenario, Failure> {
    let shown = shown(path);
    let bytes =
        bytes(path).map_err(|why| Failure::Refused(format!("error: {why}{}", included_hint(path))))?;
    read(&shown, &bytes)
}

/// A path as messages show it: a file may have any name, and a terminal must not obey it.
fn shown(path: &Path) -> String {
    path.display()
        .to_string()
        .chars()
        .map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

/// The bytes of a scenario file, or why there are none. Only what has an end is read: no device and no pipe.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let shown = shown(path);
    let unreadable = |error| format!("cannot read {shown}: {error}");
    let meta = fs::metadata(path).map_err(unreadable)?;
    if meta.is_dir() {
        return Err(format!("{shown} is a folder; `sim test {shown}` runs what is in it"));
    }
    if !meta.is_file() {
        return Err(format!("{shown} is a device or a pipe; a scenario is read from a file"));
    }
    let mut bytes = Vec::new();
    let limit = scenario::MAX_FILE_BYTES as u64;
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(format!("{shown} is larger than {} MiB, the most that a scenario may be", limit >> 20));
    }
    Ok(bytes)
}

/// Where a file is missing that has the name of a scenario of ours, what would have worked.
fn included_hint(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| !path.exists());
    match stem.and_then(included) {
        Some((name, _)) => format!("\n`sim run {name}` runs the scenario that comes with the program"),
        None => String::new(),
    }
}

/// Reads a scenario from the bytes of a file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Scenario, Failure> {
    let colour = terminal::colours(&std::io::stderr());
    scenario::read(name, bytes, &quirks::ids()).map_err(|problems| Failure::Refused(problems.render(colour)))
}

/// The scenario files in a folder and below, in order of name; a file stands for itself.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    collect(path, 0, &mut found)?;
    found.sort();
    Ok(found)
}

/// Links to folders are not followed: they may lead in circles.
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error| Failure::Refused(format!("error: cannot read {}: {error}", shown(folder)));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        if kind.is_dir() {
            if depth < MAX_FOLDER_DEPTH && entry.file_name() != CANARIES {
                collect(&path, depth + 1, found)?;
            }
        } else if is_scenario_file(&path) && !path.is_dir() {
            found.push(path);
        }
    }
    Ok(())
}

fn is_scenario_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}
