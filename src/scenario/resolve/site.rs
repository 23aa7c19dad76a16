//! The things a site has: versions, quirks, clients, packages.

use super::person::{answers_of, person_of};
use super::{Resolver, written};
use crate::base::{ClientId, Selection, ServerId, Span};
use crate::machine::OsKind;
use crate::scenario::diagnostic::{Diagnostic, Extent, quoted};
use crate::scenario::document::Client;
use crate::scenario::document::job::OtherPlatform;
use crate::scenario::document::package::Package;
use crate::scenario::document::parts::{Disk, Full};
use crate::scenario::document::shape::WordOr;
use crate::scenario::document::word::{DailyClock, Duration, ServerName};
use crate::scenario::node::Spanned;
use crate::scenario::payload::Payload;
use crate::wire::ins::OperatingSystems;
use crate::world::plan::{ClientConfig, ClientGroup, DiskPlan, NameRange, PackagePlan};

/// How many clients a scenario may have.
pub const MAX_CLIENTS: u32 = 10_000_000;
/// How often PCM polls when a scenario does not say (assumed; no article gives the default).
pub const DEFAULT_POLL: Span = Span::mins(60);
/// The shortest interval at which PCM may poll.
pub const MIN_POLL: Span = Span::secs(1);
/// The size of a disk when a scenario does not say, in bytes (assumed).
pub const DEFAULT_DISK: u64 = 200 << 20;

impl Resolver<'_, '_> {
    pub(super) fn versions(&mut self) {
        let list = &self.document.versions;
        for (ix, version) in list.iter().enumerate() {
            if let Some(first) = list[..ix].iter().find(|earlier| earlier.value == version.value) {
                let title = format!("version {} is listed twice", version.value.0);
                let problem = Diagnostic::new(version.extent, title, "expected each version once");
                self.problems.add(problem.see(first.extent, "first listed"));
            }
        }
    }

    pub(super) fn quirks(&mut self, known: &[&str]) {
        for quirk in self.document.exercises.iter().filter(|quirk| !known.contains(&quirk.value.as_str())) {
            self.unknown(quirk.extent, "quirk", &quirk.value, known);
        }
    }

    pub(super) fn clients(&mut self) {
        let document = self.document;
        let mut extents: Vec<Extent> = Vec::new();
        let mut present = Vec::new();
        let mut whole: Vec<Client> = Vec::new();
        for (range, client) in document.clients.iter() {
            let client = self.like(client, &whole);
            let names = &range.value.0;
            let first = ClientId(self.plan.client_count());
            if names.len() > MAX_CLIENTS - first.0 {
                let label = format!("expected at most {MAX_CLIENTS} clients in all");
                self.problem(range.extent, "too many clients", label);
                self.all_declared = false;
                break;
            }
            if let Err(taken) = self.index.declare(names, first) {
                self.declared_twice(range.extent, taken, &extents);
                continue;
            }
            if person_of(&client).is_some() {
                present.push((first, ClientId(first.0 + names.len() - 1)));
            }
            extents.push(range.extent);
            self.group(names, first, &client, range.extent);
            whole.push(client);
        }
        self.present = Selection::new(present);
        self.servers_as_targets();
    }

    /// A client with what it takes from the one that it is like. `whole`: those declared above, in the order of the groups.
    fn like(&mut self, client: &Client, whole: &[Client]) -> Client {
        let Some(name) = &client.like else { return client.clone() };
        let found = self.index.select(&name.value.0).ok().and_then(|clients| clients.iter().next());
        let Some(other) = found else {
            let known: Vec<String> = self.plan.groups.iter().map(|group| group.names.name(0)).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.unknown(name.extent, "client declared above", &written(&name.value.0), &known);
            return client.clone();
        };
        let group = self.plan.groups.partition_point(|group| group.first <= other) - 1;
        client.like(&whole[group])
    }

    fn declared_twice(&mut self, at: Extent, (name, earlier): (String, ClientId), extents: &[Extent]) {
        let group = self.plan.groups.partition_point(|group| group.first <= earlier) - 1;
        self.all_declared = false;
        let title = format!("client {} is declared twice", quoted(&name));
        let problem = Diagnostic::new(at, title, "expected each client once");
        self.problems.add(problem.see(extents[group], "first declared"));
    }

    fn group(&mut self, names: &NameRange, first: ClientId, client: &Client, at: Extent) {
        let config = ClientConfig {
            os: client.os,
            release: client.release.as_ref().map_or(self.plan.site.release, |release| release.0),
            server: self.server_of(client),
            poll: self.poll_of(client.poll.as_ref()),
            logon: client.logon.as_ref().map(|clock| clock.value.0),
            logoff: self.logoff_of(client.logon.as_ref(), client.logoff.as_ref()),
            person: person_of(client),
            answers: answers_of(client),
            pcm_service: self.pcm_service_of(client, at),
            slow_link: client.link.is_some(),
            account_locked: client.account_locked.as_ref().map(|written| self.outage(written)),
            redirector: client.redirector.unwrap_or_default(),
            machine: self.machine_of(client),
        };
        self.can_be_made(&config, client, at);
        self.follows_site.push(client.release.is_none());
        self.plan.groups.push(ClientGroup { names: names.clone(), first, config });
    }

    fn server_of(&mut self, client: &Client) -> ServerId {
        client.server.as_ref().map_or(ServerId(0), |name| self.server_named(name))
    }

    pub(super) fn server_named(&mut self, name: &Spanned<ServerName>) -> ServerId {
        let found = self.plan.servers.iter().position(|server| server.name == name.value.0);
        let ix = found.unwrap_or_else(|| {
            let known: Vec<String> = self.plan.servers.iter().map(|server| server.name.clone()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.unknown(name.extent, "server", &name.value.0, &known);
            0
        });
        ServerId(ix as u16)
    }

    fn poll_of(&mut self, poll: Option<&Spanned<Duration>>) -> Span {
        let Some(poll) = poll else { return DEFAULT_POLL };
        if poll.value.0 < MIN_POLL {
            self.problem(poll.extent, "PCM cannot poll this often", format!("expected at least {MIN_POLL}"));
        }
        poll.value.0
    }

    fn logoff_of(
        &mut self,
        logon: Option<&Spanned<DailyClock>>,
        logoff: Option<&Spanned<DailyClock>>,
    ) -> Option<Span> {
        let logoff = logoff?;
        match logon {
            None => {
                self.problem(logoff.extent, "`logoff` without `logon`", "the session would never begin again")
            }
            Some(logon) if logon.value == logoff.value => {
                self.problem(
                    logoff.extent,
                    "`logoff` at the time of `logon`",
                    "expected another time of day",
                );
            }
            Some(_) => {}
        }
        Some(logoff.value.0)
    }

    pub(super) fn disk_of(&mut self, client: &Client) -> DiskPlan {
        let Some(disk) = &client.disk else { return DiskPlan { size: DEFAULT_DISK, free: DEFAULT_DISK / 2 } };
        match &disk.value {
            WordOr::More(sizes) => self.sizes_of(sizes, disk.extent),
            WordOr::Word(Full::Full) => DiskPlan { size: DEFAULT_DISK, free: 0 },
        }
    }

    /// The sizes of a disk; reports more free space than disk.
    pub(super) fn sizes_of(&mut self, sizes: &Disk, at: Extent) -> DiskPlan {
        let size = sizes.size.as_ref().map_or(DEFAULT_DISK, |size| size.0);
        let free = sizes.free.as_ref().map_or(size / 2, |free| free.0);
        if free > size {
            let label = format!("expected `free` to be at most the disk's size, {size} bytes");
            self.problem(at, "more free space than disk", label);
        }
        DiskPlan { size, free }
    }

    pub(super) fn packages(&mut self) {
        let document = self.document;
        for (name, package) in document.packages.iter() {
            self.file_names(package);
            let definition = self.definition(name.extent, package);
            let files = package.files.iter();
            let files =
                files.map(|(path, source)| (path.value.0.clone(), Payload::from(source).content())).collect();
            let servers = self.holders(package);
            self.plan.packages.push(PackagePlan {
                name: name.value.0.clone(),
                command: definition.command,
                servers,
                files,
                platforms: definition.platforms,
                other_platforms: definition.other_platforms,
                background: definition.background,
                needs_user: package.user_input.unwrap_or(definition.needs_user),
                exits_windows: definition.exits_windows,
            });
        }
    }

    /// Names of files are the same whatever their letter case.
    fn file_names(&mut self, package: &Package) {
        let mut seen = std::collections::BTreeMap::new();
        for (path, _) in package.files.iter() {
            if let Some(first) = seen.insert(path.value.0.as_str().to_uppercase(), path.extent) {
                let title = format!("file {} is in the package twice", quoted(path.value.0.as_str()));
                let problem = Diagnostic::new(path.extent, title, "letter case does not tell files apart");
                self.problems.add(problem.see(first, "first given"));
            }
        }
    }
}

/// The operating systems a package is offered to. Platform names carry no version at run time (Q150799), so `win31` is
/// taken to include Windows for Workgroups 3.11 (inferred).
pub(super) fn platforms_of(package: &Package) -> Vec<OsKind> {
    use OsKind::{Dos5, Dos6, Nt35, Nt40, Nt351, Os2, Wfw311, Win31, Win95};
    let Some(listed) = &package.platforms else {
        if package.other_platforms.is_some() {
            return Vec::new();
        }
        return vec![Dos5, Dos6, Win31, Wfw311, Win95, Nt35, Nt351, Nt40, Os2];
    };
    let mut all = listed.clone();
    if all.contains(&Win31) {
        all.push(Wfw311);
    }
    all.sort_unstable();
    all.dedup();
    all
}

pub(super) fn other_platforms_of(package: &Package) -> OperatingSystems {
    let bit = |platform: &OtherPlatform| match platform {
        OtherPlatform::Mips => OperatingSystems::WIN32_MIPS,
        OtherPlatform::Alpha => OperatingSystems::WIN32_ALPHA,
        OtherPlatform::Macintosh => OperatingSystems::MACINTOSH,
    };
    package
        .other_platforms
        .iter()
        .flatten()
        .map(bit)
        .fold(OperatingSystems::default(), |mask, bit| mask | bit)
}
