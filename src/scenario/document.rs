//! A scenario file as typed values. These structs are the one source of the language: the reader decodes into them,
//! the checks of a file's structure and the JSON Schema for editors are made from them, and their comments are what an
//! editor shows.

pub mod expect;
pub mod job;
pub mod package;
pub mod parts;
pub mod person;
mod read;
pub mod server;
pub mod shape;
pub mod word;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde_json::Value;

use self::expect::Expected;
use self::job::Job;
use self::package::Package;
use self::parts::{ClockSetting, Disk, Full, Link};
use self::person::{Person, User};
use self::server::{Outage, Server};
use self::shape::{Map, OneOrMany, WordOr};
use self::word::{
    Article, ClientRange, CommandLine, Count, DailyClock, DateWord, DriveLetter, Duration, FilePath, JobName,
    Keys, Letters, PackageName, RegistryKey, RegistryNumber, ReleaseWord, ServerName, ServicePack,
    SettingName, SiteCode, Time, ValueName,
};
use super::node::Spanned;
use super::payload::Made;
use crate::client::pcm::ReportOrder;
use crate::machine::OsKind;
use crate::product::Response;
use crate::product::behavior::{ExecutedRecords, PendingWork, RandomServer};
use crate::world::fleet::Fleet;
use crate::world::plan::{AdminAction, FileWord, MachineAction, NetworkKind, PcmWork, RedirectorKind};

/// How many versions one scenario may be run on.
pub const MAX_VERSIONS: usize = 32;
/// How many entries the mapping of clients may have; a range is one entry.
pub const MAX_CLIENT_ENTRIES: usize = 200_000;
/// How many jobs, packages and servers a scenario may have, of each.
pub const MAX_OF_EACH: usize = 1_000;
/// How many entries the script and the expectations may have.
pub const MAX_STEPS: usize = 10_000;

/// A scenario: a site, its clients, what is sent to them and done there, and what the status tables then show.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The knowledge-base article that the scenario plays.
    pub article: Article,
    /// What the scenario shows, in a line.
    pub title: String,
    /// What the scenario shows and how, in prose.
    #[serde(default)]
    pub about: Option<String>,
    /// The quirks that the scenario exists to show, as `q152229`.
    #[serde(default)]
    pub exercises: Vec<Spanned<String>>,
    /// The releases that the scenario is run on; lists of one value a version follow their order.
    #[schemars(extend("minItems" = 1, "maxItems" = MAX_VERSIONS))]
    pub versions: Vec<Spanned<ReleaseWord>>,
    /// Numbers that a run may set otherwise, as `sim run --set clients=1000`. Elsewhere in the file `$clients` stands for
    /// the setting `clients`.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_OF_EACH))]
    pub settings: Map<SettingName, WordOr<Count, Setting>>,
    /// Abstractions of a fleet; by default none.
    #[serde(default)]
    pub fleet: Option<Fleet>,
    /// The date of day 0; by default 1996-06-03.
    #[serde(default)]
    pub day0: Option<DateWord>,
    /// The site.
    pub site: Site,
    /// The logon servers and distribution servers; by default one NT server called LOGON1 that is both.
    #[serde(default)]
    #[schemars(extend("minProperties" = 1, "maxProperties" = MAX_OF_EACH))]
    pub servers: Option<Map<ServerName, Server>>,
    /// The clients, by name or by range of names: `W[1-4]` is W1, W2, W3 and W4.
    #[schemars(extend("minProperties" = 1, "maxProperties" = MAX_CLIENT_ENTRIES))]
    pub clients: Map<ClientRange, Client>,
    /// The packages, by name.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_OF_EACH))]
    pub packages: Map<PackageName, Package>,
    /// The jobs, by id.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_OF_EACH))]
    pub jobs: Map<JobName, Job>,
    /// What people do, and when.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_STEPS))]
    pub script: Vec<Step>,
    /// Which of two accounts of a matter to follow, where articles differ.
    #[serde(default)]
    pub choices: Choices,
    /// When to stop at the latest; by default the run ends when nothing is left to happen.
    #[serde(default)]
    pub until: Option<Spanned<Time>>,
    /// What is expected, and when.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_STEPS))]
    pub expect: Vec<Expected>,
}

/// A number that a run may set otherwise.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Its value unless a run sets another.
    pub usually: Count,
    /// Its value in `sim test`; by default the usual one.
    #[serde(default, rename = "in tests")]
    pub in_tests: Option<Count>,
}

/// Matters in which articles differ, or that a draw decides.
#[derive(Clone, Default, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// How SMSWORK takes commands out of PendingWork; by default command by command.
    #[serde(default, rename = "pending work")]
    pub pending_work: Option<PendingWork>,
    /// Which of its two files PCM writes first when it reports; by default the .PCK.
    #[serde(default, rename = "report order")]
    pub report_order: Option<ReportOrder>,
    /// The number that Windows NT gives the processes of packages; by default 124 (Q214448).
    #[serde(default, rename = "process handle")]
    pub process_handle: Option<Count>,
    /// Which of several servers PCM takes where it goes by chance; by default it draws one.
    #[serde(default, rename = "random server")]
    pub random_server: Option<RandomServer>,
    /// What becomes of a record that a client has reported as executed; by default it goes.
    #[serde(default, rename = "executed records")]
    pub executed_records: Option<ExecutedRecords>,
}

/// The site.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The site code.
    pub code: SiteCode,
    /// The Response setting: how often the services look for work; by default medium.
    #[serde(default)]
    pub response: Option<Response>,
    /// Whether SMSLS runs when somebody logs on at a client that a step or a start logs on; by default it does not.
    #[serde(default)]
    pub logon_scripts: Option<LogonScripts>,
    /// Whether the site server adjusts its clock for daylight saving time, which is in force; by default it does not.
    #[serde(default)]
    pub daylight_saving: Option<bool>,
    /// The server whose share DOMAIN.INI gives clients as ResultSharePoint, for the results of PCM; by default it gives none, and
    /// they go to the client's logon server.
    #[serde(default)]
    pub result_share_point: Option<Spanned<ServerName>>,
    /// How long services take over one file; by default as FIDELITY.md has it.
    #[serde(default)]
    pub takes: Pace,
    /// When services look for work for the first time; from then on they look at the interval of the Response setting.
    #[serde(default)]
    pub phases: Phases,
}

/// First looks of services, counted from d0 00:00.
#[derive(Clone, Default, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phases {
    /// That of Maintenance Manager.
    #[serde(default, rename = "Maintenance Manager")]
    pub maintenance_manager: Option<Duration>,
    /// That of the Despooler.
    #[serde(default, rename = "Despooler")]
    pub despooler: Option<Duration>,
}

/// Times that services take over one file.
#[derive(Clone, Default, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Maintenance Manager, to move or copy it; by default 50ms.
    #[serde(default, rename = "Maintenance Manager")]
    pub maintenance_manager: Option<Duration>,
    /// The Despooler, to carry out a client's instruction; by default 2s.
    #[serde(default, rename = "Despooler")]
    pub despooler: Option<Duration>,
    /// The Data Loader, to load a MIF; by default 1s.
    #[serde(default, rename = "Data Loader")]
    pub data_loader: Option<Duration>,
    /// Site Reporter, to delete a MIF; by default 50ms.
    #[serde(default, rename = "Site Reporter")]
    pub site_reporter: Option<Duration>,
}

/// The option "Automatically Configure Workstation Logon Scripts".
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogonScripts {
    /// It is on.
    Automatic,
}

/// A client, or the clients of a range.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The operating system.
    pub os: OsKind,
    /// A client declared above that this one is like: what is not said here is taken from there.
    #[serde(default)]
    pub like: Option<Spanned<ClientRange>>,
    /// How often Package Command Manager (PCM) looks for packages; by default every 60m.
    #[serde(default)]
    pub poll: Option<Spanned<Duration>>,
    /// When on each day the user logs on and PCM starts; by default PCM runs from d0 00:00 on.
    #[serde(default)]
    pub logon: Option<Spanned<DailyClock>>,
    /// When on each day the user logs off; by default the session lasts until the next logon.
    #[serde(default)]
    pub logoff: Option<Spanned<DailyClock>>,
    /// Whether anybody sits there to run what PCM offers, and what they do by themselves; by default present, and they do
    /// what the script says.
    #[serde(default)]
    pub user: Option<WordOr<User, Person>>,
    /// Whether PCM also runs as a service, PCMSVC32: on Windows NT only; by default it does not.
    #[serde(default)]
    pub pcm_service: Option<bool>,
    /// How fast its line to the logon servers is; by default fast.
    #[serde(default)]
    pub link: Option<Link>,
    /// When the account that PCM works under is locked, or its password has expired; by default never.
    #[serde(default)]
    pub account_locked: Option<Outage>,
    /// How far its clock is from the right time; by default it is right.
    #[serde(default)]
    pub clock: Option<ClockSetting>,
    /// The redirector of a client on NetWare; by default one that takes UNC names.
    #[serde(default)]
    pub redirector: Option<RedirectorKind>,
    /// Whether its system adjusts the clock for daylight saving time, which is in force; by default it does not.
    #[serde(default)]
    pub daylight_saving: Option<bool>,
    /// The logon server; by default the first one.
    #[serde(default)]
    pub server: Option<Spanned<ServerName>>,
    /// The release of the client's own SMS software; by default that of the site.
    #[serde(default)]
    pub release: Option<ReleaseWord>,
    /// The disk: `full`, or its size and free space; by default 200M with half of it free.
    #[serde(default)]
    pub disk: Option<Spanned<WordOr<Full, Disk>>>,
    /// Its other disks, by letter.
    #[serde(default)]
    pub drives: Map<DriveLetter, Disk>,
    /// Its network drives, by letter: the servers that they are connected to.
    #[serde(default)]
    pub mapped: Map<DriveLetter, Spanned<ServerName>>,
    /// Whether the machine is on when the scenario begins; by default on, and then it has been running for long.
    #[serde(default)]
    pub power: Option<Power>,
    /// How the machine comes to the network; by default over a lan, and then somebody is logged on once it has started.
    #[serde(default)]
    pub network: Option<NetworkKind>,
    /// Whether the SMS client is on the machine; by default installed.
    #[serde(default)]
    pub sms: Option<Sms>,
    /// The service pack of the operating system; by default none, 0.
    #[serde(default)]
    pub service_pack: Option<ServicePack>,
    /// Files on its disks before client setup runs, besides those of the operating system: each file's text, or what it
    /// is made of.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_STEPS))]
    pub files: Map<FilePath, WordOr<String, Made>>,
    /// Attributes of files, as `RH`.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_STEPS))]
    pub attributes: Map<FilePath, Letters>,
    /// Files that the person has no right to change, on NTFS.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_STEPS))]
    pub guarded: Vec<Spanned<FilePath>>,
    /// Files of the operating system that the machine has not.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_STEPS))]
    pub missing: Vec<Spanned<FilePath>>,
    /// Values in the registry, by key and name.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_STEPS))]
    pub registry: Map<RegistryKey, Map<ValueName, WordOr<String, RegistryData>>>,
    /// Values that a system policy puts into the registry at every logon.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_STEPS))]
    pub policy: Map<RegistryKey, Map<ValueName, WordOr<String, RegistryData>>>,
    /// Files that the system loads when it starts, besides its own: they are in use while it runs.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_STEPS))]
    pub loads: Vec<Spanned<FilePath>>,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Power {
    /// It has been running for long.
    On,
    /// It is off until a step says `do: boot`.
    Off,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sms {
    /// Client setup has been run.
    Installed,
    /// Client setup has not been run.
    Absent,
}

/// The data of a registry value that is no text.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RegistryData {
    /// A number.
    Dword(RegistryNumber),
    /// A list of texts.
    Strings(Vec<String>),
}

impl Client {
    /// This client with what it does not say taken from `other`.
    pub fn like(&self, other: &Self) -> Self {
        fn said<T: Clone>(here: &Option<T>, there: &Option<T>) -> Option<T> {
            here.clone().or_else(|| there.clone())
        }
        fn given<K: Clone, V: Clone>(here: &Map<K, V>, there: &Map<K, V>) -> Map<K, V> {
            if here.is_empty() { there.clone() } else { here.clone() }
        }
        fn listed<T: Clone>(here: &[T], there: &[T]) -> Vec<T> {
            if here.is_empty() { there.to_vec() } else { here.to_vec() }
        }
        Self {
            os: self.os,
            like: self.like.clone(),
            poll: said(&self.poll, &other.poll),
            logon: said(&self.logon, &other.logon),
            logoff: said(&self.logoff, &other.logoff),
            user: said(&self.user, &other.user),
            pcm_service: said(&self.pcm_service, &other.pcm_service),
            link: said(&self.link, &other.link),
            account_locked: said(&self.account_locked, &other.account_locked),
            clock: said(&self.clock, &other.clock),
            daylight_saving: said(&self.daylight_saving, &other.daylight_saving),
            redirector: said(&self.redirector, &other.redirector),
            server: said(&self.server, &other.server),
            release: said(&self.release, &other.release),
            disk: said(&self.disk, &other.disk),
            drives: given(&self.drives, &other.drives),
            mapped: given(&self.mapped, &other.mapped),
            power: said(&self.power, &other.power),
            network: said(&self.network, &other.network),
            sms: said(&self.sms, &other.sms),
            service_pack: said(&self.service_pack, &other.service_pack),
            files: given(&self.files, &other.files),
            attributes: given(&self.attributes, &other.attributes),
            guarded: listed(&self.guarded, &other.guarded),
            missing: listed(&self.missing, &other.missing),
            registry: given(&self.registry, &other.registry),
            policy: given(&self.policy, &other.policy),
            loads: listed(&self.loads, &other.loads),
        }
    }
}

/// Something that people do.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When.
    pub at: Spanned<Time>,
    /// At which clients: a client, a range, or a list of them; not with `admin` and `cancel`.
    #[serde(default)]
    pub on: Option<Spanned<OneOrMany<ClientRange>>>,
    /// What the administrator does at the site server.
    #[serde(default)]
    pub admin: Option<Spanned<AdminAction>>,
    /// The job that the administrator cancels.
    #[serde(default)]
    pub cancel: Option<Spanned<JobName>>,
    /// What another program at the site server does with the clients' instruction files.
    #[serde(default)]
    pub instructions: Option<FileWord>,
    /// The job that the user picks in PCM's window and runs.
    #[serde(default)]
    pub run: Option<Spanned<JobName>>,
    /// The job that the user picks in PCM's window and archives.
    #[serde(default)]
    pub archive: Option<Spanned<JobName>>,
    /// What the user does with PCM as a whole.
    #[serde(default)]
    pub pcm: Option<Spanned<PcmWork>>,
    /// What the user does to the machine.
    #[serde(default, rename = "do")]
    pub action: Option<Spanned<MachineAction>>,
    /// The command that the user types at the prompt, or in a DOS window; beside `do: restart windows` the one that runs in
    /// MS-DOS meanwhile, as ExitWindowsExec has it.
    #[serde(default, rename = "type")]
    pub command: Option<Spanned<CommandLine>>,
    /// What is typed when the start, the command or the package asks something: `\r` is Enter. For packages by default what
    /// the client's `user` answers.
    #[serde(default)]
    pub keys: Option<Spanned<Keys>>,
}

/// The JSON Schema (draft 2020-12) of scenario files, for editors.
pub fn json_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(NothingIsNull);
    let mut schema = settings.into_generator().into_root_schema_for::<Document>();
    let mut ordered = serde_json::Map::new();
    for key in ["$schema", "title", "description"] {
        ordered.extend(schema.remove(key).map(|value| (key.to_string(), value)));
    }
    ordered.insert("title".to_string(), "SMS scenario".into());
    ordered.extend(schema.as_object().cloned().unwrap_or_default());
    Value::Object(ordered)
}

/// An optional value is left out of a scenario, never written as null: takes null out of what schemars makes of options.
#[derive(Clone)]
struct NothingIsNull;

impl Transform for NothingIsNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if object.get("default").is_some_and(Value::is_null) {
            object.remove("default");
        }
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|one| one != "null");
            if let [only] = &types[..] {
                let only = only.clone();
                object.insert("type".to_string(), only);
            }
        }
        let Some(Value::Array(alternatives)) = object.get_mut("anyOf") else { return };
        alternatives.retain(|one| one.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = &alternatives[..] {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
}
