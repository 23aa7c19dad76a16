//! Running a scenario: one world for each version, held against its expectations on the way.

use std::sync::Arc;

use rayon::prelude::*;

use super::Scenario;
use super::aggregates::MOST_ROWS;
use super::course::{Course, Watch};
use super::expect::{Expectation, When};
use super::judge::Judge;
use super::limits;
use super::outcome::{BoxUse, Check, Outcome, QuirkUse, RunOutcome, TranscriptLine, Verdict};
use crate::base::SimTime;
use crate::product::quirks;
use crate::world::plan::Plan;
use crate::world::{Both, Options, Who, World};

/// How to run a scenario, apart from what its file says.
#[derive(Clone, Default)]
pub struct Settings {
    pub seed: u64,
    /// Let every poll happen, also those that will find nothing.
    pub every_poll: bool,
    /// Work everything out anew, also what has come out alike before.
    pub no_memo: bool,
    /// Keep a transcript and a trace.
    pub told: bool,
    /// Ids of quirks to switch off.
    pub without: Vec<String>,
    /// Stop here, whatever the scenario says.
    pub until: Option<SimTime>,
    /// List at most so many status rows of a version; more are counted. Without it: [`MOST_ROWS`].
    pub most_rows: Option<u64>,
    /// Bytes. Versions that together would take more run one after the other.
    pub memory_limit: Option<u64>,
    /// The process ends after this run: what its world holds is not freed piece by piece, but left to the system, which takes it
    /// back at one go.
    pub is_last: bool,
    /// Who looks on.
    pub watch: Option<Arc<dyn Watch>>,
}

impl Settings {
    /// Tell a run event by event, and list every row of it.
    pub fn told(self) -> Self {
        Self { told: true, most_rows: Some(u64::MAX), ..self }
    }
}

/// Runs `versions` of a scenario (indices into its list), in parallel if memory allows; the outcome has them in the order given.
pub fn run(scenario: &Scenario, versions: &[usize], settings: &Settings) -> Outcome {
    let run_one = |&version: &usize| run_version(scenario, version, settings);
    // On a thread that others can take work from: one outside would hand each piece of work over, and wait.
    let runs = rayon::scope(|_| match limits::fit_together(scenario, versions, settings) {
        true => versions.par_iter().map(run_one).collect(),
        false => versions.iter().map(run_one).collect(),
    });
    Outcome {
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        seed: settings.seed,
        set: scenario.set.clone(),
        without: settings.without.clone(),
        changed: Vec::new(),
        changed_counts: Vec::new(),
        left_out: versions.len() < scenario.versions.len(),
        runs,
        calendar: scenario.plan(0).calendar,
    }
}

/// Runs one version of a scenario.
pub fn run_version(scenario: &Scenario, version: usize, settings: &Settings) -> RunOutcome {
    run_and_look(scenario, version, settings, |_| ()).0
}

/// Runs one version of a scenario, and looks at the world as it is in the end.
pub fn run_and_look<R>(
    scenario: &Scenario,
    version: usize,
    settings: &Settings,
    view: impl FnOnce(&World) -> R,
) -> (RunOutcome, R) {
    let plan = scenario.plan(version);
    let mut world = World::new(&plan, &options(&plan, settings));
    let mut course = Course::new(scenario, settings);
    let mut judge = Judge::new(version);
    for expectation in in_order(&scenario.expectations) {
        match course.advance(&mut world, expectation.when) {
            true => judge.hold(&world, expectation),
            false => course.miss(expectation.when),
        }
    }
    course.finish(&mut world);
    let idle = [idle_quirks(&world, scenario), idle_on_machines(&world, scenario, version, settings, &judge)];
    let seen = view(&world);
    let outcome = conclude(&world, settings, course, judge, &idle.concat());
    if settings.is_last {
        std::mem::forget(world);
    }
    (outcome, seen)
}

/// Lets one version of a scenario run up to and including `at`, and looks at the world as it is then.
pub fn look<R>(
    scenario: &Scenario,
    version: usize,
    settings: &Settings,
    at: SimTime,
    view: impl FnOnce(&World) -> R,
) -> R {
    let plan = scenario.plan(version);
    let mut world = World::new(&plan, &options(&plan, settings));
    world.run_through(at);
    view(&world)
}

/// How many clients make it worth while to run one version on two threads.
const FEWEST_ON_THREADS: u32 = 1_000;

fn options(plan: &Plan, settings: &Settings) -> Options {
    let is_worth_it = plan.client_count() >= FEWEST_ON_THREADS && rayon::current_num_threads() > 1;
    let both = is_worth_it.then_some(at_once as Both);
    let Settings { seed, every_poll, no_memo, told, .. } = *settings;
    Options { seed, every_poll, no_memo, told, both, without: settings.without.clone() }
}

fn at_once(one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send)) {
    rayon::join(one, other);
}

fn in_order(expectations: &[Expectation]) -> Vec<&Expectation> {
    let mut sorted: Vec<_> = expectations.iter().collect();
    sorted.sort_by_key(|e| match e.when {
        When::At(at) | When::SettledAfter(at) => at,
        When::Settled => SimTime::NEVER,
    });
    sorted
}

fn conclude(world: &World, settings: &Settings, course: Course, judge: Judge, idle: &[String]) -> RunOutcome {
    let ended_at = if course.cut && !course.stopped { course.end } else { world.last_done() };
    let failed = judge.checks.iter().any(|check| !check.ok);
    let broken = [world.broken(), &lost_reports(world, &course)].concat();
    let doubts = [world.refused(), &course.unreached, idle].concat();
    let verdict = match () {
        () if !broken.is_empty() => Verdict::Broken,
        () if course.stopped => Verdict::Inconclusive,
        () if !course.unsettled.is_empty() => Verdict::Unsettled,
        () if failed => Verdict::Fail,
        () if !doubts.is_empty() || judge.checks.is_empty() => Verdict::Inconclusive,
        () => Verdict::Pass,
    };
    let (status, aggregates) = super::history::rows(world, settings.most_rows.unwrap_or(MOST_ROWS));
    let nothing = judge.checks.is_empty().then(|| "nothing was checked".to_string());
    RunOutcome {
        version: world.plan().site.release.to_string(),
        verdict,
        stopped: course.stopped,
        reasons: broken.into_iter().chain(course.unsettled).chain(doubts).chain(nothing).collect(),
        digest: format!("{:016x}", world.digest()),
        events: world.events(),
        polls: world.polls_through(ended_at),
        ended_at,
        status,
        aggregates,
        jobs: super::history::jobs(world),
        checks: judge.checks,
        quirks: world.claims().map(|(q, claimed)| QuirkUse { id: q.id().to_string(), claimed }).collect(),
        boxes: boxes(world),
        moments: judge.moments,
        transcript: transcript(world),
        story: super::causes::story(world),
        trace: world.trace().to_vec(),
    }
}

/// When all has come to rest, every report must have become a status, or a quirk must say why not.
fn lost_reports(world: &World, course: &Course) -> Vec<String> {
    if course.cut || course.stopped || !course.unsettled.is_empty() {
        return Vec::new();
    }
    let plan = world.plan();
    let lost = world.reference().unheard().map(|(client, job, truth)| {
        let (client, job) = (plan.client_name(client), &plan.jobs[job.ix()].id);
        format!("{client} reported {truth} for {job}, but no status came of it, and no quirk claims that")
    });
    lost.collect()
}

/// Quirks that the scenario is there to show, that this version has, and that made no difference.
fn idle_quirks(world: &World, scenario: &Scenario) -> Vec<String> {
    let meant = |id: &str| scenario.exercises.iter().any(|e| e == id);
    let idle = world
        .claims()
        .filter(|(quirk, claimed)| quirk.shows_in_status() && *claimed == 0 && meant(quirk.id()));
    idle.map(|(quirk, _)| changed_nothing(quirk.id())).collect()
}

fn changed_nothing(quirk: &str) -> String {
    format!("the quirk {quirk} changed nothing")
}

/// The same for quirks that show on machines only: a run without one must come to other findings.
fn idle_on_machines(
    world: &World,
    scenario: &Scenario,
    version: usize,
    settings: &Settings,
    judge: &Judge,
) -> Vec<String> {
    let in_force = world.claims().map(|(quirk, _)| quirk).filter(|quirk| !quirk.shows_in_status());
    let meant = in_force.filter(|quirk| scenario.exercises.iter().any(|id| id == quirk.id()));
    let idle = meant.filter(|quirk| {
        let without = [&settings.without[..], &[quirk.id().to_string()]].concat();
        let other = run_version(
            scenario,
            version,
            &Settings { without, told: false, is_last: false, ..settings.clone() },
        );
        let found = |checks: &[Check]| checks.iter().map(|check| check.got.clone()).collect::<Vec<_>>();
        found(&other.checks) == found(&judge.checks)
    });
    idle.map(|quirk| changed_nothing(quirk.id())).collect()
}

fn boxes(world: &World) -> Vec<BoxUse> {
    let used = |(place, name)| {
        let depth = &world.filebox(place)?.depth;
        let (max_depth, drained_at, depths) = (depth.max(), depth.emptied_at(), depth.changes().collect());
        Some(BoxUse { name, max_depth, drained_at, depths })
    };
    world.plan().boxes().into_iter().filter_map(used).collect()
}

fn transcript(world: &World) -> Vec<TranscriptLine> {
    let plan = world.plan();
    let line = |line: &crate::world::story::Line| TranscriptLine {
        at: line.at,
        event: line.event,
        who: who(plan, line.who),
        part: line.part.to_string(),
        what: line.what.clone(),
    };
    world.story().lines.iter().map(line).collect()
}

fn who(plan: &Plan, who: Who) -> String {
    match who {
        Who::Admin => "admin".to_string(),
        Who::Site => format!("site {}", plan.site.code),
        Who::Server(server) => plan.servers[server.ix()].name.clone(),
        Who::Client(client) => plan.client_name(client),
    }
}

/// Whether a quirk is in force in one version of a scenario.
pub fn is_affected(scenario: &Scenario, version: usize, quirk: &str) -> bool {
    quirks::find(quirk).is_some_and(|q| scenario.plan(version).setups().any(|setup| q.affects(&setup)))
}
