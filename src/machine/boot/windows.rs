//! Windows loads itself, and starts what the registry names.

use super::network;
use super::start::Started;
use super::work::{MAX_STARTS, Work};
use super::{Stage, State, Then};
use crate::base::Span;
use crate::machine::os::{OsKind, win_com};
use crate::machine::path::DosPath;
use crate::machine::registry::Data;
use crate::machine::shell::{Call, Ending, ProgramRun, Programs};
use crate::machine::volume::Content;

/// From `WIN` to Program Manager or the desktop (assumed).
const LOAD_TIME: Span = Span::secs(12);

const CURRENT_VERSION: &str = r"HKLM\Software\Microsoft\Windows\CurrentVersion";
const USER_CURRENT_VERSION: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion";

/// The keys that name programs to start, below those two (Q177604; their order is inferred). Of a key whose name ends
/// in `Once` a value is taken away when its program starts (Q158022).
pub const RUN_KEYS: [&str; 4] = ["RunServicesOnce", "RunServices", "RunOnce", "Run"];

/// Knows WIN.COM, which stays until somebody leaves Windows.
pub(super) struct WithWindows<'a> {
    pub programs: &'a dyn Programs,
    pub os: OsKind,
}

impl Programs for WithWindows<'_> {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        if win_com(self.os).as_ref() == Some(content) {
            return Some(ProgramRun { broken_off: Some(Ending::Stays), ..ProgramRun::default() });
        }
        self.programs.run(content, call)
    }
}

/// The files of the running system are in use from now on.
pub(super) fn load(work: &mut Work<'_>) -> Then {
    hold_system(work);
    work.spend(LOAD_TIME);
    match work.machine.os {
        OsKind::Win95 => Then::Stage(Stage::RunKeys),
        _ => network::log_on(work).unwrap_or(Then::Stage(Stage::LoadAndRun)),
    }
}

/// Puts the system's own files in use, and those that the machine loads besides.
pub(super) fn hold_system(work: &mut Work<'_>) {
    let own = work.machine.os.modules().iter().filter_map(|name| DosPath::parse(name).ok());
    let all: Vec<DosPath> = own.chain(work.doing.loads.iter().cloned()).collect();
    for path in all {
        if work.machine.drives.is_file(&path) {
            work.machine.drives.hold(&path);
        }
    }
}

/// Starts what the keys of the registry name, those that a policy has just put there included (Q158022).
pub(super) fn run_keys(work: &mut Work<'_>) -> Then {
    for (key, name, data) in work.doing.policy {
        work.machine.drives.registry_mut().set(key, name, data.clone());
    }
    for key in keys() {
        if !key.contains("Services")
            && let Some(stuck) = network::log_on(work)
        {
            return stuck;
        }
        let commands = commands(work, &key);
        for (name, command) in commands.into_iter().take(MAX_STARTS) {
            if key.ends_with("Once") {
                work.machine.drives.registry_mut().delete(&key, &name);
            }
            if let Some(stuck) = stuck(work, &command) {
                return stuck;
            }
        }
    }
    Then::Stage(if work.machine.os == OsKind::Win95 { Stage::LoadAndRun } else { Stage::StartUp })
}

/// Those of the machine, then those of the person, without the ones for services.
fn keys() -> Vec<String> {
    let machine = RUN_KEYS.iter().map(|name| format!("{CURRENT_VERSION}\\{name}"));
    let person = RUN_KEYS.iter().filter(|name| !name.contains("Services"));
    machine.chain(person.map(|name| format!("{USER_CURRENT_VERSION}\\{name}"))).collect()
}

fn commands(work: &Work<'_>, key: &str) -> Vec<(String, String)> {
    let text = |(name, data): (&str, &Data)| match data {
        Data::Text(command) => Some((name.to_string(), command.clone())),
        _ => None,
    };
    work.machine.drives.registry().values(key).into_iter().filter_map(text).collect()
}

/// Starts a program; what the start comes to when it does not go on.
pub(super) fn stuck(work: &mut Work<'_>, command: &str) -> Option<Then> {
    match work.start(command) {
        Started::Yes | Started::NotFound => None,
        Started::Not(ending) => work.stuck(ending).or(Some(Then::Rest(State::Desktop))),
    }
}
