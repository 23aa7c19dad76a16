//! The end of the line in the world: the [`Tail`] of the site with its clock, and the reference status model that watches it.
//!
//! What comes here never comes back, so this half of the world may lag behind the other half and catch up in one go. What the other
//! half has for it comes as [`News`], in order of time.

use std::collections::VecDeque;
use std::sync::Arc;

use super::event::Event;
use super::plan::Plan;
use super::reference::{Reference, RowSet};
use super::story::Fact;
use crate::base::{ClientId, Fingerprint, JobId, SimTime, Span};
use crate::engine::{Note, Outbox, Tally};
use crate::product::quirks::{Quirk, Setup};
use crate::product::{Cause, Silence, Status};
use crate::server::tail::Tail;
use crate::server::{Effect, ServiceKind, WRITE_TIME, data_loader, site_reporter};
use crate::wire::parcel::{Parcel, Place};

/// What the rest of the world has for it.
#[derive(Clone, Debug)]
pub enum News {
    /// What is in a file that comes.
    Text(Arc<[u8]>),
    Saved(JobId),
    Activated(JobId),
    Canceled(JobId, Status),
    /// A client has reported, and this is what it truthfully said.
    Reported {
        client: ClientId,
        serial: u16,
        job: JobId,
        truth: Status,
    },
    /// No status will come of a report, and this is why.
    Silenced {
        client: ClientId,
        serial: u16,
        job: JobId,
        silence: Silence,
    },
}

/// All of it: news with their moments, and files with those from which on they are in DELTAMIF.COL. Both are in order of time.
#[derive(Default)]
pub struct Mail {
    pub news: Vec<(SimTime, News)>,
    pub files: Vec<(SimTime, Parcel)>,
}

impl News {
    /// Whether it is of something that happens after services have worked at the same instant.
    const fn is_late(&self) -> bool {
        matches!(self, Self::Silenced { .. })
    }
}

/// Where the next thing happens, in the order of one instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Early,
    Arrives(Stage),
    Steps(Stage),
    Looks(Stage),
    Late,
}

/// A box and the service that empties it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Loading,
    Reporting,
}

impl Stage {
    const BOTH: [Self; 2] = [Self::Loading, Self::Reporting];

    const fn service(self) -> ServiceKind {
        Tail::SERVICES[self as usize]
    }

    const fn place(self) -> Place {
        match self {
            Self::Loading => Place::Deltamif,
            Self::Reporting => Place::Siterep,
        }
    }
}

/// The Tail, its clock and its watcher. Apart from the front in memory, because two threads that write to one line of the processors'
/// caches wait for each other.
#[repr(align(128))]
pub struct Rear<'p> {
    plan: &'p Plan,
    pub tail: Tail,
    pub reference: Reference,
    /// Of each group of clients, what quirks depend on.
    setups: Vec<[Setup; 2]>,
    pub quirks: Vec<&'static dyn Quirk>,
    news: VecDeque<(SimTime, News)>,
    /// When each service finishes the file it works on; NEVER: it works on none.
    done_at: [SimTime; 2],
    /// When each service looks although there is nothing for it; NEVER: it does not.
    tick_at: [SimTime; 2],
    out: Outbox<Effect>,
    tally: Tally,
    facts: Vec<Fact>,
    told: bool,
    /// Where the simulator contradicts itself.
    pub broken: Vec<String>,
}

/// An event that has happened here.
pub struct Done {
    pub at: SimTime,
    pub event: Event,
    pub did_something: bool,
    pub facts: Fingerprint,
}

impl<'p> Rear<'p> {
    pub fn new(plan: &'p Plan, tail: Tail, setup: Setup, quirks: Vec<&'static dyn Quirk>) -> Self {
        Self {
            plan,
            tail,
            reference: Reference::new(quirks.len(), plan.client_count()),
            setups: plan.groups.iter().map(|group| [setup, group.config.setup()]).collect(),
            quirks,
            news: VecDeque::new(),
            done_at: [SimTime::NEVER; 2],
            tick_at: [SimTime::NEVER; 2],
            out: Outbox::new(false),
            tally: Tally::default(),
            facts: Vec::new(),
            told: false,
            broken: Vec::new(),
        }
    }

    /// Keeps from now on what is to be told: words of services, and facts if these are wanted too.
    pub fn tell(&mut self, facts: bool) {
        self.out = Outbox::new(true);
        self.told = facts;
    }

    /// Lets services look at every one of their times.
    pub fn tick(&mut self) {
        self.tick_at =
            Tail::SERVICES.map(|kind| self.tail.station(kind).service.poller.at_or_after(SimTime::ZERO));
    }

    /// What the events that were caught up on come to.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Takes in what the rest of the world had for it. What a client has reported may be known before its time: nobody asks for it
    /// before a status comes of it.
    pub fn hear(&mut self, mail: &mut Mail) {
        self.bring_up(mail);
        for (at, item) in mail.news.drain(..) {
            match item {
                News::Text(text) => drop(self.tail.contents.keep(&text)),
                News::Reported { client, serial, job, truth } => {
                    self.reference.reported(client, serial, job, truth);
                }
                item => self.news.push_back((at, item)),
            }
        }
        for (arrives, parcel) in mail.files.drain(..) {
            self.tail.loading.filebox.expect(arrives, parcel);
        }
    }

    /// Has at hand what the reference model keeps of those of whom something is heard.
    fn bring_up(&self, mail: &Mail) {
        let reported = mail.news.iter().filter_map(|(_, item)| match *item {
            News::Reported { client, job, .. } => Some((job, client)),
            _ => None,
        });
        let written = mail.files.iter().filter_map(|(_, parcel)| match *parcel {
            Parcel::JobStatus { client, job, .. } => Some((job, client)),
            _ => None,
        });
        self.reference.bring_up(reported);
        self.reference.bring_up(written);
    }

    /// Takes that in, and lets everything happen up to and including `at`.
    pub fn follow(&mut self, mail: &mut Mail, at: SimTime) {
        self.hear(mail);
        self.catch_up(at);
    }

    /// Lets everything happen up to and including `at`: first all that the Data Loader does, then all that comes of it.
    fn catch_up(&mut self, at: SimTime) {
        self.catch_up_at(Stage::Loading, at);
        self.catch_up_at(Stage::Reporting, at);
    }

    /// Once for each stage, so that nothing asks which it is.
    #[inline(always)]
    fn catch_up_at(&mut self, stage: Stage, at: SimTime) {
        loop {
            let service = self.service_at(stage);
            let news = self.news_before(stage, service);
            let next = service.min(news);
            if self.arrive_through(next.min(at), stage) {
                continue;
            }
            if next > at || next == SimTime::NEVER {
                return;
            }
            let done = match next {
                now if now == news => self.take(now, Next::Early),
                now if now == self.done_at[stage as usize] => Some(self.finish(now, stage)),
                now => self.look(now, stage),
            };
            self.count(done);
        }
    }

    /// Lets files arrive up to and including `until`, as long as that wakes nobody. Says whether it woke somebody.
    #[inline(always)]
    fn arrive_through(&mut self, until: SimTime, stage: Stage) -> bool {
        let is_asleep = self.is_asleep(stage);
        while let Some((now, parcel)) = self.tail.station_mut(stage.service()).filebox.arrive_by(until) {
            self.tally.count(now, &Event::Arrive(stage.place(), parcel), true, Fingerprint::default());
            if is_asleep {
                self.wake(now, stage);
                return true;
            }
        }
        false
    }

    /// Whether a service neither works nor knows when it will look: it does, once it has been woken. One in the middle of its work looks
    /// again by itself when it is done.
    #[inline(always)]
    fn is_asleep(&self, stage: Stage) -> bool {
        let service = &self.tail.station(stage.service()).service;
        !service.busy && service.poller.wakes_at() == SimTime::NEVER
    }

    #[inline(always)]
    fn count(&mut self, done: Option<Done>) {
        if let Some(Done { at, event, did_something, facts }) = done {
            self.tally.count(at, &event, did_something, facts);
        }
    }

    /// When a service does something next by itself.
    #[inline(always)]
    fn service_at(&self, stage: Stage) -> SimTime {
        let n = stage as usize;
        let looks = self.tail.station(stage.service()).service.poller.wakes_at().min(self.tick_at[n]);
        self.done_at[n].min(looks)
    }

    /// When something is heard before a service works again. News are for the first stage only.
    #[inline(always)]
    fn news_before(&self, stage: Stage, service: SimTime) -> SimTime {
        let first = self.news.front().filter(|_| stage == Stage::Loading);
        let comes = first.filter(|(at, item)| *at < service || (*at == service && !item.is_late()));
        comes.map_or(SimTime::NEVER, |(at, _)| *at)
    }

    #[inline(always)]
    fn arrival(&self, stage: Stage) -> SimTime {
        self.tail.station(stage.service()).filebox.next_due()
    }

    /// The next event, if nothing was heard that comes before it.
    pub fn peek(&mut self) -> Option<(SimTime, Event)> {
        while let Some((now, next)) = self.next() {
            let event = match next {
                Next::Arrives(stage) => {
                    Event::Arrive(stage.place(), self.tail.station(stage.service()).filebox.expected()?)
                }
                Next::Steps(stage) => Event::ServiceStep(stage.service()),
                Next::Looks(stage) => Event::ServicePoll(stage.service()),
                Next::Early | Next::Late => {
                    self.take(now, next);
                    continue;
                }
            };
            return Some((now, event));
        }
        None
    }

    /// Lets the next event happen. What it has to tell is in [`told`](Self::told).
    pub fn step(&mut self) -> Option<Done> {
        let (now, next) = self.next()?;
        self.take(now, next)
    }

    /// What the last events have to tell.
    pub fn told(&mut self) -> (Vec<Fact>, Vec<Note>) {
        (std::mem::take(&mut self.facts), std::mem::take(&mut self.out.notes))
    }

    /// When the next thing happens that is no idle look.
    pub fn next_at(&self) -> Option<SimTime> {
        let looks = Tail::SERVICES.map(|kind| self.tail.station(kind).service.poller.wakes_at());
        let arrivals = Stage::BOTH.map(|stage| self.arrival(stage));
        let first = arrivals.into_iter().chain(self.done_at).chain(looks).min()?;
        (first < SimTime::NEVER).then_some(first)
    }

    fn next(&self) -> Option<(SimTime, Next)> {
        let mut first = (SimTime::NEVER, Next::Late);
        if let Some((at, item)) = self.news.front() {
            first = (*at, if item.is_late() { Next::Late } else { Next::Early });
        }
        for stage in Stage::BOTH {
            let n = stage as usize;
            let looks = self.tail.station(stage.service()).service.poller.wakes_at().min(self.tick_at[n]);
            first = first
                .min((self.arrival(stage), Next::Arrives(stage)))
                .min((self.done_at[n], Next::Steps(stage)))
                .min((looks, Next::Looks(stage)));
        }
        (first.0 < SimTime::NEVER).then_some(first)
    }

    fn take(&mut self, now: SimTime, next: Next) -> Option<Done> {
        match next {
            Next::Early | Next::Late => {
                let (_, item) = self.news.pop_front()?;
                self.learn(now, item);
                None
            }
            Next::Arrives(stage) => self.arrive(stage),
            Next::Steps(stage) => Some(self.finish(now, stage)),
            Next::Looks(stage) => self.look(now, stage),
        }
    }

    fn learn(&mut self, now: SimTime, item: News) {
        let (database, targets) = (&mut self.tail.database, |job: JobId| &self.plan.jobs[job.ix()].target);
        match item {
            News::Saved(job) => database.save_job(job),
            News::Activated(job) => database.activate(now, job, targets(job).clone(), Cause::Activated),
            News::Canceled(job, status) => database.cancel(now, job, status),
            News::Silenced { client, serial, job, silence } => {
                let setup = self.plan.group(client).config.setup();
                self.reference.silenced((job, client, serial), silence, &setup, &self.quirks);
            }
            News::Text(_) | News::Reported { .. } => {}
        }
    }

    fn arrive(&mut self, stage: Stage) -> Option<Done> {
        let is_asleep = self.is_asleep(stage);
        let (now, parcel) = self.tail.station_mut(stage.service()).filebox.arrive_by(SimTime::NEVER)?;
        if is_asleep {
            self.wake(now, stage);
        }
        Some(done(now, Event::Arrive(stage.place(), parcel)))
    }

    fn wake(&mut self, now: SimTime, stage: Stage) {
        self.tail.station_mut(stage.service()).service.poller.wake_for(now);
    }

    fn look(&mut self, now: SimTime, stage: Stage) -> Option<Done> {
        let service = &mut self.tail.station_mut(stage.service()).service;
        let is_wanted = service.poller.comes_up(now) || {
            self.tick_at[stage as usize] = service.poller.after(now);
            service.poller.ticks(now)
        };
        let takes = (is_wanted && !service.busy).then(|| self.tail.station(stage.service()).next()).flatten();
        if takes.is_some() {
            self.go_on(now, stage, takes);
        }
        let event = Event::ServicePoll(stage.service());
        is_wanted.then(|| Done { did_something: takes.is_some(), ..done(now, event) })
    }

    #[inline(always)]
    fn finish(&mut self, now: SimTime, stage: Stage) -> Done {
        let facts = match stage {
            Stage::Loading => self.load(now),
            Stage::Reporting => self.report(now),
        };
        self.go_on(now, stage, self.tail.station(stage.service()).next());
        Done { facts, ..done(now, Event::ServiceStep(stage.service())) }
    }

    /// The Data Loader has loaded a file, and passes it on.
    fn load(&mut self, now: SimTime) -> Fingerprint {
        let mut facts = Fingerprint::default();
        let loaded = data_loader::step(&mut self.tail, now, self.plan, &mut self.out);
        self.keep_taken();
        if let Some((parcel, row)) = loaded {
            if let Some(set) = row {
                facts.word(u64::from(set.job.0) << 48 | u64::from(set.client.0) << 8 | set.status as u64);
                self.row_set(now, set);
            }
            let (to, arrives) = (Place::Siterep, now + WRITE_TIME);
            self.tail.reporting.filebox.expect(arrives, parcel);
            self.keep_fact(|_| Fact::Put { to, parcel, arrives });
        }
        facts
    }

    fn report(&mut self, now: SimTime) -> Fingerprint {
        site_reporter::step(&mut self.tail, now, &mut self.out);
        self.keep_taken();
        Fingerprint::default()
    }

    /// Keeps which file a service has worked on, if anybody wants to know.
    fn keep_taken(&mut self) {
        while let Some(effect) = self.out.effects.pop() {
            if let Effect::Took(parcel) = effect {
                self.keep_fact(|_| Fact::Took(parcel));
            }
        }
    }

    fn go_on(&mut self, now: SimTime, stage: Stage, takes: Option<Span>) {
        self.done_at[stage as usize] = takes.map_or(SimTime::NEVER, |takes| now + takes);
        self.tail.station_mut(stage.service()).service.busy = takes.is_some();
    }

    fn row_set(&mut self, now: SimTime, set: RowSet) {
        let group = self.plan.group_index(set.client);
        if let Err(why) = self.reference.check(set, group, &self.setups[group], &self.quirks) {
            let client = self.plan.client_name(set.client);
            self.broken.push(format!("at {now}, {client}: {why}"));
        }
        self.keep_fact(|rear| {
            let reference = rear.reference.row(set.job, set.client);
            let claimant = rear.reference.claimed_by(set.job, set.client);
            Fact::Row { set, reference, quirk: claimant.map(|n| rear.quirks[n].id()) }
        });
    }

    fn keep_fact(&mut self, fact: impl FnOnce(&Self) -> Fact) {
        if self.told {
            let fact = fact(self);
            self.facts.push(fact);
        }
    }
}

fn done(at: SimTime, event: Event) -> Done {
    Done { at, event, did_something: true, facts: Fingerprint::default() }
}
