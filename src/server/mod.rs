//! Floor 5, the other half: logon servers and the services of the site. It never imports `client/`; the two meet in `wire/`.
//!
//! ```text
//!  LOGON1                                  site server
//!  PCMINS.BOX    <--- Maintenance Manager <--- PCMDOM.BOX   <--- Despooler <--- RECEIVE <--- Scheduler
//!  DESPOOLR.BOX  ---> Maintenance Manager ---> RECEIVE      ---> Despooler ---> DELTAMIF.COL ---> Data Loader ---> SITEREP.BOX
//!  INVENTRY.BOX  ---> Maintenance Manager ---> INVENTRY.BOX ---> Inventory Processor ---> DELTAMIF.COL
//! ```

pub mod cancellation;
pub mod data_loader;
pub mod database;
pub mod despooler;
pub mod event_log;
pub mod filebox;
mod held;
pub mod instructions;
pub mod inventory_processor;
pub mod job;
pub mod ledger;
pub mod logon;
pub mod maintenance_manager;
pub mod scheduler;
pub mod service;
pub mod site_reporter;
mod status_mifs;
pub mod tail;

use std::collections::VecDeque;

use crate::base::{ClientId, JobId, Selection, ServerId, SimTime, Span};
use crate::engine::Outbox;
use crate::machine::Clock;
use crate::product::names::FIRST_COPY_LIST;
use crate::product::{Behavior, Status};
use crate::wire::contents::Contents;
use crate::wire::parcel::{Parcel, Place};
use crate::wire::winst::Winst;

use event_log::EventLog;
use filebox::FileBox;
use instructions::{Files, Instructions};
use logon::LogonServer;
pub use service::{Service, ServiceKind};

/// The site server, its logon servers and its database.
pub struct Site {
    pub behavior: Behavior,
    /// The clock of the site server, which is right.
    pub clock: Clock,
    /// Those that come before the [`Tail`](tail::Tail), in order.
    pub services: [Service; Self::SERVICES.len()],
    pub logons: Vec<LogonServer>,
    /// Saved jobs that the Scheduler has not seen to yet: the Jobs table with status Pending.
    pub saved_jobs: VecDeque<JobId>,
    /// Canceled jobs that the Scheduler has not seen to yet.
    pub canceled_jobs: VecDeque<JobId>,
    /// Jobs and cancellations that have not got as far as into the instruction files of their targets.
    pub orders: u32,
    pub receive: FileBox,
    pub inventry: FileBox,
    /// MAINCFG.BOX\PCMDOM.BOX, and PCMINS.BOX of each logon server.
    pub instructions: Instructions,
    /// What is in them, and in their copies.
    pub files: Files,
    /// Maintenance Manager is to be told that masters have changed.
    pub have_masters_changed: bool,
    /// Files on their way to DELTAMIF.COL, and when they are there: for the tail to fetch.
    pub passed_on: Vec<(SimTime, Parcel)>,
    /// What they have logged; the Data Loader writes to the database itself.
    pub events: EventLog,
    pub contents: Contents,
    /// CopyListVersion of the copy lists that come of SYSTEM.MAP as it was last saved (Q166771).
    pub system_map: u32,
    despooler: despooler::Despooler,
    maintenance: maintenance_manager::MaintenanceManager,
}

/// What a service asks of the world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Moves or copies a file; it is there after `takes`.
    Put { to: Place, parcel: Parcel, takes: Span },
    /// Took a file out of its box to work on it: for the story alone.
    Took(Parcel),
    /// A file that was passed on will be in DELTAMIF.COL at this time: for the story, and for the text that it carries.
    PassedOn { parcel: Parcel, arrives: SimTime },
    /// The Despooler will find something to do at this time.
    DespoolerReady(SimTime),
    /// A job is active from now on, and has a row for each target.
    Activated(JobId),
    /// A job is being canceled, or is canceled.
    Canceled(JobId, Status),
}

/// Who the site's jobs and clients are, as the transcript names them.
pub trait Names {
    fn client(&self, client: ClientId) -> String;
    fn job(&self, job: JobId) -> String;
    fn server(&self, server: ServerId) -> String;
    /// A job's targets.
    fn targets(&self, job: JobId) -> &Selection;
}

/// How long a service's write of one small file takes (assumed).
pub const WRITE_TIME: Span = Span::ms(10);

impl Site {
    /// Its services but those of the tail, in order.
    pub const SERVICES: [ServiceKind; 4] = [
        ServiceKind::Scheduler,
        ServiceKind::MaintenanceManager,
        ServiceKind::Despooler,
        ServiceKind::InventoryProcessor,
    ];

    pub fn new(
        behavior: Behavior,
        clock: Clock,
        services: [Service; Self::SERVICES.len()],
        servers: u16,
        clients: u32,
    ) -> Self {
        Self {
            behavior,
            clock,
            services,
            logons: (0..servers).map(|_| LogonServer::default()).collect(),
            saved_jobs: VecDeque::new(),
            canceled_jobs: VecDeque::new(),
            orders: 0,
            receive: FileBox::by_kind(),
            inventry: FileBox::by_arrival(),
            instructions: Instructions::new(clients, servers),
            files: Files::default(),
            have_masters_changed: false,
            passed_on: Vec::new(),
            events: EventLog::default(),
            contents: Contents::default(),
            system_map: FIRST_COPY_LIST,
            despooler: despooler::Despooler::default(),
            maintenance: maintenance_manager::MaintenanceManager::default(),
        }
    }

    /// Which service, if any, looks into a place.
    pub const fn watcher(place: Place) -> Option<ServiceKind> {
        match place {
            Place::Receive => Some(ServiceKind::Despooler),
            Place::SiteInventry => Some(ServiceKind::InventoryProcessor),
            Place::LogonDespoolr(_) | Place::LogonInventry(_) => Some(ServiceKind::MaintenanceManager),
            Place::Deltamif => Some(ServiceKind::DataLoader),
            Place::Siterep => Some(ServiceKind::SiteReporter),
            Place::Pcmins(_) => None,
        }
    }

    /// The box at a place; PCMINS.BOX is no queue and has none.
    pub fn filebox(&self, place: Place) -> Option<&FileBox> {
        match place {
            Place::Receive => Some(&self.receive),
            Place::SiteInventry => Some(&self.inventry),
            Place::LogonDespoolr(server) => Some(&self.logons[server.ix()].despoolr),
            Place::LogonInventry(server) => Some(&self.logons[server.ix()].inventry),
            Place::Pcmins(_) | Place::Deltamif | Place::Siterep => None,
        }
    }

    /// The box at a place, to put files into or take them out.
    pub fn filebox_mut(&mut self, place: Place) -> Option<&mut FileBox> {
        match place {
            Place::Receive => Some(&mut self.receive),
            Place::SiteInventry => Some(&mut self.inventry),
            Place::LogonDespoolr(server) => Some(&mut self.logons[server.ix()].despoolr),
            Place::LogonInventry(server) => Some(&mut self.logons[server.ix()].inventry),
            Place::Pcmins(_) | Place::Deltamif | Place::Siterep => None,
        }
    }

    /// The administrator has saved a job, which the Scheduler is to see to.
    pub fn save(&mut self, job: JobId) {
        self.saved_jobs.push_back(job);
        self.orders += 1;
    }

    /// A client's master instruction file has changed, and is to be copied to every logon server.
    fn copy_again(&mut self, client: ClientId) {
        for logon in &mut self.logons {
            logon.stale.push_back(client);
            self.instructions.sets_out(client);
        }
    }

    /// The choke point of files for DELTAMIF.COL, which the tail fetches when it gets round to it.
    #[inline]
    fn pass_on(&mut self, now: SimTime, parcel: Parcel, out: &mut Outbox<Effect>) {
        let arrives = now + WRITE_TIME;
        self.passed_on.push((arrives, parcel));
        match parcel.content() {
            Some(_) => out.push(Effect::PassedOn { parcel, arrives }),
            None => out.mention(Effect::PassedOn { parcel, arrives }),
        }
    }

    /// The master of a client's instruction file.
    pub fn master(&self, client: ClientId) -> &Winst {
        self.files.get(self.instructions.master(client))
    }

    /// A client's instruction file as it is on a logon server.
    pub fn copy_on(&self, server: ServerId, client: ClientId) -> &Winst {
        self.files.get(self.instructions.copy(server, client))
    }

    /// How long a service takes over one file.
    pub const fn takes(&self, kind: ServiceKind) -> Span {
        self.services[kind as usize].takes
    }

    pub fn service(&mut self, kind: ServiceKind) -> &mut Service {
        &mut self.services[kind as usize]
    }
}
