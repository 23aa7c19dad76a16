//! Site Reporter: passes MIFs on to the parent site, or deletes them at the top one (Q169491).

use super::{Effect, ServiceKind, Site};
use crate::base::{SimTime, Span};
use crate::engine::Outbox;

/// Deleting one file (assumed).
pub(super) const TIME_PER_FILE: Span = Span::ms(50);

pub fn next(site: &Site) -> Option<Span> {
    (site.siterep.waiting() > 0).then_some(site.takes(ServiceKind::SiteReporter))
}

pub fn step(site: &mut Site, now: SimTime, out: &mut Outbox<Effect>) -> Option<Span> {
    let parcel = site.siterep.take(now)?;
    out.mention(Effect::Took(parcel));
    out.note("Site Reporter", || "deletes a MIF: this is the top site".to_string());
    next(site)
}
