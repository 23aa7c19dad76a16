//! Holding Package Command Manager against what was expected of it.

use super::machines::compared;
use super::{Bench, Judge, job_id};
use crate::base::{ClientId, JobId};
use crate::client::pcm::State;
use crate::scenario::expect::{Starts, Want};
use crate::world::World;

impl Judge {
    pub(super) fn check_pcm(&mut self, bench: &Bench, want: &Want) {
        let (v, world) = (self.version, bench.world);
        match want {
            Want::Listed { clients, state, jobs } => {
                let expected = ids(world, &jobs[v]);
                self.each(bench, clients, &format!("PCM {}", word(*state)), &expected, |client| {
                    listed(world, client, *state)
                });
            }
            Want::Window { clients, open } => {
                let expected = window(open[v]);
                let got = |client| window(world.pcm_window_is_open(client)).to_string();
                self.each(bench, clients, " PCM window", expected, got);
            }
            Want::Runs { clients, jobs } => {
                let expected = ids(world, &jobs[v]);
                self.each(bench, clients, "runs", &expected, |client| ids(world, &world.seen(client).runs));
            }
            Want::Sources { clients, servers } => {
                let expected = servers[v].to_string();
                self.each(bench, clients, " sources", &expected, |client| {
                    taken_from(&world.seen(client).sources, &servers[v])
                });
            }
            Want::Log { clients, file, lines } => {
                let expected = lines[v].to_string();
                self.each(bench, clients, &file.to_string(), &expected, |client| {
                    let logs = world.seen(client).logs;
                    compared(logs.get(file.as_str()).map_or(&[][..], Vec::as_slice), &lines[v])
                });
            }
            Want::SiteLog { file, lines } => {
                let got = compared(world.site_log(file), &lines[v]);
                self.one(bench, "site", file.to_string(), lines[v].to_string(), got);
            }
            Want::Instructions { clients, lines } => {
                let expected = lines[v].to_string();
                self.each(bench, clients, " instruction file", &expected, |client| {
                    let dump: Vec<String> = world.pcmdump(client).lines().map(str::to_string).collect();
                    compared(&dump, &lines[v])
                });
            }
            _ => {}
        }
    }
}

/// The expectation itself where it holds, else the servers that packages were taken from.
fn taken_from(servers: &[String], wanted: &Starts) -> String {
    let holds = match wanted {
        Starts::Order(wanted) => servers == wanted,
        Starts::Lacks(unwanted) => !servers.iter().any(|server| unwanted.contains(server)),
    };
    match holds {
        true => wanted.to_string(),
        false => Starts::Order(servers.to_vec()).to_string(),
    }
}

fn ids(world: &World, jobs: &[JobId]) -> String {
    if jobs.is_empty() {
        return "nothing".to_string();
    }
    jobs.iter().map(|&job| job_id(world, job)).collect::<Vec<_>>().join(", ")
}

fn listed(world: &World, client: ClientId, state: State) -> String {
    let jobs = world.client(client).pcm.listed().filter(|(_, at)| *at == state).map(|(job, _)| job);
    ids(world, &jobs.collect::<Vec<_>>())
}

const fn window(open: bool) -> &'static str {
    if open { "open" } else { "closed" }
}

/// As a scenario has it.
const fn word(state: State) -> &'static str {
    match state {
        State::Pending => "pending",
        State::Archived => "archived",
        State::Running => "running",
        State::Executed => "executed",
        State::Dropped => "dropped",
    }
}
