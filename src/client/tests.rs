//! Starts and restarts of machines with the SMS client on them, cut short at every moment: nothing that was queued may be
//! lost, and the next start ends as one that nobody cut.

use std::collections::BTreeSet;

use super::testing::{AT, Pc, path};
use crate::base::Span;
use crate::client::network::Network;
use crate::client::setup;
use crate::machine::boot::{Exit, State, restarter};
use crate::machine::{Content, OsKind};
use crate::product::Behavior;

/// The grid of the cuts.
const STEP: Span = Span::ms(10);

const TARGET: &str = "C:\\LIB\\X.DLL";
const WAITS: &str = "C:\\LIB\\X.NEW";

/// A machine that is off, with an old file and the new one that waits.
fn machine(os: OsKind, files: &[(&str, Content)]) -> Pc {
    let pair = [(TARGET, Content::of("old")), (WAITS, Content::of("new"))];
    let mut pc = Pc::new(os, &[&pair, files].concat());
    let now = pc.machine.clock.local(AT);
    setup::install(&mut pc.machine, &Behavior::default(), Network::NONE, now).unwrap();
    pc.machine.lose_power();
    pc
}

impl Pc {
    /// Neither the old file nor the new one is anywhere.
    fn has_lost_both(&self) -> bool {
        self.text(TARGET).is_none() && self.text(WAITS).is_none()
    }

    /// Leaves Windows to run the restart program, and comes back.
    fn restarts_windows(&self, power: Span) -> Self {
        self.ends(Exit::RestartWindows(Some("C:\\SETUP.T\\_MSSETUP.EXE")), power)
    }
}

/// Every cut on the grid of something that takes `whole`.
fn cuts(whole: Span) -> impl Iterator<Item = Span> {
    (0..=whole.0 / STEP.0).map(|n| STEP.times(n))
}

fn queued(os: OsKind, work: &str) -> Pc {
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
            let whole = off.starts(Span::FOREVER);
            assert_eq!(whole.text(TARGET).as_deref(), Some("new"), "{os:?}: {queue}");
            let mut left = BTreeSet::new();
            for power in cuts(whole.elapsed) {
                let cut = off.starts(power);
                assert_eq!(cut.machine.state, State::Off, "{os:?} after {power}: {queue}");
                assert!(!cut.has_lost_both(), "{os:?} after {power}: {queue}");
                // Of cuts that left the same disk one is started again.
                if !left.insert(cut.digest()) {
                    continue;
                }
                let again = cut.starts(Span::FOREVER);
                for file in [TARGET, WAITS, "C:\\SMS.INI"] {
                    assert_eq!(again.text(file), whole.text(file), "{os:?} after {power}: {queue}: {file}");
                }
            }
        }
    }
}

/// A machine on whose desktop a setup program has queued `lines` in _MSSETUP.BAT.
fn set_up(lines: &str) -> Pc {
    let off = machine(
        OsKind::Win31,
        &[
            ("C:\\SETUP.T\\_MSSETUP.BAT", Content::of(lines)),
            ("C:\\SETUP.T\\_MSSETUP.EXE", restarter::content()),
        ],
    );
    off.starts(Span::FOREVER)
}

/// Cuts the restart of Windows on a fine grid; what each cut left, and what came of it after a start and another restart.
fn cut_restarts(desktop: &Pc) -> Vec<(Pc, Pc)> {
    let whole = desktop.restarts_windows(Span::FOREVER);
    assert_eq!((whole.machine.state, whole.text(TARGET).as_deref()), (State::Desktop, Some("new")));
    assert_eq!(whole.text("C:\\SETUP.T\\_MSSETUP.BAT"), None);
    assert!(!whole.machine.drives.is_file(&path("C:\\SETUP.T\\_MSSETUP.EXE")));
    assert!(whole.machine.drives.is_directory(&path("C:\\SETUP.T")), "the restart directory stays");
    let outcome = |n| {
        let cut = desktop.restarts_windows(Span::ms(n));
        assert_eq!(cut.machine.state, State::Off, "after {n} ms");
        let up = cut.starts(Span::FOREVER);
        let again = up.restarts_windows(Span::FOREVER);
        (cut, again)
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
