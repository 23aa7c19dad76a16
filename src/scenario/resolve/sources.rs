//! The servers, and what is on them.

use super::Resolver;
use crate::machine::Drive;
use crate::scenario::document::Client;
use crate::scenario::document::package::Package;
use crate::scenario::document::server::{Access, Role, Server};
use crate::scenario::document::word::ServerName;
use crate::scenario::node::Spanned;
use crate::scenario::payload::Payload;
use crate::world::plan::{ServerKind, ServerPlan, SourcePlan};

/// The logon server of a scenario that declares none.
const DEFAULT_SERVER: &str = "LOGON1";

impl Resolver<'_, '_> {
    /// The logon servers and all that can hold packages.
    pub(super) fn servers(&mut self) {
        let document = self.document;
        let declared: Vec<_> = document.servers.iter().flat_map(|servers| servers.iter()).collect();
        let (logons, others): (Vec<_>, Vec<_>) =
            declared.into_iter().partition(|(_, server)| server.role != Some(Role::Distribution));
        self.plan.servers = logons.iter().map(|(name, server)| logon_server(name, server)).collect();
        for (name, server) in logons.into_iter().chain(others) {
            let source = self.source(name, server);
            self.plan.sources.push(source);
        }
        let named = document.servers.iter().flat_map(|servers| servers.iter()).next();
        if let (true, Some((name, _))) = (self.plan.servers.is_empty(), named) {
            let label = "expected one whose `role` is not distribution";
            self.problem(name.extent, "there is no logon server", label);
        }
        if self.plan.servers.is_empty() {
            self.default_server();
        }
        let results_to = document.site.result_share_point.as_ref();
        self.plan.site.results_to = results_to.map(|name| self.server_named(name));
    }

    fn default_server(&mut self) {
        let (name, kind) = (DEFAULT_SERVER.to_string(), ServerKind::Nt);
        self.plan.servers.push(ServerPlan {
            name: name.clone(),
            kind,
            missing: Vec::new(),
            down: Vec::new(),
            pcmins_is_read_only: false,
        });
        let source =
            SourcePlan { name, kind, denied: false, removed: None, down: Vec::new(), mstest: Vec::new() };
        self.plan.sources.insert(0, source);
    }

    fn source(&mut self, name: &Spanned<ServerName>, server: &Server) -> SourcePlan {
        let removed = server.removed.as_ref().map(|time| self.instant(time));
        self.causes.extend(removed);
        let down = server.down.iter().map(|written| self.outage(written)).collect();
        let mstest = server.mstest.iter();
        SourcePlan {
            name: name.value.0.clone(),
            kind: server.kind.unwrap_or_default(),
            denied: server.access == Some(Access::Denied),
            removed,
            down,
            mstest: mstest
                .map(|(path, made)| (path.value.0.clone(), Payload::from(made).content()))
                .collect(),
        }
    }

    /// The servers that hold a package.
    pub(super) fn holders(&mut self, package: &Package) -> Vec<usize> {
        if package.servers.is_empty() {
            return (0..self.plan.servers.len()).collect();
        }
        package.servers.iter().filter_map(|name| self.source_named(name)).collect()
    }

    pub(super) fn source_named(&mut self, name: &Spanned<ServerName>) -> Option<usize> {
        let found = self.plan.sources.iter().position(|source| source.name == name.value.0);
        if found.is_none() {
            let known: Vec<String> = self.plan.sources.iter().map(|source| source.name.clone()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.unknown(name.extent, "server", &name.value.0, &known);
        }
        found
    }

    /// The network drives of a client.
    pub(super) fn mapped_of(&mut self, client: &Client) -> Vec<(Drive, String)> {
        let mut mapped = Vec::new();
        for (drive, server) in client.mapped.iter() {
            if let Some(source) = self.source_named(server) {
                mapped.push((drive.value.0, self.plan.sources[source].name.clone()));
            }
            if client.drives.iter().any(|(disk, _)| disk.value == drive.value) {
                let label = "expected another letter in `mapped` or in `drives`";
                self.problem(drive.extent, "this letter is a disk of the machine already", label);
            }
        }
        mapped
    }
}

fn logon_server(name: &Spanned<ServerName>, server: &Server) -> ServerPlan {
    ServerPlan {
        name: name.value.0.clone(),
        kind: server.kind.unwrap_or_default(),
        missing: server.missing.iter().map(|name| name.0.clone()).collect(),
        down: Vec::new(),
        pcmins_is_read_only: server.pcmins.is_some(),
    }
}
