//! What happened in a run, for people to follow: who took part, which event led to which, which files travelled, and which
//! status was written when.
//!
//! Events are numbered from 0 in the order in which they happened; polls that found nothing are none.

use std::collections::BTreeSet;

use crate::base::SimTime;
use crate::product::{Cause, Status};

/// Empty unless the run was told to keep it.
#[derive(Clone, Default, Debug)]
pub struct Story {
    /// Administrator, clients, logon servers, services: all there are, also those that do nothing.
    pub lanes: Vec<Lane>,
    pub events: Vec<Happening>,
    pub files: Vec<Flight>,
    pub rows: Vec<RowWritten>,
    pub touches: Vec<Touch>,
}

/// Somebody who takes part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    pub kind: LaneKind,
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LaneKind {
    Admin,
    Client,
    Server,
    Service,
}

/// An event that did something.
#[derive(Clone, Debug)]
pub struct Happening {
    pub at: SimTime,
    /// Who acts, as an index into the lanes.
    pub lane: usize,
    /// The client it is about, as an index into the lanes.
    pub client: Option<usize>,
    /// What it is, where the transcript has no line for it.
    pub words: String,
    /// The numbers of the events that led to it.
    pub because: Vec<usize>,
}

/// A file on its way.
#[derive(Clone, Debug)]
pub struct Flight {
    /// Its extension: `SNI`.
    pub kind: &'static str,
    /// As `.SNI of W1`.
    pub name: String,
    pub client: Option<usize>,
    /// Lanes.
    pub from: usize,
    pub to: usize,
    /// The box it goes to.
    pub place: String,
    pub left: SimTime,
    pub arrives: SimTime,
    /// The number of the event that sent it.
    pub sent_by: usize,
    /// The number of the event of its arrival; `None` if the run ended before.
    pub arrival: Option<usize>,
}

/// A workstation row as the database got it.
#[derive(Clone, Debug)]
pub struct RowWritten {
    pub event: usize,
    pub at: SimTime,
    pub job: String,
    pub client: usize,
    pub status: Status,
    pub cause: Cause,
    /// What the reference status model says of it.
    pub reference: Status,
    /// The quirk that claims the difference.
    pub quirk: Option<String>,
}

/// An event that moved a job on at a client.
#[derive(Clone, Debug)]
pub struct Touch {
    pub event: usize,
    pub job: String,
    pub client: usize,
}

impl Story {
    /// The lane of a client.
    pub fn client(&self, name: &str) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.kind == LaneKind::Client && lane.name == name)
    }

    /// `events` and all that led to them, in order.
    pub fn chain(&self, events: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut chain = BTreeSet::new();
        let mut open: Vec<usize> = events.into_iter().collect();
        while let Some(event) = open.pop() {
            if chain.insert(event) {
                open.extend(&self.events[event].because);
            }
        }
        chain
    }

    /// The writes of one row, in order.
    pub fn writes<'a>(&'a self, job: &'a str, client: usize) -> impl Iterator<Item = &'a RowWritten> {
        self.rows.iter().filter(move |row| row.job == job && row.client == client)
    }
}
