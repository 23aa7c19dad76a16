//! The status rows of a world, with all that they went through: each of a few, samples and counts of many.

use rayon::prelude::*;

use super::aggregates::{Aggregates, Curve, Group, Move, Point, Turn};
use super::outcome::{Change, JobRow, Row};
use super::ways::{self, JobWays, Ways};
use super::written::Written;
use crate::base::{ClientId, JobId, SimTime};
use crate::product::{Cause, Status};
use crate::server::job::RowChange;
use crate::world::World;
use crate::world::plan::Plan;

/// Rows of each way that an outcome lists where it cannot list all.
const MOST_SAMPLES: usize = 3;
/// Ranges of clients that a group names.
const MOST_RANGES: usize = 3;
/// What brought about a status where the ways to it are too many to be told apart.
const MANY_WAYS: &str = "one of many other ways";

/// Every workstation row, in order of job and client; of more than `most` a few of each way, and how many went it.
pub fn rows(world: &World, most: u64) -> (Vec<Row>, Option<Aggregates>) {
    let plan = world.plan();
    let activations = world.database().activations();
    let total: u64 = activations.iter().map(|(job, _)| plan.jobs[job.ix()].target.len()).sum();
    if total > most {
        return samples(world, total);
    }
    let mut rows = Vec::with_capacity(total as usize);
    for &(job, activated) in activations {
        let written = Written::new(world, job);
        let targets = plan.jobs[job.ix()].target.iter().enumerate();
        rows.extend(targets.map(|(n, client)| row(plan, (job, client), activated, written.of(n))));
    }
    (rows, None)
}

/// The overall status of every job.
pub fn jobs(world: &World) -> Vec<JobRow> {
    let database = world.database();
    let job_row = |(ix, job): (usize, &crate::world::plan::JobPlan)| {
        let id = JobId(ix as u16);
        let changes = database.job_changes(id).into_iter();
        let history: Vec<Change> =
            changes.map(|change| told(change.at, change.status, change.cause)).collect();
        let since = history.last().map_or(job.create, |c| c.at);
        JobRow { job: job.id.clone(), status: database.overall(id), since, history }
    };
    world.plan().jobs.iter().enumerate().map(job_row).collect()
}

fn told(at: SimTime, status: Status, cause: Cause) -> Change {
    Change { at, status, cause: cause.words().to_string() }
}

/// A row, which begins at None.
fn row<'a>(
    plan: &Plan,
    (job, client): (JobId, ClientId),
    activated: SimTime,
    changes: impl Iterator<Item = &'a RowChange>,
) -> Row {
    let mut history = vec![told(activated, Status::None, Cause::Activated)];
    history.extend(changes.map(|change| told(change.at, change.status, change.cause)));
    let (status, since) = history.last().map_or((Status::None, activated), |c| (c.status, c.at));
    Row { job: plan.jobs[job.ix()].id.clone(), client: plan.client_name(client), status, since, history }
}

fn samples(world: &World, total: u64) -> (Vec<Row>, Option<Aggregates>) {
    let (plan, ways) = (world.plan(), Ways::new(world));
    let (mut rows, mut groups, mut curves) = (Vec::new(), Vec::new(), Vec::new());
    for (job, activated, of_job) in ways.activated() {
        let crowds = crowds(plan, job, of_job, ways.len());
        groups.extend(crowds.iter().map(|crowd| crowd.group(plan, job, &ways)));
        curves.push(curve(plan, job, of_job));
        let mut chosen: Vec<ClientId> = crowds.iter().flat_map(|crowd| &crowd.samples).copied().collect();
        chosen.sort_unstable();
        let changes = changes_of(world, job, &chosen);
        let of = |client: ClientId| {
            let first = changes.partition_point(|change| change.client < client);
            changes[first..].iter().take_while(move |change| change.client == client)
        };
        rows.extend(chosen.into_iter().map(|client| row(plan, (job, client), activated, of(client))));
    }
    let shown = rows.len() as u64;
    (rows, Some(Aggregates { rows: total, shown, groups, curves }))
}

/// What was written to the rows of a few clients, in order of client and time: found among millions by a mark for each client.
fn changes_of(world: &World, job: JobId, clients: &[ClientId]) -> Vec<RowChange> {
    let mut marks = vec![false; clients.last().map_or(0, |last| last.ix() + 1)];
    clients.iter().for_each(|client| marks[client.ix()] = true);
    let is_meant = |change: &&RowChange| marks.get(change.client.ix()).is_some_and(|mark| *mark);
    let pieces: Vec<&[RowChange]> = world.database().row_changes(job).pieces().collect();
    let found = pieces.par_iter().map(|piece| piece.iter().filter(is_meant).copied().collect::<Vec<_>>());
    let mut changes = found.collect::<Vec<_>>().concat();
    changes.sort_by_key(|change| change.client);
    changes
}

/// Clients whose rows went one way.
struct Crowd {
    node: u16,
    rows: u64,
    samples: Vec<ClientId>,
    /// First and last of each of the first ranges.
    ranges: Vec<(ClientId, ClientId)>,
    more: u64,
}

impl Crowd {
    fn add(&mut self, plan: &Plan, client: ClientId) {
        self.rows += 1;
        if self.samples.len() < MOST_SAMPLES {
            self.samples.push(client);
        }
        let most = self.ranges.len() == MOST_RANGES;
        let of_one_name = |last: ClientId| plan.group_index(last) == plan.group_index(client);
        match self.ranges.last_mut() {
            Some((_, last)) if last.0 + 1 == client.0 && of_one_name(*last) => *last = client,
            _ if most => self.more += 1,
            _ => self.ranges.push((client, client)),
        }
    }

    fn group(&self, plan: &Plan, job: JobId, ways: &Ways) -> Group {
        let range = |&(first, last): &(ClientId, ClientId)| match first == last {
            true => plan.client_name(first),
            false => format!("{}-{}", plan.client_name(first), plan.client_name(last)),
        };
        let turn = |(status, cause): (Status, Option<Cause>)| {
            let cause = cause.map_or(MANY_WAYS, Cause::words).to_string();
            Turn { status, cause }
        };
        Group {
            job: plan.jobs[job.ix()].id.clone(),
            status: ways.status(self.node),
            way: ways.way(self.node).into_iter().map(turn).collect(),
            rows: self.rows,
            clients: self.ranges.iter().map(range).collect(),
            more: self.more,
        }
    }
}

/// The crowds of a job, in order of their first clients.
fn crowds(plan: &Plan, job: JobId, of_job: &JobWays, nodes: usize) -> Vec<Crowd> {
    let mut places: Vec<Option<usize>> = vec![None; nodes];
    let mut crowds: Vec<Crowd> = Vec::new();
    for (client, &node) in plan.jobs[job.ix()].target.iter().zip(&of_job.rows) {
        let place = *places[node as usize].get_or_insert_with(|| {
            crowds.push(Crowd { node, rows: 0, samples: Vec::new(), ranges: Vec::new(), more: 0 });
            crowds.len() - 1
        });
        crowds[place].add(plan, client);
    }
    crowds
}

fn curve(plan: &Plan, job: JobId, of_job: &JobWays) -> Curve {
    let moved = |moved: &ways::Move| Move {
        from: moved.from,
        to: moved.to,
        rows: moved.rows,
        names: moved.clients.iter().map(|&client| plan.client_name(client)).collect(),
    };
    let point = |point: &ways::Point| Point {
        at: point.at,
        counts: point.counts,
        moves: point.moves.iter().map(moved).collect(),
    };
    Curve { job: plan.jobs[job.ix()].id.clone(), points: of_job.points.iter().map(point).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::run::{Settings, run_version};
    use super::super::{Scenario, library, read_with, settings::Given};
    use super::*;
    use crate::product::quirks;
    use crate::scenario::aggregates::Counts;
    use crate::scenario::outcome::RunOutcome;

    fn scenario(name: &str, given: &Given) -> Scenario {
        read_with(name, library::find(name).unwrap().as_bytes(), &quirks::ids(), given).unwrap()
    }

    /// All rows listed, and at most two.
    fn both(name: &str, version: usize) -> [RunOutcome; 2] {
        let scenario = scenario(name, &Given::in_tests());
        [None, Some(2)]
            .map(|most_rows| run_version(&scenario, version, &Settings { most_rows, ..Settings::default() }))
    }

    /// How many rows stand at each status after each instant at which one changes.
    fn heights(run: &RunOutcome) -> BTreeMap<SimTime, [i64; Status::ALL.len()]> {
        let mut steps: BTreeMap<SimTime, [i64; Status::ALL.len()]> = BTreeMap::new();
        for moved in run.moves() {
            let step = steps.entry(moved.at).or_default();
            step[moved.from as usize] -= moved.rows as i64;
            step[moved.to as usize] += moved.rows as i64;
        }
        let mut now = [0; Status::ALL.len()];
        now[Status::None as usize] = run.row_count() as i64;
        steps.retain(|_, step| step.iter().any(|by| *by != 0));
        for step in steps.values_mut() {
            now.iter_mut().zip(*step).for_each(|(count, by)| *count += by);
            *step = now;
        }
        steps
    }

    fn at_last(run: &RunOutcome) -> Counts {
        let mut counts = Counts::default();
        run.status.iter().for_each(|row| counts[row.status as usize] += 1);
        counts
    }

    #[test]
    fn counts_of_few_rows_agree_with_the_rows() {
        for version in 0..3 {
            let [listed, counted] = both("q152229", version);
            assert!(listed.aggregates.is_none());
            assert_eq!(heights(&listed), heights(&counted), "version {version}");
            assert_eq!((listed.row_count(), counted.row_count()), (5, 5));
        }
    }

    #[test]
    fn groups_add_up_to_all_rows_and_curves_end_where_rows_end() {
        for version in 0..3 {
            let [listed, counted] = both("fleet/expiry-1m", version);
            let all = counted.aggregates.unwrap();
            assert_eq!(
                (all.rows, all.rows),
                (listed.status.len() as u64, all.groups.iter().map(|g| g.rows).sum())
            );
            let mut ends = Counts::default();
            all.groups.iter().for_each(|group| ends[group.status as usize] += group.rows);
            assert_eq!(all.curves[0].points.last().unwrap().counts, at_last(&listed));
            assert_eq!(ends, at_last(&listed));
            for group in &all.groups {
                let went = |row: &&Row| {
                    row.history
                        .iter()
                        .map(|c| (c.status, c.cause.as_str()))
                        .eq(group.way.iter().map(|t| (t.status, t.cause.as_str())))
                };
                assert_eq!(listed.status.iter().filter(went).count() as u64, group.rows, "{group:?}");
            }
        }
    }

    #[test]
    fn samples_are_rows_and_every_way_has_some() {
        let [listed, counted] = both("fleet/expiry-1m", 0);
        let all = counted.aggregates.unwrap();
        assert_eq!(all.shown, counted.status.len() as u64);
        for group in &all.groups {
            let looks =
                |row: &&Row| row.history.iter().map(|c| c.status).eq(group.way.iter().map(|t| t.status));
            let shown = counted.status.iter().filter(looks).count() as u64;
            assert_eq!(shown, group.rows.min(MOST_SAMPLES as u64), "{group:?}");
        }
        for sample in &counted.status {
            let row = listed.status.iter().find(|row| row.client == sample.client).unwrap();
            assert_eq!(format!("{row:?}"), format!("{sample:?}"));
        }
    }

    #[test]
    fn a_curve_has_few_points_and_each_is_true() {
        let [listed, counted] = both("fleet/expiry-1m", 0);
        let truth = heights(&listed);
        let points = &counted.aggregates.as_ref().unwrap().curves[0].points;
        assert!(points.len() <= 2_001 && points.windows(2).all(|pair| pair[0].at < pair[1].at));
        for point in &points[1..] {
            let (_, counts) = truth.range(..=point.at).next_back().unwrap();
            assert_eq!(counts.map(|count| count as u64), point.counts, "at {}", point.at);
        }
    }
}
