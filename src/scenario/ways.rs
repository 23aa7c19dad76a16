//! The ways of a million status rows, found in one pass over what was written to the database: no text, no list a row.

use super::aggregates::Counts;
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::product::{Cause, Status};
use crate::server::database::StatusChange;
use crate::world::World;
use crate::world::plan::Plan;

/// Ways that are told apart; rows that go yet another way are counted by their status alone.
const MOST_WAYS: usize = 256;
/// Points of the curve of one job, and of all jobs of a run together.
const MOST_POINTS_A_JOB: u64 = 2_000;
const MOST_POINTS: u64 = 8_000;
/// Clients whose names are kept for each move of a point.
const MOST_NAMED: usize = 3;
/// Where all rows begin.
const ROOT: u16 = 0;

/// The ways that rows went, as a tree: a node is the end of one way and the beginning of longer ones.
pub struct Ways {
    nodes: Vec<Node>,
    pub jobs: Vec<JobWays>,
}

struct Node {
    status: Status,
    /// `None`: this stands for all ways that are not told apart.
    cause: Option<Cause>,
    before: Option<u16>,
    after: Vec<u16>,
}

/// The rows of one job.
#[derive(Default)]
pub struct JobWays {
    /// `None`: it has no rows yet.
    pub activated: Option<SimTime>,
    /// The node of each row, in order of client.
    pub rows: Vec<u16>,
    pub points: Vec<Point>,
    counts: Counts,
    /// When the last point ends.
    until: SimTime,
}

pub struct Point {
    pub at: SimTime,
    pub counts: Counts,
    pub moves: Vec<Move>,
}

pub struct Move {
    pub from: Status,
    pub to: Status,
    pub rows: u64,
    /// The first of them.
    pub clients: Vec<ClientId>,
}

impl Ways {
    pub fn new(world: &World) -> Self {
        let (plan, changes) = (world.plan(), world.site().database.changes());
        let mut jobs = Vec::new();
        jobs.resize_with(plan.jobs.len(), JobWays::default);
        let root = Node { status: Status::None, cause: Some(Cause::Activated), before: None, after: vec![] };
        let mut ways = Self { nodes: vec![root], jobs };
        let grain = grain(changes, plan);
        for change in changes {
            match change.client {
                Some(client) => ways.write(plan, change, client, grain),
                None if change.cause == Cause::Activated => ways.activate(plan, change),
                None => {}
            }
        }
        ways.jobs.iter_mut().for_each(JobWays::close);
        ways
    }

    fn activate(&mut self, plan: &Plan, change: &StatusChange) {
        let rows = plan.jobs[change.job.ix()].target.len();
        let job = &mut self.jobs[change.job.ix()];
        job.activated = Some(change.at);
        job.rows = vec![ROOT; rows as usize];
        job.counts[Status::None as usize] = rows;
        job.points.push(Point { at: change.at, counts: job.counts, moves: Vec::new() });
        job.until = change.at;
    }

    fn write(&mut self, plan: &Plan, change: &StatusChange, client: ClientId, grain: Span) {
        let Some(row) = plan.jobs[change.job.ix()].target.position(client) else { return };
        let Some(&node) = self.jobs[change.job.ix()].rows.get(row) else { return };
        let next = self.next(node, change.status, change.cause);
        let from = self.nodes[node as usize].status;
        let job = &mut self.jobs[change.job.ix()];
        job.rows[row] = next;
        job.count(change, client, from, grain);
    }

    /// The node after another. There is a limit to them.
    fn next(&mut self, node: u16, status: Status, cause: Cause) -> u16 {
        let known = |&&after: &&u16| {
            let after = &self.nodes[after as usize];
            after.status == status && after.cause == Some(cause)
        };
        if let Some(&next) = self.nodes[node as usize].after.iter().find(known) {
            return next;
        }
        let is_told_apart = self.nodes.len() < MOST_WAYS && self.nodes[node as usize].cause.is_some();
        if !is_told_apart {
            let other = self.nodes.iter().position(|other| other.cause.is_none() && other.status == status);
            return other.map_or_else(|| self.add(status, None, None), |other| other as u16);
        }
        let next = self.add(status, Some(cause), Some(node));
        self.nodes[node as usize].after.push(next);
        next
    }

    fn add(&mut self, status: Status, cause: Option<Cause>, before: Option<u16>) -> u16 {
        self.nodes.push(Node { status, cause, before, after: Vec::new() });
        self.nodes.len() as u16 - 1
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn status(&self, node: u16) -> Status {
        self.nodes[node as usize].status
    }

    /// The statuses up to a node, oldest first; without a cause: in ways that are not told apart.
    pub fn way(&self, node: u16) -> Vec<(Status, Option<Cause>)> {
        let nodes = std::iter::successors(Some(node), |&node| self.nodes[node as usize].before);
        let mut way: Vec<_> =
            nodes.map(|node| (self.nodes[node as usize].status, self.nodes[node as usize].cause)).collect();
        way.reverse();
        way
    }

    /// When each job that got so far was activated.
    pub fn activated(&self) -> impl Iterator<Item = (JobId, SimTime, &JobWays)> {
        let jobs = self.jobs.iter().enumerate();
        jobs.filter_map(|(ix, job)| Some((JobId(ix as u16), job.activated?, job)))
    }
}

impl JobWays {
    fn count(&mut self, change: &StatusChange, client: ClientId, from: Status, grain: Span) {
        if change.at > self.until {
            self.close();
            self.points.push(Point { at: change.at, counts: self.counts, moves: Vec::new() });
            self.until = change.at + grain;
        }
        self.counts[from as usize] -= 1;
        self.counts[change.status as usize] += 1;
        let Some(point) = self.points.last_mut() else { return };
        point.at = change.at;
        let known = point.moves.iter().position(|moved| (moved.from, moved.to) == (from, change.status));
        let place = known.unwrap_or_else(|| {
            point.moves.push(Move { from, to: change.status, rows: 0, clients: Vec::new() });
            point.moves.len() - 1
        });
        let moved = &mut point.moves[place];
        moved.rows += 1;
        if moved.clients.len() < MOST_NAMED {
            moved.clients.push(client);
        }
    }

    /// The last point is complete.
    fn close(&mut self) {
        if let Some(last) = self.points.last_mut() {
            last.counts = self.counts;
        }
    }
}

/// How long a point may last, so that there are not too many; nothing where there are few changes.
fn grain(changes: &[StatusChange], plan: &Plan) -> Span {
    let points = (MOST_POINTS / plan.jobs.len().max(1) as u64).clamp(1, MOST_POINTS_A_JOB);
    match changes {
        [first, .., last] if changes.len() as u64 > points => Span(last.at.since(first.at).0 / points),
        _ => Span(0),
    }
}
