//! Holding machines against what was expected of them.

use super::{Bench, Judge};
use crate::base::ClientId;
use crate::machine::registry::{Data, hex};
use crate::machine::{DosPath, State};
use crate::scenario::expect::{FileState, Lines, Starts, Want};
use crate::world::World;

impl Judge {
    pub(super) fn check_machine(&mut self, bench: &Bench, want: &Want) {
        let (v, world) = (self.version, bench.world);
        match want {
            Want::File { clients, path, state } => {
                let (of, state) = (format!("file {path}"), &state[v]);
                self.each(bench, clients, &of, &state.to_string(), |client| file(world, client, path, state));
            }
            Want::Attributes { clients, path, attributes } => {
                let of = format!("attributes of {path}");
                let expected = letters(&attributes[v].to_string());
                self.each(bench, clients, &of, &expected, |client| attributes_of(world, client, path));
            }
            Want::Screen { clients, lines } => {
                let expected = lines[v].to_string();
                self.each(bench, clients, "screen", &expected, |client| screen(world, client, &lines[v]));
            }
            Want::Starts { clients, paths } => {
                let expected = paths[v].to_string();
                self.each(bench, clients, "starts", &expected, |client| starts(world, client, &paths[v]));
            }
            Want::Machine { clients, state } => {
                let got = |client| word(world.machine(client).state).to_string();
                self.each(bench, clients, "machine", state[v], got);
            }
            Want::Variable { clients, name, value } => {
                let expected = value[v].as_deref().unwrap_or("absent");
                let got = |client| world.machine(client).env.get(name).unwrap_or("absent").to_string();
                self.each(bench, clients, &format!("variable {name}"), expected, got);
            }
            Want::Registry { clients, key, name, value } => {
                let expected = value[v].as_deref().unwrap_or("absent");
                let got = |client| {
                    let machine = world.machine(client);
                    machine.drives.registry().get(key, name).map_or_else(|| "absent".to_string(), shown)
                };
                self.each(bench, clients, &format!("registry {key} {name}"), expected, got);
            }
            _ => self.check_pcm(bench, want),
        }
    }
}

/// What is to be said of a file: the expectation itself where it holds, else what is there instead.
fn file(world: &World, client: ClientId, path: &DosPath, state: &FileState) -> String {
    if !world.machine(client).drives.is_file(path) {
        return FileState::Absent.to_string();
    }
    let text = || String::from_utf8_lossy(&world.file(client, path).unwrap_or_default()).into_owned();
    let holds = match state {
        FileState::Present => true,
        FileState::Absent => false,
        FileState::Equal(whole) => text() == *whole,
        FileState::Contains(part) => text().contains(part.as_str()),
    };
    match (holds, state) {
        (true, _) => state.to_string(),
        (false, FileState::Absent) => FileState::Present.to_string(),
        (false, _) => format!("{:?}", text()),
    }
}

fn letters(text: &str) -> String {
    if text.is_empty() { "-" } else { text }.to_string()
}

fn attributes_of(world: &World, client: ClientId, path: &DosPath) -> String {
    let machine = world.machine(client);
    machine.drives.entry(path).map_or_else(|| "absent".to_string(), |e| letters(&e.attributes.to_string()))
}

fn screen(world: &World, client: ClientId, lines: &Lines) -> String {
    compared(&world.seen(client).screen, lines)
}

/// The expectation itself where it holds, else all that was shown.
pub(super) fn compared(screen: &[String], lines: &Lines) -> String {
    let holds = match lines {
        Lines::Nothing => screen.iter().all(|line| line.trim().is_empty()),
        Lines::Shows(wanted) => in_order(screen, wanted, |line, wanted| line.trim() == wanted.trim()),
        Lines::Only(wanted) => {
            let shown = screen.iter().filter(|line| !line.trim().is_empty());
            shown.map(|line| line.trim()).eq(wanted.iter().map(|line| line.trim()))
        }
        Lines::Lacks(unwanted) => {
            !screen.iter().any(|line| unwanted.iter().any(|unwanted| line.trim() == unwanted.trim()))
        }
    };
    if holds { lines.to_string() } else { format!("showed {:?}", screen.join(" / ")) }
}

/// The expectation itself where it holds, else all that was started.
fn starts(world: &World, client: ClientId, wanted: &Starts) -> String {
    let started = world.seen(client).started;
    let same = |path: &str, wanted: &str| path.eq_ignore_ascii_case(wanted);
    let holds = match wanted {
        Starts::Order(wanted) if wanted.is_empty() => started.is_empty(),
        Starts::Order(wanted) => in_order(&started, wanted, same),
        Starts::Lacks(unwanted) => {
            !started.iter().any(|path| unwanted.iter().any(|unwanted| same(path, unwanted)))
        }
    };
    if holds { wanted.to_string() } else { listed(&started) }
}

fn listed(paths: &[String]) -> String {
    if paths.is_empty() { "nothing".to_string() } else { paths.join(", ") }
}

/// Whether all that is wanted comes in this order, whatever comes in between.
fn in_order(got: &[String], wanted: &[String], equal: impl Fn(&str, &str) -> bool) -> bool {
    let mut left = got.iter();
    wanted.iter().all(|wanted| left.any(|got| equal(got, wanted)))
}

/// As a scenario has it.
const fn word(state: State) -> &'static str {
    match state {
        State::Off => "off",
        State::Starting(_) => "starting",
        State::Prompt => "prompt",
        State::Welcome => "welcome",
        State::Desktop => "desktop",
        State::Asks => "asks",
        State::Hangs(_) => "hangs",
        State::Stopped => "stopped",
    }
}

fn shown(data: &Data) -> String {
    match data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number.to_string(),
        Data::Texts(texts) => texts.join(", "),
        Data::Binary(bytes) => hex(bytes),
    }
}
