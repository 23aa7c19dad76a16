//! WININIT.EXE of Windows 95: carries out `[rename]` of WININIT.INI before the protected-mode file system starts, so that
//! nothing is in use (Q172456, Q140570).

use super::work::Work;
use super::{Stage, Then};
use crate::base::Span;
use crate::base::text::{decode, same};
use crate::machine::ini::{Dialect, IniFile};
use crate::machine::path::DosPath;

/// Starting it (assumed).
const START_TIME: Span = Span::ms(500);
/// A rename or a deletion (assumed).
const ENTRY_TIME: Span = Span::ms(50);

const WININIT_INI: &str = r"C:\WINDOWS\WININIT.INI";
const WININIT_BAK: &str = r"C:\WINDOWS\WININIT.BAK";

pub(super) fn run(work: &mut Work<'_>) -> Then {
    let ini = DosPath::parse(WININIT_INI).expect("it is a path");
    let Some(bytes) = work.machine.read_file(&ini) else { return Then::Stage(Stage::Windows) };
    work.spend(START_TIME);
    let file = IniFile::parse(&bytes, Dialect::Win95);
    // Each line counts, also of several that begin with NUL=: the file is no profile to those who write it (Q140570).
    let entries: Vec<_> = file.entries(b"rename").map(|(to, from)| (decode(to), decode(from))).collect();
    for (to, from) in entries {
        if !work.has_power() {
            return Then::PowerCut;
        }
        rename(work, &to, &from);
        work.spend(ENTRY_TIME);
    }
    if !work.has_power() {
        return Then::PowerCut;
    }
    let bak = DosPath::parse(WININIT_BAK).expect("it is a path");
    // There may be none yet, and a WININIT.INI that cannot be renamed is worked through again.
    let _ = work.machine.drives.delete(&bak);
    let _ = work.machine.drives.rename(&ini, &bak);
    Then::Stage(Stage::Windows)
}

/// Puts `from` in the place of `to`, or deletes it when that is NUL. Nothing happens without `from`, across drives, or with a
/// long name, of which WININIT.EXE sees nothing (Q172456, Q191096).
fn rename(work: &mut Work<'_>, to: &str, from: &str) {
    let drives = &mut work.machine.drives;
    let Some(from) = short(from).filter(|from| drives.is_file(from)) else { return };
    if same(to.trim(), "NUL") {
        // A file that cannot be deleted stays.
        let _ = drives.delete(&from);
        return;
    }
    let Some(to) = short(to).filter(|to| to.drive == from.drive && !drives.is_directory(to)) else { return };
    if from != to {
        // There may be no old file.
        let _ = drives.delete(&to);
        let _ = drives.rename(&from, &to);
    }
}

/// A path of 8.3 names only.
fn short(text: &str) -> Option<DosPath> {
    let path = DosPath::parse(text.trim()).ok()?;
    let is_short = |name: &str| {
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        stem.len() <= 8 && extension.len() <= 3 && !extension.contains('.') && !name.contains(' ')
    };
    let all_short = path.below.names().all(is_short);
    all_short.then_some(path)
}
