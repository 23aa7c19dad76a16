//! AUTOEXEC.BAT: runs in the shell that stays, up to `WIN` and, when Windows is left, from there on.

use std::sync::Arc;

use super::config_sys::root_file;
use super::network;
use super::work::Work;
use super::{Stage, State, Then};
use crate::machine::os::OsKind;
use crate::machine::shell::{self, Ending, ShellRun};

pub(super) fn run(work: &mut Work<'_>) -> Then {
    if !work.machine.drives.is_file(&root_file("AUTOEXEC.BAT")) {
        return without(work);
    }
    let run =
        work.shell_that_stays(|drives, env, setting| shell::run("C:\\AUTOEXEC.BAT", drives, env, setting));
    behind(work, run)
}

/// Goes on behind `WIN`.
pub(super) fn go_on(work: &mut Work<'_>) -> Then {
    let Some(rest) = work.machine.behind_windows.take() else { return Then::Rest(State::Prompt) };
    let rest = Arc::unwrap_or_clone(rest);
    let run = work.shell_that_stays(|drives, env, setting| shell::resume(rest, drives, env, setting));
    behind(work, run)
}

/// A person types a command line: at the prompt, or on a desktop in a window with a shell of its own.
pub(super) fn type_in(work: &mut Work<'_>, command: &str) -> Then {
    let was = work.machine.state;
    if was != State::Prompt {
        let run = work.shell(command);
        let restarts = run.ending == Ending::Reboots;
        return restarts.then(|| work.stuck(run.ending)).flatten().unwrap_or(Then::Rest(was));
    }
    let run = work.shell_that_stays(|drives, env, setting| shell::run(command, drives, env, setting));
    behind(work, run)
}

/// Without an AUTOEXEC.BAT, MS-DOS asks for the date and the time (H622: COMMAND); Windows 95 does not.
fn without(work: &mut Work<'_>) -> Then {
    if work.machine.os == OsKind::Win95 {
        return Then::Stage(Stage::Wininit);
    }
    for command in ["DATE", "TIME"] {
        let run = work.shell(command);
        if let Some(stuck) = work.stuck(run.ending) {
            return stuck;
        }
    }
    Then::Rest(State::Prompt)
}

fn behind(work: &mut Work<'_>, run: ShellRun) -> Then {
    if let Some(stuck) = work.stuck(run.ending) {
        return stuck;
    }
    if run.ending == Ending::Stays {
        work.machine.behind_windows = run.rest.map(Arc::new);
        return Then::Stage(if work.machine.os == OsKind::Win95 { Stage::Wininit } else { Stage::Windows });
    }
    let starting = work.machine.state == State::Starting(Stage::Autoexec);
    match work.machine.os {
        OsKind::Win95 if starting => Then::Stage(Stage::Wininit),
        OsKind::Dos5 | OsKind::Dos6 if starting => network::log_on(work).unwrap_or(Then::Rest(State::Prompt)),
        _ => Then::Rest(State::Prompt),
    }
}
