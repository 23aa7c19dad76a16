//! What a run is made of, with every name resolved. A scenario is turned into one of these; nothing here can be wrong any more.

use crate::base::{Calendar, ClientId, JobId, PackageId, Selection, ServerId, SimTime, Span};
use crate::machine::{Content, OsKind, RelPath};
use crate::product::{Release, Response};

/// Everything that one version of one scenario runs on.
#[derive(Clone, Debug)]
pub struct Plan {
    pub calendar: Calendar,
    pub site: SitePlan,
    pub servers: Vec<ServerPlan>,
    /// In client order: the first group holds clients 0 and up.
    pub groups: Vec<ClientGroup>,
    pub packages: Vec<PackagePlan>,
    pub jobs: Vec<JobPlan>,
    pub script: Vec<ScriptStep>,
}

#[derive(Clone, Debug)]
pub struct SitePlan {
    /// Three characters.
    pub code: String,
    pub release: Release,
    pub response: Response,
}

#[derive(Clone, Debug)]
pub struct ServerPlan {
    pub name: String,
    pub kind: ServerKind,
}

/// The network operating system of a logon server (Q123499).
#[derive(
    Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ServerKind {
    #[default]
    Nt,
    Lanman,
    Netware,
}

/// Clients that differ only in their number.
#[derive(Clone, Debug)]
pub struct ClientGroup {
    pub names: NameRange,
    /// The id of the first client of the group; the rest follow.
    pub first: ClientId,
    pub config: ClientConfig,
}

/// `W[1-4]` is prefix `W`, numbers 1 to 4; a single name has no numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameRange {
    pub prefix: String,
    pub suffix: String,
    /// First and last number, and how many digits each is padded to.
    pub numbers: Option<(u32, u32, usize)>,
}

#[derive(Clone, Debug)]
pub struct ClientConfig {
    pub os: OsKind,
    pub release: Release,
    pub server: ServerId,
    /// PCM's polling interval.
    pub poll: Span,
    /// When on each day the user's session, and with it PCM, starts; `None`: it runs from day 0 on.
    pub logon: Option<Span>,
    /// When on each day the session ends; `None`: it lasts until the next logon.
    pub logoff: Option<Span>,
    /// Whether anybody sits there to run what PCM offers.
    pub user_present: bool,
    pub disk: DiskPlan,
}

/// Sizes in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DiskPlan {
    pub size: u64,
    pub free: u64,
}

#[derive(Clone, Debug)]
pub struct PackagePlan {
    pub name: String,
    /// The workstation command line that PCM runs in the package's directory.
    pub command: String,
    /// The package source, by path below the package's directory.
    pub files: Vec<(RelPath, Content)>,
    /// The operating systems it is offered to.
    pub platforms: Vec<OsKind>,
}

#[derive(Clone, Debug)]
pub struct JobPlan {
    /// Eight characters, as `S0100001`.
    pub id: String,
    pub package: PackageId,
    pub target: Selection,
    /// When the administrator saves the job.
    pub create: SimTime,
    /// Offer After.
    pub offer: SimTime,
    /// Expires After.
    pub expire: Option<SimTime>,
}

#[derive(Clone, Debug)]
pub struct ScriptStep {
    pub at: SimTime,
    pub on: Selection,
    pub action: Action,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// The person at the client picks the job in PCM's window and runs it.
    Run(JobId),
}

impl NameRange {
    pub fn len(&self) -> u32 {
        self.numbers.map_or(1, |(first, last, _)| last - first + 1)
    }

    pub fn is_empty(&self) -> bool {
        false
    }

    /// The name of the `nth` client of this range, counted from 0.
    pub fn name(&self, nth: u32) -> String {
        match self.numbers {
            None => format!("{}{}", self.prefix, self.suffix),
            Some((first, _, width)) => format!("{}{:0width$}{}", self.prefix, first + nth, self.suffix),
        }
    }

    /// Which of this range's clients `name` is.
    pub fn position(&self, name: &str) -> Option<u32> {
        let Some((first, last, width)) = self.numbers else {
            return (name.strip_prefix(self.prefix.as_str()) == Some(self.suffix.as_str())).then_some(0);
        };
        let digits = name.strip_prefix(self.prefix.as_str())?.strip_suffix(self.suffix.as_str())?;
        let number: u32 = digits.parse().ok()?;
        let canonical = format!("{number:0width$}") == digits;
        (canonical && (first..=last).contains(&number)).then(|| number - first)
    }
}

impl Plan {
    pub fn client_count(&self) -> u32 {
        self.groups.last().map_or(0, |g| g.first.0 + g.names.len())
    }

    /// The group that `client` is in. Panics when there is no such client.
    pub fn group(&self, client: ClientId) -> &ClientGroup {
        &self.groups[self.groups.partition_point(|g| g.first <= client) - 1]
    }

    pub fn client_name(&self, client: ClientId) -> String {
        let group = self.group(client);
        group.names.name(client.0 - group.first.0)
    }

    pub fn client_named(&self, name: &str) -> Option<ClientId> {
        self.groups.iter().find_map(|g| Some(ClientId(g.first.0 + g.names.position(name)?)))
    }

    pub fn job_named(&self, id: &str) -> Option<JobId> {
        let ix = self.jobs.iter().position(|j| j.id == id)?;
        Some(JobId(u16::try_from(ix).ok()?))
    }
}
