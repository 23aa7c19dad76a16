//! Workload W2 on the full system, held against what programs written for nothing else come to.

use std::collections::BTreeMap;

use crate::base::{ClientId, JobId, SimTime};
use crate::product::{Status, quirks};
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

fn fleet() -> Scenario {
    const NAME: &str = "fleet/expiry-1m";
    let text = library::find(NAME).unwrap();
    let given = Given { values: vec![("clients".to_string(), u64::from(CLIENTS))], in_tests: false };
    read_with(NAME, text.as_bytes(), &quirks::ids(), &given).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn it_comes_to_the_counts_the_queue_and_the_time_of_the_reduced_model() {
    let scenario = fleet();
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
