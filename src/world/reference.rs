//! The reference status model: the last reported status wins; expiry and cancellation change nothing (Q152229, "expected
//! behavior").
//!
//! It runs beside the simulated database. Each row the database writes is held against it, and a row that differs is a
//! deviation, which exactly one active quirk must claim. So the knowledge base becomes an executable list of known bugs.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId};
use crate::product::quirks::{Quirk, Setup};
use crate::product::{Cause, Deviation, Silence, Status};

/// The statuses as they ought to be, and who accounts for those that are not.
#[derive(Default)]
pub struct Reference {
    /// What reports on their way truthfully say.
    on_their_way: BTreeMap<(ClientId, u16), (JobId, Status)>,
    rows: BTreeMap<(JobId, ClientId), Status>,
    /// Rows that deviate at present, and the quirk that claims each, by its number in the list of active ones.
    claimed: BTreeMap<(JobId, ClientId), usize>,
    /// How many deviations each active quirk has claimed.
    claims: Vec<u64>,
}

/// A row written to the database.
#[derive(Clone, Copy, Debug)]
pub struct RowSet {
    pub job: JobId,
    pub client: ClientId,
    pub serial: u16,
    pub cause: Cause,
    pub status: Status,
}

impl Reference {
    pub fn new(active_quirks: usize) -> Self {
        Self { claims: vec![0; active_quirks], ..Self::default() }
    }

    /// A client has reported.
    pub fn reported(&mut self, client: ClientId, serial: u16, job: JobId, truth: Status) {
        self.on_their_way.insert((client, serial), (job, truth));
    }

    /// Holds a written row against the model: a quirk of the site or one of the client may claim it. The error says which
    /// deviation no quirk, or more than one, claims.
    pub fn check(&mut self, set: RowSet, setups: &[Setup], quirks: &[&dyn Quirk]) -> Result<(), String> {
        let row = (set.job, set.client);
        if set.cause == Cause::Reported
            && let Some((_, truth)) = self.on_their_way.remove(&(set.client, set.serial))
        {
            self.rows.insert(row, truth);
        }
        let reference = self.row(set.job, set.client);
        self.claimed.remove(&row);
        if set.status == reference {
            return Ok(());
        }
        let deviation = Deviation { got: set.status, reference, cause: set.cause };
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
        self.claims[quirk] += 1;
        self.claimed.insert(row, quirk);
        Ok(())
    }

    /// Nothing will come of a report, and a quirk of the client says why. If none does, or more than one, the report is missed
    /// in the end.
    pub fn silenced(
        &mut self,
        client: ClientId,
        serial: u16,
        silence: Silence,
        setup: &Setup,
        quirks: &[&dyn Quirk],
    ) {
        let claims = |q: &usize| quirks[*q].affects(setup) && quirks[*q].claims_silence(silence);
        let claimants: Vec<usize> = (0..quirks.len()).filter(claims).collect();
        let [quirk] = claimants[..] else { return };
        let Some((job, truth)) = self.on_their_way.remove(&(client, serial)) else { return };
        self.rows.insert((job, client), truth);
        self.claims[quirk] += 1;
        self.claimed.insert((job, client), quirk);
    }

    /// What a row ought to be.
    pub fn row(&self, job: JobId, client: ClientId) -> Status {
        self.rows.get(&(job, client)).copied().unwrap_or_default()
    }

    /// Which active quirk, by number, accounts for a row that is not what it ought to be.
    pub fn claimed_by(&self, job: JobId, client: ClientId) -> Option<usize> {
        self.claimed.get(&(job, client)).copied()
    }

    /// How many deviations an active quirk has claimed.
    pub fn claims(&self, quirk: usize) -> u64 {
        self.claims[quirk]
    }

    /// Reports that never became a status.
    pub fn unheard(&self) -> impl Iterator<Item = (ClientId, JobId, Status)> + '_ {
        self.on_their_way.iter().map(|(&(client, _), &(job, truth))| (client, job, truth))
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
        let mut reference = Reference::new(0);
        reference.reported(W1, 0, JOB, Status::Complete);
        assert_eq!(reference.row(JOB, W1), Status::None, "it is still on its way");
        reference.check(set(Cause::Reported, Status::Complete), &setup(Level::V1_2), &[]).unwrap();
        assert_eq!(reference.row(JOB, W1), Status::Complete);
        assert_eq!(reference.unheard().count(), 0);
    }

    #[test]
    fn a_deviation_must_be_claimed() {
        let mut reference = Reference::new(quirks::ALL.len());
        let expired = set(Cause::Expired, Status::Retrying);
        assert!(reference.check(expired, &setup(Level::V1_0), &[]).is_err());
        reference.check(expired, &setup(Level::V1_0), quirks::ALL).unwrap();
        let claimant = quirks::ALL.iter().position(|quirk| quirk.id() == "q152229");
        assert_eq!(reference.claimed_by(JOB, W1), claimant);
        assert_eq!(claimant.map(|quirk| reference.claims(quirk)), Some(1));
        assert!(reference.check(expired, &setup(Level::V1_1), quirks::ALL).is_err(), "1.1 sets Canceled");
    }
}
