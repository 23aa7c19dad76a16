//! The end of the line: DELTAMIF.COL, the Data Loader, the database, SITEREP.BOX and Site Reporter. Files come in, and nothing goes
//! back to the rest of the site, which therefore need not wait for it.

use super::database::Database;
use super::filebox::FileBox;
use super::service::{Service, ServiceKind};
use crate::base::Span;
use crate::wire::contents::Contents;
use crate::wire::parcel::Place;

/// A box, and the service that empties it.
pub struct Station {
    pub service: Service,
    pub filebox: FileBox,
}

pub struct Tail {
    /// DELTAMIF.COL and the Data Loader.
    pub loading: Station,
    /// SITEREP.BOX and Site Reporter.
    pub reporting: Station,
    pub database: Database,
    /// The texts of the files that came in.
    pub contents: Contents,
}

impl Tail {
    /// Its services, in order.
    pub const SERVICES: [ServiceKind; 2] = [ServiceKind::DataLoader, ServiceKind::SiteReporter];

    pub fn new(services: [Service; 2], database: Database) -> Self {
        let station = |service| Station { service, filebox: FileBox::by_arrival() };
        let [loading, reporting] = services.map(station);
        Self { loading, reporting, database, contents: Contents::default() }
    }

    /// The station of one of its services.
    #[inline]
    pub const fn station(&self, kind: ServiceKind) -> &Station {
        if matches!(kind, ServiceKind::SiteReporter) { &self.reporting } else { &self.loading }
    }

    #[inline]
    pub const fn station_mut(&mut self, kind: ServiceKind) -> &mut Station {
        if matches!(kind, ServiceKind::SiteReporter) { &mut self.reporting } else { &mut self.loading }
    }

    /// The box at a place, if it is one of these.
    pub const fn filebox(&self, place: Place) -> Option<&FileBox> {
        match place {
            Place::Deltamif => Some(&self.loading.filebox),
            Place::Siterep => Some(&self.reporting.filebox),
            _ => None,
        }
    }
}

impl Station {
    /// How long the next file will take the service, if there is one.
    #[inline]
    pub fn next(&self) -> Option<Span> {
        (self.filebox.waiting() > 0).then_some(self.service.takes)
    }
}
