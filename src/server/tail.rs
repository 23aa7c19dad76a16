//! The end of the line: DELTAMIF.COL, the Data Loader, the database, SITEREP.BOX and Site Reporter. Files come in, and nothing goes
//! back to the rest of the site, which therefore need not wait for it.

use super::database::Database;
use super::filebox::FileBox;
use super::service::{Service, ServiceKind};
use crate::base::Span;
use crate::wire::contents::Contents;
use crate::wire::parcel::Place;

pub struct Tail {
    data_loader: Service,
    site_reporter: Service,
    pub deltamif: FileBox,
    pub siterep: FileBox,
    pub database: Database,
    /// The texts of the files that came in.
    pub contents: Contents,
}

impl Tail {
    /// Its services, in order.
    pub const SERVICES: [ServiceKind; 2] = [ServiceKind::DataLoader, ServiceKind::SiteReporter];

    pub fn new([data_loader, site_reporter]: [Service; 2], database: Database) -> Self {
        Self {
            data_loader,
            site_reporter,
            deltamif: FileBox::by_arrival(),
            siterep: FileBox::by_arrival(),
            database,
            contents: Contents::default(),
        }
    }

    #[inline]
    pub const fn service(&self, kind: ServiceKind) -> &Service {
        match kind {
            ServiceKind::SiteReporter => &self.site_reporter,
            _ => &self.data_loader,
        }
    }

    #[inline]
    pub const fn service_mut(&mut self, kind: ServiceKind) -> &mut Service {
        match kind {
            ServiceKind::SiteReporter => &mut self.site_reporter,
            _ => &mut self.data_loader,
        }
    }

    /// The box at a place, if it is one of these.
    pub const fn filebox(&self, place: Place) -> Option<&FileBox> {
        match place {
            Place::Deltamif => Some(&self.deltamif),
            Place::Siterep => Some(&self.siterep),
            _ => None,
        }
    }

    /// The box that a service takes its files from.
    #[inline]
    pub const fn filebox_of(&self, kind: ServiceKind) -> &FileBox {
        match kind {
            ServiceKind::SiteReporter => &self.siterep,
            _ => &self.deltamif,
        }
    }

    /// The same, to put files into it.
    #[inline]
    pub const fn filebox_of_mut(&mut self, kind: ServiceKind) -> &mut FileBox {
        match kind {
            ServiceKind::SiteReporter => &mut self.siterep,
            _ => &mut self.deltamif,
        }
    }

    /// How long the next file will take a service, if there is one.
    #[inline]
    pub fn next(&self, kind: ServiceKind) -> Option<Span> {
        (self.filebox_of(kind).waiting() > 0).then_some(self.service(kind).takes)
    }
}
