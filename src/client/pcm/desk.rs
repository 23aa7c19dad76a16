//! PCM's window, and what the person does with it.

use super::{PART, Pcm, State};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::engine::Outbox;

/// What was done with the window since PCM was started.
#[derive(Default)]
pub(super) struct Desk {
    /// When the person closed it last.
    closed: Option<SimTime>,
    /// When it last opened, by itself or by the person.
    opened: Option<SimTime>,
    /// The Job Details of a package are open (Q160853).
    pub(super) details: bool,
    /// When the countdown to the mandatory packages ends, or ended (Q122202, Q185805).
    pub(super) countdown: Option<SimTime>,
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
        let shows_something = self.with_state(State::Pending).next().is_some() || opened.is_some();
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
        desk.details = false;
    }

    /// Opens or closes the Job Details of a package.
    pub fn show_details(&mut self, open: bool) {
        self.desk().details = open;
    }

    /// Puts a package of Pending Commands away; says whether it was there.
    pub fn archive(&mut self, job: JobId, job_name: &str, out: &mut Outbox<Effect>) -> bool {
        let Some(item) = self.item(job).filter(|item| item.state == State::Pending) else { return false };
        item.state = State::Archived;
        out.note(PART, || format!("archives {job_name}"));
        true
    }
}
