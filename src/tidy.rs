//! The tidy test: reads every source file and holds it against the rules of the house (ARCHITECTURE.md).

use std::fs;
use std::path::{Path, PathBuf};

use crate::product::quirks;
use crate::scenario::library;

/// Lower floors first. A module may use its own floor's folder and those below; `client` and `server` never each other.
const FLOORS: [(&str, u8); 11] = [
    ("base", 0),
    ("engine", 1),
    ("machine", 2),
    ("product", 3),
    ("wire", 4),
    ("client", 5),
    ("server", 5),
    ("world", 6),
    ("scenario", 7),
    ("explore", 8),
    ("report", 9),
];

/// From this floor on, files may be read, threads started and the host asked.
const FIRST_FLOOR_WITH_A_DOOR: u8 = 7;

/// What may not stand on the lower floors, and what to use there instead. The lints of clippy.toml catch most of these too;
/// here the reason is printed with the place.
const BANNED_BELOW: [(&str, &str); 16] = [
    ("HashMap", "BTreeMap: the order of a hash map differs from run to run"),
    ("HashSet", "BTreeSet: the order of a hash set differs from run to run"),
    ("Instant", "the event's time: the host's clock is not simulated"),
    ("SystemTime", "the event's time: the host's clock is not simulated"),
    ("std::thread", "nothing: threads start above the world"),
    ("rayon", "nothing: threads start above the world"),
    ("std::fs", "values: files are read and written from floor 7 on"),
    ("std::env", "values: the model reads no host environment"),
    ("std::net", "nothing"),
    ("std::process", "values"),
    (".ln()", "integers or libm: std's answer differs between platforms"),
    (".exp()", "integers or libm: std's answer differs between platforms"),
    (".powf(", "integers or libm: std's answer differs between platforms"),
    (".sqrt()", "integers or libm"),
    ("f32", "integers"),
    ("f64", "integers"),
];

/// What may stand nowhere but in `cli/`.
const BANNED_IN_THE_LIBRARY: [(&str, &str); 3] =
    [("println!", "a value"), ("eprintln!", "a value"), ("process::exit", "a value")];

/// Ratchets: lower them when the code allows it, never raise them.
const LONGEST_FUNCTION: usize = 45;
const LONGEST_FILE: usize = 500;

struct Source {
    /// Below `src/`, with slashes.
    path: String,
    text: String,
}

impl Source {
    /// The lines of code before the tests, with their numbers. Comments are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| *line != "#[cfg(test)]").enumerate();
        lines.map(|(n, line)| (n + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    fn floor(&self) -> Option<u8> {
        floor_of(self.room())
    }

    fn is_test(&self) -> bool {
        self.path == "tidy.rs" || self.path.contains("tests") || self.path.ends_with("sample.rs")
    }
}

fn floor_of(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let below = path.strip_prefix(root().join("src")).unwrap();
            let name = below.to_string_lossy().replace('\\', "/");
            sources.push(Source { path: name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join("src"), &mut sources);
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

/// Fails with all complaints, a line each.
fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The rooms that a line names as `crate::room`.
fn rooms_named(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn imports_run_down_the_stairs() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let Some(floor) = source.floor() else { continue };
        for (n, line) in source.code() {
            for room in rooms_named(line).filter(|room| *room != source.room()) {
                if floor_of(room).is_some_and(|other| other >= floor) {
                    complaints.push(format!("{}:{n}: {} may not use {room}", source.path, source.room()));
                }
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn the_lower_floors_have_no_door() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let below = source.floor().is_some_and(|floor| floor < FIRST_FLOOR_WITH_A_DOOR);
        let library = source.floor().is_some();
        for (n, line) in source.code() {
            let words = BANNED_BELOW.iter().filter(|_| below);
            for (banned, instead) in words.chain(BANNED_IN_THE_LIBRARY.iter().filter(|_| library)) {
                if line.contains(banned) {
                    complaints.push(format!("{}:{n}: `{banned}` is banned here; use {instead}", source.path));
                }
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn only_quirks_compare_releases() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        if source.path.starts_with("product/quirks/") || source.path == "product/release.rs" {
            continue;
        }
        let compares = |line: &str| {
            line.contains("Level::V") || line.contains(".release <") || line.contains("release.level")
        };
        for (n, line) in source.code().filter(|(_, line)| compares(line)) {
            complaints.push(format!("{}:{n}: ask a field of Behavior instead: {}", source.path, line.trim()));
        }
    }
    assert_none(complaints);
}

/// The name and length of each function, given that rustfmt closes it at its own indentation.
fn functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some(at) = trimmed.find("fn ").filter(|_| !trimmed.starts_with("//")) else { continue };
        if line.ends_with(';')
            || !trimmed[..at]
                .split_whitespace()
                .all(|w| w.starts_with("pub") || ["const", "async", "unsafe"].contains(&w))
        {
            continue;
        }
        let indent = &line[..line.len() - trimmed.len()];
        let close = format!("{indent}}}");
        if let Some(length) = lines[start..].iter().position(|l| *l == close) {
            let name = trimmed[at + 3..].split(['(', '<']).next().unwrap_or_default();
            found.push((start + 1, name.to_string(), length + 1));
        }
    }
    found
}

#[test]
fn functions_and_files_are_short() {
    let mut complaints = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            complaints.push(format!("{}: {lines} lines, more than {LONGEST_FILE}", source.path));
        }
        // Tables of test data may be long.
        let code =
            if source.is_test() { "" } else { source.text.split("#[cfg(test)]").next().unwrap_or_default() };
        for (n, name, length) in functions(code) {
            if length > LONGEST_FUNCTION {
                complaints.push(format!(
                    "{}:{n}: {name} has {length} lines, more than {LONGEST_FUNCTION}",
                    source.path
                ));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|s| !s.text.starts_with("//!"));
    assert_none(silent.map(|s| format!("{}: begins without `//!`", s.path)).collect());
}

#[test]
fn every_quirk_is_listed_documented_and_exercised() {
    let fidelity = fs::read_to_string(root().join("FIDELITY.md")).unwrap();
    let mut complaints = Vec::new();
    for source in sources() {
        if let Some(id) =
            source.path.strip_prefix("product/quirks/q").and_then(|rest| rest.strip_suffix(".rs"))
            && quirks::find(&format!("q{id}")).is_none()
        {
            complaints.push(format!("{}: the quirk is not in ALL", source.path));
        }
    }
    for id in quirks::ids() {
        let article = id.to_uppercase();
        if !fidelity.contains(&article) {
            complaints.push(format!("FIDELITY.md does not mention {article}"));
        }
        let exercised = |text: &str| text.lines().any(|l| l.starts_with("exercises:") && l.contains(id));
        if !library::scenarios().any(|(_, text)| exercised(text)) {
            complaints.push(format!("no scenario exercises {id}"));
        }
    }
    assert_none(complaints);
}

#[test]
fn architecture_and_readme_name_every_room() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let missing = FLOORS.iter().filter(|(room, _)| !architecture.contains(&format!("`{room}/`")));
    assert_none(missing.map(|(room, _)| format!("ARCHITECTURE.md does not name `{room}/`")).collect());
}
