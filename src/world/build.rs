//! Making a world from its plan: images for the clients' disks, package shares, timetables, and the first events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::clients::Clients;
use super::event::Event;
use super::front::Front;
use super::learned::Learned;
use super::memo::Memo;
use super::plan::{ClientConfig, ClientGroup, JobPlan, PackagePlan, Plan};
use super::rear::{Mail, Rear};
use super::{Options, SLOWEST_START_UP, World, disk, sources, surroundings};
use crate::base::{ClientId, Draws, JobId, PackageId, Purpose, SimTime, Span};
use crate::client::{Client, inventory, pcm};
use crate::engine::{Engine, Outbox, Poller, Timetable};
use crate::machine::{Clock, Image, LocalTime, Machine, RelPath, Volume, factory_image};
use crate::product::quirks::{self, Quirk, Setup};
use crate::product::{Behavior, names};
use crate::server::database::Database;
use crate::server::tail::Tail;
use crate::server::{Service, ServiceKind, Site};
use crate::wire::winst::Offer;

/// Groups of clients whose machines are compared, to share the disk of those that are alike.
const MOST_KINDS_COMPARED: usize = 64;
/// Room on the share of a distribution server (assumed).
const SHARE_BYTES: u64 = 2_000 << 20;

/// What a distribution server shares of one package.
pub struct Share {
    pub image: Arc<Image>,
    /// The package's directory: its package id (Q123499).
    pub directory: String,
}

impl<'p> World<'p> {
    /// The world at the first instant of day 0.
    pub fn new(plan: &'p Plan, options: &Options) -> Self {
        let setup = Setup::site(plan.site.release);
        let quirks = in_force(plan, &options.without);
        let draws = Draws::new(options.seed);
        let site = site(plan, quirks::behavior(&setup, &quirks), draws);
        let mut rear = Rear::new(plan, tail(plan, &site.behavior, draws), setup, quirks.clone());
        if options.told || plan.watches_site {
            rear.tell(options.told);
        }
        if options.every_poll {
            rear.tick();
        }
        Self {
            front: Front::new(plan, options, site, &quirks),
            rear,
            mail: Mail::default(),
            both: options.both,
        }
    }
}

impl<'p> Front<'p> {
    fn new(plan: &'p Plan, options: &Options, site: Site, quirks: &[&'static dyn Quirk]) -> Self {
        let draws = Draws::new(options.seed);
        let noted = options.told || !plan.watched.is_empty();
        let site_noted = options.told || plan.watches_site;
        let behaviors = plan.groups.iter().map(|group| behavior(plan, group, quirks)).collect::<Vec<_>>();
        let mut front = Self {
            plan,
            every_poll: options.every_poll,
            draws,
            engine: Engine::default(),
            clients: clients(plan, &behaviors, draws),
            learned: learns(plan, options).then(|| Learned::new(plan)),
            limit: SimTime::ZERO,
            copied: 0,
            behaviors,
            memo: (!options.no_memo).then(Memo::default),
            doings: BTreeMap::new(),
            reached: SimTime::ZERO,
            leaving: BTreeMap::new(),
            seen: BTreeMap::new(),
            site_logs: BTreeMap::new(),
            offers: offers(plan, &site.behavior),
            logon_script: surroundings::logon_script(plan, &site.behavior),
            listed: sources::listed(plan, &site.behavior),
            site,
            next_uid: plan.client_count(),
            shares: shares(plan),
            mstests: sources::mstests(plan),
            fetched: Vec::new(),
            news: Vec::new(),
            heard: BTreeSet::new(),
            client_out: Outbox::new(noted),
            server_out: Outbox::new(site_noted),
            told: options.told,
            story: super::story::Story::default(),
            refused: Vec::new(),
        };
        front.set_out(options);
        front
    }

    fn set_out(&mut self, options: &Options) {
        if options.told {
            self.engine.keep_trace();
        }
        self.schedule_plan();
        self.expect_locks();
        if options.every_poll {
            self.schedule_ticks();
        }
    }

    fn schedule_plan(&mut self) {
        for (ix, job) in self.plan.jobs.iter().enumerate() {
            self.engine.schedule(job.create, Event::SaveJob(JobId(ix as u16)));
        }
        for (ix, step) in self.plan.script.iter().enumerate() {
            self.engine.schedule(step.at, Event::Script(ix as u32));
        }
    }

    /// The first look of everything that polls; each calls the next.
    fn schedule_ticks(&mut self) {
        let first = |poller: &Poller| poller.at_or_after(SimTime::ZERO);
        for kind in Site::SERVICES {
            self.engine.tick(first(&self.site.service(kind).poller), Event::ServicePoll(kind));
        }
        for id in (0..self.plan.client_count()).map(ClientId) {
            self.engine.tick(first(&self.clients.poller(id)), Event::PcmPoll(id));
            if let Some(service) = &self.clients[id].service_poller {
                self.engine.tick(first(service), Event::PcmServicePoll(id));
            }
            self.engine.tick(first(&Poller::new(logons(&self.plan.group(id).config))), Event::Logon(id));
        }
    }
}

fn site(plan: &Plan, behavior: Behavior, draws: Draws) -> Site {
    let mut site = Site::new(
        Behavior { executed_records: plan.executed_records, ..behavior },
        Clock::right(plan.calendar),
        Site::SERVICES.map(|kind| service(kind, plan, draws)),
        plan.servers.len() as u16,
        plan.client_count(),
    );
    for (logon, server) in site.logons.iter_mut().zip(&plan.servers) {
        logon.pcmins_is_read_only = server.pcmins_is_read_only;
    }
    site
}

fn tail(plan: &Plan, behavior: &Behavior, draws: Draws) -> Tail {
    let services = Tail::SERVICES.map(|kind| service(kind, plan, draws));
    Tail::new(services, Database::new(behavior.overall_sticks_at_retrying))
}

/// The quirks that the site or any client has, without those that are left out.
fn in_force(plan: &Plan, without: &[String]) -> Vec<&'static dyn Quirk> {
    let setups: BTreeSet<Setup> = plan.setups().collect();
    let wanted = |q: &&&dyn Quirk| {
        setups.iter().any(|setup| q.affects(setup)) && !without.iter().any(|id| id == q.id())
    };
    quirks::ALL.iter().filter(wanted).copied().collect()
}

/// Every service looks for work at the interval of the Response setting, from a phase of its own.
fn service(kind: ServiceKind, plan: &Plan, draws: Draws) -> Service {
    let interval = plan.site.response.interval();
    let chosen = plan.site.phases.iter().find(|(service, _)| *service == kind).map(|(_, phase)| *phase);
    let phase = chosen.unwrap_or_else(|| draws.span_below(interval, Purpose::PollPhase, kind.name(), 0));
    let said = plan.site.takes.iter().find(|(service, _)| *service == kind).map(|(_, takes)| *takes);
    Service {
        poller: Poller::new(Timetable::always(phase, interval)),
        busy: false,
        stopped: false,
        takes: said.unwrap_or_else(|| kind.usually_takes()),
    }
}

/// The clients. Groups whose machines are alike share one disk.
fn clients(plan: &Plan, behaviors: &[Behavior], draws: Draws) -> Clients {
    let mut made: Vec<(&ClientConfig, Machine)> = Vec::new();
    let mut clients = Clients::expecting(plan.client_count());
    for (ClientGroup { names, config, first }, behavior) in plan.groups.iter().zip(behaviors) {
        let alike = |other: &ClientConfig| {
            (other.os, other.release, other.server, other.redirector, &other.machine)
                == (config.os, config.release, config.server, config.redirector, &config.machine)
        };
        let known = made.iter().rev().take(MOST_KINDS_COMPARED).find(|(other, _)| alike(other));
        let machine = known.map(|(_, machine)| machine.clone()).unwrap_or_else(|| {
            // Whoever made the plan has seen that its machines can be made.
            disk::machine(plan, config, behavior).unwrap_or_else(|_| bare(plan, config))
        });
        if known.is_none() {
            made.push((config, machine.clone()));
        }
        let timetable = |nth: u32| match plan.fleet {
            Some(fleet) => Timetable::always(fleet.phase(ClientId(first.0 + nth), config.poll), config.poll),
            None => pcm_timetable(&names.name(nth), config, draws),
        };
        let service = |nth| Box::new(Poller::new(service_timetable(&names.name(nth), config, draws)));
        let all = 0..names.len();
        if config.pcm_service {
            all.for_each(|nth| {
                clients.add(client(machine.clone(), Some(service(nth))), timetable(nth));
            });
        } else {
            clients.add_alike(client(machine, None), all.map(timetable));
        }
    }
    clients
}

/// How the clients of a group behave.
fn behavior(plan: &Plan, group: &ClientGroup, quirks: &[&'static dyn Quirk]) -> Behavior {
    let behavior = quirks::behavior(&group.config.setup(), quirks);
    plan.fleet.map_or(behavior, |fleet| fleet.simplified(behavior))
}

/// Whether what comes of one client's doings may be looked up for the next: not where each is to be told, or worked out.
fn learns(plan: &Plan, options: &Options) -> bool {
    let is_told = options.told || !plan.watched.is_empty();
    !is_told && !options.no_memo && !options.every_poll
}

fn bare(plan: &Plan, config: &ClientConfig) -> Machine {
    Machine::new(config.os, factory_image(config.os), Clock::right(plan.calendar))
}

fn client(machine: Machine, service_poller: Option<Box<Poller>>) -> Client {
    Client {
        machine,
        pcm: pcm::Pcm::default(),
        service_poller,
        inventory: inventory::Agent::default(),
        logons: None,
        begun: 0,
    }
}

/// When the person logs on, or the machine would be logged on if it were not always.
pub fn logons(config: &ClientConfig) -> Timetable {
    Timetable::always(config.logon.unwrap_or_default(), Span::DAY)
}

/// PCM looks into its instruction file when it starts, and at its polling interval from then on (Q163488, Q166765). How long a
/// computer takes from logon to starting it is drawn once for each.
fn pcm_timetable(name: &str, config: &ClientConfig, draws: Draws) -> Timetable {
    let interval = config.poll;
    let Some(logon) = config.logon else {
        return Timetable::always(draws.span_below(interval, Purpose::PollPhase, name, 0), interval);
    };
    let session = config
        .logoff
        .map_or(Span::DAY, |logoff| if logoff > logon { logoff - logon } else { logoff + Span::DAY - logon });
    let slowest = SLOWEST_START_UP.min(session);
    let start_up = draws.span_below(slowest, Purpose::StartUp, name, 0);
    Timetable::daily(logon + start_up, session - start_up, interval)
}

/// The service looks at the same interval, from the start of the machine on: at a phase of its own.
fn service_timetable(name: &str, config: &ClientConfig, draws: Draws) -> Timetable {
    let phase = draws.span_below(config.poll, Purpose::PollPhase, name, 1);
    Timetable::always(phase, config.poll)
}

fn shares(plan: &Plan) -> Vec<Share> {
    plan.packages.iter().enumerate().map(|(n, p)| share(plan, PackageId(n as u16), p)).collect()
}

fn share(plan: &Plan, id: PackageId, package: &PackagePlan) -> Share {
    let directory = names::package_id(&plan.site.code, u32::from(id.0));
    let size = package.files.iter().map(|(_, content)| content.size()).sum::<u64>();
    let mut volume = Volume::new(Image::empty(SHARE_BYTES.max(size.saturating_mul(2))));
    let made = Clock::right(plan.calendar).local(SimTime::ZERO);
    for (path, content) in &package.files {
        let path = RelPath::parse(&format!("{directory}\\{}", path.as_str()))
            .expect("a package's paths were checked");
        let above = path.parent().unwrap_or_else(RelPath::root);
        volume.make_directories(&above, made).expect("the share has room");
        volume.write(&path, content.clone(), made).expect("the share has room");
    }
    Share { image: volume.freeze(), directory }
}

/// The dates of each job as the site's clock, which is right, puts them into its record. Where months count from 0, PCM takes
/// January for no date (inferred from Q123499 and Q153369).
fn offers(plan: &Plan, behavior: &Behavior) -> Vec<Offer> {
    let clock = Clock::right(plan.calendar);
    let is_lost = |date: &LocalTime| behavior.months_from_zero && date.civil().month() == 1;
    let read = |at: SimTime| Some(clock.local(at)).filter(|date| !is_lost(date));
    let offer = |job: &JobPlan| Offer {
        display: clock.local(job.offer),
        install_by: job.mandatory_after(behavior).and_then(read),
        expires: job.expire.and_then(read),
        platforms: plan.packages[job.package.ix()].platforms.clone(),
        spares_slow_links: job.spares_slow_links && !behavior.has_no_slow_link_option,
        background: plan.packages[job.package.ix()].background,
        needs_user: plan.packages[job.package.ix()].needs_user,
        exits_windows: plan.packages[job.package.ix()].exits_windows,
    };
    plan.jobs.iter().map(offer).collect()
}
