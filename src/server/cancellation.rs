//! Canceling a job: nothing new begins, what is in progress comes to its end (Q191338).
//!
//! The Scheduler sends the Despooler an instruction, which takes the records of the job out of the instruction files of its
//! targets (Q188042). A file that another program has open cannot be changed (Q140928).

use super::despooler::PART;
use super::{Effect, Names, Site};
use crate::base::{ClientId, JobId, SimTime};
use crate::engine::Outbox;
use crate::product::Status;
use crate::wire::parcel::Parcel;

impl Site {
    /// The administrator cancels a job, or the next instance of a repeating one does (Q153533). What the Scheduler has not begun
    /// yet it never will. Says what the job's status is then.
    pub fn cancel(&mut self, job: JobId) -> Status {
        let before = self.saved_jobs.len();
        self.saved_jobs.retain(|saved| *saved != job);
        if self.saved_jobs.len() < before {
            self.orders -= (before - self.saved_jobs.len()) as u32;
            Status::Canceled
        } else {
            self.orders += 1;
            self.canceled_jobs.push_back(job);
            Status::Canceling
        }
    }

    /// Another program has closed a client's instruction file: what could not be changed in it is tried again.
    pub fn close_instructions(&mut self, now: SimTime, client: ClientId) {
        for job in self.instructions.close(client) {
            self.orders += 1;
            self.receive.put(now, Parcel::Cancel { job, only: Some(client) });
        }
    }
}

/// The Despooler carries a cancellation out, at all targets of the job or at one.
pub fn cancel(
    site: &mut Site,
    job: JobId,
    only: Option<ClientId>,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) {
    out.note(PART, || format!("cancels {}", names.job(job)));
    let mut changed = false;
    for client in names.targets(job).iter().filter(|client| only.is_none_or(|only| only == *client)) {
        changed |= withdraw(site, client, job, names, out);
    }
    site.have_masters_changed |= changed;
    out.push(Effect::Canceled(job, Status::Canceled));
}

/// Takes the record of a canceled job out of an instruction file; says whether it did.
fn withdraw(
    site: &mut Site,
    client: ClientId,
    job: JobId,
    names: &dyn Names,
    out: &mut Outbox<Effect>,
) -> bool {
    if !site.master(client).jobs.contains(&job) {
        return false;
    }
    if site.instructions.is_open(client) {
        out.note(PART, || format!("WIN32 error 32: the .INS of {} is open", names.client(client)));
        if !site.behavior.gives_up_open_instructions {
            site.instructions.put_off(client, job);
        }
        return false;
    }
    site.instructions.remove(&mut site.files, client, job);
    site.copy_again(client);
    true
}
