//! Logging on to the network, and the logon script.
//!
//! Where in a start it happens: on MS-DOS behind AUTOEXEC.BAT, where NET LOGON stands (inferred from Q124381); on Windows 3.x
//! when Windows has loaded, as with "Log On at Startup" (Q125978); on Windows 95 when the services have started; on Windows NT
//! at the logon itself. The programs of `load=` come behind it (Q166771).

use std::sync::Arc;

use super::work::Work;
use super::{Doing, Step, Then};
use crate::base::{SimTime, Span};
use crate::machine::path::Drive;
use crate::machine::{Image, Machine, Redirector};

/// Asking a server for the logon (assumed).
const LOGON_TIME: Span = Span::secs(2);
/// The letter of the share that a logon script lies on (Q121387).
const SCRIPT_DRIVE: char = 'Z';

/// The network that a machine finds.
#[derive(Clone, Copy, Default)]
pub struct Network<'a> {
    /// Whether it is there from the start on.
    pub connected: bool,
    /// What a logon runs.
    pub script: Option<&'a LogonScript>,
}

/// A logon script and the share that it lies on, NETLOGON.
#[derive(Clone, Debug)]
pub struct LogonScript {
    pub share: Arc<Image>,
    pub file: &'static str,
}

/// Somebody at a machine that is up logs on, on a copy of it.
pub fn log_on_again(machine: &Machine, at: SimTime, doing: Doing<'_>) -> Step {
    let mut work = Work::new(machine.clone(), at, doing);
    let was = work.machine.state;
    let stuck = run_script(&mut work);
    work.finish(stuck.unwrap_or(Then::Rest(was)))
}

/// Somebody logs on in the course of a start, if there is a network and nobody has yet. Says what the start comes to when
/// the script does not come to its end.
pub(super) fn log_on(work: &mut Work<'_>) -> Option<Then> {
    match work.machine.drives.redirector() {
        Redirector::NobodyLoggedOn => run_script(work),
        Redirector::NoNetwork | Redirector::LoggedOn => None,
    }
}

fn run_script(work: &mut Work<'_>) -> Option<Then> {
    if !work.has_power() {
        return Some(Then::PowerCut);
    }
    work.machine.drives.set_redirector(Redirector::LoggedOn);
    work.spend(LOGON_TIME);
    let script = work.doing.network.script?;
    let drive = Drive::new(SCRIPT_DRIVE)?;
    work.machine.drives.map(drive, script.share.clone());
    let run = work.shell(&format!("{drive}\\{}", script.file));
    work.machine.drives.unmap(drive);
    work.stuck(run.ending)
}
