//! INUSE.EXE of the Windows NT Resource Kit: `INUSE source destination [/y]` has a file take the place of another at the next
//! start, by adding it to PendingFileRenameOperations (Q228930).

use super::nt::{PENDING, SESSION_MANAGER};
use crate::base::Span;
use crate::machine::path::DosPath;
use crate::machine::registry::Data;
use crate::machine::shell::{Call, Ending, ProgramRun};
use crate::machine::volume::Content;

/// Editing the list (assumed).
const TIME: Span = Span::ms(50);
/// What it says when it was not to ask, and when it was (Q228930).
const DONE: &str = "Changes do not take affect until you reboot";
const DONE_AFTER_QUESTION: &str = "Changes will not take affect until you reboot";

/// The content by which the program is known (its size is assumed).
pub const fn content() -> Content {
    Content::Filler { size: 26_112, seed: 228_930 }
}

pub fn run(call: &mut Call<'_>) -> ProgramRun {
    let mut done = ProgramRun { elapsed: TIME, ..ProgramRun::default() };
    let asks_not = call.tail.split_whitespace().any(|word| word.eq_ignore_ascii_case("/y"));
    let mut files = call.tail.split_whitespace().filter(|word| !word.starts_with('/'));
    let mut file = || call.drives.resolve(files.next()?).ok();
    let (Some(source), Some(destination)) = (file(), file()) else {
        done.exit_code = 1;
        return done;
    };
    if !asks_not {
        match call.keys.first() {
            None => return ProgramRun { broken_off: Some(Ending::Waiting), ..done },
            Some(key) if !key.eq_ignore_ascii_case(&b'Y') => return ProgramRun { keys_read: 1, ..done },
            Some(_) => done.keys_read = 1,
        }
    }
    if call.power <= TIME {
        return ProgramRun { broken_off: Some(Ending::PowerCut), ..done };
    }
    add(call, &source, &destination);
    done.print(if asks_not { DONE } else { DONE_AFTER_QUESTION });
    done
}

fn add(call: &mut Call<'_>, source: &DosPath, destination: &DosPath) {
    let registry = call.drives.registry_mut();
    let mut list = match registry.get(SESSION_MANAGER, PENDING) {
        Some(Data::Texts(list)) => list.clone(),
        _ => Vec::new(),
    };
    list.extend([format!(r"\??\{source}"), format!(r"!\??\{destination}")]);
    registry.set(SESSION_MANAGER, PENDING, Data::Texts(list));
}
