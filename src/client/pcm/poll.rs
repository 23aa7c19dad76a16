//! One look into the instruction file: new packages are listed, mandatory ones begun, expired ones dropped and given notice of.

use super::{Item, Kind, PART, Pcm, State, View, log};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::wire::sni::Notice;
use crate::wire::winst::Winst;

/// Polls (Q166765): says whether there was anything to do.
pub fn poll(pcm: &mut Pcm, view: &View, out: &mut Outbox<Effect>) -> bool {
    let is_new = pcm.read[view.kind.seat()] != Some(view.winst.version) && !view.winst.jobs.is_empty();
    if view.is_first_look() {
        pcm.read[view.kind.seat()] = None;
    }
    if let Some(file) = view.hidden {
        pcm.miss(file, view, out);
        return false;
    }
    let withdrawn = pcm.forget_withdrawn(view, out);
    let listed = pcm.list_new(view, out);
    let dropped = pcm.drop_expired(view, out);
    pcm.forget_reported(view);
    let begun = pcm.go_on(view, out);
    pcm.read[view.kind.seat()] = Some(view.winst.version);
    if is_new || listed || begun {
        log::look(view, listed, out);
    }
    if let Some(due) = pcm.next_look(view) {
        out.push(Effect::LookAt(view.kind, due));
    }
    withdrawn || listed || dropped || begun
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

    /// There is a file, and this PCM does not see it: it says so once for each that comes.
    fn miss(&mut self, file: &Winst, view: &View, out: &mut Outbox<Effect>) {
        if self.read[view.kind.seat()] != Some(file.version) {
            self.read[view.kind.seat()] = Some(file.version);
            log::no_file(view, out);
        }
    }

    /// The service takes a record that is still there for one that is still to be run, though it has run it and reported, but
    /// the site has not seen to that yet (Q166765).
    fn forget_reported(&mut self, view: &View) {
        if view.kind != Kind::Service || !view.behavior.service_runs_what_is_left {
            return;
        }
        let is_left = |item: &&mut Item| {
            item.state == State::Executed
                && view.is_for_me(item.job)
                && view.has_record(item.job)
                && view.is_due(item.job)
        };
        self.items.iter_mut().filter(is_left).for_each(|item| item.state = State::Pending);
    }

    /// Lists each record whose offer date has come and that is for this PCM. A record that has expired already is listed
    /// only to be dropped at once, so that the site gets its notice.
    fn list_new(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let mut found = false;
        for &job in &view.winst.jobs {
            let is_offered = view.is_for_me(job) && view.offer(job).display <= view.shown();
            if is_offered && self.list(job, view) {
                found = true;
                if !view.has_expired(job) {
                    out.note(PART, || format!("offers {}", (view.job_name)(job)));
                    self.show(job, view, out);
                }
            }
        }
        found
    }

    /// Puts a package into the lists; says whether it was not there yet for this PCM.
    fn list(&mut self, job: JobId, view: &View) -> bool {
        let shown = view.kind.is_desktop();
        match self.item(job) {
            None => self.items.push(Item { job, state: State::Pending, shown }),
            Some(item) if shown && !item.shown && item.state == State::Pending => item.shown = true,
            Some(_) => return false,
        }
        true
    }

    /// A new package opens the window of the desktop's PCM.
    fn show(&mut self, job: JobId, view: &View, out: &mut Outbox<Effect>) {
        if view.kind.is_desktop() {
            self.pop_up(view.now);
            out.push(Effect::Offered(job));
        }
    }

    /// Removes what has expired from the window and writes a despooler instruction for each (Q152229). It is remembered
    /// while the record is still there, or it would be offered again.
    fn drop_expired(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let is_listed =
            |item: &Item| matches!(item.state, State::Pending | State::Archived | State::Executed);
        let expired: Vec<JobId> = self
            .items
            .iter()
            .filter(|i| is_listed(i) && view.is_for_me(i.job) && view.has_expired(i.job))
            .map(|i| i.job)
            .collect();
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

    /// From when on a look will find something: an offer that comes, a package that becomes mandatory, or an expiry. A
    /// package in progress is not dropped, and one that never ends is never looked at again.
    fn next_look(&self, view: &View) -> Option<SimTime> {
        let mine = |job: &JobId| view.is_for_me(*job);
        let waiting = view.winst.jobs.iter().copied().filter(mine).filter(|&job| !self.knows(job));
        let offers = waiting.map(|job| view.offer(job).display);
        let pending = self.with_state(State::Pending).filter(mine);
        let mandatory = pending.filter(|&job| !view.is_due(job)).filter_map(|job| view.runs_from(job));
        let endless =
            self.running.as_ref().filter(|running| running.ends.is_none()).map(|running| running.job);
        let listed = self.items.iter().filter(|i| i.state != State::Dropped && Some(i.job) != endless);
        let expiries = listed.map(|i| i.job).filter(mine).filter_map(|job| view.offer(job).expires);
        offers.chain(mandatory).chain(expiries).min().map(|due| view.instant(due))
    }
}
