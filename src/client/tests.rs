//! Starts and restarts of machines with the SMS client on them, cut short at every moment: nothing that was queued may be
//! lost, and the next start ends as one that nobody cut.

use std::collections::BTreeSet;

use crate::base::{Calendar, SimTime, Span};
use crate::client::network::Network;
use crate::client::programs::ClientPrograms;
use crate::client::setup;
use crate::machine::boot::{self, Doing, Exit, Stage, State, Then, restarter};
use crate::machine::{Clock, Content, DosPath, Drive, Machine, OsKind, factory_image};
use crate::product::Behavior;

const AT: SimTime = SimTime::day(1);
/// The grid of the cuts.
const STEP: Span = Span::ms(10);

const TARGET: &str = "C:\\LIB\\X.DLL";
const WAITS: &str = "C:\\LIB\\X.NEW";

fn path(text: &str) -> DosPath {
    DosPath::parse(text).unwrap()
}

/// A machine that is off, with an old file and the new one that waits.
fn machine(os: OsKind, files: &[(&str, Content)]) -> Machine {
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    let now = machine.clock.local(SimTime::ZERO);
    let pair = [(TARGET, Content::of("old")), (WAITS, Content::of("new"))];
    for (file, content) in pair.iter().chain(files) {
        let file = path(file);
        let above = file.parent().unwrap();
        machine.drives.volume_mut(file.drive).unwrap().make_directories(&above.below, now).unwrap();
        machine.drives.write(&file, content.clone(), now).unwrap();
    }
    setup::install(&mut machine, &Behavior::default(), Network::NONE, now).unwrap();
    machine.lose_power();
    machine
}

/// What came of a machine, and how long it took.
struct Come {
    machine: Machine,
    elapsed: Span,
}

impl Come {
    fn text(&self, file: &str) -> Option<String> {
        self.machine.read_file(&path(file)).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    /// Neither the old file nor the new one is anywhere.
    fn has_lost_both(&self) -> bool {
        self.text(TARGET).is_none() && self.text(WAITS).is_none()
    }

    /// Goes on with a step, then with the stages behind it, as far as the power lasts; somebody logs on at once.
    fn go_on(mut self, mut then: Then, power: Span) -> Self {
        loop {
            let stage = match then {
                Then::Stage(stage) => stage,
                Then::Rest(State::Welcome) => Stage::Logon,
                Then::Rest(_) => return self,
                Then::PowerCut => {
                    self.machine.lose_power();
                    return self;
                }
            };
            let at = AT + self.elapsed;
            let left = if power == Span::FOREVER { power } else { power.left_after(self.elapsed) };
            let step = with(&self.machine, left, |doing| boot::run(&self.machine, stage, at, doing));
            self = Self { machine: step.after, elapsed: self.elapsed + step.elapsed };
            then = step.then;
        }
    }
}

fn with<T>(machine: &Machine, power: Span, act: impl FnOnce(Doing<'_>) -> T) -> T {
    let programs = ClientPrograms::on(machine);
    let network = boot::Network::default();
    act(Doing { programs: &programs, keys: &[], power, loads: &[], policy: &[], network })
}

fn start(machine: &Machine, power: Span) -> Come {
    let off = Come { machine: machine.clone(), elapsed: Span::ZERO };
    off.go_on(Then::Stage(Stage::SelfTest), power)
}

/// Leaves Windows to run the restart program, and comes back.
fn restart_windows(machine: &Machine, power: Span) -> Come {
    let exit = Exit::RestartWindows(Some("C:\\SETUP.T\\_MSSETUP.EXE"));
    let step = with(machine, power, |doing| boot::end_session(machine, exit, AT, doing));
    Come { machine: step.after, elapsed: step.elapsed }.go_on(step.then, power)
}

/// Every cut on the grid of something that takes `whole`.
fn cuts(whole: Span) -> impl Iterator<Item = Span> {
    (0..=whole.0 / STEP.0).map(|n| STEP.times(n))
}

fn queued(os: OsKind, work: &str) -> Machine {
    machine(os, &[("C:\\SMS.INI", Content::of(format!("[SMS Work]\r\nPendingWork={work}\r\n")))])
}

#[test]
fn a_start_cut_anywhere_loses_nothing_that_pending_work_replaces() {
    let queues = [
        "COPY C:\\LIB\\X.NEW C:\\LIB\\X.DLL /Y, DEL C:\\LIB\\X.NEW",
        "DEL C:\\LIB\\X.DLL, REN C:\\LIB\\X.NEW X.DLL",
    ];
    for os in [OsKind::Dos6, OsKind::Wfw311, OsKind::Win95, OsKind::Nt351, OsKind::Os2] {
        for queue in queues {
            let off = queued(os, queue);
            let whole = start(&off, Span::FOREVER);
            assert_eq!(whole.text(TARGET).as_deref(), Some("new"), "{os:?}: {queue}");
            let mut left = BTreeSet::new();
            for power in cuts(whole.elapsed) {
                let cut = start(&off, power);
                assert_eq!(cut.machine.state, State::Off, "{os:?} after {power}: {queue}");
                assert!(!cut.has_lost_both(), "{os:?} after {power}: {queue}");
                // Of cuts that left the same disk one is started again.
                if !left.insert(cut.machine.drives.volume(Drive::C).unwrap().digest()) {
                    continue;
                }
                let again = start(&cut.machine, Span::FOREVER);
                for file in [TARGET, WAITS, "C:\\SMS.INI"] {
                    assert_eq!(again.text(file), whole.text(file), "{os:?} after {power}: {queue}: {file}");
                }
            }
        }
    }
}

/// A machine on whose desktop a setup program has queued `lines` in _MSSETUP.BAT.
fn set_up(lines: &str) -> Machine {
    let off = machine(
        OsKind::Win31,
        &[
            ("C:\\SETUP.T\\_MSSETUP.BAT", Content::of(lines)),
            ("C:\\SETUP.T\\_MSSETUP.EXE", restarter::content()),
        ],
    );
    start(&off, Span::FOREVER).machine
}

/// Cuts the restart of Windows on a fine grid; what each cut left, and what came of it after a start and another restart.
fn cut_restarts(desktop: &Machine) -> Vec<(Come, Come)> {
    let whole = restart_windows(desktop, Span::FOREVER);
    assert_eq!((whole.machine.state, whole.text(TARGET).as_deref()), (State::Desktop, Some("new")));
    assert_eq!(whole.text("C:\\SETUP.T\\_MSSETUP.BAT"), None);
    assert!(!whole.machine.drives.is_file(&path("C:\\SETUP.T\\_MSSETUP.EXE")));
    assert!(whole.machine.drives.is_directory(&path("C:\\SETUP.T")), "the restart directory stays");
    let outcome = |n| {
        let cut = restart_windows(desktop, Span::ms(n));
        assert_eq!(cut.machine.state, State::Off, "after {n} ms");
        let up = start(&cut.machine, Span::FOREVER);
        (cut, restart_windows(&up.machine, Span::FOREVER))
    };
    (0..whole.elapsed.0 / Span::ms(1).0).step_by(5).map(outcome).collect()
}

#[test]
fn a_restart_of_windows_cut_anywhere_loses_neither_file_and_the_next_ends_as_ever() {
    let lines = "IF EXIST C:\\LIB\\X.NEW DEL C:\\LIB\\X.DLL\r\nREN C:\\LIB\\X.NEW X.DLL\r\n";
    for (cut, again) in cut_restarts(&set_up(lines)) {
        assert!(!cut.has_lost_both());
        assert_eq!((again.text(TARGET).as_deref(), again.text(WAITS)), (Some("new"), None));
        assert_eq!(again.text("C:\\SETUP.T\\_MSSETUP.BAT"), None);
    }
}

#[test]
fn lines_that_do_not_ask_whether_the_new_file_waits_lose_it_when_they_run_twice() {
    let lines = "DEL C:\\LIB\\X.DLL\r\nREN C:\\LIB\\X.NEW X.DLL\r\n";
    let outcomes = cut_restarts(&set_up(lines));
    assert!(outcomes.iter().all(|(cut, _)| !cut.has_lost_both()), "one run loses nothing");
    assert!(
        outcomes.iter().any(|(_, again)| again.has_lost_both()),
        "the cut fell behind REN, and DEL ran again"
    );
}
