//! What keeps a PCM from its look into the instruction file.

use super::event::Event;
use super::front::Front;
use super::plan::Outage;
use crate::base::{ClientId, SimTime, Span};
use crate::client::Client;
use crate::client::pcm::Kind;

/// How long the redirector tries before it gives a server up: as long as a traced look took (Q237690).
const REDIRECTOR_GIVES_UP: Span = Span::secs(50);

/// Why a PCM does not come to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    /// It starts, and finds no logon server (Q188578).
    NoServerAtStart,
    /// It starts, and the service has the semaphore (Q231378).
    BusyAtStart,
    /// The service has the semaphore since, or on account of what began, then (Q173073).
    Busy(SimTime),
    /// Its logon server does not answer.
    NoServer,
    /// The account that it works under is refused (Q230242).
    Refused,
    /// It has been refused, and does not really try for some time (Q230242).
    Suspended,
}

impl Front<'_> {
    /// What is in the way of a look at this moment.
    pub(super) fn trouble(&self, client: ClientId, kind: Kind) -> Option<Trouble> {
        let semaphore = self.semaphore_held(client, kind);
        semaphore.or_else(|| self.server_lost(client, kind)).or_else(|| self.account_refused(client, kind))
    }

    fn starts_now(&self, client: ClientId, kind: Kind) -> bool {
        self.started(client, kind, self.engine.now()) == self.engine.now()
    }

    /// PCMWIN32 and the service share a semaphore, which who runs a package keeps (Q173073, Q231378).
    fn semaphore_held(&self, client: ClientId, kind: Kind) -> Option<Trouble> {
        let Client { pcm, service_poller, .. } = &self.clients[client];
        if kind != Kind::Win32 || service_poller.is_none() {
            return None;
        }
        let behavior = &self.behaviors[self.plan.group_index(client)];
        match pcm.service_runs_since() {
            Some(_) if behavior.quits_beside_busy_service && self.starts_now(client, kind) => {
                Some(Trouble::BusyAtStart)
            }
            Some(since) => Some(Trouble::Busy(since)),
            None if behavior.service_hogs_semaphore => self.service_tries_to_connect(client),
            None => None,
        }
    }

    /// The service has the semaphore while it waits for a logon server that does not answer.
    fn service_tries_to_connect(&self, client: ClientId) -> Option<Trouble> {
        let now = self.engine.now();
        let outage = self.outage_of(client, Kind::Service)?;
        let begins = SimTime(now.0.saturating_sub(REDIRECTOR_GIVES_UP.0)).max(outage.from);
        let tries = self.is_up(client, Kind::Service)
            && self.pcm_poller_of(client, Kind::Service).at_or_after(begins) <= now;
        tries.then_some(Trouble::Busy(outage.from))
    }

    /// The time in which the logon server of a PCM does not answer, if it is now.
    fn outage_of(&self, client: ClientId, kind: Kind) -> Option<Outage> {
        let own = self.plan.group(client).config.server;
        let server = self.server_of(client, kind).unwrap_or(own);
        self.plan.servers[server.ix()].down.iter().copied().find(|outage| outage.covers(self.engine.now()))
    }

    fn server_lost(&self, client: ClientId, kind: Kind) -> Option<Trouble> {
        if self.server_of(client, kind).is_some_and(|server| self.answers_now(server)) {
            return None;
        }
        let behavior = &self.behaviors[self.plan.group_index(client)];
        let quits = behavior.quits_without_server && matches!(kind, Kind::Win16 | Kind::Win32);
        let quits = quits && self.starts_now(client, kind);
        Some(if quits { Trouble::NoServerAtStart } else { Trouble::NoServer })
    }

    fn account_refused(&self, client: ClientId, kind: Kind) -> Option<Trouble> {
        let locked = self.plan.group(client).config.account_locked?;
        let now = self.engine.now();
        let started = self.started(client, kind, now);
        if self.clients[client].pcm.is_suspended(kind, started, now) {
            return Some(Trouble::Suspended);
        }
        locked.covers(now).then_some(Trouble::Refused)
    }

    /// What PCM does about it; says whether that left a trace.
    pub(super) fn suffer(&mut self, client: ClientId, kind: Kind, trouble: Trouble) -> bool {
        let now = self.engine.now();
        let started = self.started(client, kind, now);
        let tries_on = self.behaviors[self.plan.group_index(client)].tries_on_with_locked_account;
        let Client { pcm, .. } = &mut self.clients[client];
        let out = &mut self.client_out;
        let left_trace = match trouble {
            Trouble::NoServerAtStart => pcm.quit_without_server(kind, now, out),
            Trouble::BusyAtStart => pcm.quit_beside_service(kind, now, out),
            Trouble::Busy(since) => pcm.show_service_box(since.max(started), out),
            Trouble::NoServer => false,
            Trouble::Refused => pcm.be_refused(kind, (!tries_on).then_some(now), out),
            Trouble::Suspended => pcm.pretend_to_try(kind, out),
        };
        self.apply_client_effects(client);
        self.look_again(client, kind, trouble);
        left_trace
    }

    /// When it is next to be seen what becomes of that.
    fn look_again(&mut self, client: ClientId, kind: Kind, trouble: Trouble) {
        let now = self.engine.now();
        let behavior = &self.behaviors[self.plan.group_index(client)];
        let may_meet_service = behavior.service_hogs_semaphore && kind == Kind::Win32;
        match trouble {
            Trouble::Refused | Trouble::Suspended => self.wake_next(client, kind),
            Trouble::NoServer if may_meet_service && self.clients[client].service_poller.is_some() => {
                self.wake_next(client, kind);
            }
            _ => self.wake_at_next_start(client, now),
        }
    }

    fn wake_next(&mut self, client: ClientId, kind: Kind) {
        let next = self.pcm_poller_of(client, kind).after(self.engine.now());
        self.wake(poll_of(client, kind), next);
    }

    /// PCM on the desktop is started again by the clock; it will look then.
    pub(super) fn wake_at_next_start(&mut self, client: ClientId, now: SimTime) {
        let end = self.clients.poller(client).session_end(now);
        if now < end && end < SimTime::NEVER {
            self.wake(Event::PcmPoll(client), end);
        }
    }

    /// Clients whose accounts will be locked find out.
    pub(super) fn expect_locks(&mut self) {
        let plan = self.plan;
        for group in plan.groups.iter().filter(|group| group.config.account_locked.is_some()) {
            for client in (group.first.0..).take(group.names.len() as usize).map(ClientId) {
                self.expect_lock(client, self.desktop_pcm(client));
                self.expect_lock(client, Kind::Service);
            }
        }
    }

    /// A client whose account will be locked looks then, whatever else it has to look for.
    pub(super) fn expect_lock(&mut self, client: ClientId, kind: Kind) {
        let locked = self.plan.group(client).config.account_locked;
        if let Some(locked) = locked.filter(|locked| self.engine.now() <= locked.from) {
            self.wake(poll_of(client, kind), locked.from);
        }
    }
}

/// The look of a PCM.
pub(super) const fn poll_of(client: ClientId, kind: Kind) -> Event {
    match kind {
        Kind::Service => Event::PcmServicePoll(client),
        _ => Event::PcmPoll(client),
    }
}
