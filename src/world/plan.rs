//! What a run is made of, with every name resolved. A scenario is turned into one of these; nothing here can be wrong any more.

mod job;

mod action;

use std::fmt;

pub use job::{JobPlan, Repeated};

use crate::base::{Calendar, ClientId, JobId, Selection, ServerId, SimTime, Span};
use crate::client::pcm::{Daylight, ReportOrder};
use crate::machine::registry::Data;
use crate::machine::{Attributes, Content, DosPath, Drive, OsKind, RelPath};
use crate::product::behavior::{ExecutedRecords, PendingWork, RandomServer};
use crate::product::quirks::Setup;
use crate::product::{Release, Response};
use crate::server::ServiceKind;
use crate::wire::ins::OperatingSystems;
use crate::wire::parcel::Place;
use crate::world::fleet::Fleet;
pub use action::*;

/// Everything that one version of one scenario runs on.
#[derive(Clone, Debug)]
pub struct Plan {
    pub calendar: Calendar,
    pub site: SitePlan,
    pub servers: Vec<ServerPlan>,
    /// The servers that can hold packages: the logon servers, in their order, then the others.
    pub sources: Vec<SourcePlan>,
    /// In client order: the first group holds clients 0 and up.
    pub groups: Vec<ClientGroup>,
    pub packages: Vec<PackagePlan>,
    pub jobs: Vec<JobPlan>,
    pub script: Vec<ScriptStep>,
    /// How SMSWORK takes commands out of PendingWork.
    pub pending_work: PendingWork,
    /// Which of its two files PCM writes first.
    pub report_order: ReportOrder,
    /// The number that Windows NT gives the processes of packages.
    pub process_handle: u32,
    /// Which of several servers PCM takes where it goes by chance.
    pub random_server: RandomServer,
    /// What becomes of a record that a client has reported as executed.
    pub executed_records: ExecutedRecords,
    /// Clients whose screens and logs expectations look at.
    pub watched: Selection,
    pub fleet: Option<Fleet>,
    /// Whether expectations look at the logs of the site's services.
    pub watches_site: bool,
}

#[derive(Clone, Debug)]
pub struct SitePlan {
    /// Three characters.
    pub code: String,
    pub release: Release,
    pub response: Response,
    /// Whether SMSLS runs at the logons of clients: "Automatically Configure Workstation Logon Scripts" (Q121388).
    pub logon_scripts: bool,
    /// The server whose SMS_SHR DOMAIN.INI names as ResultSharePoint; `None`: it names none (Q135768).
    pub results_to: Option<ServerId>,
    /// When services look for the first time; the others at a time of their own.
    pub phases: Vec<(ServiceKind, Span)>,
    /// How long services take over one file; the others take their own time.
    pub takes: Vec<(ServiceKind, Span)>,
    /// Whether the site server adjusts its clock for daylight saving time.
    pub daylight_saving: bool,
}

#[derive(Clone, Debug)]
pub struct ServerPlan {
    pub name: String,
    pub kind: ServerKind,
    /// Files of its copy lists that it has not.
    pub missing: Vec<String>,
    /// When it does not answer.
    pub down: Vec<Outage>,
    /// Whether Maintenance Manager cannot write to its PCMINS.BOX.
    pub pcmins_is_read_only: bool,
}

/// A time in which something is not to be had: from its first instant on, up to its last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outage {
    pub from: SimTime,
    pub until: SimTime,
}

impl Outage {
    pub fn covers(self, at: SimTime) -> bool {
        self.from <= at && at < self.until
    }
}

/// A server that can hold packages.
#[derive(Clone, Debug)]
pub struct SourcePlan {
    pub name: String,
    pub kind: ServerKind,
    /// Users have no rights on its packages.
    pub denied: bool,
    /// When the administrator takes it out of the site.
    pub removed: Option<SimTime>,
    /// When it does not answer.
    pub down: Vec<Outage>,
    /// Programs in its directory MSTEST, if it is a logon server.
    pub mstest: Vec<(RelPath, Content)>,
}

/// The network operating system of a server (Q123499).
#[derive(
    Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ServerKind {
    #[default]
    Nt,
    /// Windows NT 4.0; `nt` is an earlier one.
    Nt40,
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
    /// What the person there does by themselves; `None`: nobody is there.
    pub person: Option<Person>,
    /// The keys with which that person answers the dialogs of packages, each package from the first on.
    pub answers: Vec<u8>,
    /// Whether PCM also runs as a service (PCMSVC32): on Windows NT only.
    pub pcm_service: bool,
    /// Whether it is on a slow link.
    pub slow_link: bool,
    /// When the account that its PCM works under is locked or expired.
    pub account_locked: Option<Outage>,
    pub redirector: RedirectorKind,
    pub machine: MachinePlan,
}

impl ClientConfig {
    /// What quirks of the client depend on.
    pub fn setup(&self) -> Setup {
        Setup::client(self.release, self.os, self.machine.service_pack)
    }
}

/// What the person at a client does without being told by the script.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Person {
    /// How they take what PCM offers; `None`: they leave it alone.
    pub runs: Option<Takes>,
    /// Out of a hundred that run a package, how many press N at what it asks, where the others press Y; `None`: nobody presses
    /// anything.
    pub declines: Option<u8>,
    /// How long they take to press ENTER when a box asks for a restart; `None`: they never do.
    pub restarts_after: Option<Span>,
}

/// When somebody takes up what is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Takes {
    /// At the soonest.
    pub after: Span,
    /// How much later at most; when exactly is drawn.
    pub within: Span,
    /// Out of a hundred, how many do at all.
    pub likely: u8,
}

/// In what its machine differs from one as delivered with the SMS client on it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct MachinePlan {
    pub disk: DiskPlan,
    pub clock: ClockPlan,
    /// Its other disks.
    pub drives: Vec<(Drive, DiskPlan)>,
    /// Its network drives, and the server of each.
    pub mapped: Vec<(Drive, String)>,
    pub network: NetworkKind,
    /// Whether it is off until somebody switches it on; else it has been running for long.
    pub off: bool,
    /// Whether client setup has not been run yet.
    pub without_sms: bool,
    /// Service pack of the operating system.
    pub service_pack: u8,
    /// Files of a machine as delivered that it has not.
    pub missing: Vec<DosPath>,
    pub files: Vec<(DosPath, Content)>,
    pub attributes: Vec<(DosPath, Attributes)>,
    /// Files that the person has no right to change.
    pub guarded: Vec<DosPath>,
    /// Key, name and data.
    pub registry: Vec<(String, String, Data)>,
    /// What a system policy puts into the registry at every logon, as `registry`.
    pub policy: Vec<(String, String, Data)>,
    /// What the system loads when it starts, besides its own files.
    pub loads: Vec<DosPath>,
}

/// How far a machine's clock is from the right time.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct ClockPlan {
    pub ahead: Span,
    pub behind: Span,
    /// Whether its system adjusts it for daylight saving time.
    pub daylight_saving: bool,
}

/// The redirector of a client on NetWare (Q160775).
#[derive(
    Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub enum RedirectorKind {
    /// One that takes UNC names, as most do.
    #[default]
    #[serde(rename = "other")]
    Other,
    /// The NetWare shell: drive letters only.
    #[serde(rename = "NETX")]
    Netx,
    /// The NetWare DOS Requester.
    #[serde(rename = "VLM")]
    Vlm,
}

/// How a machine comes to the network.
#[derive(
    Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub enum NetworkKind {
    /// It is on it from its start on.
    #[default]
    #[serde(rename = "lan")]
    Lan,
    /// Its person dials in when Windows has started (RAS), by a step `do: dial in`.
    #[serde(rename = "dial-up")]
    DialUp,
    /// Never.
    #[serde(rename = "none")]
    None,
}

/// Sizes in bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct DiskPlan {
    pub size: u64,
    pub free: u64,
}

#[derive(Clone, Debug)]
pub struct PackagePlan {
    pub name: String,
    /// The workstation command line that PCM runs in the package's directory.
    pub command: String,
    /// The servers that hold it, by their place in [`Plan::sources`].
    pub servers: Vec<usize>,
    /// The package source, by path below the package's directory.
    pub files: Vec<(RelPath, Content)>,
    /// The operating systems it is offered to.
    pub platforms: Vec<OsKind>,
    /// Those besides that no client here has.
    pub other_platforms: OperatingSystems,
    /// System (Background) Task (Q166765).
    pub background: bool,
    /// UserInputRequired (Q174933).
    pub needs_user: bool,
    /// SynchronousSystemExitRequired (Q175652).
    pub exits_windows: bool,
}

/// As a scenario has it.
impl fmt::Display for NameRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, suffix, numbers } = self;
        match numbers {
            None => write!(f, "{prefix}{suffix}"),
            Some((first, last, width)) => write!(f, "{prefix}[{first:0width$}-{last:0width$}]{suffix}"),
        }
    }
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
    /// What quirks of the site and of each group of clients depend on.
    pub fn setups(&self) -> impl Iterator<Item = Setup> + '_ {
        std::iter::once(Setup::site(self.site.release)).chain(self.groups.iter().map(|g| g.config.setup()))
    }

    pub fn client_count(&self) -> u32 {
        self.groups.last().map_or(0, |g| g.first.0 + g.names.len())
    }

    /// The group that `client` is in. Panics when there is no such client.
    pub fn group(&self, client: ClientId) -> &ClientGroup {
        &self.groups[self.group_index(client)]
    }

    /// The place of that group in [`Plan::groups`]. Panics when there is no such client.
    #[inline]
    pub fn group_index(&self, client: ClientId) -> usize {
        if self.groups.len() == 1 {
            return 0;
        }
        self.groups.partition_point(|g| g.first <= client) - 1
    }

    /// Whether any logon server does not answer at some time.
    pub fn has_outages(&self) -> bool {
        self.servers.iter().any(|server| !server.down.is_empty())
    }

    /// What the clients of a group and the site make of daylight saving time.
    pub fn daylight(&self, group: usize) -> Daylight {
        let ClockPlan { ahead, behind, daylight_saving } = self.groups[group].config.machine.clock;
        Daylight { client: daylight_saving, site: self.site.daylight_saving, abroad: ahead != behind }
    }

    pub fn client_name(&self, client: ClientId) -> String {
        let group = self.group(client);
        group.names.name(client.0 - group.first.0)
    }

    pub fn client_named(&self, name: &str) -> Option<ClientId> {
        self.groups.iter().find_map(|g| Some(ClientId(g.first.0 + g.names.position(name)?)))
    }

    /// Every box whose depth is kept, and its name: those of the site server, then those of each logon server.
    pub fn boxes(&self) -> Vec<(Place, String)> {
        let servers = (0..self.servers.len()).map(|ix| ServerId(ix as u16));
        let of_servers = servers.flat_map(|s| [Place::LogonDespoolr(s), Place::LogonInventry(s)]);
        let of_site = [Place::Receive, Place::SiteInventry, Place::Deltamif, Place::Siterep];
        of_site.into_iter().chain(of_servers).map(|place| (place, self.box_name(place))).collect()
    }

    /// A box's name, its logon server's in front if it has one.
    pub fn box_name(&self, place: Place) -> String {
        place.name(|server| self.servers[server.ix()].name.clone())
    }

    pub fn job_named(&self, id: &str) -> Option<JobId> {
        let ix = self.jobs.iter().position(|j| j.id == id)?;
        Some(JobId(u16::try_from(ix).ok()?))
    }
}
