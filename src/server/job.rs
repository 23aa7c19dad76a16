//! A job in the database: what was written to its rows, and where they and the job stand because of it.
//!
//! To write a status is to add it to a list. Where the rows stand is worked out when somebody asks: those of a fleet do not stay in
//! the processor's caches beside all else that a run touches, and to wait for each of them as it is written takes many times as long.

use std::cell::{Ref, RefCell};

use super::ledger::Ledger;
use crate::base::{ClientId, Selection, SimTime};
use crate::product::{Cause, Status};

/// A status that was written to the row of a workstation: a fleet has millions of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowChange {
    pub at: SimTime,
    pub client: ClientId,
    pub status: Status,
    pub cause: Cause,
}

const _: () = assert!(size_of::<RowChange>() == 16);

/// An overall status that was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct JobChange {
    pub at: SimTime,
    pub status: Status,
    pub cause: Cause,
}

/// A job, its targets and all that was written of them.
pub struct Job {
    targets: Selection,
    changes: Ledger<RowChange>,
    table: RefCell<Table>,
}

/// Where a job and its rows stand.
pub struct Table {
    pub overall: Status,
    pub rows: Vec<Status>,
    /// How many rows have each status, so that the overall status costs nothing to keep.
    counts: [u32; Status::ALL.len()],
    /// Canceling or Canceled: rows change the overall status no more.
    canceled: Option<Status>,
    /// A job that was Retrying stays so while any workstation is still to come (Q150026).
    sticks_at_retrying: bool,
    /// What became of the overall status.
    turns: Vec<JobChange>,
    /// How many changes of rows are in here.
    read: usize,
}

impl Job {
    /// A job that was saved: Pending, without rows (Q197016).
    pub fn pending(sticks_at_retrying: bool) -> Self {
        Self::new(Selection::default(), Table::new(Status::Pending, 0, sticks_at_retrying))
    }

    /// An active job with a row for each target, which are all None.
    pub fn active(now: SimTime, targets: Selection, cause: Cause, sticks_at_retrying: bool) -> Self {
        let mut table = Table::new(Status::Active, targets.len(), sticks_at_retrying);
        table.turns.push(JobChange { at: now, status: Status::Active, cause });
        Self::new(targets, table)
    }

    fn new(targets: Selection, table: Table) -> Self {
        Self { targets, changes: Ledger::new(), table: RefCell::new(table) }
    }

    /// Writes a workstation row; nothing where there is no such row.
    pub fn write(&mut self, change: RowChange) {
        if self.targets.position(change.client).is_some() {
            self.changes.push(change);
        }
    }

    pub fn cancel(&mut self, now: SimTime, status: Status) {
        self.catch_up();
        let table = self.table.get_mut();
        table.canceled = Some(status);
        table.turn(now, status, Cause::Canceled);
    }

    /// Every status written to the rows.
    pub fn changes(&self) -> &Ledger<RowChange> {
        &self.changes
    }

    /// Which row is that of a client.
    pub fn position(&self, client: ClientId) -> Option<usize> {
        self.targets.position(client)
    }

    /// Where the job and its rows stand now.
    pub fn table(&self) -> Ref<'_, Table> {
        self.catch_up();
        self.table.borrow()
    }

    /// Works out where they stand now.
    pub fn catch_up(&self) {
        if self.table.borrow().read == self.changes.len() {
            return;
        }
        let table = &mut *self.table.borrow_mut();
        for change in self.changes.pieces_from(table.read).flatten() {
            if let Some(row) = self.targets.position(change.client) {
                table.set(row, change);
            }
        }
        table.read = self.changes.len();
    }
}

impl Table {
    fn new(overall: Status, rows: u64, sticks_at_retrying: bool) -> Self {
        let mut counts = [0; Status::ALL.len()];
        counts[Status::None as usize] = rows as u32;
        let rows = vec![Status::None; rows as usize];
        Self { overall, rows, counts, canceled: None, sticks_at_retrying, turns: Vec::new(), read: 0 }
    }

    /// A row changes, and the overall status follows.
    fn set(&mut self, row: usize, change: &RowChange) {
        let old = std::mem::replace(&mut self.rows[row], change.status);
        self.counts[old as usize] -= 1;
        self.counts[change.status as usize] += 1;
        let overall = match (self.overall, self.reckon()) {
            (Status::Retrying, Status::Active) if self.sticks_at_retrying => Status::Retrying,
            (_, reckoned) => reckoned,
        };
        self.turn(change.at, overall, change.cause);
    }

    fn turn(&mut self, at: SimTime, overall: Status, cause: Cause) {
        if self.overall != overall {
            self.overall = overall;
            self.turns.push(JobChange { at, status: overall, cause });
        }
    }

    /// How many rows have a status.
    pub fn count(&self, status: Status) -> u64 {
        self.counts[status as usize].into()
    }

    /// Every overall status written.
    pub fn turns(&self) -> &[JobChange] {
        &self.turns
    }

    /// Retrying while any workstation is (Q150026); Complete when all are (inferred); Canceled when none is still to
    /// come and any was canceled (assumed); else Active.
    fn reckon(&self) -> Status {
        if let Some(canceled) = self.canceled {
            return canceled;
        }
        let rows = self.rows.len() as u64;
        let (done, canceled) = (self.count(Status::Complete), self.count(Status::Canceled));
        if self.count(Status::Retrying) > 0 {
            Status::Retrying
        } else if done == rows {
            Status::Complete
        } else if canceled > 0 && done + canceled == rows {
            Status::Canceled
        } else {
            Status::Active
        }
    }
}
