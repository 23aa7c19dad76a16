//! Boxes full of files: the Despooler draining RECEIVE of n results, and the Data Loader the MIFs that it passes on.
//!
//! What one file costs must not depend on how many there are. The ratio of a large box to a small one is printed. Results
//! come in two ways: all clients report in the same words, or each in words of its own, which must each be parsed.

mod common;

use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput};
use criterion::{criterion_group, criterion_main};
use sms_sim::base::{Calendar, ClientId, Digest, JobId, Selection, ServerId, SimTime, Span};
use sms_sim::engine::{Outbox, Poller, Timetable};
use sms_sim::machine::{Clock, LocalTime};
use sms_sim::product::{Behavior, Cause};
use sms_sim::server::database::Database;
use sms_sim::server::tail::Tail;
use sms_sim::server::{Effect, Names, Service, ServiceKind, Site, WRITE_TIME, data_loader};
use sms_sim::wire::mif::status::{Outcome, StatusMif};
use sms_sim::wire::parcel::Parcel;
use sms_sim::wire::sni::Notice;

const MEASURED: [u32; 3] = [1_000, 10_000, 100_000];
const TRIED: [u32; 2] = [10, 100];
/// Every tenth installation has failed.
const FAILED_EVERY: u32 = 10;
const JOB: JobId = JobId(0);

/// In whose words the clients report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Words {
    Same,
    Own,
}

/// All clients are targets of the one job. Nobody reads a transcript here, so nobody needs a name.
struct Nameless(Selection);

impl Names for Nameless {
    fn client(&self, _: ClientId) -> String {
        String::new()
    }
    fn job(&self, _: JobId) -> String {
        String::new()
    }
    fn server(&self, _: ServerId) -> String {
        String::new()
    }
    fn targets(&self, _: JobId) -> &Selection {
        &self.0
    }
}

/// A site at work, and what came of it.
struct Work {
    site: Site,
    tail: Tail,
    names: Nameless,
    now: SimTime,
    out: Outbox<Effect>,
    rows: Digest,
}

impl Work {
    /// A site with `files` results in RECEIVE, as Maintenance Manager puts them there.
    fn waiting(files: u32, words: Words) -> Self {
        let names = Nameless(Selection::new(vec![(ClientId(0), ClientId(files - 1))]));
        let services = Site::SERVICES.map(service);
        let mut site = Site::new(Behavior::default(), Clock::right(Calendar::default()), services, 1, files);
        let mut tail = Tail::new(Tail::SERVICES.map(service), Database::default());
        tail.database.activate(SimTime::ZERO, JOB, names.0.clone(), Cause::Activated);
        // Both halves of the site hold the words that travel from one to the other.
        let mut keep = |mif: Vec<u8>| {
            tail.contents.keep(&mif);
            site.contents.keep(&mif)
        };
        let same = [false, true].map(|failed| keep(status_mif(failed, 0)));
        for client in names.0.iter() {
            site.instructions.add(&mut site.files, client, JOB);
            let now = SimTime::ZERO + Span::ms(50).times(u64::from(client.0));
            let failed = client.0 % FAILED_EVERY == FAILED_EVERY - 1;
            let mif = match words {
                Words::Same => same[usize::from(failed)],
                Words::Own => keep(status_mif(failed, client.0)),
            };
            site.receive.put_status_mif(now, client, 0, mif);
            site.receive.put(now, result(client));
        }
        let now = SimTime::day(1);
        Self { site, tail, names, now, out: Outbox::new(false), rows: Digest::default() }
    }

    /// Lets one service work until it finds nothing more.
    fn drain(&mut self, kind: ServiceKind) {
        match kind {
            ServiceKind::DataLoader => self.load(),
            kind => self.pass_on(kind),
        }
    }

    fn pass_on(&mut self, kind: ServiceKind) {
        let mut next = self.site.begin(kind, self.now, &mut self.out);
        while let Some(takes) = next {
            self.now = self.now + takes;
            next = self.site.step(kind, self.now, &self.names, &mut self.out);
            self.apply_effects();
        }
    }

    /// The Data Loader first finds all that was passed on, and then loads it.
    fn load(&mut self) {
        self.now = self.now + WRITE_TIME;
        while self.tail.loading.filebox.arrive_by(self.now).is_some() {}
        while let Some(takes) = self.tail.station(ServiceKind::DataLoader).next() {
            self.now = self.now + takes;
            let loaded = data_loader::step(&mut self.tail, self.now, &self.names, &mut self.out);
            if let Some((_, Some(row))) = loaded {
                let words = [u64::from(row.client.0), row.status as u64];
                words.into_iter().for_each(|word| self.rows.word(word));
            }
        }
    }

    fn apply_effects(&mut self) {
        self.out.effects.clear();
        for (arrives, parcel) in self.site.passed_on.drain(..) {
            self.tail.loading.filebox.expect(arrives, parcel);
        }
    }
}

/// A service with nothing to do, which looks every minute.
fn service(kind: ServiceKind) -> Service {
    let poller = Poller::new(Timetable::always(Span::ZERO, Span::mins(1)));
    Service { poller, busy: false, stopped: false, takes: kind.usually_takes() }
}

fn status_mif(failed: bool, serial_number: u32) -> Vec<u8> {
    let mif = StatusMif {
        manufacturer: "Microsoft".to_string(),
        product: "Excel".to_string(),
        version: "5.0".to_string(),
        locale: Some("ENU".to_string()),
        serial_number: serial_number.to_string(),
        installation: None,
        outcome: if failed { Outcome::Failed } else { Outcome::Success },
        description: "Setup has ended".to_string(),
    };
    mif.render().into_bytes()
}

fn result(client: ClientId) -> Parcel {
    let notice = Notice::Ran { launched: true, mif: true };
    Parcel::Notice { client, job: JOB, serial: 0, notice, executed: LocalTime::default() }
}

/// How long `f` takes on the host.
#[expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a bench, not the model")]
fn timed(f: impl FnOnce()) -> Duration {
    let start = std::time::Instant::now();
    f();
    start.elapsed()
}

/// One service, and what lies before it.
const CASES: [(&str, ServiceKind, Words); 3] = [
    ("Despooler, same words", ServiceKind::Despooler, Words::Same),
    ("Despooler, own words", ServiceKind::Despooler, Words::Own),
    ("Data Loader", ServiceKind::DataLoader, Words::Same),
];

/// Has one service drain its box; how long that takes it.
fn drained(kind: ServiceKind, words: Words, files: u32) -> Duration {
    let mut work = Work::waiting(files, words);
    if kind == ServiceKind::DataLoader {
        work.drain(ServiceKind::Despooler);
    }
    timed(|| work.drain(kind))
}

/// Measures one case with `files` files; answers with the nanoseconds for a file at its fastest.
fn bench(group: &mut BenchmarkGroup<WallTime>, case: (&str, ServiceKind, Words), files: u32) -> f64 {
    let (name, kind, words) = case;
    let mut fastest = Duration::MAX;
    let mut once = || {
        let took = drained(kind, words, files);
        fastest = fastest.min(took);
        took
    };
    group.throughput(Throughput::Elements(u64::from(files)));
    group.bench_function(BenchmarkId::new(name, files), |b| {
        b.iter_custom(|times| (0..times).map(|_| once()).sum());
    });
    fastest.as_nanos() as f64 / f64::from(files)
}

/// Drains everything once and prints a digest of the rows that were written.
fn prove(files: u32, words: Words) {
    let mut work = Work::waiting(files, words);
    work.drain(ServiceKind::Despooler);
    work.drain(ServiceKind::DataLoader);
    let (received, loaded) = (work.site.receive.depth.now(), work.tail.loading.filebox.depth.now());
    assert_eq!(
        (received, loaded, work.tail.loading.filebox.next_due()),
        (0, 0, SimTime::NEVER),
        "files were left"
    );
    println!("{files} results, {words:?} words: digest of the rows {:016x}", work.rows.value());
}

fn drain(criterion: &mut Criterion) {
    let sizes = common::sized(&MEASURED[..], &TRIED[..]);
    let mut group = criterion.benchmark_group("drain");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    for &files in sizes {
        prove(files, Words::Same);
        prove(files, Words::Own);
    }
    for case in CASES {
        let costs: Vec<f64> = sizes.iter().map(|&files| bench(&mut group, case, files)).collect();
        for (files, cost) in sizes.iter().zip(&costs).filter(|_| common::measures()) {
            println!("{}, {files} files: {cost:.0} ns a file, {:.2} to 1", case.0, cost / costs[0]);
        }
    }
    group.finish();
}

criterion_group! { name = benches; config = common::criterion(); targets = drain }
criterion_main!(benches);
