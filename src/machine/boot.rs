//! Starting and stopping a machine: what each operating system does from the switch to the prompt or the desktop, in the
//! documented order.
//!
//! A start is a chain of [`Stage`]s. Each is a function of the machine as it is before: [`run`] gives back the machine
//! as it is after, how long that took, what was seen, and what comes next. So a stage can be cut anywhere: it is run
//! again with as much power as there was.

mod autoexec;
mod config_sys;
mod group;
pub mod inuse;
mod menu;
mod network;
mod nt;
mod os2;
pub mod restarter;
mod shutdown;
mod start;
#[cfg(test)]
mod tests;
mod win_ini;
mod windows;
pub mod windows_95_setup;
mod wininit;
mod work;

pub use network::{LogonScript, Network, log_on_again};
pub use nt::{PENDING, SESSION_MANAGER};
pub use shutdown::{Exit, agree_to_end, can_restart_windows, end_session};
pub use windows::RUN_KEYS;
pub use work::{Doing, Step, Then};

use super::os::OsKind;
use super::shell::Limit;
use super::{Machine, Redirector};
use crate::base::{SimTime, Span};
use work::Work;

/// From the switch to the first file that is read (assumed).
const SELF_TEST_TIME: Span = Span::secs(10);

/// What a machine is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Off,
    /// It starts, and is in this stage.
    Starting(Stage),
    /// COMMAND.COM waits for a command.
    Prompt,
    /// Windows NT waits for somebody to log on.
    Welcome,
    /// A desktop, with its person in front of it.
    Desktop,
    /// The start asks a question that nobody answers.
    Asks,
    /// The start goes on for ever.
    Hangs(Limit),
    /// It has stopped with a message, and only the switch helps.
    Stopped,
}

impl State {
    /// What a machine does that has been running for long.
    pub const fn of_running(os: OsKind) -> Self {
        match os {
            OsKind::Dos5 | OsKind::Dos6 => Self::Prompt,
            _ => Self::Desktop,
        }
    }

    /// As a transcript has it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Off => "is off",
            Self::Starting(_) => "is starting",
            Self::Prompt => "is at the prompt",
            Self::Welcome => "waits for somebody to log on",
            Self::Desktop => "has started",
            Self::Asks => "asks a question that nobody answers",
            Self::Hangs(_) => "hangs: the start goes on for ever",
            Self::Stopped => "has stopped with a message",
        }
    }
}

/// A part of a start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    SelfTest,
    /// Windows NT's Session Manager renames what was in use.
    SessionManager,
    /// CONFIG.SYS of MS-DOS and Windows 95.
    ConfigSys,
    /// AUTOEXEC.BAT, up to `WIN`.
    Autoexec,
    /// WININIT.EXE of Windows 95 renames what was in use.
    Wininit,
    /// Windows loads itself: its files are in use from now on.
    Windows,
    /// Windows NT's services.
    Services,
    /// Somebody logs on to Windows NT.
    Logon,
    /// The keys of the registry that name programs to run.
    RunKeys,
    /// `load=` and `run=`: of WIN.INI, or of the registry.
    LoadAndRun,
    /// The StartUp group.
    StartUp,
    /// CONFIG.SYS of OS/2.
    Os2Config,
    /// The Workplace Shell and STARTUP.CMD.
    StartupCmd,
    /// AUTOEXEC.BAT goes on behind `WIN`, because Windows was left.
    BehindWindows,
}

impl Stage {
    /// As a transcript has it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SelfTest => "starts",
            Self::SessionManager => "Session Manager",
            Self::ConfigSys | Self::Os2Config => "CONFIG.SYS",
            Self::Autoexec => "AUTOEXEC.BAT",
            Self::Wininit => "WININIT.EXE",
            Self::Windows => "loads Windows",
            Self::Services => "starts the services",
            Self::Logon => "somebody logs on",
            Self::RunKeys => "programs of the registry",
            Self::LoadAndRun => "load= and run=",
            Self::StartUp => "the StartUp group",
            Self::StartupCmd => "STARTUP.CMD",
            Self::BehindWindows => "AUTOEXEC.BAT goes on",
        }
    }
}

/// Runs a stage of a start that begins at `at`, on a copy of the machine.
pub fn run(machine: &Machine, stage: Stage, at: SimTime, doing: Doing<'_>) -> Step {
    let mut work = Work::new(machine.clone(), at, doing);
    work.machine.state = State::Starting(stage);
    let then = match stage {
        Stage::SelfTest => self_test(&mut work),
        Stage::SessionManager => nt::session_manager(&mut work),
        Stage::ConfigSys => config_sys::run(&mut work),
        Stage::Autoexec => autoexec::run(&mut work),
        Stage::Wininit => wininit::run(&mut work),
        Stage::Windows => windows::load(&mut work),
        Stage::Services => nt::services(&mut work),
        Stage::Logon => nt::log_on(&mut work),
        Stage::RunKeys => windows::run_keys(&mut work),
        Stage::LoadAndRun => win_ini::run(&mut work),
        Stage::StartUp => group::run(&mut work),
        Stage::Os2Config => os2::config_sys(&mut work),
        Stage::StartupCmd => os2::startup(&mut work),
        Stage::BehindWindows => autoexec::go_on(&mut work),
    };
    let then = shutdown::leave(&mut work, then);
    work.finish(then)
}

/// Runs a command line that a person types at `at`, on a copy of the machine; `WIN` starts Windows.
pub fn type_in(machine: &Machine, command: &str, at: SimTime, doing: Doing<'_>) -> Step {
    let mut work = Work::new(machine.clone(), at, doing);
    let then = autoexec::type_in(&mut work, command);
    let then = shutdown::leave(&mut work, then);
    work.finish(then)
}

/// The first stage of a start, which anything else hangs on: nothing of the last session is left.
fn self_test(work: &mut Work<'_>) -> Then {
    work.machine.forget_session();
    if work.doing.network.connected {
        work.machine.drives.set_redirector(Redirector::NobodyLoggedOn);
    }
    work.spend(SELF_TEST_TIME);
    Then::Stage(match work.machine.os {
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => Stage::SessionManager,
        OsKind::Os2 => Stage::Os2Config,
        _ => Stage::ConfigSys,
    })
}
