//! Leaving Windows, and losing power.

use super::work::Work;
use super::{Doing, Stage, State, Step, Then};
use crate::base::{SimTime, Span};
use crate::machine::environment::Environment;
use crate::machine::os::{OsKind, factory_environment};
use crate::machine::path::{DosPath, Drive};
use crate::machine::{Machine, Redirector};

/// Ending programs and switching off (assumed).
const SHUTDOWN_TIME: Span = Span::secs(10);

/// Leaves Windows 3.x: nothing of it is in use any more, and AUTOEXEC.BAT goes on behind `WIN`. Elsewhere there is nothing
/// behind Windows, and the machine is off.
pub fn quit_windows(machine: &mut Machine) -> Then {
    machine.drives.release_all();
    if machine.os == OsKind::Wfw311 && machine.drives.redirector() == Redirector::LoggedOn {
        // The network of Workgroups is a part of Windows.
        machine.drives.set_redirector(Redirector::NobodyLoggedOn);
    }
    match machine.os {
        OsKind::Win31 | OsKind::Wfw311 => Then::Stage(Stage::BehindWindows),
        _ => {
            machine.lose_power();
            Then::Rest(State::Off)
        }
    }
}

/// Ends everything that runs, and switches off or, to start again, does not.
pub fn shut_down(machine: &Machine, at: SimTime, doing: Doing<'_>, restart: bool) -> Step {
    let mut work = Work::new(machine.clone(), at, doing);
    work.machine.forget_session();
    work.spend(SHUTDOWN_TIME);
    work.finish(if restart { Then::Stage(Stage::SelfTest) } else { Then::Rest(State::Off) })
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
            OsKind::Nt351 | OsKind::Nt40 | OsKind::Os2 => factory_environment(self.os),
            _ => Environment::default(),
        };
    }
}
