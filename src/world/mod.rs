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
pub mod front;
mod learned;
mod logon;
mod memo;
mod pcm;
mod person;
pub mod plan;
mod power;
mod rear;
pub mod reference;
mod rehearse;
mod row;
mod session;
mod sources;
pub mod story;
mod surroundings;
mod trouble;

use std::ops::Deref;

pub use disk::{DiskError, machine as machine_of};
pub use front::Front;
pub use power::Seen;

use crate::base::{ClientId, JobId, Selection, ServerId, SimTime, Span};
use crate::client::Client;
use crate::engine::{Record, Tally, Turn, order};
use crate::machine::DosPath;
use crate::product::quirks::Quirk;
use crate::server::database::Database;
use crate::server::filebox::FileBox;
use crate::server::ledger::Ledger;
use crate::server::{Names, Service, ServiceKind, Site};
use crate::wire::parcel::Place;
use event::Event;
use plan::Plan;
use rear::{Done, Mail, Rear};
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
    /// What does two things at once; `None`: one is done after the other.
    pub both: Option<Both>,
    /// Ids of quirks to leave out.
    pub without: Vec<String>,
}

/// Everything that a run is: the front, and the rear that follows it.
pub struct World<'p> {
    front: Front<'p>,
    rear: Rear<'p>,
    /// What the front has handed over to the rear.
    mail: Mail,
    both: Option<Both>,
}

/// Does two things, at once if it can: floors up to this one start no threads.
pub type Both = fn(&mut (dyn FnMut() + Send), &mut (dyn FnMut() + Send));

/// Who acts in a line of the transcript.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    Admin,
    Site,
    Server(ServerId),
    Client(ClientId),
}

/// Whoever looks at a world looks at its front, unless they ask for what is in the rear.
impl<'p> Deref for World<'p> {
    type Target = Front<'p>;

    fn deref(&self) -> &Front<'p> {
        &self.front
    }
}

impl World<'_> {
    /// Lets everything happen up to and including `at`.
    pub fn run_through(&mut self, at: SimTime) {
        self.run_on(at, at);
        self.front.reached = self.front.reached.max(at);
    }

    /// Lets everything happen up to and including `at`, on the way to `limit`: nobody looks before that at more than how many files
    /// lie in boxes. Clients may be ahead then, and the rear behind.
    pub fn run_on(&mut self, at: SimTime, limit: SimTime) {
        self.front.limit = limit;
        if self.front.told || self.front.plan.watches_site {
            self.run_in_order(at);
        } else {
            self.run_in_windows(at);
            if at == limit {
                self.catch_up(at);
            }
        }
        self.front.reached = self.front.reached.max(self.front.engine.now());
    }

    /// The front goes on by itself until the administrator acts, and the rear catches up meanwhile with what it has heard.
    fn run_in_windows(&mut self, at: SimTime) {
        while let Some((next, _)) = self.front.engine.peek().filter(|(next, _)| *next <= at) {
            if self.front.engine.next_unpacked() == next {
                self.catch_up(SimTime(next.0.saturating_sub(1)));
                self.take_turn(at);
            } else {
                self.run_window(at);
            }
        }
    }

    fn run_window(&mut self, at: SimTime) {
        let heard = SimTime(self.front.engine.now().0.saturating_sub(1));
        let (front, rear) = (&mut self.front, &mut self.rear);
        front.hand_over(&mut self.mail);
        let mail = &mut self.mail;
        match self.both {
            // The rear has time to spare then.
            Some(both) => both(&mut || front.run_on(at, MOST_NEWS_AT_ONCE), &mut || {
                rear.follow(mail, heard);
                rear.tail.database.tabulate();
            }),
            None => {
                rear.follow(mail, heard);
                front.run_on(at, MOST_NEWS);
            }
        }
    }

    /// The rear hears all that the front has for it.
    fn hear(&mut self) {
        self.front.hand_over(&mut self.mail);
        self.rear.hear(&mut self.mail);
    }

    /// The rear catches up with all that happens up to and including `at`.
    fn catch_up(&mut self, at: SimTime) {
        self.front.hand_over(&mut self.mail);
        self.rear.follow(&mut self.mail, at);
    }

    /// Lets the next event happen, of which the rear may know more.
    fn take_turn(&mut self, at: SimTime) {
        let Some(turn) = self.front.engine.next(at) else { return };
        if let Turn::Scheduled(Event::SaveJob(job)) = turn {
            self.cancel_previous(job);
        }
        self.front.take_turn(turn);
    }

    /// The instance of a repeating job that is to be saved cancels the one before if that is still open (Q153533).
    fn cancel_previous(&mut self, job: JobId) {
        let previous = self.front.plan.jobs[job.ix()].repeats.map(|repeated| repeated.previous);
        // What the administrator has done at this very moment is known first.
        self.rear.peek();
        if let Some(previous) = previous.filter(|&previous| self.database().overall(previous).is_open()) {
            self.front.cancel_job(previous);
        }
    }

    /// Lets everything happen up to and including `at` in the order in which it does, for those who are told of it.
    fn run_in_order(&mut self, at: SimTime) {
        loop {
            self.hear();
            let rear = self.rear.peek().filter(|(next, _)| *next <= at);
            let front = self.front.engine.peek().filter(|(next, _)| *next <= at);
            let place = |(next, event): (SimTime, Event)| (next, order::key(event));
            match (rear.map(place), front.map(place)) {
                (None, None) => return,
                (Some(rear), front) if front.is_none_or(|front| rear < front) => self.step_rear(),
                _ => self.take_turn(at),
            }
        }
    }

    /// The rear's next event happens, and is told of.
    fn step_rear(&mut self) {
        let Some(Done { at, event, did_something, facts }) = self.rear.step() else { return };
        let (told, notes) = self.rear.told();
        told.into_iter().for_each(|fact| self.front.keep_fact(fact));
        self.front.keep_notes(Who::Site, at, notes);
        self.front.engine.count(at, event, did_something, facts);
    }

    /// When the next thing happens that is not an idle poll.
    pub fn next_at(&mut self) -> Option<SimTime> {
        [self.front.engine.next_at(), self.rear.next_at()].into_iter().flatten().min()
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
        self.site.services.get(kind as usize).unwrap_or_else(|| &self.rear.tail.station(kind).service)
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

    /// The events that did something or were told of, if the run was told to keep them.
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

/// News that pile up before the rear is let catch up: as many as stay in the cache; and where it does so meanwhile.
const MOST_NEWS: usize = 1 << 11;
const MOST_NEWS_AT_ONCE: usize = 1 << 13;
/// Start-up programs of a client are running at most this long after its person logs on (assumed).
const SLOWEST_START_UP: Span = Span::mins(3);

#[cfg(test)]
mod tests;
