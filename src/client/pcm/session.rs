//! The session ends while a package is in progress.
//!
//! PCM marks a package when it notices that its process has ended. If Windows ends first, PCM is told (WM_ENDSESSION) and
//! marks it then; a forced end and a power cut tell nobody, and the package stays pending (Q175652).

use super::monitor::conclude;
use super::run::{connected, run_in};
use super::{Kind, Pcm, Start, View};
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
pub fn so_far(machine: &Machine, start: &Start, elapsed: Span) -> Machine {
    connected(machine)
        .map_or_else(|| machine.clone(), |drive| run_in(machine.clone(), drive, start, elapsed).0)
}

/// PCM is told that the session ends while its package has left the machine like this: it marks the package, and reports
/// (Q175652).
pub fn end_session(
    pcm: &mut Pcm,
    view: &View,
    machine: Machine,
    contents: &mut Contents,
    out: &mut Outbox<Effect>,
) -> Option<Machine> {
    let running = pcm.running.as_deref_mut()?;
    running.after = Some(machine);
    running.sticks = false;
    out.note(super::PART, || "is told that the session ends".to_string());
    conclude(pcm, view, contents, out)
}
