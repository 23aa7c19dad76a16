//! OS/2: CONFIG.SYS with CALL and RUN, then the Workplace Shell and STARTUP.CMD.

use super::config_sys::root_file;
use super::menu;
use super::network;
use super::windows::hold_system;
use super::work::Work;
use super::{Stage, State, Then};
use crate::base::Span;

/// The Workplace Shell (assumed).
const SHELL_TIME: Span = Span::secs(20);

/// Drivers first, then programs, then variables (BLND; the order of passes in the guides to CONFIG.SYS). Of programs, the
/// start waits for CALL and not for RUN (EDM2).
pub(super) fn config_sys(work: &mut Work<'_>) -> Then {
    let bytes = work.machine.read_file(&root_file("CONFIG.SYS")).unwrap_or_default();
    let statements = menu::read(&bytes).statements;
    let mut in_background = Vec::new();
    for statement in &statements {
        if !work.has_power() {
            return Then::PowerCut;
        }
        match statement.name.as_str() {
            "CALL" => {
                let run = work.shell(&statement.value);
                if let Some(stuck) = work.stuck(run.ending) {
                    return stuck;
                }
            }
            "RUN" => in_background.push(statement.value.clone()),
            "SET" => {
                let (name, value) = statement.value.split_once('=').unwrap_or((&statement.value, ""));
                // A variable that there is no room for is left out.
                let _ = work.machine.env.set(name.trim(), value);
            }
            _ => {}
        }
    }
    for program in in_background {
        work.in_background(|work| work.start(&program));
    }
    Then::Stage(Stage::StartupCmd)
}

/// STARTUP.CMD of the root, a line after the other (Q96736).
pub(super) fn startup(work: &mut Work<'_>) -> Then {
    hold_system(work);
    work.spend(SHELL_TIME);
    if let Some(stuck) = network::log_on(work) {
        return stuck;
    }
    if !work.machine.drives.is_file(&root_file("STARTUP.CMD")) {
        return Then::Rest(State::Desktop);
    }
    let run = work.shell("C:\\STARTUP.CMD");
    work.stuck(run.ending).unwrap_or(Then::Rest(State::Desktop))
}
