//! What became of more status rows than an outcome lists: the ways they went, counted, and how many had each status when.
//!
//! `status` of such a run holds samples, a few rows of each way; together these say what a list of a million rows would.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::outcome::{Row, RunOutcome};
use crate::base::SimTime;
use crate::product::Status;

/// Up to so many status rows an outcome lists; more are counted.
pub const MOST_ROWS: u64 = 10_000;

/// How many rows stand at each status, in the order of [`Status::ALL`].
pub type Counts = [u64; Status::ALL.len()];

/// All the rows of a run, counted.
#[derive(Clone, Debug, Serialize)]
pub struct Aggregates {
    /// How many rows there are.
    pub rows: u64,
    /// How many of them `status` lists as samples.
    pub shown: u64,
    /// In order of job, then of the first client; their rows add up to all.
    pub groups: Vec<Group>,
    /// One for each job.
    pub curves: Vec<Curve>,
}

/// Rows of one job that went the same way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Group {
    pub job: String,
    /// Where they ended.
    pub status: Status,
    pub way: Vec<Turn>,
    pub rows: u64,
    /// The first of its clients: `W1-W3`, `W7`.
    pub clients: Vec<String>,
    /// How many clients are not among these.
    pub more: u64,
}

impl Group {
    /// `W1-W3, W7 and 90 more`.
    pub fn who(&self) -> String {
        let named = self.clients.join(", ");
        if self.more == 0 { named } else { format!("{named} and {} more", self.more) }
    }
}

/// A status on the way of a row, and what brought it about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Turn {
    pub status: Status,
    pub cause: String,
}

/// How many rows of a job had each status over time.
#[derive(Clone, Debug)]
pub struct Curve {
    pub job: String,
    pub points: Vec<Point>,
}

/// An instant of a curve.
#[derive(Clone, Debug)]
pub struct Point {
    pub at: SimTime,
    /// As they stand after everything up to and including this instant.
    pub counts: Counts,
    /// What changed since the point before.
    pub moves: Vec<Move>,
}

/// Rows that went from one status to another.
#[derive(Clone, Debug)]
pub struct Move {
    pub from: Status,
    pub to: Status,
    pub rows: u64,
    /// The first of their clients.
    pub names: Vec<String>,
}

/// A curve as JSON: instants, and beside them the rows at each status that ever occurs.
#[derive(Serialize)]
struct Columns<'a> {
    job: &'a str,
    at: Vec<SimTime>,
    rows: BTreeMap<Status, Vec<u64>>,
}

impl Serialize for Curve {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let column = |status: Status| self.points.iter().map(move |point| point.counts[status as usize]);
        let occurs = |status: &Status| column(*status).any(|rows| rows > 0);
        let columns = Columns {
            job: &self.job,
            at: self.points.iter().map(|point| point.at).collect(),
            rows: Status::ALL.into_iter().filter(occurs).map(|s| (s, column(s).collect())).collect(),
        };
        columns.serialize(serializer)
    }
}

/// One or more rows that went from one status to another at an instant.
pub struct Moved<'a> {
    pub at: SimTime,
    pub from: Status,
    pub to: Status,
    pub rows: u64,
    /// Clients behind it, not always all.
    pub names: &'a [String],
}

impl RunOutcome {
    /// How many status rows the run has, listed or not.
    pub fn row_count(&self) -> u64 {
        self.aggregates.as_ref().map_or(self.status.len() as u64, |all| all.rows)
    }

    /// All changes of all rows, in order of job, and of client where rows are listed. Each row comes from None.
    pub fn moves(&self) -> Box<dyn Iterator<Item = Moved<'_>> + '_> {
        match &self.aggregates {
            None => Box::new(self.status.iter().flat_map(of_row)),
            Some(all) => Box::new(all.curves.iter().flat_map(of_curve)),
        }
    }
}

fn of_curve(curve: &Curve) -> impl Iterator<Item = Moved<'_>> {
    let moves = curve.points.iter().flat_map(|point| point.moves.iter().map(|moved| (point.at, moved)));
    moves.map(|(at, moved)| {
        let Move { from, to, rows, names } = moved;
        Moved { at, from: *from, to: *to, rows: *rows, names }
    })
}

/// A row that never changed has had its status since it came to be.
fn of_row(row: &Row) -> impl Iterator<Item = Moved<'_>> {
    let only = row.history.is_empty().then_some((row.since, row.status));
    let changes = only.into_iter().chain(row.history.iter().map(|change| (change.at, change.status)));
    changes.scan(Status::None, |before, (at, to)| {
        let from = std::mem::replace(before, to);
        Some(Moved { at, from, to, rows: 1, names: std::slice::from_ref(&row.client) })
    })
}
