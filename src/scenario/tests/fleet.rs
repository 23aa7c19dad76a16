//! Workload W2 on the full system, held against what programs written for nothing else come to.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId, SimTime};
use crate::product::{Status, quirks};
use crate::report::json::json;
use crate::scenario::outcome::RunOutcome;
use crate::scenario::run::{Settings, run, run_version};
use crate::scenario::settings::Given;
use crate::scenario::{Scenario, library, read_with};
use crate::world::{Options, World};

/// What each of the workload's programs prints for this many clients: the longest queue, and when the last message is processed, in
/// nanoseconds from the beginning of its first day.
const CLIENTS: u32 = 10_000;
const LONGEST: u64 = 2_803;
const LAST: u64 = 177_801_122_008_730;
/// How the workload's version 2 leaves them: offered, succeeded and failed.
const OFFERED: u64 = 2_062;
const SUCCEEDED: u64 = 7_198;
const FAILED: u64 = 740;

/// Enough for two threads, if there are any, and few enough to try many ways.
const FEW: u32 = 2_000;
const VERSIONS: [usize; 3] = [0, 1, 2];

fn fleet(clients: u32) -> Scenario {
    const NAME: &str = "fleet/expiry-1m";
    let text = library::find(NAME).unwrap();
    let given = Given { values: vec![("clients".to_string(), u64::from(clients))], in_tests: false };
    read_with(NAME, text.as_bytes(), &quirks::ids(), &given).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn it_comes_to_the_counts_the_queue_and_the_time_of_the_reduced_model() {
    let scenario = fleet(CLIENTS);
    let of_version = [
        vec![(Status::Retrying, u64::from(CLIENTS))],
        vec![(Status::Canceled, u64::from(CLIENTS))],
        // What failed is Retrying in SMS.
        vec![(Status::None, OFFERED), (Status::Complete, SUCCEEDED), (Status::Retrying, FAILED)],
    ];
    for (version, expected) in of_version.into_iter().enumerate() {
        let plan = scenario.plan(version);
        let mut world = World::new(&plan, &Options::default());
        world.run_through(SimTime::NEVER);
        let mut counts = BTreeMap::new();
        for client in (0..CLIENTS).map(ClientId) {
            *counts.entry(world.database().row(JobId(0), client)).or_insert(0) += 1;
        }
        assert_eq!(counts, expected.into_iter().collect(), "{}", scenario.versions[version]);
        let receive = &world.site().receive;
        assert_eq!(receive.longest(), LONGEST);
        // The workload's first day is day 1 here.
        assert_eq!(receive.depth.emptied_at(), Some(SimTime(SimTime::day(1).0 + LAST)));
        assert_eq!(world.broken(), [""; 0]);
    }
}

/// The digest says what happened; without every poll the number of events says it too.
fn comes_to(run: &RunOutcome) -> (&str, u64) {
    (&run.digest, run.events)
}

#[test]
fn however_it_is_run_the_same_happens() {
    let scenario = fleet(FEW);
    for version in VERSIONS {
        let plainly = run_version(&scenario, version, &Settings::default());
        let no_memo = run_version(&scenario, version, &Settings { no_memo: true, ..Settings::default() });
        let told = run_version(&scenario, version, &Settings::default().told());
        let every_poll =
            run_version(&scenario, version, &Settings { every_poll: true, ..Settings::default() });
        assert_eq!(comes_to(&plainly), comes_to(&no_memo), "{}: worked out anew", plainly.version);
        assert_eq!(comes_to(&plainly), comes_to(&told), "{}: told", plainly.version);
        assert_eq!(plainly.digest, every_poll.digest, "{}: with every poll", plainly.version);
        assert_eq!(plainly.ended_at, every_poll.ended_at, "{}: with every poll", plainly.version);
    }
}

#[test]
fn the_same_happens_on_any_number_of_threads() {
    let scenario = fleet(FEW);
    let on_threads = |count: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap();
        json(&pool.install(|| run(&scenario, &VERSIONS, &Settings::default())))
    };
    let on_one = on_threads(1);
    for count in [2, 3, 8] {
        assert!(on_threads(count) == on_one, "on {count} threads");
    }
}

/// Clients may be ahead of the rest, and the end of the line behind, but not when somebody looks.
#[test]
fn a_run_that_is_cut_shows_the_moment_of_the_cut() {
    let scenario = fleet(FEW);
    for moment in ["d1 12:00", "d2 00:30", "d3 00:20"] {
        let until = Some(moment.parse().unwrap());
        let plainly = Settings { until, ..Settings::default() };
        let no_memo = Settings { no_memo: true, ..plainly.clone() };
        let told = plainly.clone().told();
        let most_rows = Some(u64::MAX);
        let [plainly, no_memo, told] = [plainly, no_memo, told].map(|settings| {
            let mut outcome = run(&scenario, &VERSIONS, &Settings { most_rows, ..settings });
            outcome.runs.iter_mut().for_each(|run| run.transcript.clear());
            outcome
        });
        assert!(json(&plainly) == json(&no_memo), "at {moment}, worked out anew");
        for (plainly, told) in plainly.runs.iter().zip(&told.runs) {
            assert_eq!(comes_to(plainly), comes_to(told), "at {moment} on {}, told", plainly.version);
        }
    }
}
