//! One look into the instruction file: new packages are listed, expired ones are dropped and given notice of.

use super::{Item, PART, Pcm, Reporting, State};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::{Clock, LocalTime, OsKind};
use crate::wire::sni::Notice;
use crate::wire::winst::{Offer, Winst};

/// What PCM sees when it polls.
pub struct View<'a> {
    pub now: SimTime,
    /// The client's own: every date is held against it (Q189305).
    pub clock: Clock,
    /// `<SMSID>.INS` in PCMINS.BOX of the logon server.
    pub winst: &'a Winst,
    /// What the records say, by job.
    pub offers: &'a [Offer],
    /// Each job's name, for the transcript.
    pub job_name: &'a dyn Fn(JobId) -> String,
    pub os: OsKind,
    pub reporting: &'a Reporting<'a>,
}

impl View<'_> {
    fn shown(&self) -> LocalTime {
        self.clock.local(self.now)
    }

    fn has_record(&self, job: JobId) -> bool {
        self.winst.jobs.contains(&job)
    }
}

/// Polls (Q166765): says whether there was anything to do.
pub fn poll(pcm: &mut Pcm, view: &View, out: &mut Outbox<Effect>) -> bool {
    let withdrawn = pcm.forget_withdrawn(view, out);
    let listed = pcm.list_new(view, out);
    let dropped = pcm.drop_expired(view, out);
    if let Some(due) = pcm.next_due(view) {
        out.push(Effect::LookAt(due));
    }
    withdrawn || listed || dropped
}

impl Pcm {
    /// A record that the site took back leaves the pending list; an executed item stays until it expires (Q191348).
    fn forget_withdrawn(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let mut withdrawn = false;
        self.items.retain(|item| {
            let gone = !view.has_record(item.job);
            if gone && item.state == State::Pending {
                withdrawn = true;
                out.note(PART, || format!("{} was withdrawn", (view.job_name)(item.job)));
            }
            !gone || matches!(item.state, State::Running | State::Executed)
        });
        withdrawn
    }

    /// Lists each record whose offer date has come and whose platform fits. A record that has expired already is listed
    /// only to be dropped at once, so that the site gets its notice.
    fn list_new(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let before = self.items.len();
        for &job in &view.winst.jobs {
            let offer = &view.offers[job.ix()];
            let fits = offer.platforms.contains(&view.os) && offer.display <= view.shown();
            if fits && self.item(job).is_none() {
                self.items.push(Item { job, state: State::Pending, expires: offer.expires });
                if offer.expires.is_none_or(|e| view.shown() < e) {
                    out.note(PART, || format!("offers {}", (view.job_name)(job)));
                }
            }
        }
        self.items.len() > before
    }

    /// Removes what has expired from the window and writes a despooler instruction for each (Q152229). It is remembered
    /// while the record is still there, or it would be offered again.
    fn drop_expired(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let is_expired = |item: &Item| item.expires.is_some_and(|e| e <= view.shown());
        let is_listed = |item: &Item| matches!(item.state, State::Pending | State::Executed);
        let expired: Vec<JobId> =
            self.items.iter().filter(|i| is_listed(i) && is_expired(i)).map(|i| i.job).collect();
        for &job in &expired {
            out.note(PART, || format!("drops {}: it has expired", (view.job_name)(job)));
            self.write_notice(job, Notice::Expired, view.reporting, out);
            match self.item(job) {
                Some(item) if view.has_record(job) => item.state = State::Dropped,
                _ => self.items.retain(|item| item.job != job),
            }
        }
        !expired.is_empty()
    }

    /// The next date that will make a poll find something: an offer that comes due, or an expiry. A package in progress
    /// is not dropped, and one that never ends is never looked at again.
    fn next_due(&self, view: &View) -> Option<SimTime> {
        let known = |job: JobId| self.items.iter().any(|i| i.job == job);
        let waiting = view.winst.jobs.iter().filter(|&&job| !known(job)).map(|&job| &view.offers[job.ix()]);
        let offers = waiting.filter(|o| o.platforms.contains(&view.os)).map(|o| o.display);
        let endless = self.running.as_ref().filter(|running| !running.ends).map(|running| running.job);
        let listed = self.items.iter().filter(|i| i.state != State::Dropped && Some(i.job) != endless);
        offers.chain(listed.filter_map(|i| i.expires)).min().map(|due| view.clock.instant(due))
    }
}
