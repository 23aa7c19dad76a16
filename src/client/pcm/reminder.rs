//! The reminder: PCMWIN32 opens a window that was closed when something has been pending for long (Q187287).

use super::{Kind, PART, Pcm, State, View};
use crate::base::{SimTime, Span};
use crate::client::Effect;
use crate::client::sms_ini::{LOCAL, SmsIni};
use crate::engine::Outbox;

/// The key of SMS.INI: minutes; 0 or none: it never reminds.
const KEY: &str = "PCMPackageReminderInterval";
/// The longest interval that is heeded, in minutes: a year (assumed).
const MOST_MINUTES: u64 = 525_600;

impl Pcm {
    /// Opens the window when the timer has run down. Only that winds it up again: who opens the window does not.
    pub(super) fn remind(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        if self.next_reminder(view).is_none_or(|due| due > view.now) {
            return false;
        }
        self.desk().reminded = Some(view.now);
        self.open_window(view.now);
        out.note(PART, || "reminds of what is pending".to_string());
        true
    }

    /// When the timer runs down; `None`: there is nothing to remind of.
    pub(super) fn next_reminder(&self, view: &View) -> Option<SimTime> {
        let reminds = view.kind == Kind::Win32 && !view.behavior.knows_no_reminder;
        let is_closed = || !self.window_is_open(view.session_start);
        if !reminds || self.with_state(State::Pending).next().is_none() || !is_closed() {
            return None;
        }
        let wound_up = self.desk.as_deref().and_then(|desk| desk.reminded).unwrap_or_default();
        Some(wound_up.max(view.session_start) + interval(view)?)
    }
}

fn interval(view: &View) -> Option<Span> {
    let minutes: u64 = SmsIni::open(&view.machine.drives).ok()?.get(LOCAL, KEY).parse().ok()?;
    (minutes > 0).then(|| Span::mins(minutes.min(MOST_MINUTES)))
}
