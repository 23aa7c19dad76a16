//! The suite of forty files, installed: how many installations a second. Each is worked out anew, because what it does hangs on
//! the clock; nothing is remembered from one to the next.

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sms_sim::base::{Calendar, SimTime};
use sms_sim::client::programs::ClientPrograms;
use sms_sim::machine::{Clock, DosPath, Drive, Machine, OsKind, Volume, factory_image};
use sms_sim::product::quirks;
use sms_sim::scenario::{library, read};

const SCENARIO: &str = "q174330-suite";
const MEASURED: [OsKind; 3] = [OsKind::Wfw311, OsKind::Win95, OsKind::Nt40];
const TRIED: [OsKind; 1] = [OsKind::Win95];
const SETUP: &str = "C:\\SETUP.EXE";
const COMMAND: &str = "C:\\SETUP.EXE /S";

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

criterion_group! { name = benches; config = common::criterion(); targets = suite }
criterion_main!(benches);
