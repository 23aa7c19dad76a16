//! Which logon server a client's PCM uses, and what it sees there.
//!
//! PCM looks for a logon server when it starts: the one that the client was set up for, then the others in the order of the
//! site. With the one that it has found it stays, and while that does not answer its looks find nothing. If it found none,
//! it looks again each time.

use smallvec::SmallVec;

use super::event::Event;
use super::front::Front;
use super::plan::{Answers, ServerKind};
use crate::base::{ClientId, ServerId, SimTime, Span};
use crate::client::pcm::Kind;
use crate::engine::Poller;
use crate::server::ServiceKind;
use crate::wire::winst::Winst;

/// What a PCM sees of its instruction file.
pub(super) struct Sight<'a> {
    pub winst: &'a Winst,
    pub hidden: Option<&'a Winst>,
}

/// No file at all.
static NONE: Winst = Winst { version: 0, jobs: SmallVec::new_const() };

impl Front<'_> {
    /// Whether a logon server answered, or answers, at a moment.
    fn answers(&self, server: ServerId, at: SimTime) -> bool {
        !self.plan.servers[server.ix()].down.iter().any(|outage| outage.covers(at))
    }

    pub(super) fn answers_now(&self, server: ServerId) -> bool {
        self.answers(server, self.engine.now())
    }

    /// The logon server that a client finds at a moment.
    fn found_at(&self, client: ClientId, at: SimTime) -> Option<ServerId> {
        let own = self.plan.group(client).config.server;
        let all = (0..self.plan.servers.len() as u16).map(ServerId);
        std::iter::once(own).chain(all).find(|&server| self.answers(server, at))
    }

    /// The logon server that a PCM goes to now, whether or not it answers; `None`: it finds none.
    pub(super) fn server_of(&self, client: ClientId, kind: Kind) -> Option<ServerId> {
        let own = self.plan.group(client).config.server;
        if !self.plan.has_outages() {
            return Some(own);
        }
        let now = self.engine.now();
        let started = self.started(client, kind, now);
        self.found_at(client, started).or_else(|| self.found_at(client, now))
    }

    /// When the PCM was started that runs at `at`.
    pub(super) fn started(&self, client: ClientId, kind: Kind, at: SimTime) -> SimTime {
        self.pcm_poller_of(client, kind).session_start(at)
    }

    /// What tells when a PCM looks.
    pub(super) fn pcm_poller_of(&self, client: ClientId, kind: Kind) -> Poller {
        let service = || self.clients[client].service_poller.as_deref().copied();
        (kind == Kind::Service).then(service).flatten().unwrap_or_else(|| self.clients.poller(client))
    }

    /// What a PCM sees in PCMINS.BOX of `server`. The service looks on other servers for what is not there, if all is well
    /// (Q191293), and does not see all there is on some (Q160855).
    pub(super) fn sight(&self, client: ClientId, kind: Kind, server: ServerId) -> Sight<'_> {
        let here = self.site.copy_on(server, client);
        if kind != Kind::Service {
            return Sight { winst: here, hidden: None };
        }
        let behavior = &self.behaviors[self.plan.group_index(client)];
        if behavior.service_misses_files_of_nt40 && self.plan.servers[server.ix()].kind == ServerKind::Nt40 {
            return Sight { winst: &NONE, hidden: (here.version > 0).then_some(here) };
        }
        if here.version > 0 {
            return Sight { winst: here, hidden: None };
        }
        match self.elsewhere(client) {
            Some(file) if behavior.service_asks_one_server => Sight { winst: &NONE, hidden: Some(file) },
            Some(file) => Sight { winst: file, hidden: None },
            None => Sight { winst: here, hidden: None },
        }
    }

    /// A client's instruction file on any server that answers.
    fn elsewhere(&self, client: ClientId) -> Option<&Winst> {
        let servers =
            (0..self.site.logons.len() as u16).map(ServerId).filter(|server| self.answers_now(*server));
        let mut files = servers.map(|server| self.site.copy_on(server, client));
        files.find(|file| file.version > 0)
    }

    /// A logon server stops answering, or answers again: whoever starts in between finds out, and Maintenance Manager brings what
    /// it could not.
    pub(super) fn server_turns(&mut self, server: ServerId, answers: Answers) -> bool {
        let up = answers == Answers::Again;
        self.site.logons[server.ix()].down = !up;
        let now = self.engine.now();
        self.tell(super::Who::Server(server), "server", |_| {
            if up { "answers again" } else { "does not answer any more" }.to_string()
        });
        for client in (0..self.plan.client_count()).map(ClientId) {
            self.wake_pcm(client, now);
        }
        if up {
            self.wake(Event::ServicePoll(ServiceKind::MaintenanceManager), now);
        }
        true
    }
}

impl Front<'_> {
    /// The logon server that a client writes its results to.
    pub(super) fn reports_to(&self, client: ClientId) -> ServerId {
        let own = self.plan.group(client).config.server;
        self.server_of(client, self.desktop_pcm(client)).unwrap_or(own)
    }

    /// How long a file waits until its server answers (assumed: the client writes it as soon as it can).
    pub(super) fn waits_for(&self, server: ServerId) -> Span {
        let now = self.engine.now();
        let outage = self.plan.servers[server.ix()].down.iter().find(|outage| outage.covers(now));
        outage.map_or(Span::ZERO, |outage| outage.until.since(now))
    }
}
