//! The reference status model: the last reported status wins; expiry and cancellation change nothing (Q152229, "expected
//! behavior").
//!
//! It runs beside the simulated database. Each row the database writes is held against it, and a row that differs is a
//! deviation, which exactly one active quirk must claim. So the knowledge base becomes an executable list of known bugs.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId};
use crate::product::quirks::{Quirk, Setup};
use crate::product::{Cause, Deviation, Silence, Status};
pub use crate::server::data_loader::RowSet;

/// Deviations that are remembered with who claims them.
const MOST_KNOWN: usize = 16;

/// The statuses as they ought to be, and who accounts for those that are not.
#[derive(Default)]
pub struct Reference {
    /// The rows of each job, by client; none where nothing was heard of the job.
    rows: Vec<Vec<Row>>,
    /// Reports on their way besides the first of each row, by job, client and serial.
    more: BTreeMap<(JobId, ClientId, u16), Status>,
    /// How many clients there are.
    clients: usize,
    /// How many deviations each active quirk has claimed.
    claims: Vec<u64>,
    /// Deviations, of what kind of client, and the quirk that claims each: the rows of a fleet deviate alike.
    known: Vec<(Deviation, usize, usize)>,
}

/// A row as it ought to be.
#[derive(Clone, Copy, Default)]
struct Row {
    status: Status,
    /// The quirk that claims that it is not so, by its number in the list of active ones counted from 1.
    claimed: u8,
    /// A report on its way: its serial, and what it truthfully says.
    report: Option<(u16, Status)>,
}

const _: () = assert!(size_of::<Row>() == 6);

impl Reference {
    pub fn new(active_quirks: usize, clients: u32) -> Self {
        Self { claims: vec![0; active_quirks], clients: clients as usize, ..Self::default() }
    }

    /// A client has reported.
    pub fn reported(&mut self, client: ClientId, serial: u16, job: JobId, truth: Status) {
        match &mut self.row_mut(job, client).report {
            free @ None => *free = Some((serial, truth)),
            Some(_) => drop(self.more.insert((job, client, serial), truth)),
        }
    }

    /// Holds a written row against the model: a quirk of the site or one of the client may claim it. `kind` is a number that clients of
    /// one setup share. The error says which deviation no quirk, or more than one, claims.
    pub fn check(
        &mut self,
        set: RowSet,
        kind: usize,
        setups: &[Setup],
        quirks: &[&dyn Quirk],
    ) -> Result<(), String> {
        let reported = match set.cause {
            Cause::Reported => self.take(set.job, set.client, set.serial),
            _ => None,
        };
        let row = self.row_mut(set.job, set.client);
        row.status = reported.unwrap_or(row.status);
        row.claimed = 0;
        if set.status == row.status {
            return Ok(());
        }
        let deviation = Deviation { got: set.status, reference: row.status, cause: set.cause };
        let mut known = self.known.iter();
        let quirk = match known.find(|(known, of, _)| (*known, *of) == (deviation, kind)) {
            Some(&(_, _, quirk)) => quirk,
            None => self.claimant(deviation, kind, setups, quirks)?,
        };
        self.claim(set.job, set.client, quirk);
        Ok(())
    }

    #[cold]
    fn claimant(
        &mut self,
        deviation: Deviation,
        kind: usize,
        setups: &[Setup],
        quirks: &[&dyn Quirk],
    ) -> Result<usize, String> {
        let claims = |q: &usize| {
            setups.iter().any(|setup| quirks[*q].affects(setup) && quirks[*q].claims(setup, &deviation))
        };
        let claimants: Vec<usize> = (0..quirks.len()).filter(claims).collect();
        let [quirk] = claimants[..] else {
            return Err(format!(
                "{} quirks claim the deviation {deviation:?}; it must be exactly one",
                claimants.len()
            ));
        };
        if self.known.len() < MOST_KNOWN {
            self.known.push((deviation, kind, quirk));
        }
        Ok(quirk)
    }

    /// Nothing will come of a report, and a quirk of the client says why. If none does, or more than one, the report is missed
    /// in the end.
    pub fn silenced(
        &mut self,
        (job, client, serial): (JobId, ClientId, u16),
        silence: Silence,
        setup: &Setup,
        quirks: &[&dyn Quirk],
    ) {
        let claims = |q: &usize| quirks[*q].affects(setup) && quirks[*q].claims_silence(silence);
        let claimants: Vec<usize> = (0..quirks.len()).filter(claims).collect();
        let [quirk] = claimants[..] else { return };
        let Some(truth) = self.take(job, client, serial) else { return };
        self.row_mut(job, client).status = truth;
        self.claim(job, client, quirk);
    }

    /// What a report said that was on its way.
    fn take(&mut self, job: JobId, client: ClientId, serial: u16) -> Option<Status> {
        let first = self.row_mut(job, client).report.take_if(|report| report.0 == serial);
        first.map(|report| report.1).or_else(|| self.more.remove(&(job, client, serial)))
    }

    fn claim(&mut self, job: JobId, client: ClientId, quirk: usize) {
        self.claims[quirk] += 1;
        self.row_mut(job, client).claimed = quirk as u8 + 1;
    }

    fn cell(&self, job: JobId, client: ClientId) -> Row {
        self.rows.get(job.ix()).and_then(|rows| rows.get(client.ix())).copied().unwrap_or_default()
    }

    fn row_mut(&mut self, job: JobId, client: ClientId) -> &mut Row {
        if self.rows.len() <= job.ix() {
            self.rows.resize_with(job.ix() + 1, Vec::new);
        }
        let rows = &mut self.rows[job.ix()];
        if rows.is_empty() {
            rows.resize(self.clients, Row::default());
        }
        &mut rows[client.ix()]
    }

    /// Reads some rows, for nothing but to have them at hand.
    pub fn bring_up(&self, rows: impl Iterator<Item = (JobId, ClientId)>) {
        let seen = rows.fold(0, |seen, (job, client)| seen ^ self.cell(job, client).claimed);
        std::hint::black_box(seen);
    }

    /// What a row ought to be.
    pub fn row(&self, job: JobId, client: ClientId) -> Status {
        self.cell(job, client).status
    }

    /// Which active quirk, by number, accounts for a row that is not what it ought to be.
    pub fn claimed_by(&self, job: JobId, client: ClientId) -> Option<usize> {
        usize::from(self.cell(job, client).claimed).checked_sub(1)
    }

    /// How many deviations an active quirk has claimed.
    pub fn claims(&self, quirk: usize) -> u64 {
        self.claims[quirk]
    }

    /// Reports that never became a status.
    pub fn unheard(&self) -> impl Iterator<Item = (ClientId, JobId, Status)> + '_ {
        let rows = self.rows.iter().zip((0..).map(JobId));
        let reports = rows.flat_map(|(rows, job)| {
            let clients = rows.iter().zip((0..).map(ClientId));
            clients.filter_map(move |(row, client)| row.report.map(|(_, truth)| (client, job, truth)))
        });
        reports.chain(self.more.iter().map(|(&(job, client, _), &truth)| (client, job, truth)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::quirks;
    use crate::product::release::Level;

    const JOB: JobId = JobId(0);
    const W1: ClientId = ClientId(0);

    fn set(cause: Cause, status: Status) -> RowSet {
        RowSet { job: JOB, client: W1, serial: 0, cause, status }
    }

    fn setup(level: Level) -> [Setup; 1] {
        [Setup::site(level.into())]
    }

    #[test]
    fn the_last_report_wins_and_expiry_changes_nothing() {
        let mut reference = Reference::new(0, 1);
        reference.reported(W1, 0, JOB, Status::Complete);
        assert_eq!(reference.row(JOB, W1), Status::None, "it is still on its way");
        reference.check(set(Cause::Reported, Status::Complete), 0, &setup(Level::V1_2), &[]).unwrap();
        assert_eq!(reference.row(JOB, W1), Status::Complete);
        assert_eq!(reference.unheard().count(), 0);
    }

    #[test]
    fn a_deviation_must_be_claimed() {
        let mut reference = Reference::new(quirks::ALL.len(), 1);
        let expired = set(Cause::Expired, Status::Retrying);
        assert!(reference.check(expired, 0, &setup(Level::V1_0), &[]).is_err());
        reference.check(expired, 0, &setup(Level::V1_0), quirks::ALL).unwrap();
        let claimant = quirks::ALL.iter().position(|quirk| quirk.id() == "q152229");
        assert_eq!(reference.claimed_by(JOB, W1), claimant);
        assert_eq!(claimant.map(|quirk| reference.claims(quirk)), Some(1));
        assert!(reference.check(expired, 1, &setup(Level::V1_1), quirks::ALL).is_err(), "1.1 sets Canceled");
    }
}
