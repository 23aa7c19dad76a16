//! Clients that go ahead: what a client will do before anything can reach it is worked out at once.
//!
//! A client of a fleet meets nobody but the site, and all that comes from there is its instruction file. While nothing is under way
//! that may change that file, and no order of the administrator comes, its next steps follow from what it knows, and are taken as
//! soon as they are known. Each counts as the event that it would have been, at its time; the digest does not ask for order.

use super::event::{Event, Hand};
use super::front::Front;
use super::learned::{LookId, LookKey, RunId, RunKey, is_notice};
use crate::base::{ClientId, Fingerprint, JobId, SimTime};
use crate::client::Effect;
use crate::machine::LocalTime;
use crate::wire::parcel::Parcel;

impl Front<'_> {
    /// Whether nothing can reach a client up to and including `at`, and nobody looks at it before.
    #[inline]
    fn is_alone(&self, client: ClientId, at: SimTime) -> bool {
        let is_quiet = || self.site.instructions.is_quiet(client) && self.site.orders == 0;
        at <= self.limit && at < self.engine.next_unpacked() && is_quiet() && !self.clients.is_doing(client)
    }

    /// What a look at this moment depends on, if what comes of it may be known.
    #[inline]
    pub(super) fn look_key(&self, client: ClientId, at: SimTime) -> Option<LookKey> {
        let learned = self.learned.as_ref()?;
        let kind = self.clients.kind(client)?;
        let group = self.plan.group_index(client);
        if !learned.is_steady(group) {
            return None;
        }
        let file = self.site.instructions.copy(self.plan.groups[group].config.server, client);
        let is_first = self.clients.poller(client).session_start(at) == at;
        Some(LookKey { kind, group, file, is_first })
    }

    /// What comes of a look, rehearsed if need be.
    #[inline]
    fn known_look(&mut self, client: ClientId, key: LookKey, at: SimTime) -> Option<LookId> {
        let known = self.learned.as_mut()?.find_look(&key, at);
        known.or_else(|| self.rehearse_look(client, key, at))
    }

    /// A look of which it is known what comes: says whether it left a trace. `None`: it is not known.
    pub(super) fn look_as_known(&mut self, client: ClientId) -> Option<bool> {
        let now = self.engine.now();
        let key = self.look_key(client, now)?;
        let look = self.known_look(client, key, now)?;
        let known = self.learned.as_ref()?.look(look);
        let (after, did) = (known.after, known.did);
        self.clients.turn(client, after);
        let shown = self.clients.of_kind(after).machine.clock.local(now);
        for nth in 0..self.learned.as_ref()?.look(look).effects.len() {
            let effect = self.learned.as_ref()?.look(look).effects[nth];
            if is_notice(&effect) {
                self.site.instructions.sets_out(client);
            }
            self.apply_known(client, effect, shown);
        }
        Some(did)
    }

    /// An effect that is known from another client happens to this one, whose clock shows `shown`; that a report is under way, if it is
    /// one, is known already.
    #[inline]
    fn apply_known(&mut self, client: ClientId, effect: Effect, shown: LocalTime) {
        match effect {
            Effect::Write { parcel, takes } => self.send(client, of_another(parcel, client, shown), takes),
            other => self.apply_client_effect(client, other),
        }
    }

    /// The next look of a client is at `look`: it and those after it are taken at once, as far as may be, and the one after these is
    /// scheduled, unless it was `scheduled` before.
    pub(super) fn go_ahead(&mut self, client: ClientId, mut look: SimTime, scheduled: SimTime) {
        while let Some((key, known)) = self.look_taken_ahead(client, look) {
            match self.take_look(client, look, key, known) {
                Some(next) => look = next,
                None => return,
            }
        }
        if look != scheduled {
            self.engine.schedule(look, Event::PcmPoll(client));
        }
    }

    #[inline]
    fn look_taken_ahead(&mut self, client: ClientId, at: SimTime) -> Option<(LookKey, LookId)> {
        if !self.is_alone(client, at) {
            return None;
        }
        let key = self.look_key(client, at)?;
        let known = self.known_look(client, key, at)?;
        self.learned.as_ref()?.look(known).is_silent.then_some((key, known))
    }

    /// Takes a look that sends nothing: says when the next one is that has to be scheduled.
    #[inline]
    fn take_look(&mut self, client: ClientId, at: SimTime, key: LookKey, look: LookId) -> Option<SimTime> {
        let known = self.learned.as_ref()?.look(look);
        let (due, did, offers) = (known.looks_at, known.did, known.offers.len());
        let after = LookKey { kind: known.after, ..key };
        self.clients.turn(client, after.kind);
        let next = self.clients.with_poller(client, |poller| {
            poller.comes_up(at);
            due.and_then(|due| poller.wake_for(due))
        });
        self.engine.count(at, Event::PcmPoll(client), did, Fingerprint::default());
        match offers {
            0 => {}
            1 => self.take_up_ahead(client, at, (after, look), next.unwrap_or(SimTime::NEVER)),
            _ => self.take_up_many(client, at, look),
        }
        next
    }

    /// What the person does with the one package that a look has shown them.
    #[inline]
    fn take_up_ahead(
        &mut self,
        client: ClientId,
        at: SimTime,
        (key, look): (LookKey, LookId),
        next_look: SimTime,
    ) {
        let Some(job) = self.learned.as_ref().map(|learned| learned.look(look).offers[0]) else { return };
        let Some(begins) = self.taken_up(client, job, at) else { return };
        let event = Event::RunPackage(client, job, Hand::Person);
        match self.run_ahead((client, key), job, (Hand::Person, begins), next_look) {
            true => self.engine.count(begins, event, true, Fingerprint::default()),
            false => self.schedule(begins, event),
        }
    }

    /// What they do with several: one may come in the way of another.
    fn take_up_many(&mut self, client: ClientId, at: SimTime, look: LookId) {
        let Some(offers) = self.learned.as_ref().map(|learned| learned.look(look).offers.clone()) else {
            return;
        };
        for job in offers {
            if let Some(begins) = self.taken_up(client, job, at) {
                self.schedule(begins, Event::RunPackage(client, job, Hand::Person));
            }
        }
    }

    /// Runs a package ahead from its start to its end, if nothing can reach the client before and it is known what comes of it: all but
    /// the report, which is for the moment of its end. Says whether it did.
    pub(super) fn run_ahead(
        &mut self,
        (client, key): (ClientId, LookKey),
        job: JobId,
        (hand, began): (Hand, SimTime),
        next_look: SimTime,
    ) -> bool {
        let ends = self.clients.poller(client).at_or_after(began);
        if began == ends || ends > next_look || !self.is_alone(client, ends) {
            return false;
        }
        let times = (began, ends);
        let Some(run) = self.known_run((client, key), job, hand, times) else { return false };
        let Some(after) = self.learned.as_ref().map(|learned| learned.run(run).after) else { return false };
        self.clients.turn(client, after);
        self.site.instructions.sets_out(client);
        self.engine.schedule(ends, Event::PackageEnded(client, Some(run)));
        true
    }

    /// What comes of a run, rehearsed if need be.
    #[inline]
    fn known_run(
        &mut self,
        (client, key): (ClientId, LookKey),
        job: JobId,
        hand: Hand,
        (began, ends): (SimTime, SimTime),
    ) -> Option<RunId> {
        let LookKey { kind, group, file, .. } = key;
        let by = hand.kind().unwrap_or_else(|| self.desktop_pcm(client));
        let keys = self.dialog_keys(client, job, by, began);
        let is_it = |key: &RunKey| {
            (key.kind, key.group, key.file, key.job, key.hand) == (kind, group, file, job, hand)
                && key.keys.iter().eq(keys)
        };
        let known = self.learned.as_ref()?.find_run(is_it, began, ends);
        known.or_else(|| self.rehearse_run((client, key), (job, hand), (began, ends)))
    }

    /// The report of a run that was taken ahead. It takes the place of the run among what is under way, so that nothing that is kept
    /// of the client has to be looked at.
    pub(super) fn run_ended(&mut self, client: ClientId, run: RunId) {
        let now = self.engine.now();
        let Some(known) = self.learned.as_ref().map(|learned| learned.run(run)) else { return };
        let (shown, effects) =
            (self.clients.of_kind(known.after).machine.clock.local(now), known.effects.len());
        for nth in 0..effects {
            let Some(effect) = self.learned.as_ref().map(|learned| learned.run(run).effects[nth]) else {
                break;
            };
            self.apply_known(client, effect, shown);
        }
    }
}

/// What another client writes in the same place.
#[inline]
fn of_another(parcel: Parcel, client: ClientId, shown: LocalTime) -> Parcel {
    match parcel {
        Parcel::Notice { job, serial, notice, .. } => {
            Parcel::Notice { client, job, serial, notice, executed: shown }
        }
        Parcel::StatusMif { serial, mif, .. } => Parcel::StatusMif { client, serial, mif },
        other => other,
    }
}
