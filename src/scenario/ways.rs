//! The ways of a million status rows, found in one pass over what was written to the database: no text, no list a row.

use super::aggregates::Counts;
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::product::{Cause, Status};
use crate::server::database::Database;
use crate::server::job::RowChange;
use crate::server::ledger::Ledger;
use crate::world::World;
use crate::world::plan::Plan;

/// Ways that are told apart; rows that go yet another way are counted by their status alone.
const MOST_WAYS: usize = 256;
/// Points of the curve of one job, and of all jobs of a run together.
const MOST_POINTS_A_JOB: u64 = 2_000;
const MOST_POINTS: u64 = 8_000;
/// Clients whose names are kept for each move of a point.
const MOST_NAMED: u32 = 3;
/// Changes whose rows are looked up together: to wait for the memory of many takes hardly longer than for that of one.
const BLOCK: usize = 256;
/// Where all rows begin. No way leads back to it.
const ROOT: u16 = 0;
/// What a way may go on with: a status, and what brought it about.
const TURNS: usize = Status::ALL.len() * CAUSES;
const CAUSES: usize = Cause::Canceled as usize + 1;
/// From any status to any.
const MOVES: usize = Status::ALL.len() * Status::ALL.len();

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
    /// Where each turn leads to; [`ROOT`]: no row has taken it yet.
    after: [u16; TURNS],
}

/// The rows of one job.
#[derive(Default)]
pub struct JobWays {
    /// `None`: it has no rows yet.
    pub activated: Option<SimTime>,
    /// The node of each row, in order of client.
    pub rows: Vec<u16>,
    pub points: Vec<Point>,
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
        let (plan, database) = (world.plan(), world.database());
        let mut jobs = Vec::new();
        jobs.resize_with(plan.jobs.len(), JobWays::default);
        let mut ways = Self { nodes: Vec::new(), jobs };
        ways.add(Status::None, Some(Cause::Activated), None);
        let grain = grain(database, plan);
        for &(job, activated) in database.activations() {
            ways.follow(plan, job, activated, database.row_changes(job), grain);
        }
        ways
    }

    /// Follows the rows of a job from its activation on.
    fn follow(
        &mut self,
        plan: &Plan,
        job: JobId,
        activated: SimTime,
        changes: &Ledger<RowChange>,
        grain: Span,
    ) {
        let target = &plan.jobs[job.ix()].target;
        let mut rows = vec![ROOT; target.len() as usize];
        let mut pen = Pen::new(activated, target.len(), grain);
        let mut froms = Vec::with_capacity(BLOCK);
        for block in changes.pieces().flat_map(|piece| piece.chunks(BLOCK)) {
            froms.extend(block.iter().map(|change| {
                let node = target.position(change.client).and_then(|row| rows.get_mut(row))?;
                let from = self.nodes[*node as usize].status;
                *node = self.next(*node, change.status, change.cause);
                Some(from)
            }));
            for (change, from) in block.iter().zip(froms.drain(..)) {
                from.into_iter().for_each(|from| pen.count(change, from));
            }
        }
        self.jobs[job.ix()] = JobWays { activated: Some(activated), rows, points: pen.finish() };
    }

    /// The node after another.
    fn next(&mut self, node: u16, status: Status, cause: Cause) -> u16 {
        let turn = status as usize * CAUSES + cause as usize;
        match self.nodes[node as usize].after[turn] {
            ROOT => self.turn(node, status, cause, turn),
            known => known,
        }
    }

    /// A turn that no row has taken before. There is a limit to the ways that are told apart.
    #[cold]
    fn turn(&mut self, node: u16, status: Status, cause: Cause, turn: usize) -> u16 {
        let is_told_apart = self.nodes.len() < MOST_WAYS && self.nodes[node as usize].cause.is_some();
        let next = if is_told_apart {
            self.add(status, Some(cause), Some(node))
        } else {
            let other = self.nodes.iter().position(|other| other.cause.is_none() && other.status == status);
            other.map_or_else(|| self.add(status, None, None), |other| other as u16)
        };
        self.nodes[node as usize].after[turn] = next;
        next
    }

    fn add(&mut self, status: Status, cause: Option<Cause>, before: Option<u16>) -> u16 {
        self.nodes.push(Node { status, cause, before, after: [ROOT; TURNS] });
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

/// Draws the curve of one job.
struct Pen {
    grain: Span,
    done: Vec<Point>,
    /// The point that is being drawn; its counts are those before it.
    point: Point,
    /// When it ends.
    until: SimTime,
    /// The rows of each move in it.
    rows: [u32; MOVES],
}

impl Pen {
    /// Begins with the point at which a job has got its rows.
    fn new(activated: SimTime, rows: u64, grain: Span) -> Self {
        let mut counts = Counts::default();
        counts[Status::None as usize] = rows;
        let point = Point { at: activated, counts, moves: Vec::new() };
        Self { grain, done: Vec::new(), point, until: activated, rows: [0; MOVES] }
    }

    fn count(&mut self, change: &RowChange, from: Status) {
        if change.at > self.until {
            self.close();
            self.until = change.at + self.grain;
        }
        self.point.at = change.at;
        let rows = &mut self.rows[nth_move(from, change.status)];
        *rows += 1;
        if *rows <= MOST_NAMED {
            self.name(change, from);
        }
    }

    /// One of the first rows of a move.
    #[cold]
    fn name(&mut self, change: &RowChange, from: Status) {
        let (moves, to) = (&mut self.point.moves, change.status);
        let place =
            moves.iter().position(|moved| (moved.from, moved.to) == (from, to)).unwrap_or_else(|| {
                moves.push(Move { from, to, rows: 0, clients: Vec::new() });
                moves.len() - 1
            });
        moves[place].clients.push(change.client);
    }

    /// The point is complete, and the next begins. A row may have moved on within it: what comes is counted before what goes.
    fn close(&mut self) {
        let Point { at, counts, moves } = &mut self.point;
        for moved in &mut *moves {
            moved.rows = std::mem::take(&mut self.rows[nth_move(moved.from, moved.to)]).into();
            counts[moved.to as usize] += moved.rows;
        }
        moves.iter().for_each(|moved| counts[moved.from as usize] -= moved.rows);
        let next = Point { at: *at, counts: *counts, moves: Vec::new() };
        self.done.push(std::mem::replace(&mut self.point, next));
    }

    fn finish(mut self) -> Vec<Point> {
        self.close();
        self.done
    }
}

fn nth_move(from: Status, to: Status) -> usize {
    from as usize * Status::ALL.len() + to as usize
}

/// How long a point may last, so that there are not too many; nothing where there are few changes.
fn grain(database: &Database, plan: &Plan) -> Span {
    let points = (MOST_POINTS / plan.jobs.len().max(1) as u64).clamp(1, MOST_POINTS_A_JOB);
    let (mut changes, mut first, mut last) = (0, SimTime::NEVER, SimTime::ZERO);
    for job in (0..plan.jobs.len()).map(|job| JobId(job as u16)) {
        let (of_job, of_rows) = (database.job_changes(job), database.row_changes(job));
        changes += of_job.len() + of_rows.len();
        first = of_job.first().map_or(first, |change| first.min(change.at));
        last = of_job.last().map(|c| c.at).max(of_rows.last().map(|c| c.at)).map_or(last, |at| last.max(at));
    }
    if changes as u64 > points { Span(last.since(first).0 / points) } else { Span(0) }
}
