//! Workload W2 on the full system: a fleet that runs a package on the first day, and whose offer expires two days later.
//!
//! Each size tells what it came to, so that a faster run that comes to something else is found out; and how much of the
//! processor's time and of memory it took for each client.

mod common;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use sms_sim::base::SimTime;
use sms_sim::product::quirks;
use sms_sim::scenario::settings::Given;
use sms_sim::scenario::{library, read_with};
use sms_sim::world::plan::Plan;
use sms_sim::world::{Options, World};

const NAME: &str = "fleet/expiry-1m";
const TOLD: [u64; 4] = [10_000, 100_000, 1_000_000, 4_000_000];
const MEASURED: [u64; 3] = [10_000, 100_000, 1_000_000];
const TRIED: [u64; 1] = [1_000];
/// Clients of all rounds together that a figure is made of.
const TOGETHER: u64 = 2_000_000;

/// The fleet on the first of the scenario's releases.
fn plan(clients: u64) -> Plan {
    let text = library::find(NAME).expect("the scenario comes with the program");
    let given = Given { values: vec![("clients".to_string(), clients)], in_tests: false };
    let scenario = read_with(NAME, text.as_bytes(), &quirks::ids(), &given);
    scenario.unwrap_or_else(|problems| panic!("{problems}")).plan(0)
}

fn run(plan: &Plan) -> World<'_> {
    let mut world = World::new(plan, &Options::default());
    world.run_through(SimTime::NEVER);
    world
}

/// Nanoseconds that this thread has been on a processor, where the operating system tells.
fn on_processor() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Tells what a fleet takes: a small one again and again, because the clock of the processor's time ticks in milliseconds.
fn tell(clients: u64) {
    let plan = plan(clients);
    let rounds = common::sized(TOGETHER, clients).div_ceil(clients);
    let mut spent = [Some(0), Some(0)];
    for round in 1..=rounds {
        let begun = on_processor();
        let mut world = World::new(&plan, &Options::default());
        let built = on_processor();
        world.run_through(SimTime::NEVER);
        let took = [(begun, built), (built, on_processor())];
        spent = std::array::from_fn(|n| Some(spent[n]? + took[n].1? - took[n].0?));
        if round == rounds {
            let [making, running] =
                spent.map(|ns| ns.map_or("?".to_string(), |ns: u64| format!("{} ns", ns / rounds / clients)));
            println!(
                "{clients} clients on SMS {}: built in {making}, run in {running} a client; {} events, queue {}, \
                 digest {:016x}",
                plan.site.release,
                world.events(),
                world.site().receive.longest(),
                world.digest()
            );
        }
    }
}

fn fleet(criterion: &mut Criterion) {
    for &clients in common::sized(&TOLD[..], &TRIED[..]) {
        tell(clients);
    }
    let mut group = criterion.benchmark_group("fleet");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    for &clients in common::sized(&MEASURED[..], &TRIED[..]) {
        let plan = plan(clients);
        group.throughput(Throughput::Elements(clients));
        group.bench_function(BenchmarkId::from_parameter(clients), |bencher| {
            bencher.iter_with_large_drop(|| run(&plan));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = common::criterion();
    targets = fleet
}
criterion_main!(benches);
