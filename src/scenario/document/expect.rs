//! The part of a scenario file that says what is expected.

use schemars::JsonSchema;
use serde::Deserialize;

use super::shape::{Map, PerVersion, WordOr};
use super::word::{
    Attribute, AttributeValue, BoxName, ClientRange, Count, EventCode, FilePath, History, JobName, Jobs,
    Letters, LogFile, MomentWord, RegistryKey, Sources, Starts, ValueName,
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
    /// Attributes of files on the clients' disks.
    #[serde(default)]
    pub attributes: Map<ClientRange, Map<FilePath, PerVersion<Letters>>>,
    /// What the clients' screens have shown since they were switched on.
    #[serde(default)]
    pub screen: Map<ClientRange, PerVersion<WordOr<Blank, Screen>>>,
    /// The drivers and programs that the clients have started since they were switched on, in this order; others may have come in
    /// between.
    #[serde(default)]
    pub starts: Map<ClientRange, PerVersion<WordOr<Starts, NotStarted>>>,
    /// What PCM's window on the clients shows.
    #[serde(default)]
    pub pcm: Map<ClientRange, Lists>,
    /// The packages that the clients have begun to run, in this order, again and again when they ran more than once.
    #[serde(default)]
    pub runs: Map<ClientRange, PerVersion<Jobs>>,
    /// The servers that the clients took those packages from, in this order.
    #[serde(default)]
    pub sources: Map<ClientRange, PerVersion<WordOr<Sources, NotFrom>>>,
    /// What programs on the clients have written to their logs, by the log's name: the text of lines without date and name.
    #[serde(default)]
    pub logs: Map<ClientRange, Map<LogFile, PerVersion<WordOr<Blank, Screen>>>>,
    /// What services of the site have written to their logs, by the log's name.
    #[serde(default)]
    pub site_logs: Map<LogFile, PerVersion<WordOr<Blank, Screen>>>,
    /// The lines that PCMDUMP prints of the clients' instruction files.
    #[serde(default)]
    pub instructions: Map<ClientRange, PerVersion<WordOr<Blank, Screen>>>,
    /// What the clients' machines are doing.
    #[serde(default)]
    pub machine: Map<ClientRange, PerVersion<MachineWord>>,
    /// Variables in the clients' environments.
    #[serde(default)]
    pub variables: Map<ClientRange, Map<ValueName, PerVersion<AttributeValue>>>,
    /// Values in the clients' registries, by key and name; a list is shown with commas.
    #[serde(default)]
    pub registry: Map<ClientRange, Map<RegistryKey, Map<ValueName, PerVersion<AttributeValue>>>>,
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
        let clients = self.files.is_empty() && self.inventory.is_empty() && self.attributes.is_empty();
        let screens = self.screen.is_empty() && self.starts.is_empty();
        let machines = self.machine.is_empty() && self.variables.is_empty() && self.registry.is_empty();
        let pcm = self.pcm.is_empty() && self.runs.is_empty() && self.logs.is_empty();
        let pcm = pcm && self.instructions.is_empty() && self.sources.is_empty() && self.site_logs.is_empty();
        rows && clients && screens && machines && pcm && self.events.is_empty() && self.boxes.is_empty()
    }
}

/// The lists in PCM's window. Each value may be a list with one value for each version.
#[derive(Clone, Default, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// Under Pending Commands.
    #[serde(default)]
    pub pending: Option<PerVersion<Jobs>>,
    /// Put away by the user.
    #[serde(default)]
    pub archived: Option<PerVersion<Jobs>>,
    /// In progress.
    #[serde(default)]
    pub running: Option<PerVersion<Jobs>>,
    /// Under Executed Commands.
    #[serde(default)]
    pub executed: Option<PerVersion<Jobs>>,
    /// Whether the window is open.
    #[serde(default)]
    pub window: Option<PerVersion<WindowWord>>,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WindowWord {
    Open,
    Closed,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Blank {
    /// Nothing at all.
    Nothing,
}

#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Screen {
    /// These lines, in this order; others may have come in between.
    Shows(String),
    /// None of these lines.
    Lacks(String),
    /// These lines and no others, blank ones aside.
    Only(String),
}

#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NotStarted {
    /// None of these was started.
    Lacks(Starts),
}

#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NotFrom {
    /// None was taken from any of these.
    Lacks(Sources),
}

/// What a machine is doing.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MachineWord {
    Off,
    Starting,
    /// COMMAND.COM waits for a command.
    Prompt,
    /// Windows NT waits for somebody to log on.
    Welcome,
    /// A desktop, with its person in front of it.
    Desktop,
    /// The start asks a question that nobody answers.
    Asks,
    /// The start goes on for ever.
    Hangs,
    /// It has stopped with a message.
    Stopped,
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
