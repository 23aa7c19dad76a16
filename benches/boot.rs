//! Machines started from one image. Those that change nothing must cost next to nothing: neither time nor memory.
//!
//! Memory is what the operating system says that the process had at most, divided by the clients.

mod common;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sms_sim::base::SimTime;
use sms_sim::product::quirks;
use sms_sim::scenario::{Scenario, read};
use sms_sim::world::plan::Plan;
use sms_sim::world::{Options, World};

/// What a client may cost once it has started and changed nothing.
const MOST_BYTES_A_CLIENT: usize = 300;
/// People come in over the morning: so many machines are switched on each minute.
const SWITCHED_ON_AT_ONCE: usize = 10_000;
const MEASURED: [usize; 3] = [1_000, 10_000, 100_000];
const TRIED: [usize; 1] = [1_000];
const FLEET: usize = 1_000_000;

/// Clients of one kind, with no network, so that nothing of SMS writes to their disks.
fn fleet(clients: usize) -> Scenario {
    let mut text = format!(
        "article: Q129602\ntitle: A fleet starts\nversions: [\"1.2\"]\nsite: {{code: S01}}\nclients:\n  \
         W[1-{clients}]: {{os: win31, power: off, network: none}}\nscript:\n"
    );
    for (wave, first) in (1..=clients).step_by(SWITCHED_ON_AT_ONCE).enumerate() {
        let last = (first + SWITCHED_ON_AT_ONCE - 1).min(clients);
        let (hour, minute) = (8 + wave / 60, wave % 60);
        text += &format!("  - {{at: d0 {hour:02}:{minute:02}, on: \"W[{first}-{last}]\", do: boot}}\n");
    }
    text += &format!(
        "expect:\n  - {{when: settled, basis: assumed, machine: {{\"W[1-{clients}]\": desktop}}}}\n"
    );
    read("fleet.yaml", text.as_bytes(), &quirks::ids()).expect("it is a scenario")
}

fn start(plan: &Plan) -> World<'_> {
    let mut world = World::new(plan, &Options::default());
    world.run_through(SimTime::day(1));
    world
}

/// Tells what memory a fleet takes that has started, as the operating system sees it.
fn memory(clients: usize) {
    let plan = fleet(clients).plan(0);
    let before = resident_bytes("VmRSS:");
    let world = start(&plan);
    let digest = world.digest();
    let (Some(before), Some(peak), Some(rest)) = (before, resident_bytes("VmHWM:"), resident_bytes("VmRSS:"))
    else {
        return println!("{clients} clients started; digest {digest:016x}; no memory is told here");
    };
    let each = |bytes: usize| bytes.saturating_sub(before) / clients;
    let (peak, rest) = (each(peak), each(rest));
    println!(
        "{clients} clients started: {peak} bytes a client at the peak, {rest} at rest; digest {digest:016x}"
    );
    // A small fleet does not outweigh what any process takes.
    assert!(clients < FLEET || peak <= MOST_BYTES_A_CLIENT, "a client costs {peak} bytes");
}

/// What the process has in memory, or had at most, where the operating system tells.
fn resident_bytes(field: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok().map(|kb| kb << 10)
}

fn boot(criterion: &mut Criterion) {
    memory(common::sized(FLEET, TRIED[0]));
    let mut group = criterion.benchmark_group("boot");
    for &clients in common::sized(&MEASURED[..], &TRIED[..]) {
        let plan = fleet(clients).plan(0);
        group.throughput(Throughput::Elements(clients as u64));
        group.bench_function(BenchmarkId::from_parameter(clients), |bencher| {
            bencher.iter_batched(|| (), |()| start(&plan).digest(), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group! { name = benches; config = common::criterion(); targets = boot }
criterion_main!(benches);
