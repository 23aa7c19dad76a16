//! The Despooler: carries out the instructions that lie in DESPOOLR.BOX\RECEIVE.
//!
//! It takes them in batches of 50, by kind (Q168130). A job's instruction puts the package on its servers and a record in
//! each target's instruction file; a client's `DOMAIN_COMMISSAR_WIREMOVE` takes the record out again and becomes a
//! job-status MIF.

use std::collections::VecDeque;

use smallvec::SmallVec;

use super::held::Held;
use super::{Effect, Names, ServiceKind, Site, cancellation};
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::engine::Outbox;
use crate::machine::LocalTime;
use crate::product::behavior::{BadStatusMif, ExecutedRecords};
use crate::product::{Cause, ExpiryNotice, Status};
use crate::wire::date::mdy;
use crate::wire::mif::status::Outcome;
use crate::wire::parcel::{ContentId, Parcel};
use crate::wire::sni::{INSTRUCTION_TYPE, Notice};

/// The files it enumerates at once (Q168130).
const BATCH: usize = 50;
/// Carrying out one WIREMOVE, as the one traced result took (Q169491).
pub(super) const TIME_PER_NOTICE: Span = Span::secs(2);
/// Unpacking a package, storing its master copy and putting it on a server (assumed).
const TIME_PER_JOB: Span = Span::secs(30);
pub(super) const PART: &str = "Despooler";
/// Its log (Q169491).
const LOG: &str = "DESPOOL.LOG";

#[derive(Default)]
pub struct Despooler {
    /// The batch in work: instructions, each with the status MIF that was picked up with it.
    batch: VecDeque<(Parcel, Option<ContentId>)>,
    held: Held,
}

/// A client's notice, while it is being carried out.
#[derive(Clone, Copy)]
struct Wiremove {
    client: ClientId,
    job: JobId,
    serial: u16,
    now: SimTime,
}

/// Enumerates the next batch when the last is done with.
pub fn next(site: &mut Site, now: SimTime, out: &mut Outbox<Effect>) -> Option<Span> {
    if site.despooler.batch.is_empty() {
        let shown = site.clock.local(now);
        site.despooler.held.release(shown, &mut site.receive);
        let mut left = site.receive.waiting();
        while left > 0 && site.despooler.batch.len() < BATCH {
            left -= 1;
            enumerate(site, shown, out);
        }
        // The records of a whole batch come together, where each would be waited for alone.
        let clients = site.despooler.batch.iter().filter_map(|(parcel, _)| parcel.client());
        site.instructions.bring_up(&clients.collect::<SmallVec<[ClientId; BATCH]>>());
    }
    site.despooler.batch.front().map(|(parcel, _)| match parcel {
        Parcel::Job { .. } => TIME_PER_JOB,
        _ => site.takes(ServiceKind::Despooler),
    })
}

/// Whether there is anything to enumerate.
pub fn has_work(site: &Site, now: SimTime) -> bool {
    site.receive.waiting() > 0 || site.despooler.held.is_ready(site.clock.local(now))
}

/// When the time of a file that is left alone comes.
pub fn waits_until(site: &Site) -> Option<SimTime> {
    site.despooler.held.next().map(|time| site.clock.instant(time))
}

/// Takes one file up for the batch, or leaves it where it is.
fn enumerate(site: &mut Site, shown: LocalTime, out: &mut Outbox<Effect>) {
    let Some(parcel) = site.receive.pick() else { return };
    let Parcel::Notice { client, job, serial, notice, executed } = parcel else {
        return site.despooler.batch.push_back((parcel, None));
    };
    if site.behavior.waits_for_execution_time && executed > shown {
        out.note(LOG, || {
            let till = mdy(executed.civil());
            format!("Instruction sni{:05}.sni won't be processed till {till}", u32::from(serial) + 1)
        });
        out.push(Effect::DespoolerReady(site.clock.instant(executed)));
        return site.despooler.held.hold(executed, parcel);
    }
    let Notice::Ran { launched, mif: true } = notice else {
        return site.despooler.batch.push_back((parcel, None));
    };
    let mif = site.receive.pick_status_mif(client, serial);
    if mif.is_some() {
        site.despooler.batch.push_back((parcel, mif));
    } else if site.behavior.forestalls_status_mifs {
        let notice = Notice::Ran { launched, mif: false };
        site.despooler.batch.push_back((Parcel::Notice { client, job, serial, notice, executed }, None));
    } else {
        site.receive.put_back(parcel);
    }
}

pub fn step(site: &mut Site, now: SimTime, names: &dyn Names, out: &mut Outbox<Effect>) -> Option<Span> {
    let (parcel, mif) = site.despooler.batch.pop_front()?;
    site.receive.finish(now);
    out.mention(Effect::Took(parcel));
    match parcel {
        Parcel::Job { job } => {
            offer(site, job, names, out);
            site.orders -= 1;
        }
        Parcel::Cancel { job, only } => {
            cancellation::cancel(site, job, only, names, out);
            site.orders -= 1;
        }
        Parcel::Notice { client, job, serial, notice, .. } => {
            out.note(PART, || {
                format!(
                    "executes DOMAIN_COMMISSAR_WIREMOVE of {}: {}",
                    names.client(client),
                    notice.subject()
                )
            });
            out.note(LOG, || INSTRUCTION_TYPE.to_string());
            let what = Wiremove { client, job, serial, now };
            match notice {
                Notice::Expired => expired(site, what, names, out),
                Notice::Ran { launched, .. } => ran(site, what, (launched, mif), names, out),
            }
            site.instructions.is_done(client);
        }
        _ => unreachable!("RECEIVE holds instructions only, not {parcel:?}"),
    }
    next(site, now, out)
}

/// Stores the package and adds the job's record to the master instruction file of each target.
fn offer(site: &mut Site, job: JobId, names: &dyn Names, out: &mut Outbox<Effect>) {
    let targets = names.targets(job);
    out.note(PART, || {
        format!(
            "puts the package of {} on its servers, and a record in {} .INS files",
            names.job(job),
            targets.len()
        )
    });
    for client in targets.iter() {
        if site.instructions.add(&mut site.files, client, job) {
            site.copy_again(client);
        }
    }
    site.have_masters_changed = true;
}

/// Whatever the release makes of an expiry notice, the client's record goes (Q152229, Q188042).
fn expired(site: &mut Site, what: Wiremove, names: &dyn Names, out: &mut Outbox<Effect>) {
    remove_record(site, what, names, out);
    if let ExpiryNotice::Reports(status) = site.behavior.expiry_notice {
        pass_on(site, what, (status, Cause::Expired, None), out);
    }
}

/// A result: the status MIF decides if there is one, and else whether the package could be launched (Q169491).
fn ran(
    site: &mut Site,
    what: Wiremove,
    (launched, mif): (bool, Option<ContentId>),
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) {
    mif.into_iter().for_each(|_| site.receive.finish_status_mif(what.now));
    let read = |id| (id, site.contents.status_mif(id).map(|mif| mif.outcome).map_err(ToString::to_string));
    match mif.map(read) {
        None if launched => succeeded(site, what, names, out),
        None => pass_on(site, what, (Status::Retrying, Cause::Reported, None), out),
        Some((_, Ok(Outcome::Success))) => succeeded(site, what, names, out),
        Some((id, Ok(Outcome::Failed))) => failed(site, what, id, out),
        Some((_, Err(error))) => unreadable(site, what, &error, names, out),
    }
}

/// The `.PCK` is deleted and the instruction executed: the record goes (inferred; a scenario may choose that it stays), and the
/// row will be Complete.
fn succeeded(site: &mut Site, what: Wiremove, names: &dyn Names, out: &mut Outbox<Effect>) {
    if site.behavior.executed_records == ExecutedRecords::Go {
        remove_record(site, what, names, out);
    }
    out.note(LOG, || "~Despooler successfully executed one instruction.".to_string());
    pass_on(site, what, (Status::Complete, Cause::Reported, None), out);
}

/// The `.SNI` is deleted, so that the record stays and the package may be run again; the `.PCK` becomes an `.EMF`.
fn failed(site: &mut Site, what: Wiremove, mif: ContentId, out: &mut Outbox<Effect>) {
    out.note(PART, || "deletes the .SNI: the status MIF says Failed; renames the .PCK to .EMF".to_string());
    pass_on(site, what, (Status::Failed, Cause::Reported, Some(mif)), out);
}

/// A status MIF that cannot be read is reported as event 119 (Q122178), and no status comes of it; or it is dropped, and the
/// package taken for installed (Q190135).
fn unreadable(site: &mut Site, what: Wiremove, error: &str, names: &dyn Names, out: &mut Outbox<Effect>) {
    out.note(LOG, || format!("~Compilation failed~{error}"));
    out.note(LOG, || "~Despooler failed to execute the instruction, error code = cb".to_string());
    if site.behavior.bad_status_mif == BadStatusMif::TakenForSuccess {
        remove_record(site, what, names, out);
        return pass_on(site, what, (Status::Complete, Cause::Reported, None), out);
    }
    out.note(PART, || format!("event 119, the status MIF is invalid: {error}"));
    site.events.add(what.now, 119, Some(what.client), error);
}

fn remove_record(site: &mut Site, what: Wiremove, names: &dyn Names, out: &mut Outbox<Effect>) {
    if site.instructions.remove(&mut site.files, what.client, what.job) {
        out.note(PART, || {
            format!(
                "removes the record of {} from the .INS of {}",
                names.job(what.job),
                names.client(what.client)
            )
        });
        site.copy_again(what.client);
        site.have_masters_changed = true;
    } else {
        out.note(PART, || {
            format!("event 189, no PCM instruction to remove for {}", names.client(what.client))
        });
        site.events.add(what.now, 189, Some(what.client), "cannot find the PCM instruction to remove");
    }
}

#[inline]
fn pass_on(
    site: &mut Site,
    what: Wiremove,
    (status, cause, mif): (Status, Cause, Option<ContentId>),
    out: &mut Outbox<Effect>,
) {
    let Wiremove { client, job, serial, now: written } = what;
    let parcel = Parcel::JobStatus { client, job, serial, status, cause, written, mif };
    out.note(PART, || format!("passes a job-status {} on: {status}", parcel.kind().extension()));
    site.pass_on(written, parcel, out);
}
