//! Windows NT: what was in use is renamed first, then services start, and everything of a person waits for the logon.

use super::config_sys::root_file;
use super::network;
use super::windows::{hold_system, stuck};
use super::work::{MAX_STARTS, Work};
use super::{Stage, State, Then};
use crate::base::Span;
use crate::base::text::{decode, same};
use crate::machine::drives::Drives;
use crate::machine::path::DosPath;
use crate::machine::registry::Data;

pub const SESSION_MANAGER: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager";
/// The list of what is renamed at the next start: pairs of source and destination.
pub const PENDING: &str = "PendingFileRenameOperations";
const SERVICES: &str = r"HKLM\SYSTEM\CurrentControlSet\Services";
const WINLOGON: &str = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Winlogon";

/// From the loader to the Session Manager, and from there to the logon (assumed).
const KERNEL_TIME: Span = Span::secs(15);
const SERVICES_TIME: Span = Span::secs(20);
/// From the password to the shell (assumed).
const LOGON_TIME: Span = Span::secs(5);
/// A rename or a deletion (assumed).
const ENTRY_TIME: Span = Span::ms(20);
/// What the blue screen says (Q317189).
const STOP: [&str; 3] = [
    "Stop c000021a {Fatal System Error}",
    "The session manager initialization system process terminated unexpectedly with a status of 0xc0000017 \
     (0x00000000, 0x0000000)",
    "The system has been shut down.",
];
/// A service that starts by itself.
const AUTOMATIC: u32 = 2;

/// The system itself may change every file.
pub(super) fn session_manager(work: &mut Work<'_>) -> Then {
    let guarded = work.machine.drives.guard(Vec::new());
    let then = rename_pending(work);
    work.machine.drives.guard(guarded);
    then
}

/// Carries out PendingFileRenameOperations in the order of the list, and takes the list away (Q317189).
fn rename_pending(work: &mut Work<'_>) -> Then {
    work.spend(KERNEL_TIME);
    if work.machine.flaws.ignores_pending_renames {
        return Then::Stage(Stage::Services);
    }
    let Some(Data::Texts(list)) = work.machine.drives.registry().get(SESSION_MANAGER, PENDING).cloned()
    else {
        return Then::Stage(Stage::Services);
    };
    for pair in list.chunks(2) {
        if !work.has_power() {
            return Then::PowerCut;
        }
        if let [from, to] = pair {
            if work.machine.flaws.stops_at_stale_renames && is_stale(work, from, to) {
                STOP.into_iter().for_each(|line| work.say(line));
                return Then::Rest(State::Stopped);
            }
            rename(work, from, to);
        }
        work.spend(ENTRY_TIME);
    }
    if !work.has_power() {
        return Then::PowerCut;
    }
    work.machine.drives.registry_mut().delete(SESSION_MANAGER, PENDING);
    Then::Stage(Stage::Services)
}

/// Whether what is to be renamed is gone, or the directory that it is to go to.
fn is_stale(work: &Work<'_>, from: &str, to: &str) -> bool {
    let drives = &work.machine.drives;
    let above = native(drives, to.trim_start_matches('!')).and_then(|to| to.parent());
    native(drives, from).is_some_and(|from| drives.entry(&from).is_none())
        || above.is_some_and(|above| !drives.is_directory(&above))
}

/// An empty target deletes. An existing target is replaced only if a `!` says so (MOVEFILE_REPLACE_EXISTING), and a directory
/// never is; nothing moves across drives (Q202071).
fn rename(work: &mut Work<'_>, from: &str, to: &str) {
    let drives = &mut work.machine.drives;
    let Some(from) = native(drives, from) else { return };
    if to.is_empty() {
        // What is gone already needs no deleting; a directory goes only when it is empty.
        let _ =
            if drives.is_directory(&from) { drives.remove_directory(&from) } else { drives.delete(&from) };
        return;
    }
    let (replaces, to) = to.strip_prefix('!').map_or((false, to), |to| (true, to));
    let Some(to) = native(drives, to).filter(|to| to.drive == from.drive) else { return };
    let taken = drives.entry(&to).is_some();
    if drives.entry(&from).is_none() || drives.is_directory(&to) || (taken && !replaces) {
        return;
    }
    if taken {
        let _ = drives.delete(&to);
    }
    let _ = drives.rename(&from, &to);
}

/// A path as the kernel has it, `\??\C:\X`, whole.
fn native(drives: &Drives, text: &str) -> Option<DosPath> {
    let text = text.strip_prefix(r"\??\").unwrap_or(text);
    let whole = text.get(1..3) == Some(":\\");
    drives.resolve(text).ok().filter(|_| whole)
}

/// The system is in use from here on, and services that start by themselves do, in the order of their names (assumed).
pub(super) fn services(work: &mut Work<'_>) -> Then {
    hold_system(work);
    work.spend(SERVICES_TIME);
    let registry = work.machine.drives.registry();
    let automatic = |name: &&str| registry.number(&format!("{SERVICES}\\{name}"), "Start") == Some(AUTOMATIC);
    let image = |name: &str| registry.text(&format!("{SERVICES}\\{name}"), "ImagePath").map(str::to_string);
    let commands: Vec<String> =
        registry.keys_below(SERVICES).into_iter().filter(automatic).filter_map(image).collect();
    for command in commands.iter().take(MAX_STARTS) {
        if let Some(stuck) = stuck(work, command) {
            return stuck;
        }
    }
    Then::Rest(State::Welcome)
}

/// AUTOEXEC.BAT is not run but read: its SET and PATH lines count, and what it calls does not (Q110305). ParseAutoexec = 0
/// switches that off (Q124551).
pub(super) fn log_on(work: &mut Work<'_>) -> Then {
    work.spend(LOGON_TIME);
    let registry = work.machine.drives.registry();
    let off = registry.text(WINLOGON, "ParseAutoexec") == Some("0")
        || registry.number(WINLOGON, "ParseAutoexec") == Some(0);
    if !off {
        let autoexec = work.machine.read_file(&root_file("AUTOEXEC.BAT")).unwrap_or_default();
        decode(&autoexec).lines().take(MAX_STARTS).for_each(|line| set_variable(work, line));
    }
    network::log_on(work).unwrap_or(Then::Stage(Stage::LoadAndRun))
}

fn set_variable(work: &mut Work<'_>, line: &str) {
    let line = line.trim().trim_start_matches('@');
    let (word, rest) = line.split_at(line.find([' ', '\t', '=']).unwrap_or(line.len()));
    let rest = rest.trim_start_matches([' ', '\t', '=']);
    let (name, value) = match word {
        word if same(word, "PATH") => ("PATH", rest),
        word if same(word, "SET") => rest.split_once('=').unwrap_or((rest, "")),
        _ => return,
    };
    let value = expand(work, value);
    let value = match work.machine.env.get("PATH") {
        // The path of AUTOEXEC.BAT comes behind that of the system (Q110305).
        Some(path) if same(name.trim(), "PATH") => format!("{path};{value}"),
        _ => value,
    };
    // A variable that there is no room for is left out.
    let _ = work.machine.env.set(name.trim(), &value);
}

/// Puts variables in. A name between `%` that is no variable stands for nothing.
fn expand(work: &Work<'_>, text: &str) -> String {
    let mut pieces = text.split('%');
    let mut expanded = pieces.next().unwrap_or_default().to_string();
    let mut is_name = true;
    for piece in pieces {
        expanded.push_str(if is_name { work.machine.env.get(piece).unwrap_or_default() } else { piece });
        is_name = !is_name;
    }
    expanded
}
