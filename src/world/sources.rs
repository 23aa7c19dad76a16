//! The servers that hold packages, as records list them and PCM finds them.

use std::sync::Arc;

use super::plan::{Action, AdminAction, JobPlan, Plan, ServerKind, SourcePlan};
use crate::base::{ClientId, JobId, PackageId, SimTime};
use crate::client::pcm::{Server, Servers};
use crate::machine::{Clock, Image, Volume};
use crate::product::Behavior;
use crate::wire::ins::MAX_SERVERS;

/// Room for programs in MSTEST (assumed).
const MSTEST_BYTES: u64 = 100 << 20;

/// The servers that the record of each job lists: the first ten of those that hold its package (Q123499, Q161310; which ten is
/// assumed). One that was taken out of the site before the job was made ought not to be among them (Q199994).
pub fn listed(plan: &Plan, behavior: &Behavior) -> Vec<Vec<usize>> {
    let of_job = |job: &JobPlan| {
        let servers = plan.packages[job.package.ix()].servers.iter().copied();
        let stays = |&source: &usize| !is_forgotten(plan, behavior, &plan.sources[source], job);
        servers.filter(stays).take(MAX_SERVERS).collect()
    };
    plan.jobs.iter().map(of_job).collect()
}

/// Whether the site knows no more of a server that was taken out of it when a job is made.
fn is_forgotten(plan: &Plan, behavior: &Behavior, source: &SourcePlan, job: &JobPlan) -> bool {
    let Some(removed) = source.removed.filter(|removed| *removed <= job.create) else { return false };
    let cleans = Action::Admin(AdminAction::DeleteTransferPackages);
    let mut cleaned = plan.script.iter().filter(|step| step.action == cleans);
    !behavior.lists_removed_servers || cleaned.any(|step| step.at >= removed && step.at <= job.create)
}

/// The directory MSTEST of each logon server that has something there.
pub fn mstests(plan: &Plan) -> Vec<Option<Arc<Image>>> {
    let made = Clock::right(plan.calendar).local(SimTime::ZERO);
    let share = |source: &SourcePlan| {
        let mut volume = Volume::new(Image::empty(MSTEST_BYTES));
        for (path, content) in &source.mstest {
            volume.write(path, content.clone(), made).ok()?;
        }
        (!source.mstest.is_empty()).then(|| volume.freeze())
    };
    plan.sources.iter().map(share).collect()
}

/// What there is to know of servers when a package is run.
pub struct Sources<'a> {
    pub plan: &'a Plan,
    /// As [`listed`] makes them.
    pub listed: &'a [Vec<usize>],
    pub now: SimTime,
}

impl<'a> Sources<'a> {
    /// The servers of a job's record, as a client finds them now. `directory`: the package's.
    pub fn of(&self, client: ClientId, job: JobId, directory: &'a str) -> Servers<'a> {
        let package = self.plan.jobs[job.ix()].package;
        let logon = self.plan.group(client).config.server.ix();
        let listed = self.listed[job.ix()].iter();
        Servers {
            logon: self.found(logon, package),
            listed: listed.map(|&source| self.found(source, package)).collect(),
            site: &self.plan.site.code,
            directory,
            random: self.plan.random_server,
        }
    }

    fn found(&self, source: usize, package: PackageId) -> Server<'a> {
        let SourcePlan { name, kind, denied, removed, down, .. } = &self.plan.sources[source];
        let is_down = down.iter().any(|outage| outage.covers(self.now));
        let is_gone = is_down || removed.is_some_and(|removed| removed <= self.now);
        let holds_it = self.plan.packages[package.ix()].servers.contains(&source) && !is_gone;
        Server { name, is_netware: *kind == ServerKind::Netware, holds_it, lets_in: !denied }
    }
}
