//! Servers that jobs are sent to.

use super::Resolver;
use super::site::{DEFAULT_DISK, DEFAULT_POLL};
use crate::base::{ClientId, ServerId};
use crate::machine::OsKind;
use crate::scenario::document::shape::OneOrMany;
use crate::scenario::document::word::ClientRange;
use crate::world::plan::{
    ClientConfig, ClientGroup, DiskPlan, MachinePlan, NameRange, RedirectorKind, ServerKind,
};

impl Resolver<'_, '_> {
    /// NetWare servers are computers of the site, and a job may be sent to them. Each that is named in a target gets a row, but PCM
    /// does not run there, so nothing ever comes of it (Q156270): it is a computer that nobody switches on.
    pub(super) fn servers_as_targets(&mut self) {
        let document = self.document;
        let declared = document.servers.iter().flat_map(|servers| servers.iter());
        for (name, server) in declared {
            let alone = NameRange { prefix: name.value.0.clone(), suffix: String::new(), numbers: None };
            if server.kind != Some(ServerKind::Netware) || !self.is_targeted(&alone) {
                continue;
            }
            let first = ClientId(self.plan.client_count());
            if self.index.declare(&alone, first).is_err() {
                let title = format!("`{}` is a client and a server", name.value.0);
                self.problem(name.extent, title, "expected a name of its own");
                continue;
            }
            let own = self.plan.servers.iter().position(|server| server.name == name.value.0);
            let config = self.computer_of(ServerId(own.unwrap_or_default() as u16));
            self.follows_site.push(true);
            self.plan.groups.push(ClientGroup { names: alone, first, config });
        }
    }

    fn is_targeted(&self, names: &NameRange) -> bool {
        let is_it = |range: &ClientRange| range.0 == *names;
        self.document.jobs.iter().any(|(_, job)| match &job.target.value {
            OneOrMany::One(range) => is_it(range),
            OneOrMany::Many(ranges) => ranges.iter().any(|range| is_it(&range.value)),
        })
    }

    /// A NetWare server is started from MS-DOS.
    fn computer_of(&self, server: ServerId) -> ClientConfig {
        let disk = DiskPlan { size: DEFAULT_DISK, free: DEFAULT_DISK / 2 };
        ClientConfig {
            slow_link: false,
            account_locked: None,
            os: OsKind::Dos6,
            release: self.plan.site.release,
            server,
            poll: DEFAULT_POLL,
            logon: None,
            logoff: None,
            person: None,
            answers: Vec::new(),
            pcm_service: false,
            redirector: RedirectorKind::default(),
            machine: MachinePlan { disk, off: true, without_sms: true, ..MachinePlan::default() },
        }
    }
}
