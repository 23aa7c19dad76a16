//! DOSETUP, which Program Group Control runs to set a shared application up: `DOSETUP acs2pak SETUP.EXE`. It keeps in the registry how
//! far it has come, because a setup program may restart Windows under it. When PGC runs it again after that, all it has left to do is
//! to say so (Q152861).

use super::programs::ClientPrograms;
use crate::base::Span;
use crate::machine::registry::Data;
use crate::machine::{Call, Ending, ProgramRun, shell};

/// From its start to the start of the setup program (assumed).
const START_TIME: Span = Span::secs(1);
const STATUS: &str = "Status";
const FAIL: &str = "FAIL";
const UNFINISHED: &str = "UNFINISHED";
const SUCCESS: &str = "SUCCESS";

/// Without the name of an application and a command line it does nothing and ends with exit code 1 (assumed).
pub fn run(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = ProgramRun { elapsed: START_TIME, ..ProgramRun::default() };
    let Some((application, command)) = call.tail.trim().split_once(char::is_whitespace) else {
        done.exit_code = 1;
        return done;
    };
    let key = format!("HKCR\\SMS\\APPLICATIONS\\{application}\\Configuration");
    if call.drives.registry().text(&key, STATUS) == Some(UNFINISHED) {
        note(call, &key, SUCCESS);
        return done;
    }
    note(call, &key, FAIL);
    if done.elapsed >= call.power {
        done.broken_off = Some(Ending::PowerCut);
        return done;
    }
    note(call, &key, UNFINISHED);
    let setting = programs.setting(call, &done);
    let run = shell::run(command.trim(), call.drives, &mut call.env.clone(), setting);
    done.exit_code = run.exit_code;
    done.add(run);
    // A setup program that ends Windows does not return.
    if done.broken_off.is_none() && done.leave.is_none() {
        note(call, &key, SUCCESS);
    }
    done
}

/// A registry that is full keeps what it has.
fn note(call: &mut Call<'_>, key: &str, status: &str) {
    call.drives.registry_mut().set(key, STATUS, Data::Text(status.to_string()));
}

#[cfg(test)]
mod tests {
    use crate::base::Span;
    use crate::client::programs::Program;
    use crate::client::scripted;
    use crate::client::testing::Pc;
    use crate::machine::OsKind;

    const KEY: &str = "HKCR\\SMS\\APPLICATIONS\\acs2pak\\Configuration";
    const COMMAND: &str = "C:\\DOSETUP.EXE acs2pak C:\\SETUP.EXE";

    fn pc(setup: scripted::Program) -> Pc {
        let files = [("C:\\DOSETUP.EXE", Program::Dosetup.content()), ("C:\\SETUP.EXE", setup.content())];
        Pc::up(OsKind::Win95, &files, &[])
    }

    fn status(pc: &Pc) -> Option<&str> {
        pc.machine.drives.registry().text(KEY, "Status")
    }

    #[test]
    fn a_setup_program_that_returns_has_succeeded() {
        let setup = scripted::Program { exit_code: 3, ..Default::default() };
        let pc = pc(setup).types(COMMAND, "", Span::FOREVER);
        assert_eq!(status(&pc), Some("SUCCESS"));
    }

    #[test]
    fn one_that_restarts_the_machine_is_finished_by_the_next_run() {
        for leaves in [scripted::Leaves::Reboot, scripted::Leaves::RebootByForce] {
            let setup = scripted::Program { leaves: Some(leaves), ..Default::default() };
            let pc = pc(setup).types(COMMAND, "", Span::FOREVER);
            assert_eq!(status(&pc), Some("UNFINISHED"));
            assert_eq!(status(&pc.types(COMMAND, "", Span::FOREVER)), Some("SUCCESS"));
        }
    }

    #[test]
    fn before_the_setup_program_begins_it_has_failed() {
        let pc = pc(scripted::Program::default()).types(COMMAND, "", Span::ms(500));
        assert_eq!(status(&pc), Some("FAIL"));
    }
}
