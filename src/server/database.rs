//! The site database: job status, inventory and the event log, as the SMS Administrator program shows them.

use std::collections::BTreeMap;

use super::event_log::{EventLog, SiteEvent};
use super::ledger::Ledger;
use crate::base::{ClientId, JobId, Selection, SimTime};
use crate::product::{Cause, Status};

/// Tables JobDetails, Jobs, MachineDataTable and SMSEvents, as far as they matter here (Q183236, Q162558, Q137679).
#[derive(Default)]
pub struct Database {
    /// By [`JobId`]; `None`: not saved yet.
    jobs: Vec<Option<Job>>,
    job_changes: Vec<JobChange>,
    inventory: BTreeMap<(ClientId, String), String>,
    events: EventLog,
    /// A job that was Retrying stays so while any workstation is still to come (Q150026).
    sticks_at_retrying: bool,
}

/// An overall status that was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct JobChange {
    pub at: SimTime,
    pub job: JobId,
    pub status: Status,
    pub cause: Cause,
}

/// A status that was written to the row of a workstation: a fleet has millions of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowChange {
    pub at: SimTime,
    pub client: ClientId,
    pub status: Status,
    pub cause: Cause,
}

const _: () = assert!(size_of::<RowChange>() == 16);

/// Of a job that has no rows.
static NO_CHANGES: Ledger<RowChange> = Ledger::new();

struct Job {
    overall: Status,
    targets: Selection,
    rows: Vec<Status>,
    /// How many rows have each status, so that the overall status costs nothing to keep.
    counts: [u32; Status::ALL.len()],
    /// Canceling or Canceled: rows change the overall status no more.
    canceled: Option<Status>,
    /// What was written to the rows.
    changes: Ledger<RowChange>,
}

impl Job {
    /// An active job with these rows, which are all None.
    fn new(targets: Selection, rows: Vec<Status>) -> Self {
        let mut counts = [0; Status::ALL.len()];
        counts[Status::None as usize] = rows.len() as u32;
        Self { overall: Status::Active, targets, rows, counts, canceled: None, changes: Ledger::new() }
    }

    fn set(&mut self, row: usize, status: Status) {
        let old = std::mem::replace(&mut self.rows[row], status);
        self.counts[old as usize] -= 1;
        self.counts[status as usize] += 1;
    }

    fn count(&self, status: Status) -> usize {
        self.counts[status as usize] as usize
    }

    /// Retrying while any workstation is (Q150026); Complete when all are (inferred); Canceled when none is still to
    /// come and any was canceled (assumed); else Active.
    fn reckon(&self) -> Status {
        if let Some(canceled) = self.canceled {
            return canceled;
        }
        let done = self.count(Status::Complete);
        let canceled = self.count(Status::Canceled);
        if self.count(Status::Retrying) > 0 {
            Status::Retrying
        } else if done == self.rows.len() {
            Status::Complete
        } else if canceled > 0 && done + canceled == self.rows.len() {
            Status::Canceled
        } else {
            Status::Active
        }
    }
}

impl Database {
    /// An empty one.
    pub fn new(sticks_at_retrying: bool) -> Self {
        Self { sticks_at_retrying, ..Self::default() }
    }

    /// The administrator saves a job: Pending (Q197016).
    pub fn save_job(&mut self, job: JobId) {
        let pending = Job { overall: Status::Pending, ..Job::new(Selection::default(), Vec::new()) };
        self.put(job, pending);
    }

    fn put(&mut self, job: JobId, entry: Job) {
        if self.jobs.len() <= job.ix() {
            self.jobs.resize_with(job.ix() + 1, || None);
        }
        self.jobs[job.ix()] = Some(entry);
    }

    fn job(&self, job: JobId) -> Option<&Job> {
        self.jobs.get(job.ix())?.as_ref()
    }

    fn job_mut(&mut self, job: JobId) -> Option<&mut Job> {
        self.jobs.get_mut(job.ix())?.as_mut()
    }

    /// The Scheduler inserts a row for each target: None, and the job is Active.
    pub fn activate(&mut self, now: SimTime, job: JobId, targets: Selection, cause: Cause) {
        let rows = vec![Status::None; targets.len() as usize];
        self.put(job, Job::new(targets, rows));
        self.job_changed(JobChange { at: now, job, status: Status::Active, cause });
    }

    /// Writes a workstation row; the overall status follows.
    pub fn set_row(&mut self, now: SimTime, job: JobId, client: ClientId, status: Status, cause: Cause) {
        let sticks = self.sticks_at_retrying;
        let Some(entry) = self.job_mut(job) else { return };
        let Some(row) = entry.targets.position(client) else { return };
        entry.set(row, status);
        entry.changes.push(RowChange { at: now, client, status, cause });
        let overall = match (entry.overall, entry.reckon()) {
            (Status::Retrying, Status::Active) if sticks => Status::Retrying,
            (_, reckoned) => reckoned,
        };
        if std::mem::replace(&mut entry.overall, overall) != overall {
            self.job_changed(JobChange { at: now, job, status: overall, cause });
        }
    }

    /// A job is being canceled, or is canceled: its rows stay as they are (Q152229, for expiry; inferred).
    pub fn cancel(&mut self, now: SimTime, job: JobId, status: Status) {
        let Some(entry) = self.job_mut(job) else { return };
        entry.canceled = Some(status);
        if std::mem::replace(&mut entry.overall, status) != status {
            self.job_changed(JobChange { at: now, job, status, cause: Cause::Canceled });
        }
    }

    /// Several services write these, and none of them waits for the others: they are kept in order of time.
    fn job_changed(&mut self, change: JobChange) {
        let place = self.job_changes.partition_point(|earlier| earlier.at <= change.at);
        self.job_changes.insert(place, change);
    }

    /// A workstation row; None before the job was activated, and for a workstation that is no target.
    pub fn row(&self, job: JobId, client: ClientId) -> Status {
        let row = self.job(job).and_then(|j| Some(j.rows[j.targets.position(client)?]));
        row.unwrap_or_default()
    }

    /// The overall status of a job; None when it was not saved yet.
    pub fn overall(&self, job: JobId) -> Status {
        self.job(job).map_or(Status::None, |j| j.overall)
    }

    /// How many rows of a job have a status.
    pub fn count(&self, job: JobId, status: Status) -> u64 {
        self.job(job).map_or(0, |j| j.count(status) as u64)
    }

    /// Every overall status written, in order of time.
    pub fn job_changes(&self) -> &[JobChange] {
        &self.job_changes
    }

    /// Every status written to the rows of a job, in order of time: the Data Loader alone writes them.
    pub fn row_changes(&self, job: JobId) -> &Ledger<RowChange> {
        self.job(job).map_or(&NO_CHANGES, |j| &j.changes)
    }

    pub fn set_inventory(&mut self, client: ClientId, attribute: String, value: String) {
        self.inventory.insert((client, attribute), value);
    }

    /// An attribute of a computer, named `group|attribute`.
    pub fn inventory(&self, client: ClientId, attribute: &str) -> Option<&str> {
        self.inventory.get(&(client, attribute.to_string())).map(String::as_str)
    }

    pub fn log_event(&mut self, at: SimTime, code: u16, client: Option<ClientId>, text: &str) {
        self.events.add(at, code, client, text);
    }

    /// The event log. Only entries of one service are in order of time.
    pub fn events(&self) -> &Ledger<SiteEvent> {
        self.events.events()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: JobId = JobId(0);

    fn active(clients: u32) -> Database {
        let mut database = Database::default();
        database.save_job(JOB);
        let targets = Selection::new(vec![(ClientId(0), ClientId(clients - 1))]);
        database.activate(SimTime(1), JOB, targets, Cause::Activated);
        database
    }

    #[test]
    fn the_overall_status_follows_the_rows() {
        use Status::{Active, Canceled, Complete, Retrying};
        let mut database = active(2);
        let steps = [
            (0, Complete, Active),
            (1, Retrying, Retrying),
            (1, Complete, Complete),
            (0, Canceled, Canceled),
        ];
        for (client, row, overall) in steps {
            database.set_row(SimTime(2), JOB, ClientId(client), row, Cause::Reported);
            assert_eq!(database.overall(JOB), overall, "after {client} became {row}");
        }
    }

    #[test]
    fn a_canceled_job_keeps_its_rows_and_stays_canceled() {
        let mut database = active(2);
        for status in [Status::Canceling, Status::Canceled] {
            database.cancel(SimTime(2), JOB, status);
            assert_eq!((database.overall(JOB), database.row(JOB, ClientId(0))), (status, Status::None));
        }
        database.set_row(SimTime(3), JOB, ClientId(0), Status::Retrying, Cause::Reported);
        assert_eq!(database.overall(JOB), Status::Canceled);
        assert_eq!(database.row(JOB, ClientId(0)), Status::Retrying);
    }

    #[test]
    fn a_job_is_pending_until_it_is_activated() {
        let mut database = Database::default();
        assert_eq!(database.overall(JOB), Status::None);
        database.save_job(JOB);
        assert_eq!(database.overall(JOB), Status::Pending);
        assert_eq!(active(3).overall(JOB), Status::Active);
        assert_eq!(active(3).row(JOB, ClientId(9)), Status::None);
    }
}
