//! SMSWORK drains `[SMS Work] PendingWork` of n commands. The simulated file is rewritten after each, and yet a command must
//! not cost more for being one of many.

mod common;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sms_sim::base::{Calendar, SimTime};
use sms_sim::client::programs::{ClientPrograms, Program};
use sms_sim::machine::{Clock, Content, DosPath, Machine, OsKind, factory_image};

const SMSWORK: &str = r"C:\MS\SMS\BIN\SMSWORK.EXE";
const MEASURED: [usize; 4] = [10, 100, 1_000, 10_000];
const TRIED: [usize; 2] = [1, 10];

fn path(text: &str) -> DosPath {
    DosPath::parse(text).expect("it is a path")
}

/// A machine whose SMS.INI queues `commands` commands that do nothing. They are short, because of an INI file beyond 64 KB
/// the rest is not looked at (Q78346).
fn queued(commands: usize) -> Machine {
    let os = OsKind::Win31;
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    let now = machine.clock.local(SimTime::ZERO);
    for directory in ["C:\\MS", "C:\\MS\\SMS", "C:\\MS\\SMS\\BIN"] {
        machine.drives.make_directory(&path(directory), now).expect("there is room");
    }
    let ini = format!("[SMS Work]\r\nPendingWork={}\r\n", vec!["REM x"; commands].join(","));
    for (file, content) in [(SMSWORK, Program::Smswork.content()), ("C:\\SMS.INI", Content::of(ini))] {
        machine.drives.write(&path(file), content, now).expect("there is room");
    }
    machine
}

fn drain(mut machine: Machine) -> Machine {
    let programs = ClientPrograms::on(&machine);
    machine.run(SimTime::ZERO, SMSWORK, &programs);
    machine
}

fn pending_work(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pending_work");
    for &commands in common::sized(&MEASURED[..], &TRIED[..]) {
        let full = queued(commands);
        let left = drain(full.clone()).read_file(&path("C:\\SMS.INI"));
        let drained = left.as_deref() == Some(&b"[SMS Work]\r\nPendingWork=\r\n"[..]);
        assert!(drained, "{commands} commands are not done");
        group.throughput(Throughput::Elements(commands as u64));
        group.bench_function(BenchmarkId::from_parameter(commands), |bencher| {
            bencher.iter_batched(|| full.clone(), drain, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group! { name = benches; config = common::criterion(); targets = pending_work }
criterion_main!(benches);
