//! Whole runs of the founding scenario on one core, from a plan that was read to a judged outcome; and reading the file.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sms_sim::product::quirks;
use sms_sim::scenario::outcome::Verdict;
use sms_sim::scenario::run::{Settings, run_version};
use sms_sim::scenario::{self, Scenario, library};

const NAME: &str = "q152229";

fn read(text: &str) -> Scenario {
    scenario::read(NAME, text.as_bytes(), &quirks::ids()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn runs(criterion: &mut Criterion) {
    let text = library::find(NAME).expect("the scenario comes with the program");
    let scenario = read(text);
    let settings = Settings::default();
    let mut group = criterion.benchmark_group(NAME);
    group.throughput(Throughput::Elements(1));
    for (version, release) in scenario.versions.iter().enumerate() {
        let first = run_version(&scenario, version, &settings);
        println!("{NAME} on {release}: {} events, digest {}", first.events, first.digest);
        assert_eq!(first.verdict, Verdict::Pass, "{:?}", first.reasons);
        let run = || run_version(&scenario, version, &settings);
        group.bench_function(BenchmarkId::new("run", release), |b| {
            b.iter_with_large_drop(run);
        });
        assert_eq!(run().digest, first.digest, "a run does not repeat");
    }
    group.bench_function("read", |b| b.iter_batched(|| text, read, BatchSize::SmallInput));
    group.finish();
}

criterion_group!(benches, runs);
criterion_main!(benches);
