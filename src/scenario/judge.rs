//! Holding a world against what was expected of it.

mod machines;
mod pcm;

use std::fmt::{self, Display};

use super::aggregates::MOST_ROWS;
use super::expect::{Expectation, Want, When};
use super::outcome::{Cell, Check, Moment, Subject, Tally};
use super::written::Written;
use crate::base::{ClientId, JobId, Selection, SimTime};
use crate::product::Status;
use crate::world::World;

/// Up to this many clients get a check each; more share one that counts.
const CHECKED_ONE_BY_ONE: u64 = 64;

/// Collects checks and status tables of one version.
pub struct Judge {
    version: usize,
    pub checks: Vec<Check>,
    pub moments: Vec<Moment>,
}

/// The moment that is being checked.
struct Bench<'a, 'w> {
    world: &'a World<'w>,
    expectation: &'a Expectation,
    at: SimTime,
}

impl Judge {
    pub fn new(version: usize) -> Self {
        Self { version, checks: Vec::new(), moments: Vec::new() }
    }

    /// Checks everything that is expected at this moment.
    pub fn hold(&mut self, world: &World, expectation: &Expectation) {
        let at = match expectation.when {
            When::At(at) => at,
            When::SettledAfter(at) => at.max(world.last_done()),
            When::Settled => world.last_done(),
        };
        let bench = Bench { world, expectation, at };
        let mut table = table(&bench);
        for want in &expectation.wants {
            self.check(&bench, want, &mut table);
        }
        match self.moments.iter_mut().find(|m| m.when == table.when) {
            Some(earlier) => merge(earlier, table),
            None => self.moments.push(table),
        }
    }

    fn check(&mut self, bench: &Bench, want: &Want, table: &mut Moment) {
        let v = self.version;
        let database = bench.world.database();
        match want {
            Want::Row { job, clients, status } => {
                mark_unexpected(bench.world, table, *job, clients, status[v]);
                let of = format!("of {}", job_id(bench.world, *job));
                self.each(bench, clients, &of, &status[v], |client| database.row(*job, client));
            }
            Want::History { job, clients, statuses } => {
                let of = format!("history of {}", job_id(bench.world, *job));
                let (written, target) =
                    (Written::new(bench.world, *job), &bench.world.plan().jobs[job.ix()].target);
                self.each(bench, clients, &of, &Arrows(statuses[v].clone()), |client| {
                    Arrows::of(&written, target.position(client))
                });
            }
            Want::Job { job, status } => {
                let what = format!("overall status of {}", job_id(bench.world, *job));
                self.one(bench, "", what, status[v].to_string(), database.overall(*job).to_string());
            }
            Want::Inventory { .. } | Want::Events { .. } | Want::Depth { .. } => self.check_site(bench, want),
            _ => self.check_machine(bench, want),
        }
    }

    fn check_site(&mut self, bench: &Bench, want: &Want) {
        let v = self.version;
        let database = bench.world.database();
        match want {
            Want::Inventory { clients, attribute, value } => {
                let expected = value[v].as_deref().unwrap_or("absent");
                let of = format!("inventory {attribute}");
                let got = |client| database.inventory(client, attribute).unwrap_or("absent");
                self.each(bench, clients, &of, &expected, got);
            }
            Want::Events { code, count } => {
                let got = bench.world.events_logged(*code);
                self.one(bench, "", format!("events {code}"), count[v].to_string(), got.to_string());
            }
            Want::Depth { place, files } => {
                let got = bench.world.filebox(*place).map_or(0, |filebox| filebox.depth.now());
                let name = bench.world.plan().box_name(*place);
                self.one(bench, "", format!("files in {name}"), files[v].to_string(), got.to_string());
            }
            _ => {}
        }
    }

    /// One check for each of a few clients, or one for all of many.
    fn each<E: Display + ?Sized, G: Display + PartialEq<E>>(
        &mut self,
        bench: &Bench,
        clients: &Selection,
        of: &str,
        expected: &E,
        got: impl Fn(ClientId) -> G,
    ) {
        if clients.len() <= CHECKED_ONE_BY_ONE {
            for client in clients.iter() {
                let name = bench.world.plan().client_name(client);
                self.one(bench, &name, of.to_string(), expected.to_string(), got(client).to_string());
            }
            return;
        }
        let other =
            clients.iter().find_map(|client| Some((client, got(client))).filter(|(_, g)| *g != *expected));
        let got = other.map_or(expected.to_string(), |(client, got)| {
            format!("{got}, first on {}", bench.world.plan().client_name(client))
        });
        self.one(bench, &format!("{} clients", clients.len()), of.to_string(), expected.to_string(), got);
    }

    fn one(&mut self, bench: &Bench, who: &str, of: String, expected: String, got: String) {
        let subject = Subject { when: bench.expectation.when.to_string(), who: who.to_string(), of };
        self.checks.push(Check {
            at: bench.at,
            what: subject.to_string(),
            ok: expected == got,
            expected,
            got,
            basis: bench.expectation.basis[self.version],
            subject,
        });
    }
}

fn job_id(world: &World, job: JobId) -> String {
    world.plan().jobs[job.ix()].id.clone()
}

/// The statuses that a row went through, from None on.
#[derive(PartialEq)]
struct Arrows(Vec<Status>);

impl Arrows {
    /// Of a row of a job; a client that is no target has none, and nothing is written for it.
    fn of(written: &Written, row: Option<usize>) -> Self {
        let mut statuses = vec![Status::None];
        statuses.extend(row.into_iter().flat_map(|row| written.of(row)).map(|change| change.status));
        statuses.dedup();
        Self(statuses)
    }
}

impl Display for Arrows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|status| status.word()).collect::<Vec<_>>().join(" -> "))
    }
}

/// The status table as it stands.
fn table(bench: &Bench) -> Moment {
    let (world, plan) = (bench.world, bench.world.plan());
    let total: u64 = plan.jobs.iter().map(|job| job.target.len()).sum();
    let mut rows = Vec::new();
    for (ix, job) in plan.jobs.iter().enumerate().filter(|_| total <= MOST_ROWS) {
        let id = JobId(ix as u16);
        rows.extend(job.target.iter().map(|client| Cell {
            job: job.id.clone(),
            client: plan.client_name(client),
            status: world.database().row(id, client),
            quirk: world.claimed_by(id, client).map(|q| q.id().to_string()),
            expected: None,
        }));
    }
    Moment { when: bench.expectation.when.to_string(), at: bench.at, rows, tallies: tallies(world) }
}

fn tallies(world: &World) -> Vec<Tally> {
    let mut tallies = Vec::new();
    for (ix, job) in world.plan().jobs.iter().enumerate() {
        let count = |status| world.database().count(JobId(ix as u16), status);
        let some =
            Status::ALL.into_iter().map(|status| (status, count(status))).filter(|(_, rows)| *rows > 0);
        tallies.extend(some.map(|(status, rows)| Tally { job: job.id.clone(), status, rows }));
    }
    tallies
}

fn mark_unexpected(world: &World, table: &mut Moment, job: JobId, clients: &Selection, expected: Status) {
    let job = job_id(world, job);
    let wrong = table.rows.iter_mut().filter(|cell| cell.job == job && cell.status != expected);
    for cell in wrong {
        if world.plan().client_named(&cell.client).is_some_and(|client| clients.contains(client)) {
            cell.expected = Some(expected);
        }
    }
}

/// Two expectations of one moment share a table.
fn merge(into: &mut Moment, from: Moment) {
    for (cell, other) in into.rows.iter_mut().zip(from.rows) {
        cell.expected = cell.expected.or(other.expected);
    }
}
