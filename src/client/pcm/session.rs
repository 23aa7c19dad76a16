//! The session ends while a package is in progress.
//!
//! PCM marks a package when it notices that its process has ended. If Windows ends first, PCM is told (WM_ENDSESSION) and
//! marks it then; a forced end and a power cut tell nobody, and the package stays pending (Q175652).

use super::monitor::conclude;
use super::run::{free_drive, run_in};
use super::{Kind, Pcm, Start, State, View};
use crate::base::Span;
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::Machine;
use crate::wire::contents::Contents;

impl Kind {
    /// Whether it is told that a session ends: MS-DOS tells nobody.
    pub fn is_told_of_end(self) -> bool {
        self != Self::Dos
    }
}

/// The machine as the package in progress has left it so far, `elapsed` after it began.
pub fn so_far(pcm: &Pcm, machine: &Machine, start: &Start, elapsed: Span) -> Machine {
    let server = pcm.running.as_ref().map_or("", |running| &running.server);
    let drive = free_drive(machine);
    let run = drive.and_then(|drive| run_in(machine.clone(), (drive, server), start, elapsed));
    run.map_or_else(|| machine.clone(), |run| run.after)
}

/// What a package has left when the session ends under it.
pub struct Left {
    pub machine: Machine,
    /// NTENCAP says that it failed (Q164887).
    pub as_failed: bool,
}

/// PCM is told that the session ends while its package has left the machine like this: it marks the package, and reports
/// (Q175652).
pub fn end_session(
    pcm: &mut Pcm,
    view: &View,
    left: Left,
    contents: &mut Contents,
    out: &mut Outbox<Effect>,
) -> Option<Machine> {
    let running = pcm.running.as_deref_mut()?;
    running.after = Some(left.machine);
    running.sticks = false;
    running.launched &= !left.as_failed;
    let job = running.job;
    out.note(super::PART, || "is told that the session ends".to_string());
    let after = conclude(pcm, view, contents, out);
    let stays_pending = left.as_failed || view.kind == Kind::Win32 && view.behavior.restart_leaves_pending;
    if let Some(item) = pcm.item(job).filter(|_| stays_pending) {
        item.state = State::Pending;
    }
    after
}
