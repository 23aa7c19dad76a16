//! The site database: job status, inventory and the event log, as the SMS Administrator program shows them.

use std::collections::BTreeMap;

use super::event_log::{EventLog, SiteEvent};
use super::job::{Job, JobChange, RowChange};
use super::ledger::Ledger;
use crate::base::{ClientId, JobId, Selection, SimTime};
use crate::product::{Cause, Status};

/// Tables JobDetails, Jobs, MachineDataTable and SMSEvents, as far as they matter here (Q183236, Q162558, Q137679).
#[derive(Default)]
pub struct Database {
    /// By [`JobId`]; `None`: not saved yet.
    jobs: Vec<Option<Job>>,
    activations: Vec<(JobId, SimTime)>,
    inventory: BTreeMap<(ClientId, String), String>,
    events: EventLog,
    /// A job that was Retrying stays so while any workstation is still to come (Q150026).
    sticks_at_retrying: bool,
}

/// Of a job that has no rows.
static NO_CHANGES: Ledger<RowChange> = Ledger::new();

impl Database {
    /// An empty one.
    pub fn new(sticks_at_retrying: bool) -> Self {
        Self { sticks_at_retrying, ..Self::default() }
    }

    /// The administrator saves a job: Pending (Q197016).
    pub fn save_job(&mut self, job: JobId) {
        self.put(job, Job::pending(self.sticks_at_retrying));
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
        self.put(job, Job::active(now, targets, cause, self.sticks_at_retrying));
        self.activations.push((job, now));
    }

    /// Writes a workstation row; the overall status follows.
    pub fn set_row(&mut self, now: SimTime, job: JobId, client: ClientId, status: Status, cause: Cause) {
        if let Some(entry) = self.job_mut(job) {
            entry.write(RowChange { at: now, client, status, cause });
        }
    }

    /// Works out where the rows stand, as far as that is not done yet: whoever asks need not wait for all of them.
    pub fn tabulate(&mut self) {
        self.jobs.iter().flatten().for_each(Job::catch_up);
    }

    /// A job is being canceled, or is canceled: its rows stay as they are (Q152229, for expiry; inferred).
    pub fn cancel(&mut self, now: SimTime, job: JobId, status: Status) {
        if let Some(entry) = self.job_mut(job) {
            entry.cancel(now, status);
        }
    }

    /// A workstation row; None before the job was activated, and for a workstation that is no target.
    pub fn row(&self, job: JobId, client: ClientId) -> Status {
        let row = self.job(job).and_then(|j| Some(j.table().rows[j.position(client)?]));
        row.unwrap_or_default()
    }

    /// The overall status of a job; None when it was not saved yet.
    pub fn overall(&self, job: JobId) -> Status {
        self.job(job).map_or(Status::None, |j| j.table().overall)
    }

    /// How many rows of a job have a status.
    pub fn count(&self, job: JobId, status: Status) -> u64 {
        self.job(job).map_or(0, |j| j.table().count(status))
    }

    /// The jobs that were activated, each with the instant from which on its rows exist, in that order.
    pub fn activations(&self) -> &[(JobId, SimTime)] {
        &self.activations
    }

    /// Every overall status written to a job since it was activated, oldest first.
    pub fn job_changes(&self, job: JobId) -> Vec<JobChange> {
        self.job(job).map_or(Vec::new(), |j| j.table().turns().to_vec())
    }

    /// Every status written to the rows of a job, oldest first: the Data Loader alone writes them.
    pub fn row_changes(&self, job: JobId) -> &Ledger<RowChange> {
        self.job(job).map_or(&NO_CHANGES, Job::changes)
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
