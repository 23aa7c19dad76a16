//! Inventory Processor: turns a client's .RAW into a delta MIF.

use super::{Effect, Names, Site};
use crate::base::{ClientId, SimTime, Span};
use crate::engine::Outbox;
use crate::wire::mif::delta::DeltaMif;
use crate::wire::mif::noid::NoIdMif;
use crate::wire::parcel::Parcel;
use crate::wire::raw::Raw;

/// Processing one .RAW (assumed).
pub(super) const TIME_PER_RAW: Span = Span::secs(2);
const PART: &str = "Inventory Processor";

pub fn next(site: &Site) -> Option<Span> {
    (site.inventry.waiting() > 0).then_some(TIME_PER_RAW)
}

pub fn step(site: &mut Site, now: SimTime, names: &dyn Names, out: &mut Outbox<Effect>) -> Option<Span> {
    let parcel = site.inventry.take(now)?;
    out.mention(Effect::Took(parcel));
    let Parcel::Inventory { client, serial, raw } = parcel else {
        unreachable!("INVENTRY.BOX holds inventories only")
    };
    match delta(site.contents.text(raw), client, names, out) {
        Ok(delta) => {
            let mif = site.contents.keep(delta.render().as_bytes());
            let parcel = Parcel::Delta { client, serial, mif };
            site.pass_on(now, parcel, out);
        }
        Err(error) => out
            .note(PART, || format!("compilation failed, drops the RAW of {}: {error}", names.client(client))),
    }
    next(site)
}

/// Reads the .RAW and appends the groups of each NOIDMIF; one that does not compile costs the client its whole inventory
/// (Q160776).
fn delta(
    raw: &[u8],
    client: ClientId,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) -> Result<DeltaMif, String> {
    let raw = Raw::parse(raw).map_err(|e| e.to_string())?;
    out.note(PART, || format!("converts the RAW data of {}", names.client(client)));
    let Raw { sms_id, name, net_card_id, noid_mifs, .. } = raw;
    let mut delta = DeltaMif { name, sms_id, net_card_id, groups: Vec::new() };
    for text in noid_mifs {
        let mif = NoIdMif::parse(text.as_bytes()).map_err(|e| e.to_string())?;
        for group in mif.groups() {
            out.note(PART, || format!("appends no ID group {}", group.name));
        }
        delta.append(&mif);
    }
    Ok(delta)
}
