//! Making a world from its plan: images for the clients' disks, package shares, timetables, and the first events.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::event::Event;
use super::plan::{ClientConfig, ClientGroup, DiskPlan, PackagePlan, Plan};
use super::reference::Reference;
use super::{Options, SLOWEST_START_UP, World};
use crate::base::{ClientId, Draws, JobId, PackageId, Purpose, SimTime, Span};
use crate::client::{Client, SMS_DIRECTORY, inventory, pcm, programs};
use crate::engine::{Engine, Outbox, Poller, Timetable};
use crate::machine::{Clock, Dialect, Image, LocalTime, Machine, OsKind, RelPath, Volume, factory_image};
use crate::product::names;
use crate::product::quirks::{self, Quirk, Setup};
use crate::server::{Service, ServiceKind, Site};
use crate::wire::winst::Offer;

/// The directories that client setup makes (Q127072, Q153085).
const SMS_DIRECTORIES: [&str; 7] = ["BIN", "DATA", "IDMIFS", "LOGS", "NOIDMIFS", "SMSPROXY", "TEMP"];
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
        let setup = Setup { release: plan.site.release };
        let wanted = |q: &&&dyn Quirk| q.affects(&setup) && !options.without.iter().any(|id| id == q.id());
        let quirks: Vec<&'static dyn Quirk> = quirks::ALL.iter().filter(wanted).copied().collect();
        let draws = Draws::new(options.seed);
        let site = Site::new(
            quirks::behavior(&setup, &quirks),
            ServiceKind::ALL.map(|kind| service(kind, plan, draws)),
            plan.servers.len() as u16,
            plan.client_count(),
        );
        let mut world = Self {
            plan,
            every_poll: options.every_poll,
            draws,
            engine: Engine::default(),
            clients: clients(plan, draws),
            site,
            offers: offers(plan),
            shares: plan
                .packages
                .iter()
                .enumerate()
                .map(|(n, p)| share(plan, PackageId(n as u16), p))
                .collect(),
            setup,
            reference: Reference::new(quirks.len()),
            quirks,
            client_out: Outbox::new(options.told),
            server_out: Outbox::new(options.told),
            told: options.told,
            lines: Vec::new(),
            refused: Vec::new(),
            broken: Vec::new(),
        };
        if options.told {
            world.engine.keep_trace();
        }
        world.schedule_plan();
        if options.every_poll {
            world.schedule_ticks();
        }
        world
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
        let first = |poller: &Poller| poller.timetable.at_or_after(SimTime::ZERO);
        for kind in ServiceKind::ALL {
            self.engine.tick(first(&self.site.services[kind as usize].poller), Event::ServicePoll(kind));
        }
        for (ix, client) in self.clients.iter().enumerate() {
            let id = ClientId(ix as u32);
            self.engine.tick(first(&client.pcm_poller), Event::PcmPoll(id));
            self.engine.tick(first(&client.logon_poller), Event::Logon(id));
        }
    }
}

/// Every service looks for work at the interval of the Response setting, from a phase of its own.
fn service(kind: ServiceKind, plan: &Plan, draws: Draws) -> Service {
    let interval = plan.site.response.interval();
    let phase = draws.span_below(interval, Purpose::PollPhase, kind.name(), 0);
    Service { poller: Poller::new(Timetable::Always { phase, interval }), busy: false }
}

fn clients(plan: &Plan, draws: Draws) -> Vec<Client> {
    let mut disks = BTreeMap::new();
    let mut clients = Vec::with_capacity(plan.client_count() as usize);
    for ClientGroup { names, config, .. } in &plan.groups {
        let disk = disks.entry((config.os, config.disk.size, config.disk.free));
        let disk: &Arc<Image> = disk.or_insert_with(|| client_disk(config.os, config.disk));
        let machine = Machine::new(config.os, disk.clone(), Clock::right(plan.calendar));
        clients.extend((0..names.len()).map(|nth| client(&names.name(nth), config, machine.clone(), draws)));
    }
    clients
}

fn client(name: &str, config: &ClientConfig, machine: Machine, draws: Draws) -> Client {
    Client {
        machine,
        pcm: pcm::Pcm::default(),
        pcm_poller: Poller::new(pcm_timetable(name, config, draws)),
        inventory: inventory::Agent::default(),
        logon_poller: Poller::new(Timetable::Always {
            phase: config.logon.unwrap_or_default(),
            interval: Span::DAY,
        }),
    }
}

/// PCM looks into its instruction file when it starts, and at its polling interval from then on (Q163488, Q166765). How long a
/// computer takes from logon to starting it is drawn once for each.
fn pcm_timetable(name: &str, config: &ClientConfig, draws: Draws) -> Timetable {
    let interval = config.poll;
    let Some(logon) = config.logon else {
        return Timetable::Always {
            phase: draws.span_below(interval, Purpose::PollPhase, name, 0),
            interval,
        };
    };
    let session = config
        .logoff
        .map_or(Span::DAY, |logoff| if logoff > logon { logoff - logon } else { logoff + Span::DAY - logon });
    let slowest = SLOWEST_START_UP.min(session);
    let start_up = draws.span_below(slowest, Purpose::StartUp, name, 0);
    Timetable::Daily { start: logon + start_up, length: session - start_up, interval }
}

/// A disk of the size that the plan says, with the SMS client on it.
fn client_disk(os: OsKind, disk: DiskPlan) -> Arc<Image> {
    static INSTALLED: LazyLock<Vec<Arc<Image>>> =
        LazyLock::new(|| OsKind::ALL.into_iter().map(install_client).collect());
    let installed = &INSTALLED[os as usize];
    installed.resized(disk.size, disk.free).unwrap_or_else(|_| installed.clone())
}

/// A delivered disk with the directories of the SMS client on it.
fn install_client(os: OsKind) -> Arc<Image> {
    let mut volume = Volume::new(factory_image(os));
    let below_root = SMS_DIRECTORY.trim_start_matches(r"C:\");
    for directory in SMS_DIRECTORIES {
        let path = RelPath::parse(&format!("{below_root}\\{directory}")).expect("it is a path");
        volume
            .make_directories(&path, LocalTime::default())
            .expect("a delivered disk has room for directories");
    }
    if os.dialect() != Dialect::CmdNt {
        let smswork = RelPath::parse(programs::SMSWORK).expect("it is a path");
        let made = LocalTime::default();
        volume.write(&smswork, programs::smswork_content(), made).expect("a delivered disk has room for it");
    }
    volume.freeze()
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

/// The dates of each job as the site's clock, which is right, puts them into its record.
fn offers(plan: &Plan) -> Vec<Offer> {
    let clock = Clock::right(plan.calendar);
    let offer = |job: &super::plan::JobPlan| Offer {
        display: clock.local(job.offer),
        expires: job.expire.map(|at| clock.local(at)),
        platforms: plan.packages[job.package.ix()].platforms.clone(),
    };
    plan.jobs.iter().map(offer).collect()
}
