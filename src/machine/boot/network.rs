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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Calendar;
    use crate::machine::boot::{self, Stage, State};
    use crate::machine::volume::Content;
    use crate::machine::{Clock, NoPrograms, OsKind, RelPath, Volume, factory_image};

    const AT: SimTime = SimTime::day(1);

    fn script(text: &str) -> LogonScript {
        let mut share = Volume::new(Image::empty(1 << 20));
        let path = RelPath::parse("LOGON.BAT").unwrap();
        share.write(&path, Content::of(text), crate::machine::LocalTime(0)).unwrap();
        LogonScript { share: share.freeze(), file: "LOGON.BAT" }
    }

    /// Switches a machine on and, where it waits for somebody, logs on. Gives back the machine and what it showed.
    fn start(os: OsKind, network: Network<'_>) -> (Machine, Vec<String>) {
        let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
        machine.lose_power();
        let mut console = Vec::new();
        let mut next = Stage::SelfTest;
        loop {
            let doing = Doing {
                programs: &NoPrograms,
                keys: &[],
                power: Span::FOREVER,
                loads: &[],
                policy: &[],
                network,
            };
            let step = boot::run(&machine, next, AT, doing);
            machine = step.after;
            console.extend(step.console);
            next = match step.then {
                Then::Stage(stage) => stage,
                Then::Rest(State::Welcome) => Stage::Logon,
                _ => return (machine, console),
            };
        }
    }

    #[test]
    fn every_system_runs_the_logon_script_once_and_lets_go_of_its_share() {
        let script = script("@ECHO hello from %0\r\n");
        // A batch file of OS/2 would have another name.
        for os in OsKind::ALL.into_iter().filter(|os| *os != OsKind::Os2) {
            let (machine, console) = start(os, Network { connected: true, script: Some(&script) });
            let said = console.iter().filter(|line| line.starts_with("hello from Z:")).count();
            assert_eq!((said, machine.drives.redirector()), (1, Redirector::LoggedOn), "{os:?}: {console:?}");
            assert!(machine.drives.volume(Drive::new('Z').unwrap()).is_err());
        }
    }

    #[test]
    fn without_a_network_nobody_logs_on() {
        let script = script("@ECHO hello\r\n");
        for os in OsKind::ALL {
            let (machine, console) = start(os, Network { connected: false, script: Some(&script) });
            assert!(!console.iter().any(|line| line == "hello"), "{os:?}: {console:?}");
            assert_eq!(machine.drives.redirector(), Redirector::NoNetwork, "{os:?}");
        }
    }

    #[test]
    fn a_script_that_asks_stops_the_start() {
        let script = script("@ECHO OFF\r\nPAUSE\r\n");
        let (machine, _) = start(OsKind::Win95, Network { connected: true, script: Some(&script) });
        assert_eq!(machine.state, State::Asks);
    }
}
