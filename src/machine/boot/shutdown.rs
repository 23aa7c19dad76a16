//! Ending Windows, and losing power.
//!
//! Whoever ends Windows, a person or a program that calls ExitWindows or ExitWindowsExec: every application is asked
//! first, and only when all agree are they told, and does anything end (Q75629).

use super::work::Work;
use super::{Doing, Stage, State, Step, Then};
use crate::base::{SimTime, Span};
use crate::machine::environment::Environment;
use crate::machine::os::{OsKind, factory_environment};
use crate::machine::path::{DosPath, Drive};
use crate::machine::shell::Leave;
use crate::machine::volume::Content;
use crate::machine::{Machine, Programs, Redirector};

/// Ending programs and switching off (assumed).
const SHUTDOWN_TIME: Span = Span::secs(10);
/// From the desktop to the prompt of MS-DOS (assumed).
const LEAVING_TIME: Span = Span::secs(2);

/// How a session ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit<'a> {
    /// Windows 3.x is left, and AUTOEXEC.BAT goes on behind `WIN`. Elsewhere there is nothing behind Windows, and the
    /// machine is off.
    QuitWindows,
    /// Windows ends and comes back: EW_RESTARTWINDOWS, or with a command line that runs in MS-DOS in between what
    /// ExitWindowsExec does. Only where there is an MS-DOS below: see [`can_restart_windows`].
    RestartWindows(Option<&'a str>),
    ShutDown,
    /// Everything ends, and the machine starts again.
    Restart,
    /// The machine starts again, and nobody is asked or told.
    ForcedRestart,
}

/// Whether Windows runs on top of an MS-DOS, to which it can be left.
pub const fn can_restart_windows(os: OsKind) -> bool {
    matches!(os, OsKind::Win31 | OsKind::Wfw311 | OsKind::Win95)
}

/// Ends the session on a copy of the machine. When an application refuses, nothing has changed, and the machine rests as
/// it did.
pub fn end_session(machine: &Machine, exit: Exit<'_>, at: SimTime, doing: Doing<'_>) -> Step {
    let mut work = Work::new(machine.clone(), at, doing);
    let then = end_of_session(&mut work, exit).unwrap_or(Then::Rest(machine.state));
    work.finish(then)
}

/// What comes behind a session that ends; `None` when an application refuses.
fn end_of_session(work: &mut Work<'_>, exit: Exit<'_>) -> Option<Then> {
    if exit == Exit::ForcedRestart {
        return Some(end(work, exit));
    }
    if !agree_to_end(&work.machine, work.doing.programs) {
        return None;
    }
    for (path, content) in &applications(&work.machine) {
        if let Some(stuck) = work.tell_of_end(path, content) {
            return Some(stuck);
        }
    }
    work.machine.drives.release_all();
    log_off(&mut work.machine);
    work.machine.drives.leave_windows();
    Some(end(work, exit))
}

/// Ends the session behind a stage if a program of it asked for that while Windows ran.
pub(super) fn leave(work: &mut Work<'_>, then: Then) -> Then {
    let with_windows = matches!(
        then,
        Then::Rest(State::Desktop) | Then::Stage(Stage::LoadAndRun | Stage::RunKeys | Stage::StartUp)
    );
    match work.take_leave().filter(|_| with_windows) {
        Some(leave) => end_of_session(work, Exit::of(&leave, work.machine.os)).unwrap_or(then),
        None => then,
    }
}

impl<'a> Exit<'a> {
    /// What a program gets that asks for it: where Windows cannot come back without it, the machine starts again (inferred).
    pub fn of(leave: &'a Leave, os: OsKind) -> Self {
        match leave {
            Leave::RestartWindows(command) if can_restart_windows(os) => {
                Self::RestartWindows(command.as_deref())
            }
            Leave::RestartWindows(_) | Leave::Restart => Self::Restart,
            Leave::ForcedRestart => Self::ForcedRestart,
            Leave::QuitWindows => Self::QuitWindows,
        }
    }
}

/// Whether every application agrees when it is asked if the session may end (WM_QUERYENDSESSION).
pub fn agree_to_end(machine: &Machine, programs: &dyn Programs) -> bool {
    applications(machine).iter().all(|(_, content)| programs.agrees_to_end(content))
}

/// The network of Workgroups and of Windows 95 is a part of Windows: the next start of it logs on again. That of Windows 3.1 is
/// one of MS-DOS, and stays (assumed).
fn log_off(machine: &mut Machine) {
    let is_part_of_windows = matches!(machine.os, OsKind::Wfw311 | OsKind::Win95);
    if is_part_of_windows && machine.drives.redirector() == Redirector::LoggedOn {
        machine.drives.set_redirector(Redirector::NobodyLoggedOn);
    }
}

fn end(work: &mut Work<'_>, exit: Exit<'_>) -> Then {
    match exit {
        Exit::RestartWindows(command) => restart_windows(work, command),
        Exit::QuitWindows if matches!(work.machine.os, OsKind::Win31 | OsKind::Wfw311) => {
            work.spend(LEAVING_TIME);
            Then::Stage(Stage::BehindWindows)
        }
        Exit::ForcedRestart => Then::Stage(Stage::SelfTest),
        Exit::Restart => {
            switch_off(work);
            Then::Stage(Stage::SelfTest)
        }
        Exit::QuitWindows | Exit::ShutDown => {
            switch_off(work);
            Then::Rest(State::Off)
        }
    }
}

fn switch_off(work: &mut Work<'_>) {
    work.machine.forget_session();
    work.spend(SHUTDOWN_TIME);
}

/// The start of Windows goes on where `WIN` begins it, so that on Windows 95 WININIT.EXE comes first (assumed).
fn restart_windows(work: &mut Work<'_>, command: Option<&str>) -> Then {
    work.spend(LEAVING_TIME);
    if !work.has_power() {
        return Then::PowerCut;
    }
    if let Some(command) = command {
        let run = work.shell(command);
        if let Some(stuck) = work.stuck(run.ending) {
            return stuck;
        }
    }
    Then::Stage(if work.machine.os == OsKind::Win95 { Stage::Wininit } else { Stage::Windows })
}

/// The programs in use on a desktop, in the order of their paths, in which they are asked (assumed).
fn applications(machine: &Machine) -> Vec<(DosPath, Content)> {
    if machine.state != State::Desktop {
        return Vec::new();
    }
    let content = |path: &DosPath| Some((path.clone(), machine.drives.read(path).ok()?.clone()));
    machine.drives.held().filter_map(content).collect()
}

impl Machine {
    /// Without power: what was in memory is gone.
    pub fn lose_power(&mut self) {
        self.forget_session();
        self.state = State::Off;
    }

    /// Forgets variables, mapped drives, current directories and what was in use.
    pub(super) fn forget_session(&mut self) {
        self.drives.release_all();
        self.drives.set_redirector(Redirector::NoNetwork);
        self.behind_windows = None;
        let mapped: Vec<Drive> = self.drives.letters().filter(|&drive| self.drives.is_share(drive)).collect();
        mapped.into_iter().for_each(|drive| self.drives.unmap(drive));
        // C: is there, and every drive has a root.
        let _ = self.drives.set_current(Drive::C);
        let _ = self.drives.set_directory(&DosPath::root(Drive::C));
        self.env = match self.os {
            OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 | OsKind::Os2 => factory_environment(self.os),
            _ => Environment::default(),
        };
    }
}
