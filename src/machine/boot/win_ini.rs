//! `load=` and `run=`: of WIN.INI, or in Windows NT of the registry.

use super::windows::stuck;
use super::work::{MAX_STARTS, Work};
use super::{Stage, Then};
use crate::base::text::decode;
use crate::machine::ini::{Dialect, IniFile};
use crate::machine::os::OsKind;
use crate::machine::path::DosPath;

/// The key of Windows NT that stands for section `[windows]` of WIN.INI (Q140923).
pub(super) const NT_WINDOWS: &str = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Windows";

pub(super) fn run(work: &mut Work<'_>) -> Then {
    for name in ["load", "run"] {
        let line = line(work, name);
        for program in programs(&line).into_iter().take(MAX_STARTS) {
            if program.is_empty() {
                // The list is split at blanks: two of them make an entry without a name (Q150496).
                work.say(format!("Cannot find the file specified in the {name}= line of WIN.INI."));
            } else if let Some(stuck) = stuck(work, program) {
                return stuck;
            }
        }
    }
    match work.machine.os {
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => Then::Stage(Stage::RunKeys),
        _ => Then::Stage(Stage::StartUp),
    }
}

fn line(work: &Work<'_>, name: &str) -> String {
    if matches!(work.machine.os, OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40) {
        return work.machine.drives.registry().text(NT_WINDOWS, name).unwrap_or_default().to_string();
    }
    let win_ini = work.machine.os.windows_directory().map(|windows| format!("{windows}\\WIN.INI"));
    let bytes = win_ini.and_then(|path| work.machine.read_file(&DosPath::parse(&path).ok()?));
    let file = IniFile::parse(&bytes.unwrap_or_default(), Dialect::of(work.machine.os));
    file.get(b"windows", name.as_bytes()).map(decode).unwrap_or_default()
}

/// The entries of a line; no command line has parameters there (Q72158).
fn programs(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.is_empty() { Vec::new() } else { line.split([' ', ',', ';']).collect() }
}
