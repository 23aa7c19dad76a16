//! The services of the site server: each looks for work at the interval of the Response setting, and then works until it
//! finds no more, one item at a time.

use super::{Effect, Names, Site};
use super::{data_loader, despooler, inventory_processor, maintenance_manager, scheduler, site_reporter};
use crate::base::{SimTime, Span};
use crate::engine::{Outbox, Poller};

/// A service, in the order in which services act when they act at one instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ServiceKind {
    Scheduler,
    MaintenanceManager,
    Despooler,
    InventoryProcessor,
    DataLoader,
    SiteReporter,
}

impl ServiceKind {
    pub const ALL: [Self; 6] = [
        Self::Scheduler,
        Self::MaintenanceManager,
        Self::Despooler,
        Self::InventoryProcessor,
        Self::DataLoader,
        Self::SiteReporter,
    ];

    /// How long it takes over one file, as far as is known.
    pub const fn usually_takes(self) -> Span {
        match self {
            Self::Scheduler => scheduler::TIME_PER_JOB,
            Self::MaintenanceManager => maintenance_manager::TIME_PER_FILE,
            Self::Despooler => despooler::TIME_PER_NOTICE,
            Self::InventoryProcessor => inventory_processor::TIME_PER_RAW,
            Self::DataLoader => data_loader::TIME_PER_MIF,
            Self::SiteReporter => site_reporter::TIME_PER_FILE,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Scheduler => "Scheduler",
            Self::MaintenanceManager => "Maintenance Manager",
            Self::Despooler => "Despooler",
            Self::InventoryProcessor => "Inventory Processor",
            Self::DataLoader => "Data Loader",
            Self::SiteReporter => "Site Reporter",
        }
    }
}

/// What every service has.
pub struct Service {
    pub poller: Poller,
    /// In the middle of its work: polls pass it by.
    pub busy: bool,
    /// The administrator has stopped it.
    pub stopped: bool,
    /// How long it takes over one file.
    pub takes: Span,
}

impl Site {
    /// A service looks for work: how long the first item will take, if there is any.
    pub fn begin(&mut self, kind: ServiceKind, now: SimTime, out: &mut Outbox<Effect>) -> Option<Span> {
        match kind {
            ServiceKind::Scheduler => scheduler::next(self),
            ServiceKind::MaintenanceManager => maintenance_manager::begin(self),
            ServiceKind::Despooler => despooler::next(self, now, out),
            ServiceKind::InventoryProcessor => inventory_processor::next(self),
            ServiceKind::DataLoader | ServiceKind::SiteReporter => None,
        }
    }

    /// A service finishes an item: how long the next will take, if there is one.
    pub fn step(
        &mut self,
        kind: ServiceKind,
        now: SimTime,
        names: &dyn Names,
        out: &mut Outbox<Effect>,
    ) -> Option<Span> {
        match kind {
            ServiceKind::Scheduler => scheduler::step(self, names, out),
            ServiceKind::MaintenanceManager => maintenance_manager::step(self, now, names, out),
            ServiceKind::Despooler => despooler::step(self, now, names, out),
            ServiceKind::InventoryProcessor => inventory_processor::step(self, now, names, out),
            ServiceKind::DataLoader | ServiceKind::SiteReporter => None,
        }
    }

    /// Whether a service that stopped working has left work behind for its next look.
    pub fn has_work(&self, kind: ServiceKind, now: SimTime) -> bool {
        match kind {
            ServiceKind::Scheduler => scheduler::has_work(self),
            ServiceKind::MaintenanceManager => maintenance_manager::has_work(self),
            ServiceKind::Despooler => despooler::has_work(self, now),
            ServiceKind::InventoryProcessor => self.inventry.waiting() > 0,
            ServiceKind::DataLoader | ServiceKind::SiteReporter => false,
        }
    }

    /// When a service that has no work now will have some without anything coming.
    pub fn waits_until(&self, kind: ServiceKind) -> Option<SimTime> {
        (kind == ServiceKind::Despooler).then(|| despooler::waits_until(self)).flatten()
    }
}
