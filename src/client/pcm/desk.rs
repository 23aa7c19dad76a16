//! PCM's window, and what the person does with it.

use super::{PART, Pcm, State, View};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::engine::Outbox;

/// What was done with the window since PCM was started.
#[derive(Clone, Default)]
pub(super) struct Desk {
    /// When the person closed it last.
    closed: Option<SimTime>,
    /// When it last opened, by itself or by the person.
    opened: Option<SimTime>,
    /// Since when the Job Details of a package are open (Q160853).
    details: Option<SimTime>,
    /// When this PCM was ended, or ended itself: it is gone until it is started again.
    ended: Option<SimTime>,
    /// What the box that tells to wait for the service stands there for.
    pub(super) service_box: Option<SimTime>,
    /// When the account of the desktop's PCM, and that of the service, was refused.
    pub(super) refused: [Option<SimTime>; 2],
    /// When the countdown to the mandatory packages ends, or ended (Q122202, Q185805).
    pub(super) countdown: Option<SimTime>,
    /// Since when the box that asks for a restart stands there (Q153227).
    pub(super) restart_box: Option<SimTime>,
    /// When PCM last reminded of what is pending (Q187287).
    pub(super) reminded: Option<SimTime>,
}

impl Pcm {
    pub(super) fn desk(&mut self) -> &mut Desk {
        self.desk.get_or_insert_default()
    }

    /// Whether the window is open in a session that began at `session_start`: it opens when there is something new, and when PCM
    /// starts with something pending; who closes it is left alone from then on (Q187287).
    pub fn window_is_open(&self, session_start: SimTime) -> bool {
        let desk = self.desk.as_deref();
        let opened = desk.and_then(|desk| desk.opened).filter(|opened| *opened >= session_start);
        let closed = desk.and_then(|desk| desk.closed);
        let shows_something =
            self.items.iter().any(|item| item.shown && item.state == State::Pending) || opened.is_some();
        shows_something && closed.is_none_or(|closed| closed < opened.unwrap_or(session_start))
    }

    /// The window opens.
    pub fn open_window(&mut self, now: SimTime) {
        self.desk().opened = Some(now);
    }

    /// Something new has come: a window that was closed opens again.
    pub(super) fn pop_up(&mut self, now: SimTime) {
        if let Some(desk) = self.desk.as_deref_mut().filter(|desk| desk.closed.is_some()) {
            desk.opened = Some(now);
        }
    }

    pub fn close_window(&mut self, now: SimTime) {
        let desk = self.desk();
        desk.closed = Some(now);
        desk.details = None;
    }

    /// Opens the Job Details of a package, or closes them (`None`).
    pub fn show_details(&mut self, since: Option<SimTime>) {
        self.desk().details = since;
    }

    /// Whether Job Details are open in a session that began at `session_start`.
    pub(super) fn shows_details(&self, session_start: SimTime) -> bool {
        self.desk.as_deref().and_then(|desk| desk.details).is_some_and(|since| since >= session_start)
    }

    /// This PCM ends, and is not there any more.
    pub fn quit(&mut self, now: SimTime) {
        self.desk().ended = Some(now);
    }

    /// Whether it has ended since it was started at `session_start`.
    pub fn has_quit(&self, session_start: SimTime) -> bool {
        self.desk.as_deref().and_then(|desk| desk.ended).is_some_and(|ended| ended >= session_start)
    }

    /// Puts a package of Pending Commands away; says whether it was there. One that is counted down to stays where it is, if all
    /// is well (Q122202).
    pub fn archive(&mut self, job: JobId, view: &View, out: &mut Outbox<Effect>) -> bool {
        let is_fixed = self.counts_down(view) && view.is_due(job) && !view.behavior.archives_in_countdown;
        let Some(item) = self.item(job).filter(|item| item.state == State::Pending) else { return false };
        if is_fixed {
            out.note(PART, || format!("does not let go of {} any more", (view.job_name)(job)));
        } else {
            item.state = State::Archived;
            out.note(PART, || format!("archives {}", (view.job_name)(job)));
            self.forget_countdown(self.due(view).is_empty());
        }
        true
    }

    fn counts_down(&self, view: &View) -> bool {
        self.desk.as_deref().and_then(|desk| desk.countdown).is_some_and(|ends| ends > view.now)
    }
}
