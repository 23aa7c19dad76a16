//! CLIOPTS, a tool of the SMS 1.2 disc: notes options for the command lines of remote control in SMS.INI, where client setup
//! takes them from when it next verifies the client (Q168724).

use super::sms_ini::{LOCAL, OPTIONS, SmsIni};
use crate::base::Span;
use crate::machine::{Call, ProgramRun};

/// The programs whose options can be set (Q168724).
const NAMES: [&str; 3] = ["usertsr", "useripx", "wuser"];
const TIME: Span = Span::ms(200);

/// `cliopts /set usertsr /L1` or `cliopts /list usertsr`. Anything else does nothing and ends with exit code 1 (assumed, as is
/// what the list looks like).
pub fn run(call: &mut Call<'_>) -> ProgramRun {
    let mut done = ProgramRun { elapsed: TIME, ..ProgramRun::default() };
    let words: Vec<&str> = call.tail.split_whitespace().collect();
    let known = |name: &&str| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    match words.as_slice() {
        [set, name, value] if set.eq_ignore_ascii_case("/set") && known(name) => {
            let name = name.to_ascii_lowercase();
            done.exit_code = u8::from(set_option(call, &name, value).is_none());
        }
        [list, name] if list.eq_ignore_ascii_case("/list") && known(name) => {
            let value = SmsIni::open(call.drives).map(|ini| ini.get(OPTIONS, name)).unwrap_or_default();
            done.print(&format!("{name}={value}"));
        }
        _ => done.exit_code = 1,
    }
    done
}

fn set_option(call: &mut Call<'_>, name: &str, value: &str) -> Option<()> {
    let mut ini = SmsIni::open_to_change(call.drives).ok()?;
    ini.set(OPTIONS, name, value);
    ini.set(LOCAL, "SetupPhase", "verify_files");
    ini.save(call.drives, call.now).ok()
}
