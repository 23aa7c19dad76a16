//! The expectations on Package Command Manager.

use super::Resolver;
use super::wants::lines;
use crate::base::{JobId, Selection};
use crate::client::pcm::State;
use crate::scenario::document::expect::{Expected, Lists, NotFrom, WindowWord};
use crate::scenario::document::shape::{PerVersion, WordOr};
use crate::scenario::document::word::{JobName, Jobs, Sources};
use crate::scenario::expect::{Starts, Want};
use crate::scenario::node::Spanned;

impl Resolver<'_, '_> {
    pub(super) fn pcm_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        for (range, lists) in expected.pcm.iter() {
            let clients = self.select(range);
            self.list_wants(&clients, lists, wants);
        }
        for (range, jobs) in expected.runs.iter() {
            let clients = self.watch(range);
            let jobs = self.jobs_named(jobs);
            wants.push(Want::Runs { clients, jobs });
        }
        for (range, servers) in expected.sources.iter() {
            let clients = self.watch(range);
            let servers = self.per_version(servers).into_iter().map(names).collect();
            wants.push(Want::Sources { clients, servers });
        }
        for (range, logs) in expected.logs.iter() {
            let clients = self.watch(range);
            for (file, text) in logs.iter() {
                let (clients, file) = (clients.clone(), file.value.0.clone());
                let lines = self.per_version(text).iter().map(lines).collect();
                wants.push(Want::Log { clients, file, lines });
            }
        }
        for (file, text) in expected.site_logs.iter() {
            self.plan.watches_site = true;
            let lines = self.per_version(text).iter().map(lines).collect();
            wants.push(Want::SiteLog { file: file.value.0.clone(), lines });
        }
        for (range, text) in expected.instructions.iter() {
            let clients = self.select(range);
            let lines = self.per_version(text).iter().map(lines).collect();
            wants.push(Want::Instructions { clients, lines });
        }
    }

    fn list_wants(&mut self, clients: &Selection, lists: &Lists, wants: &mut Vec<Want>) {
        for (state, jobs) in [
            (State::Pending, &lists.pending),
            (State::Archived, &lists.archived),
            (State::Running, &lists.running),
            (State::Executed, &lists.executed),
        ] {
            if let Some(jobs) = jobs {
                let jobs = self.jobs_named(jobs);
                wants.push(Want::Listed { clients: clients.clone(), state, jobs });
            }
        }
        if let Some(window) = &lists.window {
            let open = self.per_version(window).into_iter().map(|word| word == WindowWord::Open).collect();
            wants.push(Want::Window { clients: clients.clone(), open });
        }
    }

    /// The jobs of a list, for each version.
    fn jobs_named(&mut self, jobs: &PerVersion<Jobs>) -> Vec<Vec<JobId>> {
        let named = |this: &mut Self, ids: Jobs| {
            let find = |id: String| this.job_named(&Spanned { value: JobName(id), extent: jobs.extent });
            ids.0.into_iter().filter_map(find).collect()
        };
        self.per_version(jobs).into_iter().map(|ids| named(self, ids)).collect()
    }
}

fn names(servers: WordOr<Sources, NotFrom>) -> Starts {
    match servers {
        WordOr::Word(order) => Starts::Order(order.0),
        WordOr::More(NotFrom::Lacks(servers)) => Starts::Lacks(servers.0),
    }
}
