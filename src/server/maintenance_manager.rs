//! Maintenance Manager: the only mover between the site server and its logon servers, both ways (Q126644, Q188042).
//!
//! One loop, one logon server after the other. A pass carries what lay there when it came to a server; what arrives
//! meanwhile waits for the next pass.

use super::logon::LogonServer;
use super::{Effect, Names, ServiceKind, Site, WRITE_TIME};
use crate::base::{ServerId, SimTime, Span};
use crate::engine::Outbox;
use crate::wire::parcel::{Parcel, Place};

/// Moving or copying one small file (assumed).
pub(super) const TIME_PER_FILE: Span = Span::ms(50);
/// Making the copy lists of a logon server from SYSTEM.MAP, and copying the client files to it (assumed).
const TIME_PER_COPY_LISTS: Span = Span::secs(10);
const PART: &str = "Maintenance Manager";

/// Where the loop is.
#[derive(Default)]
pub struct MaintenanceManager {
    pass: Option<Pass>,
}

/// What is left of the visit to one logon server.
#[derive(Clone, Copy)]
struct Pass {
    server: ServerId,
    copy_lists: bool,
    instructions: usize,
    results: usize,
    inventories: usize,
}

impl Pass {
    fn at(site: &Site, server: ServerId) -> Option<Self> {
        let logon = site.logons.get(server.ix())?;
        if logon.down {
            return Some(Self { server, copy_lists: false, instructions: 0, results: 0, inventories: 0 });
        }
        Some(Self {
            server,
            copy_lists: logon.copy_list != site.system_map,
            instructions: logon.copies_due(),
            results: logon.despoolr.waiting(),
            inventories: logon.inventry.waiting(),
        })
    }

    fn is_over(&self) -> bool {
        !self.copy_lists && self.instructions + self.results + self.inventories == 0
    }
}

pub fn has_work(site: &Site) -> bool {
    let waits = |logon: &LogonServer| {
        let files = logon.copies_due() + logon.despoolr.waiting() + logon.inventry.waiting();
        !logon.down && (files > 0 || logon.copy_list != site.system_map)
    };
    site.logons.iter().any(waits)
}

/// Starts a pass at the first logon server.
pub fn begin(site: &mut Site) -> Option<Span> {
    site.maintenance.pass = Pass::at(site, ServerId(0));
    go_on(site)
}

/// Goes to the next logon server that has anything to carry; ends the pass after the last.
fn go_on(site: &mut Site) -> Option<Span> {
    while let Some(pass) = site.maintenance.pass {
        if !pass.is_over() {
            return Some(if pass.copy_lists {
                TIME_PER_COPY_LISTS
            } else {
                site.takes(ServiceKind::MaintenanceManager)
            });
        }
        site.maintenance.pass = Pass::at(site, ServerId(pass.server.0 + 1));
    }
    None
}

pub fn step(site: &mut Site, now: SimTime, names: &dyn Names, out: &mut Outbox<Effect>) -> Option<Span> {
    let mut pass = site.maintenance.pass?;
    if std::mem::take(&mut pass.copy_lists) {
        make_copy_lists(site, pass.server, names, out);
    } else if pass.instructions > 0 {
        pass.instructions -= 1;
        copy_instructions(site, pass.server, names, out);
    } else if pass.results > 0 {
        pass.results -= 1;
        let parcel = site.logons[pass.server.ix()].despoolr.take(now);
        collect(parcel, Place::Receive, names, out);
    } else {
        pass.inventories -= 1;
        let parcel = site.logons[pass.server.ix()].inventry.take(now);
        collect(parcel, Place::SiteInventry, names, out);
    }
    site.maintenance.pass = Some(pass);
    go_on(site)
}

/// SYSTEM.MAP has another date than when the lists were made: they are made anew, with a new version (Q166771).
fn make_copy_lists(site: &mut Site, server: ServerId, names: &dyn Names, out: &mut Outbox<Effect>) {
    let version = site.system_map;
    site.logons[server.ix()].copy_list = version;
    out.note(PART, || format!("makes the copy lists of {} anew: version {version}", names.server(server)));
}

fn copy_instructions(site: &mut Site, server: ServerId, names: &dyn Names, out: &mut Outbox<Effect>) {
    let Some(client) = site.logons[server.ix()].stale.pop_front() else { return };
    let version = site.master(client).version;
    out.note(PART, || format!("copies the .INS of {} to {}", names.client(client), names.server(server)));
    let parcel = Parcel::Instructions { client, version };
    out.push(Effect::Put { to: Place::Pcmins(server), parcel, takes: WRITE_TIME });
}

fn collect(parcel: Option<Parcel>, to: Place, names: &dyn Names, out: &mut Outbox<Effect>) {
    let Some(parcel) = parcel else { return };
    out.mention(Effect::Took(parcel));
    out.note(PART, || {
        let from = parcel.client().map(|c| names.client(c)).unwrap_or_default();
        format!("collects the {} of {from}", parcel.kind().extension())
    });
    out.push(Effect::Put { to, parcel, takes: WRITE_TIME });
}
