//! From what the user typed to a scenario.

use std::fs;
use std::path::{Path, PathBuf};

use sms_sim::product::quirks;
use sms_sim::scenario::{self, Scenario, library};

use super::exit::Failure;
use super::terminal;

/// Folders below a folder of scenarios that are looked into.
const MAX_FOLDER_DEPTH: usize = 16;

/// Reads a scenario from a file, or else takes the one that comes with the program under this name.
pub fn scenario(file_or_name: &str) -> Result<Scenario, Failure> {
    let path = Path::new(file_or_name);
    if path.is_file() {
        return file(path);
    }
    if let Some(text) = library::find(file_or_name) {
        return read(&format!("{file_or_name}.yaml"), text.as_bytes());
    }
    if path.exists() || file_or_name.contains(['/', '\\']) || file_or_name.ends_with(".yaml") {
        return file(path);
    }
    let names = library::scenarios().map(|(name, _)| name);
    let hint =
        nearest(file_or_name, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    Err(Failure::Refused(format!(
        "error: there is neither a file nor a scenario `{file_or_name}`{hint}\n`sim list` shows the scenarios that come with the program"
    )))
}

/// Reads a scenario file.
pub fn file(path: &Path) -> Result<Scenario, Failure> {
    let shown = path.display().to_string();
    let bytes = match fs::metadata(path) {
        Ok(meta) if meta.len() > scenario::MAX_FILE_BYTES as u64 => {
            let limit = scenario::MAX_FILE_BYTES >> 20;
            return Err(Failure::Refused(format!(
                "error: {shown}: larger than {limit} MiB, the most a scenario may be"
            )));
        }
        Ok(meta) if meta.is_dir() => {
            return Err(Failure::Refused(format!(
                "error: {shown}: a folder; `sim test {shown}` runs what is in it"
            )));
        }
        _ => fs::read(path)
            .map_err(|error| Failure::Refused(format!("error: cannot read {shown}: {error}")))?,
    };
    read(&shown, &bytes)
}

/// Reads a scenario from the bytes of a file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Scenario, Failure> {
    let colour = terminal::colours(&std::io::stderr());
    scenario::read(name, bytes, &quirks::ids()).map_err(|problems| Failure::Refused(problems.render(colour)))
}

/// The `.yaml` files in a folder and below, in order of name; a file stands for itself.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    collect(path, 0, &mut found)
        .map_err(|error| Failure::Refused(format!("error: cannot read {}: {error}", path.display())))?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        found.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?.path();
        let yaml = entry.extension().is_some_and(|e| e == "yaml");
        if (entry.is_dir() && depth < MAX_FOLDER_DEPTH) || yaml {
            collect(&entry, depth + 1, found)?;
        }
    }
    Ok(())
}

/// The known word that is most like `word`, if any is like it.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |other: &str| (strsim::jaro_winkler(word, other) * 1_000_000.0) as u64;
    known
        .map(|other| (likeness(other), other))
        .filter(|(score, _)| *score > 750_000)
        .max()
        .map(|(_, other)| other)
}
