//! The restart that setup programs leave to PCM.
//!
//! A setup program appends what is to be done in MS-DOS to _MSSETUP.BAT of the Windows directory, the first by renaming its own
//! batch file, with _MSRSTRT.EXE beside it, and calls ExitWindowsExec. PCM holds that call back, so that several packages share
//! one restart. Behind each package it looks for the two files, asks for a restart, and on ENTER calls ExitWindowsExec itself
//! (Q153227). Whoever left the two files behind earlier causes the same box.

use std::sync::LazyLock;

use super::{Kind, Pcm, SCREEN};
use crate::base::SimTime;
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::boot::{can_restart_windows, restarter};
use crate::machine::{DosPath, Machine, OsKind};

/// The title of the box (Q153227).
const TITLE: &str = "Reboot to Complete Installation";
/// What it says (Q153227).
const TEXT: &str = "Please close all running applications. The system must be rebooted to complete installation. Press ENTER to \
                    reboot.";

impl Pcm {
    /// Asks for a restart when a setup program has left work for it: both files must be there (inferred: the article names the
    /// two together). The box does not keep PCM from running more, which is what it is there for.
    pub(super) fn ask_for_restart(
        &mut self,
        by: Kind,
        machine: &Machine,
        now: SimTime,
        out: &mut Outbox<Effect>,
    ) {
        if by != Kind::Win16 || !can_restart_windows(machine.os) || !has_both_files(machine) {
            return;
        }
        out.note(SCREEN, || TITLE.to_string());
        out.note(SCREEN, || TEXT.to_string());
        if self.desk().restart_box.is_none() {
            self.desk().restart_box = Some(now);
            out.push(Effect::AsksForRestart);
        }
    }

    /// Since when the box stands there.
    pub fn restart_box(&self) -> Option<SimTime> {
        self.desk.as_deref().and_then(|desk| desk.restart_box)
    }

    /// Somebody has pressed ENTER.
    pub fn close_restart_box(&mut self) {
        self.desk().restart_box = None;
    }
}

/// The two files, in the Windows directory of Windows 3.x.
static FILES: LazyLock<Vec<DosPath>> = LazyLock::new(|| {
    let windows = OsKind::Win31.windows_directory().unwrap_or_default();
    let path = |name| DosPath::parse(&format!("{windows}\\{name}")).ok();
    [restarter::BATCH, restarter::PROGRAM].into_iter().filter_map(path).collect()
});

fn has_both_files(machine: &Machine) -> bool {
    FILES.iter().all(|path| machine.drives.is_file(path))
}
