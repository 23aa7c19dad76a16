//! Inventory Data Loader: carries MIFs from DELTAMIF.COL into the database.

use super::tail::Tail;
use super::{Effect, Names};
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::engine::Outbox;
use crate::product::{Cause, Status};
use crate::wire::mif::delta::DeltaMif;
use crate::wire::parcel::{ContentId, Parcel};

/// Loading one MIF, as the one traced job-status MIF took (Q169491).
pub(super) const TIME_PER_MIF: Span = Span::secs(1);
const PART: &str = "Data Loader";

/// A workstation row that is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowSet {
    pub job: JobId,
    pub client: ClientId,
    pub serial: u16,
    pub cause: Cause,
    pub status: Status,
}

/// Loads a MIF, which then goes on to Site Reporter (Q169491). Says which row it wrote, if it did.
#[inline]
pub fn step(
    tail: &mut Tail,
    now: SimTime,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) -> Option<(Parcel, Option<RowSet>)> {
    let parcel = tail.loading.filebox.take(now)?;
    out.mention(Effect::Took(parcel));
    let row = match parcel {
        Parcel::JobStatus { client, job, serial, status, cause, mif, .. } => {
            let status = if status == Status::Failed { Status::Retrying } else { status };
            if let Some(mif) = mif {
                log_failure(tail, now, client, mif, names, out);
            }
            out.note(PART, || format!("sets {} of {} to {status}", names.client(client), names.job(job)));
            tail.database.set_row(now, job, client, status, cause);
            Some(RowSet { job, client, serial, cause, status })
        }
        Parcel::Delta { client, mif, .. } => {
            load_inventory(tail, client, mif, names, out);
            None
        }
        _ => unreachable!("DELTAMIF.COL holds MIFs only, not {parcel:?}"),
    };
    Some((parcel, row))
}

/// A failed installation is also event 374, with the description from the status MIF (Q166833, Q169491).
fn log_failure(
    tail: &mut Tail,
    now: SimTime,
    client: ClientId,
    mif: ContentId,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) {
    let description = tail.contents.status_mif(mif).map(|m| m.description.clone()).unwrap_or_default();
    out.note(PART, || format!("event 374, installation failed on {}: {description}", names.client(client)));
    tail.database.log_event(now, 374, Some(client), &description);
}

fn load_inventory(
    tail: &mut Tail,
    client: ClientId,
    mif: ContentId,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) {
    match DeltaMif::parse(tail.contents.text(mif)) {
        Ok(delta) => {
            for group in &delta.groups {
                out.note(PART, || format!("updates group {} of {}", group.name, names.client(client)));
                for attribute in &group.attributes {
                    let name = format!("{}|{}", group.name, attribute.name);
                    tail.database.set_inventory(
                        client,
                        name,
                        attribute.text().unwrap_or_default().to_string(),
                    );
                }
            }
        }
        Err(error) => out.note(PART, || format!("moves a MIF to BADMIFS: {error}")),
    }
}
