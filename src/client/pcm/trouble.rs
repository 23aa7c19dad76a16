//! What PCM shows and writes when it does not come to look.

use super::{Kind, Pcm, SCREEN};
use crate::base::{SimTime, Span};
use crate::client::Effect;
use crate::engine::Outbox;

/// How long it does not really try after its account was refused (Q230242).
const SUSPENDED: Span = Span(3 * Span::DAY.0);
/// The box over the desktop while the service has the semaphore (Q173073): its title, and what it says.
const SERVICE_BOX: [&str; 2] = [
    "Package Command Manager Service",
    "A package is currently being installed in the background. This is routine, however please wait until it has completed \
     before starting any new packages.",
];

impl Pcm {
    /// It starts, finds no logon server, and ends (Q188578).
    pub fn quit_without_server(&mut self, kind: Kind, now: SimTime, out: &mut Outbox<Effect>) -> bool {
        let lines = ["Initializing .....", "Failed to connect to SMS Logon Server.", "Exiting ........."];
        write(kind, &lines, out);
        self.quit(now);
        true
    }

    /// It starts while the service is busy, and ends (Q231378).
    pub fn quit_beside_service(&mut self, kind: Kind, now: SimTime, out: &mut Outbox<Effect>) -> bool {
        let lines = [
            "Initializing .....",
            "Timed out waiting for the PCM service semaphore.",
            "Failed to get control of the semaphore from PCMSVC.",
            "Exiting .........",
        ];
        write(kind, &lines, out);
        self.quit(now);
        true
    }

    /// The box that tells to wait for the service: it stands there once for all that began at `since`.
    pub fn show_service_box(&mut self, since: SimTime, out: &mut Outbox<Effect>) -> bool {
        let stands = self.desk().service_box == Some(since);
        if !stands {
            self.desk().service_box = Some(since);
            SERVICE_BOX.iter().for_each(|line| out.note(SCREEN, || line.to_string()));
        }
        !stands
    }

    /// The domain refuses its account; `suspended`: from now on it does not really try.
    pub fn be_refused(&mut self, kind: Kind, suspended: Option<SimTime>, out: &mut Outbox<Effect>) -> bool {
        self.pretend_to_try(kind, out);
        write(kind, &["Security violation: access denied"], out);
        if suspended.is_some() {
            self.desk().refused[kind.seat()] = suspended;
        }
        true
    }

    /// It writes that it tries, and does not.
    pub fn pretend_to_try(&mut self, kind: Kind, out: &mut Outbox<Effect>) -> bool {
        write(kind, &["Polling .....", "Attempting to refresh package collection from logon server."], out);
        true
    }

    /// Whether a PCM that was started at `session_start` does not really try at `now`.
    pub fn is_suspended(&self, kind: Kind, session_start: SimTime, now: SimTime) -> bool {
        let refused = self.desk.as_deref().and_then(|desk| desk.refused[kind.seat()]);
        refused.is_some_and(|since| since >= session_start && now < since + SUSPENDED)
    }

    /// Since when the service has been running a package, if it is.
    pub fn service_runs_since(&self) -> Option<SimTime> {
        self.running.as_deref().filter(|running| running.by == Kind::Service).map(|running| running.began)
    }
}

fn write(kind: Kind, lines: &[&str], out: &mut Outbox<Effect>) {
    for line in lines {
        out.note(kind.log(), || line.to_string());
    }
}
