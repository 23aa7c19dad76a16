//! What a run came to. `outcome.json` is this, serialised; its field names are a promise to those who build on it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::aggregates::Aggregates;
use super::expect::Basis;
use super::story::Story;
use crate::base::{Calendar, SimTime};
use crate::engine::Record;
use crate::product::Status;
use crate::world::event::Event;

/// All runs of one scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The short name, as `q152229`.
    pub scenario: String,
    pub title: String,
    pub seed: u64,
    /// Numbers that the run set otherwise than the scenario.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, u64>,
    /// Quirks that were switched off.
    pub without: Vec<String>,
    /// The cells of the status tables that this changed.
    pub changed: Vec<ChangedCell>,
    /// How many rows have another status because of it, where there are too many cells to compare one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed_counts: Vec<ChangedCount>,
    pub runs: Vec<RunOutcome>,
    /// Whether the scenario names versions that are not among these runs.
    #[serde(skip)]
    pub left_out: bool,
    #[serde(skip)]
    pub calendar: Calendar,
}

impl Outcome {
    /// Whether there is any status to show.
    pub fn has_jobs(&self) -> bool {
        self.runs.iter().any(|run| !run.jobs.is_empty())
    }

    /// Whether a run is told event by event.
    pub fn is_told(&self) -> bool {
        self.runs.iter().any(|run| !run.transcript.is_empty())
    }
}

/// One version's run.
#[derive(Clone, Debug, Serialize)]
pub struct RunOutcome {
    pub version: String,
    pub verdict: Verdict,
    /// Who looked on stopped the run before its end.
    #[serde(skip)]
    pub stopped: bool,
    /// Why the verdict is what it is, when there is more to say than the checks say.
    pub reasons: Vec<String>,
    /// Sixteen hexadecimal digits.
    pub digest: String,
    /// Events dispatched.
    pub events: u64,
    /// Polls of clients and services within the run, those that were skipped because they would find nothing included.
    pub polls: u64,
    pub ended_at: SimTime,
    /// Every workstation row, or samples of very many: then `aggregates` counts all.
    pub status: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregates: Option<Aggregates>,
    pub jobs: Vec<JobRow>,
    pub checks: Vec<Check>,
    pub quirks: Vec<QuirkUse>,
    pub boxes: Vec<BoxUse>,
    /// The status table at each moment the scenario names, in order.
    #[serde(skip)]
    pub moments: Vec<Moment>,
    #[serde(skip)]
    pub transcript: Vec<TranscriptLine>,
    /// Which event led to which; empty unless the run was told to keep it.
    #[serde(skip)]
    pub story: Story,
    /// The events that did something; empty unless the run was told to keep them.
    #[serde(skip)]
    pub trace: Vec<Record<Event>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pass,
    /// Something that should have been tried was not.
    Inconclusive,
    /// An expectation failed.
    Fail,
    /// There was still work in flight when the time was up.
    Unsettled,
    /// Two runs of the same thing differed.
    Nondeterministic,
    /// The simulator contradicts itself.
    Broken,
}

impl Verdict {
    /// As the JSON outcome spells it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Inconclusive => "inconclusive",
            Self::Fail => "fail",
            Self::Unsettled => "unsettled",
            Self::Nondeterministic => "nondeterministic",
            Self::Broken => "broken",
        }
    }
}

/// A cell that is another with some quirks switched off.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChangedCell {
    pub version: String,
    pub when: String,
    pub job: String,
    pub client: String,
    pub before: Status,
    pub after: Status,
}

/// How many rows of a job have a status, where that is another number with some quirks switched off.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChangedCount {
    pub version: String,
    pub when: String,
    pub job: String,
    pub status: Status,
    pub before: u64,
    pub after: u64,
}

/// A workstation row of a job's detailed status.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub job: String,
    pub client: String,
    pub status: Status,
    pub since: SimTime,
    pub history: Vec<Change>,
}

/// The overall status of a job.
#[derive(Clone, Debug, Serialize)]
pub struct JobRow {
    pub job: String,
    pub status: Status,
    pub since: SimTime,
    pub history: Vec<Change>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Change {
    pub at: SimTime,
    pub status: Status,
    /// In a few words, what brought it about.
    pub cause: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub at: SimTime,
    /// As `end of d0: W1 of S0100001`.
    pub what: String,
    pub expected: String,
    pub got: String,
    pub ok: bool,
    pub basis: Basis,
    /// What `what` is made of, for whoever puts checks into a table.
    #[serde(skip)]
    pub subject: Subject,
}

/// What a check is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Subject {
    /// As the scenario words it: `end of d0`.
    pub when: String,
    /// The client, or how many there are; nothing where it is about the site.
    pub who: String,
    /// As `file C:\SMS.INI`.
    pub of: String,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { when, who, of } = self;
        write!(f, "{when}: {who}{}{of}", if who.is_empty() { "" } else { " " })
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct QuirkUse {
    pub id: String,
    /// How many deviations from the reference status model it accounts for.
    pub claimed: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct BoxUse {
    /// As `LOGON1 DESPOOLR.BOX` or `RECEIVE`.
    #[serde(rename = "box")]
    pub name: String,
    pub max_depth: u64,
    /// When it was last emptied; `None` when it never held anything or still does.
    pub drained_at: Option<SimTime>,
    /// The depth after each change.
    #[serde(skip)]
    pub depths: Vec<(SimTime, u64)>,
}

/// The whole status table at one moment.
#[derive(Clone, Debug)]
pub struct Moment {
    /// As the scenario words it: `end of d0`.
    pub when: String,
    pub at: SimTime,
    /// In order of job, then client; empty where there are more than a table can show.
    pub rows: Vec<Cell>,
    /// How many rows of each job have each status that any has.
    pub tallies: Vec<Tally>,
}

impl Moment {
    /// How many rows of a job have a status.
    pub fn count(&self, job: &str, status: Status) -> u64 {
        let tally = self.tallies.iter().find(|tally| tally.job == job && tally.status == status);
        tally.map_or(0, |tally| tally.rows)
    }
}

/// The rows of one job that have one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub job: String,
    pub status: Status,
    pub rows: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub job: String,
    pub client: String,
    pub status: Status,
    /// The quirk that claims this cell's deviation from the reference status model.
    pub quirk: Option<String>,
    /// What the scenario expected here instead, when the check failed.
    pub expected: Option<Status>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptLine {
    pub at: SimTime,
    /// The number of the event it tells of, in the story.
    pub event: usize,
    /// A client, a server or a service of the site.
    pub who: String,
    /// The part of it that acts: `PCM`, `Despooler`.
    pub part: String,
    pub what: String,
}
