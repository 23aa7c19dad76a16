//! The StartUp group.
//!
//! Program Manager keeps a group in a binary file; here STARTUP.GRP is a text with a command line for each item, in the
//! order of the icons from left to right (assumed). Explorer keeps it as a directory; here a file with the extension
//! .LNK holds its command line as text (assumed).

use super::windows::stuck;
use super::work::{MAX_STARTS, Work};
use super::{State, Then};
use crate::base::text::{decode, upper_text};
use crate::machine::os::OsKind;
use crate::machine::path::DosPath;

pub(super) fn run(work: &mut Work<'_>) -> Then {
    let commands = match work.machine.os {
        OsKind::Win95 => folder(work, r"C:\WINDOWS\STARTM~1\PROGRAMS\STARTUP"),
        OsKind::Nt40 => folder(work, r"C:\WINNT\PROFILES\ALLUSE~1\STARTM~1\PROGRAMS\STARTUP"),
        OsKind::Nt35 | OsKind::Nt351 => items(work, r"C:\WINNT\STARTUP.GRP"),
        _ => in_windows_3_order(items(work, r"C:\WINDOWS\STARTUP.GRP")),
    };
    for command in commands.iter().take(MAX_STARTS) {
        if let Some(stuck) = stuck(work, command) {
            return stuck;
        }
    }
    Then::Rest(State::Desktop)
}

fn text(work: &Work<'_>, path: &DosPath) -> Option<String> {
    Some(decode(&work.machine.read_file(path)?))
}

fn items(work: &Work<'_>, file: &str) -> Vec<String> {
    let text = DosPath::parse(file).ok().and_then(|path| text(work, &path)).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect()
}

/// Windows programs from left to right, those with switches after the others; then DOS programs from the second to the last,
/// and the first of them at the end (Q91204).
fn in_windows_3_order(items: Vec<String>) -> Vec<String> {
    let (mut dos, windows): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| is_for_dos(item));
    let (switched, plain): (Vec<_>, Vec<_>) =
        windows.into_iter().partition(|item| item.contains([' ', '\t']));
    if !dos.is_empty() {
        dos.rotate_left(1);
    }
    [plain, switched, dos].concat()
}

fn is_for_dos(command: &str) -> bool {
    let program = upper_text(command.split_whitespace().next().unwrap_or_default());
    [".BAT", ".COM", ".PIF"].iter().any(|ending| program.ends_with(ending))
}

/// The items of a directory in the order of their names (Q192113).
fn folder(work: &Work<'_>, directory: &str) -> Vec<String> {
    let Ok(directory) = DosPath::parse(directory) else { return Vec::new() };
    let mut files = work.machine.files(&directory, "*.*");
    files.sort_by_key(|path| path.name().map(upper_text));
    let command = |path: DosPath| match path.name().is_some_and(|name| upper_text(name).ends_with(".LNK")) {
        true => text(work, &path).map(|text| text.trim().to_string()),
        false => Some(path.to_string()),
    };
    files.into_iter().filter_map(command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_manager_has_an_order_of_its_own() {
        let items = ["A.BAT", "B.EXE /S", "C.EXE", "D.BAT", "E.EXE", "F.COM"].map(str::to_string).to_vec();
        assert_eq!(in_windows_3_order(items), ["C.EXE", "E.EXE", "B.EXE /S", "D.BAT", "F.COM", "A.BAT"]);
    }
}
