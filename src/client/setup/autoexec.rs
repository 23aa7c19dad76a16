//! Where client setup puts the call of CLIENT.BAT into AUTOEXEC.BAT, or on OS/2 into STARTUP.CMD.

use super::{Target, client_batch, path};
use crate::base::text::{encode, same};
use crate::machine::{Content, OsKind, VolumeError};
use crate::product::behavior::ClientBatPlace;

/// Puts the call in, unless it is there already. Fails when the disk has no room.
pub(super) fn insert_call(on: &mut Target<'_>) -> Result<(), VolumeError> {
    let file = path(start_file(on.os));
    let text = on.text(&file);
    let call = format!("CALL {}", client_batch(on.os));
    if text.lines().any(|line| same(line.trim(), &call)) {
        return Ok(());
    }
    let text = if text.is_empty() { "@ECHO OFF\r\n".to_string() } else { text };
    let edited = with_call(&text, &call, on.behavior.client_bat_place);
    on.drives.write(&file, Content::of(encode(&edited)), on.now)
}

const fn start_file(os: OsKind) -> &'static str {
    match os {
        OsKind::Os2 => "C:\\STARTUP.CMD",
        _ => "C:\\AUTOEXEC.BAT",
    }
}

/// The call goes one line before the statement that starts Windows (Q139142), and to the end where there is none (inferred from
/// Q137611).
fn with_call(text: &str, call: &str, place: ClientBatPlace) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let windows = lines.iter().position(|line| starts_windows(line));
    let open_end = lines.last().is_some_and(|line| !line.ends_with('\n'));
    let line = format!("{call}\r\n");
    match windows.filter(|_| place == ClientBatPlace::BeforeWindows) {
        Some(at) => lines.insert(at, &line),
        None if open_end => lines.extend(["\r\n", &line]),
        None => lines.push(&line),
    }
    lines.concat()
}

/// A line starts Windows when the last component of its program is `win`, wherever that lies and whatever it really is: the
/// decoy of Q139142, `call c:\foolit\win`, counts.
pub fn starts_windows(line: &str) -> bool {
    let line = line.trim().trim_start_matches('@');
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let program = if same(first, "CALL") { words.next().unwrap_or_default() } else { first };
    let name = program.rsplit(['\\', ':', '/']).next().unwrap_or_default();
    same(name, "WIN") || same(name, "WIN.COM")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: &str = "CALL C:\\MS\\SMS\\BIN\\CLIENT.BAT";

    fn placed(text: &str) -> String {
        with_call(text, CALL, ClientBatPlace::BeforeWindows).replace(CALL, "*").replace("\r\n", "|")
    }

    #[test]
    fn the_call_comes_one_line_before_the_first_line_that_looks_like_win() {
        for (text, edited) in [
            ("PATH C:\\DOS\r\nWIN\r\n", "PATH C:\\DOS|*|WIN|"),
            ("call c:\\foolit\\win\r\nREM\r\nWIN\r\n", "*|call c:\\foolit\\win|REM|WIN|"),
            ("@C:\\WINDOWS\\win.com /3", "*|@C:\\WINDOWS\\win.com /3"),
            ("ECHO WIN\r\nWINDOWS\r\nREM WIN\r\n", "ECHO WIN|WINDOWS|REM WIN|*|"),
            ("PATH C:\\DOS", "PATH C:\\DOS|*|"),
            ("", "*|"),
        ] {
            assert_eq!(placed(text), edited, "{text:?}");
        }
    }

    #[test]
    fn a_setup_that_appends_puts_it_behind_win() {
        assert_eq!(with_call("WIN\r\n", "X", ClientBatPlace::AtTheEnd), "WIN\r\nX\r\n");
    }
}
