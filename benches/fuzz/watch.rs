//! Watches over the inputs: one that keeps the processor busy for too long is told of while it still runs.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Target;

/// The most processor time that one input may take; the slowest of those that end take a small part of it.
const MOST: Duration = Duration::from_secs(20);
/// How often a look is taken.
const INTERVAL: Duration = Duration::from_millis(500);

/// Ends when it is dropped.
pub struct Watch {
    number: Arc<AtomicU64>,
    /// Holds the number too, for what ends the process at once, as a stack that overflows.
    note: Option<File>,
    _ends: Sender<()>,
}

impl Watch {
    /// Watches the thread of the process that `main` runs on.
    pub fn start(target: &'static Target, seed: u64) -> Self {
        let number = Arc::new(AtomicU64::new(u64::MAX));
        let (ends, ended) = channel();
        let watched = Arc::clone(&number);
        thread::spawn(move || watch(target, seed, &watched, &ended));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
        Self { number, note: File::create(path).ok(), _ends: ends }
    }

    /// Says that the next input begins.
    pub fn begins(&mut self, number: u64) {
        self.number.store(number, Ordering::Relaxed);
        if let Some(note) = &mut self.note {
            // Without a disk to write to, the number is not kept.
            let _ = note.rewind().and_then(|()| write!(note, "{number:20}"));
        }
    }
}

fn watch(target: &Target, seed: u64, number: &AtomicU64, ended: &Receiver<()>) {
    let began = Instant::now();
    let (mut last, mut since) = (u64::MAX, busy(began));
    while ended.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
        let (now, at) = (number.load(Ordering::Relaxed), busy(began));
        if now != last {
            (last, since) = (now, at);
        } else if at.saturating_sub(since) > MOST {
            target.report(&format!("keeps the processor busy for more than {} s", MOST.as_secs()), seed, now);
        }
    }
}

/// Processor time of the main thread, where the system tells it; elsewhere the time that has passed.
fn busy(began: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}
