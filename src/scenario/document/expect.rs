//! The part of a scenario file that says what is expected.

use schemars::JsonSchema;
use serde::Deserialize;

use super::shape::{Map, PerVersion, WordOr};
use super::word::{
    Attribute, AttributeValue, BoxName, ClientRange, Count, EventCode, FilePath, History, JobName, MomentWord,
};
use crate::product::Status;
use crate::scenario::expect::Basis;
use crate::scenario::node::Spanned;

/// What is expected at one moment. Each value may be a list with one value for each version.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The moment.
    pub when: Spanned<MomentWord>,
    /// How well the expectation is founded: stated by the article, inferred or assumed.
    pub basis: PerVersion<Basis>,
    /// The job whose rows are meant; not needed where there is only one job.
    #[serde(default)]
    pub job: Option<Spanned<JobName>>,
    /// The status of the clients' rows in the job's detailed status.
    #[serde(default)]
    pub status: Map<ClientRange, PerVersion<Status>>,
    /// The overall status of the job.
    #[serde(default)]
    pub overall: Option<PerVersion<Status>>,
    /// The statuses that the clients' rows went through.
    #[serde(default)]
    pub history: Map<ClientRange, PerVersion<History>>,
    /// Files on the clients' disks.
    #[serde(default)]
    pub files: Map<ClientRange, Map<FilePath, PerVersion<WordOr<Presence, Comparison>>>>,
    /// Attributes in the computers' inventory.
    #[serde(default)]
    pub inventory: Map<ClientRange, Map<Attribute, PerVersion<AttributeValue>>>,
    /// How many entries of an event code the site has written to the event log.
    #[serde(default)]
    pub events: Map<EventCode, PerVersion<Count>>,
    /// How many files lie in a box.
    #[serde(default)]
    pub boxes: Map<BoxName, PerVersion<Count>>,
}

impl Expected {
    /// Whether nothing at all is expected.
    pub fn is_empty(&self) -> bool {
        let rows = self.status.is_empty() && self.overall.is_none() && self.history.is_empty();
        let clients = self.files.is_empty() && self.inventory.is_empty();
        rows && clients && self.events.is_empty() && self.boxes.is_empty()
    }
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// The file is there.
    Present,
    /// There is no such file.
    Absent,
}

#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    /// The whole text of the file.
    Equal(String),
    /// A part of the text of the file.
    Contains(String),
}
