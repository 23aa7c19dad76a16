//! What was written to each row of a job, found by two passes over the database, with four bytes a row and a change.

use crate::base::JobId;
use crate::server::job::RowChange;
use crate::server::ledger::Ledger;
use crate::world::World;

/// The changes of the rows of one job, row by row.
pub struct Written<'w> {
    changes: &'w Ledger<RowChange>,
    /// Which changes are of each row: those from its place in `starts` up to the next, in the order written.
    order: Vec<u32>,
    starts: Vec<u32>,
}

impl<'w> Written<'w> {
    pub fn new(world: &'w World, job: JobId) -> Self {
        let (target, changes) = (&world.plan().jobs[job.ix()].target, world.database().row_changes(job));
        let row = |change: &RowChange| target.position(change.client);
        let mut starts = vec![0u32; target.len() as usize + 1];
        changes.iter().filter_map(row).for_each(|row| starts[row + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut order = vec![0u32; sum as usize];
        let mut free = starts.clone();
        for (number, change) in changes.iter().enumerate() {
            if let Some(row) = row(change) {
                order[free[row] as usize] = number as u32;
                free[row] += 1;
            }
        }
        Self { changes, order, starts }
    }

    /// The changes of a row, oldest first; rows are counted in order of client.
    pub fn of(&self, row: usize) -> impl Iterator<Item = &'w RowChange> + '_ {
        let places = self.starts[row] as usize..self.starts[row + 1] as usize;
        self.order[places].iter().filter_map(|&number| self.changes.get(number as usize))
    }
}
