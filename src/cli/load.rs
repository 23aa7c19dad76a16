//! From what the user typed to a scenario.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use sms_sim::base::ClientId;
use sms_sim::product::{Release, quirks};
use sms_sim::scenario::diagnostic::{nearest, quoted};
use sms_sim::scenario::settings::Given;
use sms_sim::scenario::{self, Scenario, library};

use super::exit::Failure;
use super::terminal;

/// Up to so many clients a run can be told of; what a fleet does is more than anybody reads.
pub const MOST_TOLD: u32 = 1_000;
/// Names of clients that a message lists.
const MOST_NAMED: usize = 8;
/// Folders below a folder of scenarios that are looked into.
const MAX_FOLDER_DEPTH: usize = 16;
/// A folder of scenarios that must fail; whoever wants them asks for them.
const CANARIES: &str = "canary";

/// Has everything done on so many threads from now on.
pub fn use_threads(threads: Option<u16>) -> Result<(), Failure> {
    let Some(threads) = threads else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
    pool.build_global().map_err(Failure::refused)
}

/// Reads a scenario from a file, or else takes the one that comes with the program under this name; its settings are set.
pub fn scenario(file_or_name: &str, given: &Given) -> Result<Scenario, Failure> {
    let (name, bytes) = source(file_or_name)?;
    read(&name, &bytes, given)
}

/// The name and the bytes of such a scenario.
pub fn source(file_or_name: &str) -> Result<(String, Vec<u8>), Failure> {
    let path = Path::new(file_or_name);
    let turned = forward(file_or_name);
    let path = if path.exists() { path } else { Path::new(&turned) };
    if !path.is_file()
        && let Some((name, text)) = included(file_or_name)
    {
        return Ok((name, text.as_bytes().to_vec()));
    }
    if path.exists() || file_or_name.contains(['/', '\\']) || is_scenario_file(path) {
        return of_file(path);
    }
    Err(Failure::Refused(format!(
        "error: there is neither a file nor a scenario {}{}\n`sim list` shows the scenarios that come with the program",
        quoted(file_or_name),
        hint(file_or_name, library::scenarios().map(|(name, _)| name))
    )))
}

/// A path as Windows writes it, for any system: `scenarios\\mine.yaml`.
fn forward(path: &str) -> String {
    path.replace('\\', "/")
}

/// All scenarios of files, folders and names; without any, those that come with the program. All problems of all files are told
/// at once.
pub fn scenarios(paths: &[PathBuf], given: &Given) -> Result<Vec<Scenario>, Failure> {
    if paths.is_empty() {
        return library::scenarios().map(|(name, text)| read(name, text.as_bytes(), given)).collect();
    }
    let (mut scenarios, mut messages) = (Vec::new(), Vec::new());
    for path in paths {
        for found in of_path(path, given)? {
            match found {
                Ok(scenario) => scenarios.push(scenario),
                Err(Failure::Refused(message)) => messages.push(message),
                Err(other) => return Err(other),
            }
        }
    }
    if messages.is_empty() { Ok(scenarios) } else { Err(Failure::Refused(messages.join("\n\n"))) }
}

/// The scenarios of a folder, or the one of a file or a name.
fn of_path(path: &Path, given: &Given) -> Result<Vec<Result<Scenario, Failure>>, Failure> {
    let turned = PathBuf::from(forward(&path.to_string_lossy()));
    let path = if path.exists() { path } else { &turned };
    if path.is_dir() {
        return Ok(files(path)?.iter().map(|path| file(path, given)).collect());
    }
    Ok(vec![if path.exists() { file(path, given) } else { scenario(&path.to_string_lossy(), given) }])
}

/// What the command line sets.
pub fn given(set: &[(String, u64)]) -> Given {
    Given { values: set.to_vec(), in_tests: false }
}

/// Whether a scenario has more clients than a run is told of.
pub fn is_fleet(scenario: &Scenario) -> bool {
    scenario.plan(0).client_count() > MOST_TOLD
}

/// Refuses to tell of a run with too many clients.
pub fn refuse_fleet(scenario: &Scenario) -> Result<(), Failure> {
    if !is_fleet(scenario) {
        return Ok(());
    }
    let (name, clients) = (&scenario.name, scenario.plan(0).client_count());
    let is_clients = |(_, value): &&(String, u64)| *value == u64::from(clients);
    let way_out = scenario.settings.iter().find(is_clients);
    let way_out = way_out.map(|(name, _)| format!("; `--set {name}={MOST_TOLD}` makes it small enough"));
    Err(Failure::refused(format!(
        "{name} has {clients} clients; a run is told event by event for at most {MOST_TOLD}{}",
        way_out.unwrap_or_default()
    )))
}

/// Ids of quirks, in lower case and each once.
pub fn quirks(ids: &[String]) -> Result<Vec<String>, Failure> {
    let mut known = Vec::new();
    for id in ids {
        let id = id.to_ascii_lowercase();
        if quirks::find(&id).is_none() {
            return Err(no_quirk(&id));
        }
        if !known.contains(&id) {
            known.push(id);
        }
    }
    Ok(known)
}

pub fn no_quirk(id: &str) -> Failure {
    let hint = hint(id, quirks::ids().into_iter());
    Failure::Refused(format!("error: there is no quirk {}{hint}\n`sim quirks` shows them all", quoted(id)))
}

/// The client of this name.
pub fn client(scenario: &Scenario, name: &str) -> Result<ClientId, Failure> {
    let plan = scenario.plan(0);
    plan.client_named(name).ok_or_else(|| {
        let known: Vec<String> = plan.groups.iter().map(|group| group.names.to_string()).collect();
        let more = if known.len() > MOST_NAMED { ", ..." } else { "" };
        let listed = known.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        Failure::Refused(format!(
            "error: {} has no client {}; it has {listed}{more}",
            scenario.name,
            quoted(name)
        ))
    })
}

/// The positions, in the scenario's list, of the versions asked for: all of them, if none was.
pub fn versions(scenario: &Scenario, wanted: &[Release]) -> Result<Vec<usize>, Failure> {
    if wanted.is_empty() {
        return Ok((0..scenario.versions.len()).collect());
    }
    let mut versions =
        wanted.iter().map(|wanted| version(scenario, wanted)).collect::<Result<Vec<usize>, _>>()?;
    versions.sort_unstable();
    versions.dedup();
    Ok(versions)
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
pub fn file(path: &Path, given: &Given) -> Result<Scenario, Failure> {
    let (name, bytes) = of_file(path)?;
    read(&name, &bytes, given)
}

fn of_file(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let bytes =
        bytes(path).map_err(|why| Failure::Refused(format!("error: {why}{}", included_hint(path))))?;
    Ok((shown(path), bytes))
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
pub fn read(name: &str, bytes: &[u8], given: &Given) -> Result<Scenario, Failure> {
    let colour = terminal::colours(&std::io::stderr());
    scenario::read_with(name, bytes, &quirks::ids(), given)
        .map_err(|problems| Failure::Refused(problems.render(colour)))
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
