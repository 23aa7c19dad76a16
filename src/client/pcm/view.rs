//! What PCM sees when it looks.

use super::{Kind, Reporting};
use crate::base::{JobId, SimTime, Span};
use crate::machine::{LocalTime, Machine};
use crate::product::Behavior;
use crate::wire::winst::{Offer, Winst};

/// The client and what its logon server holds for it, at one moment.
pub struct View<'a> {
    pub now: SimTime,
    pub kind: Kind,
    /// Its clock is what every date is held against (Q189305).
    pub machine: &'a Machine,
    pub behavior: &'a Behavior,
    /// When PCM was started.
    pub session_start: SimTime,
    /// Whether the logon server is found to be behind a slow link (Q131011).
    pub slow_link: bool,
    /// Until when PCM is on the desktop beside the service; `None`: it is not.
    pub desktop_until: Option<SimTime>,
    /// The logon server.
    pub server: &'a str,
    /// When it will be started again by the clock; NEVER: not by the clock.
    pub next_start: SimTime,
    /// How much later than written PCM takes every date to be.
    pub late: Span,
    /// `<SMSID>.INS` in PCMINS.BOX of the logon server.
    pub winst: &'a Winst,
    /// The file, where it is there and this PCM does not come to see it.
    pub hidden: Option<&'a Winst>,
    /// What the records say, by job.
    pub offers: &'a [Offer],
    /// Each job's name, for the transcript.
    pub job_name: &'a dyn Fn(JobId) -> String,
    /// Its SMSID, for the logs.
    pub sms_id: &'a dyn Fn() -> String,
    /// Each job's Request ID, for the logs.
    pub request_id: &'a dyn Fn(JobId) -> String,
    pub reporting: &'a Reporting<'a>,
}

impl View<'_> {
    /// The time that PCM holds dates against: that of the client's own clock, less what it adds to dates.
    pub(super) fn shown(&self) -> LocalTime {
        LocalTime(self.machine.clock.local(self.now).0.saturating_sub(self.late.0))
    }

    /// When `date` has come for PCM.
    pub(super) fn instant(&self, date: LocalTime) -> SimTime {
        self.machine.clock.instant(date) + self.late
    }

    pub(super) fn offer(&self, job: JobId) -> &Offer {
        &self.offers[job.ix()]
    }

    pub(super) fn has_record(&self, job: JobId) -> bool {
        self.winst.jobs.contains(&job)
    }

    /// Whether this is the look that PCM begins with (Q163488).
    pub(super) fn is_first_look(&self) -> bool {
        self.now == self.session_start
    }

    /// Whether a record is for this PCM: its platform, and for the service the System (Background) Tasks, which ought to be for
    /// nobody else (Q165147, Q166765).
    pub(super) fn is_for_me(&self, job: JobId) -> bool {
        let offer = self.offer(job);
        let takes_over = self.kind == Kind::Win32 && self.behavior.desktop_runs_background;
        let is_mine = if self.kind.is_desktop() { !offer.background || takes_over } else { offer.background };
        is_mine && self.is_for_platform(job)
    }

    pub(super) fn is_for_platform(&self, job: JobId) -> bool {
        self.offer(job).platforms.contains(&self.machine.os)
    }

    pub(super) fn has_expired(&self, job: JobId) -> bool {
        self.offer(job).expires.is_some_and(|date| date <= self.shown())
    }
}
