//! What a client finds outside its machine: the logon servers that answer it, and the share that its logon script lies on.

use std::sync::Arc;

use super::front::Front;
use super::plan::{NetworkKind, Plan, ServerKind, ServerPlan};
use crate::base::{ClientId, Purpose, ServerId, SimTime};
use crate::client::logon_script::{SMSLS, netlogon};
use crate::client::network::{LogonServer, Network};
use crate::client::sms_ini::{PACKAGE_COMMAND_MANAGER, RESULT_SHARE_POINT, SmsIni};
use crate::machine::boot::{self, LogonScript};
use crate::machine::{Clock, Machine, OsKind};
use crate::product::{Behavior, names};

/// A file of NetWare that the copy lists of NetWare servers name (Q168598).
const OF_NETWARE: &str = "NWNETAPI.DLL";

/// The network as machines find it at the start of day 0.
pub fn at_first(plan: &Plan, own: ServerId) -> Network {
    let servers = plan.servers.iter().map(|server| seen(server, names::FIRST_COPY_LIST));
    let share = |server: ServerId| format!(r"\\{}\SMS_SHR", plan.servers[server.ix()].name);
    Network {
        site: plan.site.code.clone(),
        servers: servers.collect(),
        own: own.ix(),
        result_share_point: plan.site.results_to.map(share),
        ..Network::default()
    }
}

fn seen(server: &ServerPlan, copy_list: u32) -> LogonServer {
    let lists = if server.kind == ServerKind::Netware { vec![OF_NETWARE.to_string()] } else { Vec::new() };
    LogonServer { name: server.name.clone(), copy_list, lists, lacks: server.missing.clone() }
}

/// The logon script that the site gives its clients, if it does (Q121388).
pub fn logon_script(plan: &Plan, behavior: &Behavior) -> Option<LogonScript> {
    let now = Clock::right(plan.calendar).local(SimTime::ZERO);
    plan.site.logon_scripts.then(|| LogonScript { share: netlogon(behavior, now), file: SMSLS })
}

/// The server that a client's results go to: the one that its SMS.INI names, if the site names one at all, else its own (Q135768).
pub fn results_server(plan: &Plan, machine: &Machine, own: ServerId) -> ServerId {
    if plan.site.results_to.is_none() {
        return own;
    }
    let share = SmsIni::open(&machine.drives).map(|ini| ini.get(PACKAGE_COMMAND_MANAGER, RESULT_SHARE_POINT));
    let share = share.unwrap_or_default();
    let name = share.strip_prefix(r"\\").and_then(|unc| unc.split('\\').next()).unwrap_or_default();
    let found = plan.servers.iter().position(|server| server.name.eq_ignore_ascii_case(name));
    found.map_or(own, |ix| ServerId(ix as u16))
}

impl Front<'_> {
    /// What the programs of a client find at this moment.
    pub fn network_of(&self, client: ClientId) -> Arc<Network> {
        let name = self.plan.client_name(client);
        let own = self.plan.group(client).config.server;
        let answering = |(n, _): &(usize, _)| self.answers_now(ServerId(*n as u16));
        let logons = self.plan.servers.iter().zip(&self.site.logons).enumerate().filter(answering);
        let occurrence = u64::from(self.clients[client].begun);
        Arc::new(Network {
            servers: logons.clone().map(|(_, (server, logon))| seen(server, logon.copy_list)).collect(),
            own: logons.clone().position(|(n, _)| n == own.ix()).unwrap_or(usize::MAX),
            next_sms_id: names::sms_id(&self.plan.site.code, self.next_uid),
            draw: self.draws.word(Purpose::LogonServer, &name, occurrence),
            ..at_first(self.plan, own)
        })
    }

    /// What the start of a client's machine finds. SMSLS.CMD of OS/2 is not modelled.
    pub(super) fn boot_network(&self, client: ClientId) -> boot::Network<'_> {
        let config = &self.plan.group(client).config;
        let runs_script = !matches!(config.os, OsKind::Os2);
        boot::Network {
            connected: config.machine.network == NetworkKind::Lan,
            script: self.logon_script.as_ref().filter(|_| runs_script),
        }
    }
}
