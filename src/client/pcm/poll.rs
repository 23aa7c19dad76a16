//! One look into the instruction file: new packages are listed, mandatory ones begun, expired ones dropped and given notice of.

use super::{Item, PART, Pcm, State, View};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::wire::sni::Notice;

/// Polls (Q166765): says whether there was anything to do.
pub fn poll(pcm: &mut Pcm, view: &View, out: &mut Outbox<Effect>) -> bool {
    if view.is_first_look() {
        pcm.read[view.kind.seat()] = None;
    }
    let withdrawn = pcm.forget_withdrawn(view, out);
    let listed = pcm.list_new(view, out);
    let dropped = pcm.drop_expired(view, out);
    let begun = pcm.go_on(view, out);
    pcm.read[view.kind.seat()] = Some(view.winst.version);
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

    /// Lists each record whose offer date has come and that is for this PCM. A record that has expired already is listed
    /// only to be dropped at once, so that the site gets its notice.
    fn list_new(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let before = self.items.len();
        for &job in &view.winst.jobs {
            let is_offered = view.is_for_me(job) && view.offer(job).display <= view.shown();
            if is_offered && !self.knows(job) {
                self.items.push(Item { job, state: State::Pending });
                if !view.has_expired(job) {
                    out.note(PART, || format!("offers {}", (view.job_name)(job)));
                    self.show(job, view, out);
                }
            }
        }
        self.items.len() > before
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
        let mandatory = pending.filter(|&job| !view.is_due(job)).filter_map(|job| view.offer(job).install_by);
        let endless =
            self.running.as_ref().filter(|running| running.ends.is_none()).map(|running| running.job);
        let listed = self.items.iter().filter(|i| i.state != State::Dropped && Some(i.job) != endless);
        let expiries = listed.map(|i| i.job).filter(mine).filter_map(|job| view.offer(job).expires);
        offers.chain(mandatory).chain(expiries).min().map(|due| view.instant(due))
    }
}
