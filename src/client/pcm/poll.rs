//! One look into the instruction file: new packages are listed, mandatory ones begun, expired ones dropped and given notice of.

use super::{Item, Kind, PART, Pcm, Read, State, View, log};
use crate::base::{JobId, SimTime, Span};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::wire::sni::Notice;
use crate::wire::winst::Winst;

/// Polls (Q166765): says whether there was anything to do.
pub fn poll(pcm: &mut Pcm, view: &View, out: &mut Outbox<Effect>) -> bool {
    let has_changed = pcm.read[view.kind.seat()] != Read(view.winst.version) && !view.winst.jobs.is_empty();
    if view.is_first_look() {
        pcm.read[view.kind.seat()] = Read::default();
    }
    if let Some(until) = view.desktop_in_the_way() {
        out.effects.extend((until < SimTime::NEVER).then_some(Effect::LookAt(view.kind, until)));
        return false;
    }
    if let Some(file) = view.hidden {
        pcm.miss(file, view, out);
        return false;
    }
    let now = Read(view.winst.version);
    let is_new = std::mem::replace(&mut pcm.read[view.kind.seat()], now) != now;
    let withdrawn = pcm.forget_withdrawn(view, out);
    let reads_on = is_new || !view.behavior.skips_unmodified_instructions;
    let listed = pcm.list_new(view, reads_on, out);
    let dropped = pcm.drop_expired(view, out);
    // That a countdown ends at this very moment is an event of its own.
    let goes_on = (reads_on || pcm.has_counted_down()) && !pcm.counts_down_to(view.now);
    if goes_on {
        pcm.forget_reported(view);
    }
    let begun = goes_on && pcm.go_on(view, out);
    let shown = pcm.show_hidden(view, is_new) | pcm.remind(view, out);
    if has_changed || listed || begun {
        log::look(view, listed, out);
    }
    if let Some(due) = pcm.next_look(view).filter(|due| *due != SimTime::NEVER) {
        out.push(Effect::LookAt(view.kind, due));
    }
    withdrawn || listed || dropped || begun || shown
}

impl Pcm {
    /// A record that the site took back leaves the pending list, unless there is no file at all; an executed item stays until it expires (Q191348).
    fn forget_withdrawn(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let mut withdrawn = false;
        self.items.retain(|item| {
            let gone = view.winst.version > 0 && !view.has_record(item.job);
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
        if self.read[view.kind.seat()] != Read(file.version) {
            self.read[view.kind.seat()] = Read(file.version);
            log::no_file(view, out);
        }
    }

    /// The service takes a record that is still there for one that is still to be run, though it has run it and reported, but
    /// the site has not seen to that yet (Q166765). When it has just been started it goes by its history (assumed).
    fn forget_reported(&mut self, view: &View) {
        if view.kind != Kind::Service || view.is_first_look() || !view.behavior.service_runs_what_is_left {
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
    /// only to be dropped at once, so that the site gets its notice: that also by a PCM that does not read on.
    fn list_new(&mut self, view: &View, reads_on: bool, out: &mut Outbox<Effect>) -> bool {
        let mut found = false;
        for &job in &view.winst.jobs {
            let is_offered = view.is_for_me(job) && view.offer(job).display <= view.shown();
            if is_offered && (reads_on || view.has_expired(job)) && self.list(job, view) {
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
        let expired: Vec<JobId> = self
            .items
            .iter()
            .filter(|i| view.gives_notice_of(i) && view.is_for_me(i.job) && view.has_expired(i.job))
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

    /// From when on a look will find something: an offer that comes, a package that becomes mandatory, an expiry, or something to
    /// remind of.
    fn next_look(&self, view: &View) -> Option<SimTime> {
        let looks = [self.next_date(view), self.next_expiry(view), self.next_reminder(view)];
        looks.into_iter().flatten().min()
    }

    /// When an offer comes or a package becomes mandatory. A PCM that skips what it has read finds out only when it is started
    /// again.
    fn next_date(&self, view: &View) -> Option<SimTime> {
        let skips = view.behavior.skips_unmodified_instructions;
        let mine = |job: &JobId| view.is_for_me(*job);
        let opens = view.behavior.hidden_offers_open_window && self.waiting(view).next().is_some();
        let offers = self.waiting(view).map(|job| view.offer(job).display);
        let pending = self.with_state(State::Pending).filter(mine).filter(|&job| skips || !view.is_due(job));
        let mandatory = pending.filter_map(|job| view.runs_from(job));
        let date = offers.chain(mandatory).min().map(|date| view.instant(date));
        date.map(|date| match (skips, opens) {
            (true, _) => view.next_start,
            (false, true) => date.min(view.next_start),
            (false, false) => date,
        })
    }

    /// When something expires. A package in progress is not dropped, and one that never ends is never looked at again.
    fn next_expiry(&self, view: &View) -> Option<SimTime> {
        let endless =
            self.running.as_ref().filter(|running| running.ends.is_none()).map(|running| running.job);
        let listed = self.items.iter().filter(|item| {
            view.may_give_notice_of(item) && (item.state != State::Running || Some(item.job) != endless)
        });
        let mine = listed.map(|item| item.job).filter(|job| view.is_for_me(*job));
        let expires = mine.chain(self.waiting(view)).filter_map(|job| view.offer(job).expires).min();
        expires.map(|date| view.instant(date).max(view.now + Span(1)))
    }

    /// Records that are for this PCM and not in its lists yet.
    fn waiting(&self, view: &View) -> impl Iterator<Item = JobId> {
        let jobs = view.winst.jobs.iter().copied();
        jobs.filter(|&job| view.is_for_me(job) && !self.knows(job))
    }

    /// A record that is not offered yet opens the window all the same, which then shows nothing (Q149683).
    fn show_hidden(&mut self, view: &View, is_new: bool) -> bool {
        let opens = is_new && view.kind.is_desktop() && view.behavior.hidden_offers_open_window;
        if !opens || self.waiting(view).next().is_none() {
            return false;
        }
        self.open_window(view.now);
        true
    }
}

impl View<'_> {
    /// Whether notice is given of an item that has expired: once, unless PCM has no memory of it (Q188042). The service may run
    /// first what is due (Q225056).
    fn gives_notice_of(&self, item: &Item) -> bool {
        let runs_first = self.kind == Kind::Service && self.behavior.service_runs_expired;
        match item.state {
            State::Running => false,
            State::Pending => !(runs_first && self.is_due(item.job)),
            State::Archived | State::Executed => true,
            State::Dropped => self.behavior.repeats_expiry_notice,
        }
    }

    /// Whether it is given sooner or later.
    fn may_give_notice_of(&self, item: &Item) -> bool {
        item.state == State::Running || self.gives_notice_of(item)
    }
}
