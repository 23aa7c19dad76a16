//! From typed values to a plan: names become ids, ranges become selections, dates become instants, and what cannot be
//! meant is reported, all of it.

mod clients;
mod definition;
mod jobs;
mod machines;
mod outages;
mod pcm_wants;
mod person;
mod repeats;
mod servers;
mod site;
mod sources;
mod wants;

use std::collections::BTreeSet;

use self::clients::ClientIndex;
use super::diagnostic::{Diagnostic, Extent, Problems, nearest, one_of, quoted};
use super::document::shape::OneOrMany;
use super::document::word::{ClientRange, Duration, Instant, JobName, Time};
use super::document::{Choices, Document, Pace, Phases};
use super::expect::Expectation;
use super::node::Spanned;
use crate::base::{Calendar, JobId, Selection, SimTime, Span};
use crate::product::Release;
use crate::server::ServiceKind;
use crate::world::plan::{NameRange, Plan, SitePlan};

/// What a document means.
pub struct Resolved {
    pub versions: Vec<Release>,
    /// The plan of the first version.
    pub plan: Plan,
    /// For each group of clients, whether its release is the site's.
    pub follows_site: Vec<bool>,
    pub expectations: Vec<Expectation>,
    pub until: Option<SimTime>,
    pub causes: Vec<SimTime>,
}

/// Resolves `document`; what it answers means something only when it added no problem.
pub fn resolve(document: &Document, known_quirks: &[&str], problems: &mut Problems) -> Resolved {
    let mut resolver = Resolver::new(document, problems);
    resolver.versions();
    resolver.quirks(known_quirks);
    resolver.servers();
    resolver.outages();
    resolver.clients();
    resolver.packages();
    resolver.jobs();
    resolver.until();
    resolver.script();
    let expectations = resolver.expectations();
    Resolved {
        versions: document.versions.iter().map(|release| release.value.0).collect(),
        plan: resolver.plan,
        follows_site: resolver.follows_site,
        expectations,
        until: resolver.until,
        causes: resolver.causes.into_iter().collect(),
    }
}

/// The number of a package's process when a scenario does not say (Q214448).
const DEFAULT_HANDLE: u32 = 124;

/// What a scenario says of process handles; numbers above 32 bits count as the greatest.
fn handle(choices: &Choices) -> u32 {
    let said = choices.process_handle.as_ref();
    said.map_or(DEFAULT_HANDLE, |handle| u32::try_from(handle.0).unwrap_or(u32::MAX))
}

/// The first looks that a scenario says.
fn phases(said: &Phases) -> Vec<(ServiceKind, Span)> {
    let phase = |kind, said: &Option<Duration>| said.as_ref().map(|phase| (kind, phase.0));
    let maintenance_manager = phase(ServiceKind::MaintenanceManager, &said.maintenance_manager);
    maintenance_manager.into_iter().chain(phase(ServiceKind::Despooler, &said.despooler)).collect()
}

/// The times over one file that a scenario says.
fn takes(said: &Pace) -> Vec<(ServiceKind, Span)> {
    let listed = [
        (ServiceKind::MaintenanceManager, &said.maintenance_manager),
        (ServiceKind::Despooler, &said.despooler),
        (ServiceKind::DataLoader, &said.data_loader),
        (ServiceKind::SiteReporter, &said.site_reporter),
    ];
    listed.into_iter().filter_map(|(kind, said)| Some((kind, said.as_ref()?.0))).collect()
}

struct Resolver<'d, 'p> {
    document: &'d Document,
    problems: &'p mut Problems,
    plan: Plan,
    follows_site: Vec<bool>,
    index: ClientIndex,
    /// Whether every declared client is in the index; if not, an unknown name may be a consequence.
    all_declared: bool,
    /// The clients at which somebody is present.
    present: Selection,
    until: Option<SimTime>,
    causes: BTreeSet<SimTime>,
}

impl<'d, 'p> Resolver<'d, 'p> {
    fn new(document: &'d Document, problems: &'p mut Problems) -> Self {
        let calendar = document.day0.as_ref().map_or(Calendar::default(), |date| Calendar { day0: date.0 });
        let release = document.versions.first().map(|release| release.value.0).unwrap_or_default();
        let response = document.site.response.unwrap_or_default();
        let logon_scripts = document.site.logon_scripts.is_some();
        let site = SitePlan {
            code: document.site.code.0.clone(),
            release,
            response,
            logon_scripts,
            daylight_saving: document.site.daylight_saving == Some(true),
            results_to: None,
            phases: phases(&document.site.phases),
            takes: takes(&document.site.takes),
        };
        let (servers, groups, packages) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            document,
            problems,
            plan: Plan {
                calendar,
                site,
                servers,
                sources: Vec::new(),
                groups,
                packages,
                jobs: Vec::new(),
                script: Vec::new(),
                pending_work: document.choices.pending_work.unwrap_or_default(),
                report_order: document.choices.report_order.unwrap_or_default(),
                process_handle: handle(&document.choices),
                random_server: document.choices.random_server.unwrap_or_default(),
                fleet: document.fleet,
                watches_site: false,
                executed_records: document.choices.executed_records.unwrap_or_default(),
                watched: Selection::default(),
            },
            follows_site: Vec::new(),
            index: ClientIndex::default(),
            all_declared: true,
            present: Selection::default(),
            until: None,
            causes: BTreeSet::new(),
        }
    }

    fn problem(&mut self, at: Extent, title: impl Into<String>, label: impl Into<String>) {
        self.problems.add(Diagnostic::new(at, title, label));
    }

    /// Reports that there is no `what` called `name`, with the nearest of those there are.
    fn unknown(&mut self, at: Extent, what: &str, name: &str, known: &[&str]) {
        self.unknown_among(at, what, name, known, known);
    }

    /// The same, where those there are (`known`) are not what one could have misspelt (`words`).
    fn unknown_among(&mut self, at: Extent, what: &str, name: &str, known: &[&str], words: &[&str]) {
        const MAX_LISTED: usize = 8;
        let mut listed: Vec<String> = known.iter().take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
        if known.len() > MAX_LISTED {
            listed.push("...".to_string());
        }
        let label = match listed.is_empty() {
            true => format!("the scenario has no {what}"),
            false => format!("expected {}", one_of(&listed)),
        };
        let problem = Diagnostic::new(at, format!("there is no {what} {}", quoted(name)), label);
        self.problems.add(problem.nearest(nearest(name, words.iter().copied())));
    }

    fn until(&mut self) {
        self.until = self.document.until.as_ref().map(|time| self.instant(time));
    }

    /// The instant that a time means; reports a date before day 0 or too far behind it.
    fn instant(&mut self, time: &Spanned<Time>) -> SimTime {
        self.instant_at(time.value.0, time.extent)
    }

    fn instant_at(&mut self, instant: Instant, at: Extent) -> SimTime {
        match instant {
            Instant::Simulated(instant) => instant,
            Instant::Civil(civil) => self.plan.calendar.instant(civil).unwrap_or_else(|| {
                let day0 = self.plan.calendar.day0;
                let label = format!("expected a time from {day0} on, which is day 0, and within 100 years");
                self.problem(at, "this date is outside the scenario", label);
                SimTime::ZERO
            }),
        }
    }

    /// The clients that some ranges name. Reports those that nobody declared, and then answers with none.
    fn selection(&mut self, ranges: &Spanned<OneOrMany<ClientRange>>) -> Selection {
        let mut found = Vec::new();
        let many: Vec<(Extent, &ClientRange)> = match &ranges.value {
            OneOrMany::One(range) => vec![(ranges.extent, range)],
            OneOrMany::Many(list) => list.iter().map(|range| (range.extent, &range.value)).collect(),
        };
        let mut all_known = true;
        for (at, range) in many {
            match self.index.find(&range.0) {
                Ok(ids) => found.extend(ids),
                Err(name) => {
                    self.unknown_client(at, &name);
                    all_known = false;
                }
            }
        }
        if all_known { Selection::new(found) } else { Selection::default() }
    }

    fn select(&mut self, range: &Spanned<ClientRange>) -> Selection {
        self.index.select(&range.value.0).unwrap_or_else(|name| {
            self.unknown_client(range.extent, &name);
            Selection::default()
        })
    }

    fn unknown_client(&mut self, at: Extent, name: &str) {
        const MAX_COMPARED: usize = 1_000;
        if !self.all_declared {
            return;
        }
        let groups = self.plan.groups.iter().take(MAX_COMPARED);
        let ends = groups.flat_map(|g| [g.names.name(0), g.names.name(g.names.len() - 1)]);
        let ends: BTreeSet<String> = ends.collect();
        let names: Vec<&str> = ends.iter().map(String::as_str).collect();
        let ranges: Vec<String> =
            self.plan.groups.iter().take(MAX_COMPARED).map(|g| written(&g.names)).collect();
        let ranges: Vec<&str> = ranges.iter().map(String::as_str).collect();
        self.unknown_among(at, "client", name, &ranges, &names);
    }

    fn job_named(&mut self, name: &Spanned<JobName>) -> Option<JobId> {
        let found = self.plan.job_named(&name.value.0);
        if found.is_none() {
            let known: Vec<&str> = self.document.jobs.iter().map(|(id, _)| id.value.0.as_str()).collect();
            self.unknown(name.extent, "job", &name.value.0, &known);
        }
        found
    }
}

/// A range as a scenario writes it: `W[1-4]`.
fn written(names: &NameRange) -> String {
    match names.numbers {
        Some((first, last, width)) if first < last => {
            format!("{}[{first:0width$}-{last:0width$}]{}", names.prefix, names.suffix)
        }
        _ => names.name(0),
    }
}
