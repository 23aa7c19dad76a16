//! Floor 6: the whole simulated world: its plan, its state, and the one place where effects are applied.
//!
//! A [`World`] is made from a [`Plan`], and then only moves forward in time:
//! [`run_through`](World::run_through) an instant, look, go on.

mod ahead;
mod build;
mod clients;
mod disk;
mod dispatch;
pub mod event;
pub mod files;
pub mod fleet;
mod learned;
mod logon;
mod memo;
mod pcm;
mod person;
pub mod plan;
mod power;
mod rear;
pub mod reference;
mod session;
mod sources;
pub mod story;
mod surroundings;
mod trouble;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use disk::{DiskError, machine as machine_of};
pub use power::Seen;

use crate::base::{ClientId, Draws, JobId, Selection, ServerId, SimTime, Span};
use crate::client::Client;
use crate::engine::{Engine, Outbox, Record, Tally, Turn, order};
use crate::machine::boot::LogonScript;
use crate::machine::{DosPath, Image, Leave};
use crate::product::Behavior;
use crate::product::quirks::Quirk;
use crate::server::database::Database;
use crate::server::filebox::FileBox;
use crate::server::ledger::Ledger;
use crate::server::{self, Names, Service, ServiceKind, Site};
use crate::wire::parcel::{ContentId, Place};
use crate::wire::winst::Offer;
use clients::Clients;
use event::Event;
use learned::Learned;
use memo::Memo;
use plan::Plan;
use power::Doings;
use rear::{Done, News, Rear};
use reference::Reference;
use story::Story;

/// What a run does besides what its plan says.
#[derive(Clone, Default)]
pub struct Options {
    pub seed: u64,
    /// Let every poll happen, also those that will find nothing.
    pub every_poll: bool,
    /// Work everything out anew, also what has come out alike before.
    pub no_memo: bool,
    /// Write a transcript and keep a trace.
    pub told: bool,
    /// Ids of quirks to leave out.
    pub without: Vec<String>,
}

/// Everything that a run is.
pub struct World<'p> {
    plan: &'p Plan,
    every_poll: bool,
    draws: Draws,
    engine: Engine<Event>,
    clients: Clients,
    /// What is known to come of what clients do; `None`: all of it is worked out.
    learned: Option<Learned>,
    /// Up to when clients may go ahead of the rest: somebody will look at them then.
    limit: SimTime,
    /// Instruction files that have come to logon servers.
    copied: usize,
    /// How the clients of each group behave.
    behaviors: Vec<Behavior>,
    /// Stages of starts and packages that come out alike; `None`: each is worked out anew.
    memo: Option<Memo>,
    /// What machines are in the middle of.
    doings: BTreeMap<ClientId, Doings>,
    /// The moment up to which everything has happened: whoever looks at a machine in the middle of something sees it then.
    reached: SimTime,
    /// What the last package that ended Windows asked for.
    leaving: BTreeMap<ClientId, Leave>,
    /// What was seen on machines that expectations look at.
    seen: BTreeMap<ClientId, Seen>,
    /// The lines of the logs of the site's services, by the log's name, if expectations look at them.
    site_logs: BTreeMap<&'static str, Vec<String>>,
    site: Site,
    /// What clients run at a logon, if the site gives them anything.
    logon_script: Option<LogonScript>,
    /// The number of the next client that takes an SMSID (Q127052).
    next_uid: u32,
    offers: Vec<Offer>,
    shares: Vec<build::Share>,
    /// The servers that the record of each job lists, by their place in the plan.
    listed: Vec<Vec<usize>>,
    /// MSTEST of each logon server that has something there.
    mstests: Vec<Option<Arc<Image>>>,
    /// The end of the line.
    rear: Rear<'p>,
    /// What there is to hear for it.
    news: Vec<(SimTime, News)>,
    /// Texts that it has heard.
    heard: BTreeSet<ContentId>,
    client_out: Outbox<crate::client::Effect>,
    server_out: Outbox<server::Effect>,
    told: bool,
    story: Story,
    refused: Vec<String>,
}

/// Who acts in a line of the transcript.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    Admin,
    Site,
    Server(ServerId),
    Client(ClientId),
}

impl World<'_> {
    /// Lets everything happen up to and including `at`.
    pub fn run_through(&mut self, at: SimTime) {
        self.run_on(at, at);
        self.reached = self.reached.max(at);
    }

    /// Lets everything happen up to and including `at`, on the way to `limit`: nobody looks at clients before that.
    pub fn run_on(&mut self, at: SimTime, limit: SimTime) {
        self.limit = limit;
        if self.told || self.plan.watches_site {
            self.run_in_order(at);
        }
        while let Some(turn) = self.engine.next(at) {
            self.fetch_ahead();
            self.take_turn(turn);
            if self.news.len() >= MOST_NEWS {
                self.rear();
            }
        }
        self.rear.hear(&mut self.news);
        self.rear.catch_up(at);
        self.reached = self.reached.max(self.engine.now());
    }

    /// Looks at the clients whose turn comes next, all at once: a fleet does not fit into the processor's caches, and to wait for
    /// the memory of many clients takes hardly longer than for that of one.
    fn fetch_ahead(&mut self) {
        let Some(near) = self.engine.newly_near() else { return };
        let clients = near.filter_map(|event| event.client());
        let seen = clients.fold(0, |seen, client| {
            let server = self.plan.group(client).config.server;
            let file = self.site.logons[server.ix()].pcmins.of(client);
            seen ^ u32::from(self.clients.kind(client).is_some()) ^ file.number() ^ self.site.pcmdom.glance(client)
        });
        std::hint::black_box(seen);
    }

    /// The same for the clients whose instruction files are copied next.
    fn fetch_copied(&mut self) {
        let copied = self.site.logons.iter().flat_map(|logon| logon.stale.iter().take(FETCHED_AT_ONCE));
        let seen = copied.fold(0, |seen, &client| {
            let server = self.plan.group(client).config.server;
            let file = self.site.logons[server.ix()].pcmins.of(client);
            seen ^ u32::from(self.clients.kind(client).is_some()) ^ file.number() ^ self.site.pcmdom.glance(client)
        });
        std::hint::black_box(seen);
    }

    fn take_turn(&mut self, turn: Turn<Event>) {
        let (event, tick) = match turn {
            Turn::Scheduled(event) => {
                event.doer().into_iter().for_each(|client| self.clients.does(client));
                (event, false)
            }
            Turn::Tick(event) => (event, true),
        };
        if let Some(did_something) = self.dispatch(event, tick) {
            self.engine.dispatched(event, did_something);
        }
    }

    /// Lets everything happen up to and including `at` in the order in which it does, for those who are told of it.
    fn run_in_order(&mut self, at: SimTime) {
        loop {
            self.rear.hear(&mut self.news);
            let rear = self.rear.peek().filter(|(next, _)| *next <= at);
            let front = self.engine.peek().map(|(next, event)| (next, order::key(event)));
            let is_next = rear.is_some_and(|(next, event)| front.is_none_or(|front| (next, order::key(event)) < front));
            if is_next && let Some(done) = self.rear.step() {
                self.tell_of_rear(&done);
            } else if let Some(turn) = self.engine.next(at) {
                self.take_turn(turn);
            } else {
                return;
            }
        }
    }

    fn tell_of_rear(&mut self, Done { at, event, did_something, facts }: &Done) {
        let (told, notes) = self.rear.told();
        told.into_iter().for_each(|fact| self.keep_fact(fact));
        self.keep_notes(Who::Site, *at, notes);
        self.engine.count(*at, *event, *did_something, *facts);
    }

    /// The rear catches up with all that happened before this moment.
    fn rear(&mut self) -> &Rear<'_> {
        self.rear.hear(&mut self.news);
        self.rear.catch_up(SimTime(self.engine.now().0.saturating_sub(1)));
        &self.rear
    }

    /// When the next thing happens that is not an idle poll.
    pub fn next_at(&mut self) -> Option<SimTime> {
        [self.engine.next_at(), self.rear.next_at()].into_iter().flatten().min()
    }

    pub fn now(&self) -> SimTime {
        self.engine.now()
    }

    /// When something was last done.
    pub fn last_done(&self) -> SimTime {
        self.tally().last_done
    }

    /// What is still in the middle of something: empty when the world has come to rest.
    pub fn unrest(&self) -> Vec<String> {
        let busy = ServiceKind::ALL.into_iter().filter(|&kind| self.service(kind).busy);
        let services = busy.map(|kind| format!("{} is working", kind.name()));
        // A status MIF whose instruction is gone stays where it is (Q138241).
        let depth = |place: Place| {
            self.filebox(place).map_or(0, |filebox| filebox.depth.now() - filebox.status_mifs())
        };
        let full = self.plan.boxes().into_iter().filter(move |(place, _)| depth(*place) > 0);
        let boxes = full.map(|(place, name)| format!("files in {name}: {}", depth(place)));
        let running = self.clients.own().filter(|c| c.pcm.is_running()).count();
        let packages = (running > 0).then(|| format!("packages running: {running}"));
        let starting = self.doings.len();
        let machines = (starting > 0).then(|| format!("machines in the middle of something: {starting}"));
        services.chain(boxes).chain(packages).chain(machines).collect()
    }

    pub fn plan(&self) -> &Plan {
        self.plan
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The box at a place, wherever it is; PCMINS.BOX is no queue and has none.
    pub fn filebox(&self, place: Place) -> Option<&FileBox> {
        self.site.filebox(place).or_else(|| self.rear.tail.filebox(place))
    }

    pub fn database(&self) -> &Database {
        &self.rear.tail.database
    }

    /// How many entries of the SMS event log have a code.
    pub fn events_logged(&self, code: u16) -> usize {
        let logs = [self.site.events.events(), self.database().events()];
        logs.into_iter().flat_map(Ledger::iter).filter(|entry| entry.code == code).count()
    }

    fn service(&self, kind: ServiceKind) -> &Service {
        self.site.services.get(kind as usize).unwrap_or_else(|| self.rear.tail.service(kind))
    }

    fn tally(&self) -> Tally {
        self.engine.tally().with(self.rear.tally())
    }

    pub fn client(&self, client: ClientId) -> &Client {
        &self.clients[client]
    }

    pub fn digest(&self) -> u64 {
        self.tally().digest
    }

    /// Events dispatched.
    pub fn events(&self) -> u64 {
        self.tally().events
    }

    /// The events that did something, if the run was told to keep them.
    pub fn trace(&self) -> &[Record<Event>] {
        self.engine.trace()
    }

    /// Polls of clients and services up to `at`, those that were skipped included.
    pub fn polls_through(&self, at: SimTime) -> u64 {
        let clients = self.clients.pollers().map(|poller| poller.timetable);
        let services = ServiceKind::ALL.into_iter().map(|kind| self.service(kind).poller.timetable);
        clients.chain(services).map(|table| table.count_through(at)).sum()
    }

    /// What the run tells of itself, if it was told to.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// The lines that services of the site have written to a log.
    pub fn site_log(&self, name: &str) -> &[String] {
        self.site_logs.get(name).map_or(&[], Vec::as_slice)
    }

    /// Steps of the script that could not be carried out, and why.
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    /// Where the simulator contradicts itself.
    pub fn broken(&self) -> &[String] {
        &self.rear.broken
    }

    /// The quirks in force, each with the deviations it has claimed.
    pub fn claims(&self) -> impl Iterator<Item = (&'static dyn Quirk, u64)> + '_ {
        self.rear.quirks.iter().enumerate().map(|(n, &quirk)| (quirk, self.rear.reference.claims(n)))
    }

    /// The quirk that accounts for a row's deviation from the reference model.
    pub fn claimed_by(&self, job: JobId, client: ClientId) -> Option<&'static dyn Quirk> {
        self.rear.reference.claimed_by(job, client).map(|n| self.rear.quirks[n])
    }

    pub fn reference(&self) -> &Reference {
        &self.rear.reference
    }

    /// The bytes of a file on a client's own volumes.
    pub fn file(&self, client: ClientId, path: &DosPath) -> Option<Vec<u8>> {
        self.machine(client).read_file(path)
    }
}

impl Names for Plan {
    fn client(&self, client: ClientId) -> String {
        self.client_name(client)
    }
    fn job(&self, job: JobId) -> String {
        self.jobs[job.ix()].id.clone()
    }
    fn server(&self, server: ServerId) -> String {
        self.servers[server.ix()].name.clone()
    }
    fn targets(&self, job: JobId) -> &Selection {
        &self.jobs[job.ix()].target
    }
}

/// Clients that are looked at together.
const FETCHED_AT_ONCE: usize = 64;
/// News that pile up before the rear is let catch up: as many as stay in the cache.
const MOST_NEWS: usize = 1 << 11;
/// Start-up programs of a client are running at most this long after its person logs on (assumed).
const SLOWEST_START_UP: Span = Span::mins(3);

#[cfg(test)]
mod tests;
