//! AUTOEXEC.BAT: runs in the shell that stays, up to `WIN` and, when Windows is left, from there on.

use std::sync::Arc;

use super::config_sys::root_file;
use super::windows::WithWindows;
use super::work::Work;
use super::{Stage, State, Then};
use crate::machine::os::OsKind;
use crate::machine::shell::{self, Ending, Setting, ShellRun, Standing};

pub(super) fn run(work: &mut Work<'_>) -> Then {
    if !work.machine.drives.is_file(&root_file("AUTOEXEC.BAT")) {
        return without(work);
    }
    let run = in_shell(work, |command, work, setting| {
        shell::run(command, &mut work.machine.drives, &mut work.machine.env, setting)
    });
    behind(work, run)
}

/// Goes on behind `WIN`.
pub(super) fn go_on(work: &mut Work<'_>) -> Then {
    let Some(rest) = work.machine.behind_windows.take() else { return Then::Rest(State::Prompt) };
    let run = in_shell(work, |_, work, setting| {
        let rest = Arc::unwrap_or_clone(rest);
        shell::resume(rest, &mut work.machine.drives, &mut work.machine.env, setting)
    });
    behind(work, run)
}

fn in_shell(work: &mut Work<'_>, run: impl FnOnce(&str, &mut Work<'_>, Setting<'_>) -> ShellRun) -> ShellRun {
    let programs = WithWindows { programs: work.doing.programs, os: work.machine.os };
    let setting =
        Setting { standing: Standing::Resident, programs: &programs, ..work.setting(work.doing.programs) };
    let run = run("C:\\AUTOEXEC.BAT", work, setting);
    work.take(&run);
    run
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
    match work.machine.os {
        OsKind::Win95 if work.machine.state == State::Starting(Stage::Autoexec) => {
            Then::Stage(Stage::Wininit)
        }
        _ => Then::Rest(State::Prompt),
    }
}
