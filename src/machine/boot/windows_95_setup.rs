//! Windows 95 Setup, as far as later starts show it: the lines of AUTOEXEC.BAT that copy, rename, move or delete files become
//! remarks (Q127806).

use super::config_sys::root_file;
use crate::base::Span;
use crate::base::text::{decode, encode, same};
use crate::machine::shell::{Call, ProgramRun};
use crate::machine::volume::Content;

/// The commands whose lines become remarks (Q127806 names the four; the other spellings are assumed).
const COMMANDS: [&str; 6] = ["COPY", "REN", "RENAME", "MOVE", "DEL", "ERASE"];
/// Looking through the file and writing it (assumed).
const TIME: Span = Span::secs(1);

/// The content by which Setup is known (its size is assumed).
pub const fn content() -> Content {
    Content::Filler { size: 5_216, seed: 127_806 }
}

/// Runs the program. A file that cannot be read or written stays as it is.
pub fn run(call: &mut Call<'_>) -> ProgramRun {
    let autoexec = root_file("AUTOEXEC.BAT");
    if let Some(bytes) = call.drives.read(&autoexec).ok().and_then(Content::known_bytes) {
        let text: String = decode(&bytes).split_inclusive('\n').map(remarked).collect();
        let _ = call.drives.write(&autoexec, Content::of(encode(&text)), call.now);
    }
    ProgramRun { elapsed: TIME, ..ProgramRun::default() }
}

fn remarked(line: &str) -> String {
    let command = line.trim_start().trim_start_matches('@');
    let name = command.split(|c: char| c.is_whitespace() || "/\\.=;,".contains(c)).next().unwrap_or_default();
    let word = if COMMANDS.iter().any(|known| same(known, name)) { "REM " } else { "" };
    format!("{word}{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_change_files_become_remarks() {
        for (line, after) in [
            ("COPY A B\r\n", "REM COPY A B\r\n"),
            ("@del c:\\temp\\*.tmp\r\n", "REM @del c:\\temp\\*.tmp\r\n"),
            ("  Move A B", "REM   Move A B"),
            ("COPYALL\r\n", "COPYALL\r\n"),
            ("SET X=DEL\r\n", "SET X=DEL\r\n"),
            ("\r\n", "\r\n"),
        ] {
            assert_eq!(remarked(line), after);
        }
    }
}
