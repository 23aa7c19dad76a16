//! The hold model: a queue holds a constant number of pending events; each step takes the earliest and puts it back
//! later by an exponential delay of one second on average.
//!
//! The delay of the n-th push depends on n alone, so the times that come out are the same for every right queue. A checksum
//! over them proves it before anything is measured.

mod common;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use sms_sim::base::SimTime;
use sms_sim::engine::{Event, Phase, Queue};

/// Pending events, holds, and the checksum over the times that come out.
const ORDER: [(u64, u64, u64); 5] = [
    (1_000, 2_000, 0x3609_7feb_efcd_7cf9),
    (1_000, 5_000, 0x000b_2c8e_f55e_a745),
    (1_000_000, 2_000_000, 0xda61_2a02_1fe8_cd69),
    (1_000_000, 5_000_000, 0x33d5_c1c0_1956_46c2),
    (10_000_000, 10_000_000, 0x7ed4_c390_ecef_294d),
];
const MEASURED: [u64; 4] = [1_000, 100_000, 1_000_000, 10_000_000];
const TRIED: [u64; 1] = [1_000];

const GOLDEN_RATIO: u64 = 0x9E37_79B9_7F4A_7C15;
const SEED: u64 = 1994;
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

/// An event of `WORDS` times 8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Token<const WORDS: usize>([u64; WORDS]);

/// As small as an event with an id and a target can be.
type Small = Token<2>;
/// As large as an event of the world, which carries a whole parcel.
type Large = Token<5>;
const _: () = assert!(size_of::<Large>() == size_of::<sms_sim::world::event::Event>());

impl<const WORDS: usize> Event for Token<WORDS> {
    fn phase(&self) -> Phase {
        Phase::Act
    }
    fn entity(&self) -> u64 {
        self.0[0]
    }
    fn words(&self) -> [u64; 3] {
        [self.0[0], 0, 0]
    }
}

/// What a queue must do to be compared.
trait Pending<E>: Default {
    const NAME: &str;
    fn put(&mut self, at: u64, event: E);
    fn earliest(&mut self) -> Option<(u64, E)>;
}

impl<E: Event> Pending<E> for Queue<E> {
    const NAME: &str = "engine";
    fn put(&mut self, at: u64, event: E) {
        self.push(SimTime(at), event);
    }
    fn earliest(&mut self) -> Option<(u64, E)> {
        self.pop().map(|(at, event)| (at.0, event))
    }
}

impl<E: Event> Pending<E> for BinaryHeap<Reverse<(u64, E)>> {
    const NAME: &str = "BinaryHeap";
    fn put(&mut self, at: u64, event: E) {
        self.push(Reverse((at, event)));
    }
    fn earliest(&mut self) -> Option<(u64, E)> {
        self.pop().map(|Reverse(entry)| entry)
    }
}

impl<E: Event> Pending<E> for BTreeSet<(u64, E)> {
    const NAME: &str = "BTreeSet";
    fn put(&mut self, at: u64, event: E) {
        self.insert((at, event));
    }
    fn earliest(&mut self) -> Option<(u64, E)> {
        self.pop_first()
    }
}

/// The delay of the n-th push in nanoseconds: SplitMix64 over n, taken for a uniform number, turned exponential.
#[expect(clippy::disallowed_methods, reason = "a bench, not the model")]
fn delay(n: u64) -> u64 {
    let mut z = SEED.wrapping_add(n.wrapping_add(1).wrapping_mul(GOLDEN_RATIO));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    let uniform = ((z >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    1 + (-uniform.ln() * 1e9) as u64
}

fn fold(checksum: u64, at: u64) -> u64 {
    (checksum ^ at).wrapping_mul(FNV_PRIME)
}

/// A queue in the middle of the hold model.
struct Model<Q> {
    queue: Q,
    pushed: u64,
    checksum: u64,
}

impl<Q> Model<Q> {
    fn new<const WORDS: usize>(pending: u64) -> Self
    where
        Q: Pending<Token<WORDS>>,
    {
        let mut queue = Q::default();
        (0..pending).for_each(|n| queue.put(delay(n), Token([n; WORDS])));
        Self { queue, pushed: pending, checksum: 0 }
    }

    fn hold<const WORDS: usize>(&mut self)
    where
        Q: Pending<Token<WORDS>>,
    {
        let Some((at, token)) = self.queue.earliest() else { return };
        self.queue.put(at + delay(self.pushed), token);
        self.pushed += 1;
        self.checksum = fold(self.checksum, at);
    }
}

fn bench<const WORDS: usize, Q: Pending<Token<WORDS>>>(group: &mut BenchmarkGroup<WallTime>) {
    for &pending in common::sized(&MEASURED[..], &TRIED[..]) {
        let mut model = Model::<Q>::new(pending);
        let name = format!("{} {} B", Q::NAME, 8 * WORDS);
        group.bench_function(BenchmarkId::new(name, pending), |b| b.iter(|| model.hold()));
        prove::<WORDS, Q>(pending);
    }
}

/// Holds the order of what comes out against the known checksums.
fn prove<const WORDS: usize, Q: Pending<Token<WORDS>>>(pending: u64) {
    let mut model = Model::<Q>::new(pending);
    for (_, holds, expected) in ORDER.into_iter().filter(|known| known.0 == pending) {
        (model.pushed - pending..holds).for_each(|_| model.hold());
        println!("{} {} B, {pending} pending, {holds} holds: {:016x}", Q::NAME, 8 * WORDS, model.checksum);
        assert_eq!(model.checksum, expected, "{} does not keep the order of time", Q::NAME);
    }
}

fn hold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hold");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("no queue", |b| {
        let (mut n, mut checksum) = (0, 0);
        b.iter(|| {
            n += 1;
            checksum = fold(checksum, delay(black_box(n)));
            checksum
        });
    });
    bench::<2, Queue<Small>>(&mut group);
    bench::<5, Queue<Large>>(&mut group);
    bench::<2, BinaryHeap<Reverse<(u64, Small)>>>(&mut group);
    bench::<5, BinaryHeap<Reverse<(u64, Large)>>>(&mut group);
    bench::<2, BTreeSet<(u64, Small)>>(&mut group);
    bench::<5, BTreeSet<(u64, Large)>>(&mut group);
    group.finish();
}

criterion_group! { name = benches; config = common::criterion(); targets = hold }
criterion_main!(benches);
