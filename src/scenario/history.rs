//! The status rows of a world, with all that they went through.

use std::collections::BTreeMap;

use super::outcome::{Change, JobRow, Row};
use crate::base::{ClientId, JobId, SimTime};
use crate::product::{Cause, Status};
use crate::world::World;

/// The changes of each row, and of each job's overall status under no client.
fn changes(world: &World) -> BTreeMap<(JobId, Option<ClientId>), Vec<Change>> {
    let mut histories: BTreeMap<_, Vec<Change>> = BTreeMap::new();
    for change in world.site().database.changes() {
        let cause = change.cause.words().to_string();
        let entry = Change { at: change.at, status: change.status, cause };
        histories.entry((change.job, change.client)).or_default().push(entry);
    }
    histories
}

/// Every workstation row, in order of job and client.
pub fn rows(world: &World) -> Vec<Row> {
    let plan = world.plan();
    let mut histories = changes(world);
    let mut rows = Vec::new();
    for (job, activated) in activations(world) {
        for client in plan.jobs[job.ix()].target.iter() {
            let mut history = vec![first(activated)];
            history.extend(histories.remove(&(job, Some(client))).unwrap_or_default());
            let last = history.last().map_or((Status::None, activated), |c| (c.status, c.at));
            rows.push(Row {
                job: plan.jobs[job.ix()].id.clone(),
                client: plan.client_name(client),
                status: last.0,
                since: last.1,
                history,
            });
        }
    }
    rows
}

/// The overall status of every job.
pub fn jobs(world: &World) -> Vec<JobRow> {
    let mut histories = changes(world);
    let jobs = world.plan().jobs.iter().enumerate();
    let job_row = |(ix, job): (usize, &crate::world::plan::JobPlan)| {
        let id = JobId(ix as u16);
        let history = histories.remove(&(id, None)).unwrap_or_default();
        let since = history.last().map_or(job.create, |c| c.at);
        JobRow { job: job.id.clone(), status: world.site().database.overall(id), since, history }
    };
    jobs.map(job_row).collect()
}

/// When each job that got so far was activated: its rows exist from then on.
fn activations(world: &World) -> Vec<(JobId, SimTime)> {
    let activated = world.site().database.changes().iter().filter(|c| c.cause == Cause::Activated);
    activated.map(|c| (c.job, c.at)).collect()
}

fn first(at: SimTime) -> Change {
    Change { at, status: Status::None, cause: Cause::Activated.words().to_string() }
}
