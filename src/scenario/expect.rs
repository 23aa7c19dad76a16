//! What a scenario expects, with names resolved and one value for each version.

use crate::base::{ClientId, JobId, Selection, SimTime};
use crate::machine::DosPath;
use crate::product::Status;

/// Everything expected at one moment.
#[derive(Clone, Debug)]
pub struct Expectation {
    pub when: When,
    /// For each version of the scenario, in its order.
    pub basis: Vec<Basis>,
    pub wants: Vec<Want>,
}

/// The moment at which a world is held against its expectations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// Before anything of this instant's successor happens.
    At(SimTime),
    /// When all that happened up to this instant has run its course, and before the next date that the scenario names.
    SettledAfter(SimTime),
    /// When nothing is left to happen.
    Settled,
}

/// How well an expectation is founded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article says so.
    Stated,
    /// It follows from what articles say.
    Inferred,
    /// Chosen, because no article says.
    Assumed,
}

/// One expectation; vectors hold one value for each version.
#[derive(Clone, Debug)]
pub enum Want {
    /// The workstation rows of a job.
    Row { job: JobId, clients: Selection, status: Vec<Status> },
    /// The statuses that the rows went through, the first being None.
    History { job: JobId, clients: Selection, statuses: Vec<Vec<Status>> },
    /// The overall status of a job.
    Job { job: JobId, status: Vec<Status> },
    /// A file on the clients' volumes.
    File { clients: Selection, path: DosPath, state: Vec<FileState> },
    /// An attribute in the computers' inventory; `None`: there is no such attribute.
    Inventory { clients: Selection, attribute: String, value: Vec<Option<String>> },
    /// How many event-log entries of a code the site has written.
    Events { code: u16, count: Vec<u64> },
    /// How many files lie in a box.
    Depth { place: String, files: Vec<u64> },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    Present,
    Absent,
    /// The whole text.
    Equal(String),
    /// A part of the text.
    Contains(String),
}

/// A client and the words the reader knows it by.
pub type Named = (ClientId, String);
