//! All of a world but its rear: the clients, their logon servers, and the services of the site up to the Despooler.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::build;
use super::clients::Clients;
use super::event::Event;
use super::learned::Learned;
use super::memo::Memo;
use super::plan::Plan;
use super::power::{Doings, Seen};
use super::rear::{Mail, News};
use super::story::Story;
use crate::base::{ClientId, Draws, SimTime};
use crate::engine::{Engine, Event as _, Outbox, Turn};
use crate::machine::boot::LogonScript;
use crate::machine::{Image, Leave};
use crate::product::Behavior;
use crate::server::{self, ServiceKind, Site};
use crate::wire::parcel::ContentId;
use crate::wire::winst::Offer;

/// Clients that are looked at together.
pub const FETCHED_AT_ONCE: usize = 64;

/// All of a run but its rear, and apart from it in memory.
#[repr(align(128))]
pub struct Front<'p> {
    pub(super) plan: &'p Plan,
    pub(super) every_poll: bool,
    pub(super) draws: Draws,
    pub(super) engine: Engine<Event>,
    pub(super) clients: Clients,
    /// What is known to come of what clients do; `None`: all of it is worked out.
    pub(super) learned: Option<Learned>,
    /// Up to when clients may go ahead of the rest: somebody will look at them then.
    pub(super) limit: SimTime,
    /// Instruction files that have come to logon servers.
    pub(super) copied: usize,
    /// How the clients of each group behave.
    pub(super) behaviors: Vec<Behavior>,
    /// Stages of starts and packages that come out alike; `None`: each is worked out anew.
    pub(super) memo: Option<Memo>,
    /// What machines are in the middle of.
    pub(super) doings: BTreeMap<ClientId, Doings>,
    /// The moment up to which everything has happened: whoever looks at a machine in the middle of something sees it then.
    pub(super) reached: SimTime,
    /// What the last package that ended Windows asked for.
    pub(super) leaving: BTreeMap<ClientId, Leave>,
    /// What was seen on machines that expectations look at.
    pub(super) seen: BTreeMap<ClientId, Seen>,
    /// The lines of the logs of the site's services, by the log's name, if expectations look at them.
    pub(super) site_logs: BTreeMap<&'static str, Vec<String>>,
    pub(super) site: Site,
    /// What clients run at a logon, if the site gives them anything.
    pub(super) logon_script: Option<LogonScript>,
    /// The number of the next client that takes an SMSID (Q127052).
    pub(super) next_uid: u32,
    pub(super) offers: Vec<Offer>,
    pub(super) shares: Vec<build::Share>,
    /// The servers that the record of each job lists, by their place in the plan.
    pub(super) listed: Vec<Vec<usize>>,
    /// MSTEST of each logon server that has something there.
    pub(super) mstests: Vec<Option<Arc<Image>>>,
    /// Clients that are looked at together.
    pub(super) fetched: Vec<ClientId>,
    /// What there is to hear for the rear.
    pub(super) news: Vec<(SimTime, News)>,
    /// Texts that it has heard.
    pub(super) heard: BTreeSet<ContentId>,
    pub(super) client_out: Outbox<crate::client::Effect>,
    pub(super) server_out: Outbox<server::Effect>,
    pub(super) told: bool,
    pub(super) story: Story,
    pub(super) refused: Vec<String>,
}

impl Front<'_> {
    /// Lets everything happen up to and including `at`, unless there is much news before that, or the administrator acts.
    pub(super) fn run_on(&mut self, at: SimTime, most_news: usize) {
        let until = at.min(SimTime(self.engine.next_unpacked().0 - 1));
        while self.mail_waiting() < most_news {
            if let Some(word) = self.engine.next_packed(until) {
                self.fetch_ahead();
                self.act(Event::unpack(word));
                continue;
            }
            match self.engine.next(until) {
                Some(Turn::Scheduled(Event::ServiceStep(kind))) if !self.every_poll => {
                    self.work(kind, until, most_news);
                }
                Some(turn) => self.take_turn(turn),
                None => return,
            }
        }
    }

    /// How much there is to hear for the rear.
    #[inline]
    const fn mail_waiting(&self) -> usize {
        self.news.len() + self.site.passed_on.len()
    }

    /// Hands over all that there is to hear for the rear, and takes empty lists for what comes.
    pub(super) const fn hand_over(&mut self, mail: &mut Mail) {
        std::mem::swap(&mut self.news, &mut mail.news);
        std::mem::swap(&mut self.site.passed_on, &mut mail.files);
    }

    /// A client acts: what is known to come of it is looked up here, where most of a fleet's events end.
    #[inline]
    fn act(&mut self, event: Event) {
        match event {
            Event::PackageEnded(client, Some(run)) => {
                self.run_ended(client, run);
                self.engine.dispatched(event, true);
            }
            Event::PcmPoll(client) => self.look(client),
            _ => self.take_turn(Turn::Scheduled(event)),
        }
    }

    fn look(&mut self, client: ClientId) {
        let (event, now) = (Event::PcmPoll(client), self.engine.now());
        if self.clients.with_poller(client, |poller| poller.comes_up(now)) {
            let did_something = self.happen(event);
            self.engine.dispatched(event, did_something);
        }
    }

    /// A service finishes an item, and goes on while nothing else is due but the instruction files that it has sent on their way.
    fn work(&mut self, kind: ServiceKind, until: SimTime, most_news: usize) {
        let step = Event::ServiceStep(kind);
        loop {
            let now = self.engine.now();
            let next = self.site.step(kind, now, self.plan, &mut self.server_out);
            let copy = self.copy_alone().filter(|_| next.is_some());
            if copy.is_none() {
                self.apply_server_effects();
            }
            self.engine.dispatched(step, true);
            let Some(takes) = next else { return self.go_on(kind, None) };
            let at = now + takes;
            copy.into_iter().for_each(|copy| self.deliver(copy, until.min(at)));
            let may_go_on = self.mail_waiting() < most_news && at <= until;
            if !may_go_on || !self.engine.begin(at, step) {
                return self.engine.schedule(at, step);
            }
        }
    }

    /// Looks at the clients whose turn comes next, all at once: a fleet does not fit into the processor's caches, and to wait for
    /// the memory of many clients takes hardly longer than for that of one.
    #[inline]
    fn fetch_ahead(&mut self) {
        if self.engine.has_newly_near() {
            self.fetched.clear();
            self.fetched.extend(self.engine.newly_near().filter_map(Event::looks_up));
            self.bring_up();
        }
    }

    fn bring_up(&self) {
        self.clients.bring_up(&self.fetched);
        self.site.instructions.bring_up(&self.fetched);
    }

    /// The same for the clients whose instruction files are copied next.
    pub(super) fn fetch_copied(&mut self) {
        let copied = self.site.logons.iter().flat_map(|logon| logon.stale.iter().take(FETCHED_AT_ONCE));
        self.fetched.clear();
        self.fetched.extend(copied);
        self.bring_up();
    }

    pub(super) fn take_turn(&mut self, turn: Turn<Event>) {
        let (event, tick) = match turn {
            Turn::Scheduled(event) => {
                event.doer().into_iter().for_each(|client| self.clients.does(client));
                (event, false)
            }
            Turn::Tick(event) => (event, true),
        };
        let told = self.story.lines.len();
        if let Some(did_something) = self.dispatch(event, tick) {
            self.engine.dispatched(event, did_something);
            // Its lines have its number.
            if !did_something && self.story.lines.len() > told {
                self.engine.keep_idle(event);
            }
        }
    }
}
