//! ISMIF16 and ISMIF32: a script calls them to leave a status MIF in the Windows directory (Q186415).
//!
//! `-f` names the file, to which `.MIF` is appended; without it SETUP.MIF. `-s 1` is a success, and anything else, or nothing, a
//! failure. `-d` gives the description (assumed, as is that a value may follow its switch with or without a blank). Other switches
//! are passed over.

use crate::base::Span;
use crate::base::text::encode;
use crate::machine::{Call, Content, DosPath, OsKind, ProgramRun};
use crate::wire::mif::status::{Outcome, StatusMif};

/// Writing the file (assumed).
const RUN_TIME: Span = Span::ms(200);
/// What the file is called when nobody says (Q186415).
const DEFAULT_NAME: &str = "SETUP";
/// The exit code when the file could not be written (assumed).
const NOT_WRITTEN: u8 = 1;

/// Writes the MIF. Where there is no Windows directory, or no room, there is none.
pub fn run(call: &mut Call<'_>, os: OsKind) -> ProgramRun {
    let name = value(call.tail, 'f').unwrap_or_else(|| DEFAULT_NAME.to_string());
    let is_success = value(call.tail, 's').as_deref() == Some("1");
    let mif = StatusMif {
        manufacturer: String::new(),
        product: String::new(),
        version: String::new(),
        locale: None,
        serial_number: String::new(),
        installation: None,
        outcome: if is_success { Outcome::Success } else { Outcome::Failed },
        description: value(call.tail, 'd').unwrap_or_default(),
    };
    let path =
        os.windows_directory().and_then(|windows| DosPath::parse(&format!("{windows}\\{name}.MIF")).ok());
    let content = Content::of(encode(&mif.render()));
    let now = call.now.after(RUN_TIME);
    let is_written = path.is_some_and(|path| call.drives.write(&path, content, now).is_ok());
    let exit_code = if is_written { 0 } else { NOT_WRITTEN };
    ProgramRun { exit_code, elapsed: RUN_TIME, ..ProgramRun::default() }
}

/// The value of a switch: what follows it up to the next blank, or between quotes.
fn value(tail: &str, switch: char) -> Option<String> {
    let at = |mark: char| tail.find(&format!("{mark}{switch}")).map(|at| at + 2);
    let rest = tail[at('-').or_else(|| at('/'))?..].trim_start();
    Some(match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default().to_string(),
        None => rest.split_whitespace().next().unwrap_or_default().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_has_its_value_behind_it() {
        for (tail, switch, wanted) in [
            (" -s 1", 's', Some("1")),
            (" -s1 -fMINE", 'f', Some("MINE")),
            (" -d \"No room\" -s 0", 'd', Some("No room")),
            (" /s 1", 's', Some("1")),
            (" -s", 's', Some("")),
            (" -f X", 's', None),
            ("", 's', None),
        ] {
            assert_eq!(value(tail, switch).as_deref(), wanted, "{switch} of {tail}");
        }
    }
}
