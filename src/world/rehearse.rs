//! Rehearsals: a client does something, at a moment that may be still to come, and what comes of it is noted instead of happening.
//! Afterwards the client is as it was.

use super::clients::KindId;
use super::event::{Event, Hand};
use super::front::Front;
use super::learned::{Known, LookId, LookKey, RunId, RunKey};
use crate::base::{ClientId, JobId, SimTime};
use crate::client::Effect;
use crate::client::pcm::{self, Stretch};

impl Front<'_> {
    /// A look at `at`.
    pub(super) fn rehearse_look(&mut self, client: ClientId, key: LookKey, at: SimTime) -> Option<LookId> {
        if !self.learned.as_ref()?.may_rehearse() {
            return None;
        }
        let now = self.engine.pretend(at, Event::PcmPoll(client));
        let known = self.looked(client, at);
        self.forget_rehearsal(client, key.kind);
        self.engine.stop_pretending(now);
        self.learned.as_mut()?.keep_look(key, known)
    }

    fn looked(&mut self, client: ClientId, at: SimTime) -> Option<Known> {
        let kind = self.desktop_pcm(client);
        if !self.is_up(client, kind) || self.trouble(client, kind).is_some() {
            return None;
        }
        let (did, stretch) = self.ask_pcm(client, kind, |pcm, view, _, out| {
            let before = pcm.stretch(view);
            let did = pcm::poll(pcm, view, out);
            (did, before.zip(pcm.stretch(view)).map(|(before, after)| before.within(after)))
        });
        let effects = std::mem::take(&mut self.client_out.effects);
        Known::new(self.clients.settle(client)?, did, effects, stretch?, at)
    }

    /// A run of a package from its start to its end.
    pub(super) fn rehearse_run(
        &mut self,
        (client, key): (ClientId, LookKey),
        (job, hand): (JobId, Hand),
        (began, ends): (SimTime, SimTime),
    ) -> Option<RunId> {
        if !self.learned.as_ref()?.may_rehearse() {
            return None;
        }
        let LookKey { kind, group, file, .. } = key;
        let by = hand.kind().unwrap_or_else(|| self.desktop_pcm(client));
        let keys = self.dialog_keys(client, job, by, began).into();
        let now = self.engine.pretend(began, Event::RunPackage(client, job, hand));
        let known = self.ran(client, (job, by), kind, ends);
        self.forget_rehearsal(client, kind);
        self.engine.stop_pretending(now);
        self.learned.as_mut()?.keep_run(RunKey { kind, group, file, job, hand, keys }, known)
    }

    fn ran(
        &mut self,
        client: ClientId,
        (job, by): (JobId, pcm::Kind),
        before: KindId,
        ends: SimTime,
    ) -> Option<Known> {
        let since = Stretch { from: self.engine.now(), until: SimTime::NEVER };
        let is_up = self.is_up(client, by);
        if !is_up || self.start_package(client, job, by).is_err() || !self.will_end_alike(client, ends) {
            return None;
        }
        self.client_out.effects.clear();
        self.engine.pretend(ends, Event::PackageEnded(client, None));
        let (machine, stretch) = self.ask_pcm(client, by, |pcm, view, contents, out| {
            let stretch = pcm.stretch(view);
            (pcm::end(pcm, view, contents, out), stretch)
        });
        let has_changed = self.take_over(client, machine?);
        let effects = std::mem::take(&mut self.client_out.effects);
        let after = self.clients.settle(client).filter(|_| !has_changed)?;
        let (was, is) = (self.clients.of_kind(before), self.clients.of_kind(after));
        let is_as_it_was = is.machine.is_same(&was.machine);
        Known::new(after, true, effects, stretch?.within(since), ends).filter(|_| is_as_it_was)
    }

    /// Whether a package that was just started would come to the same if it were started at another moment, and just ends.
    fn will_end_alike(&self, client: ClientId, ends: SimTime) -> bool {
        let is_timeless = self.memo.as_ref().is_some_and(|memo| memo.packages.last_was_timeless());
        let leaves_windows = self.clients[client].pcm.leaves().is_some();
        is_timeless && !leaves_windows && self.client_out.effects[..] == [Effect::PackageEnds(ends)]
    }

    fn forget_rehearsal(&mut self, client: ClientId, kind: KindId) {
        self.client_out.effects.clear();
        self.clients.turn(client, kind);
    }
}
