//! The suite of forty files, installed: how many installations a second. Worked out anew on one machine of each system; and by PCM on
//! a fleet of equal machines, whose installations at one moment are worked out once and shared, or each anew.

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sms_sim::base::{Calendar, SimTime};
use sms_sim::client::programs::ClientPrograms;
use sms_sim::machine::{Clock, DosPath, Drive, Machine, OsKind, Volume, factory_image};
use sms_sim::product::quirks;
use sms_sim::scenario::outcome::Verdict;
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::{Scenario, library, read};

const SCENARIO: &str = "q174330-suite";
const MEASURED: [OsKind; 3] = [OsKind::Wfw311, OsKind::Win95, OsKind::Nt40];
const TRIED: [OsKind; 1] = [OsKind::Win95];
const SETUP: &str = "C:\\SETUP.EXE";
const COMMAND: &str = "C:\\SETUP.EXE /S";
/// Machines of the fleet.
const FLEET: u64 = 200;

/// A machine with the program that the job of the scenario sends.
fn machine(os: OsKind) -> Machine {
    let text = library::find(SCENARIO).expect("it comes with the program");
    let scenario = read(SCENARIO, text.as_bytes(), &quirks::ids()).expect("it is a scenario");
    let plan = scenario.plan(0);
    let (_, content) = &plan.packages[0].files[0];
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    let setup = DosPath::parse(SETUP).expect("it is a path");
    machine.drives.write(&setup, content.clone(), machine.clock.local(SimTime::ZERO)).expect("there is room");
    machine
}

/// Installs the suite on a copy of the machine, and gives a digest of its disk.
fn install(machine: &Machine) -> u64 {
    let mut machine = machine.clone();
    let programs = ClientPrograms::on(&machine);
    let run = machine.run(SimTime::day(1), COMMAND, &programs);
    assert_eq!((run.exit_code, run.leave), (0, None), "nothing is in use");
    machine.drives.volume(Drive::C).map_or(0, Volume::digest)
}

fn suite(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("installer");
    group.throughput(Throughput::Elements(1));
    for &os in common::sized(&MEASURED[..], &TRIED[..]) {
        let machine = machine(os);
        let digest = install(&machine);
        println!("{os:?}: the suite is installed; digest {digest:016x}");
        group.bench_function(format!("suite/{os:?}"), |bencher| {
            bencher.iter(|| assert_eq!(install(&machine), digest));
        });
    }
    group.finish();
}

/// The package of the suite's scenario, sent to a fleet of which all run it at one moment.
fn fleet(size: u64) -> Scenario {
    let text = library::find(SCENARIO).expect("it comes with the program");
    let (_, rest) = text.split_once("\npackages:").expect("it has a package");
    let (package, _) = rest.split_once("\njobs:").expect("it has a job");
    let text = format!(
        "article: Q174330\ntitle: A fleet\nversions: [\"1.2\"]\nsite: {{code: S01, response: very fast}}\n\
         clients:\n  W[1-{size}]: {{os: win95}}\n\npackages:{package}\n\
         jobs:\n  S0100001: {{package: SUITE, target: 'W[1-{size}]', offer: d0 00:00}}\n\
         script:\n  - {{at: d0 09:00, on: 'W[1-{size}]', run: S0100001}}\n\
         expect:\n  - when: d1 00:00\n    basis: inferred\n    status: {{'W[1-{size}]': Complete}}\n"
    );
    read("fleet", text.as_bytes(), &quirks::ids()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn fleets(criterion: &mut Criterion) {
    let size = common::sized(FLEET, 3);
    let scenario = fleet(size);
    let mut group = criterion.benchmark_group("installer");
    group.throughput(Throughput::Elements(size));
    let mut digests = Vec::new();
    for (name, no_memo) in [("memoised", false), ("anew", true)] {
        let settings = Settings { no_memo, ..Settings::default() };
        let run = || run_version(&scenario, 0, &settings);
        let first = run();
        assert_eq!(first.verdict, Verdict::Pass, "{:?}", first.reasons);
        println!("{size} machines, {name}: digest {}", first.digest);
        digests.push(first.digest);
        group.bench_function(format!("fleet/{name}"), |bencher| bencher.iter_with_large_drop(run));
    }
    assert_eq!(digests[0], digests[1], "what is remembered differs from what is worked out");
    group.finish();
}

criterion_group! { name = benches; config = common::criterion(); targets = suite, fleets }
criterion_main!(benches);
