//! How far a large run is: the simulated day, events a second, and what remains, on a terminal.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use indicatif::{MultiProgress, ProgressBar};
use sms_sim::base::SimTime;
use sms_sim::scenario::Scenario;
use sms_sim::scenario::course::{SoFar, Watch};

use super::{load, terminal};

/// A bar for each version that runs.
struct Bars {
    all: MultiProgress,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
}

/// Somebody who looks on for the user; nobody where the run is over before one could read, or the user wants no progress.
pub fn watch(scenario: &Scenario) -> Option<Arc<dyn Watch>> {
    let is_wanted = load::is_fleet(scenario) && terminal::shows_progress();
    is_wanted.then(|| Arc::new(Bars { all: MultiProgress::new(), bars: Mutex::default() }) as Arc<dyn Watch>)
}

impl Watch for Bars {
    fn see(&self, so_far: &SoFar) {
        let Ok(mut bars) = self.bars.lock() else { return };
        let bar = bars
            .entry(so_far.version.clone())
            .or_insert_with(|| self.all.add(terminal::bar(minutes(so_far.last_date), "{bar:24} SMS {msg}")));
        bar.set_position(minutes(so_far.now));
        bar.set_message(words(so_far, per_second(so_far.events, bar.elapsed().as_millis())));
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        // What a bar said is no result: it leaves nothing behind.
        let _ = self.all.clear();
    }
}

fn minutes(at: SimTime) -> u64 {
    at.since(SimTime::ZERO).as_secs() / 60
}

fn per_second(events: u64, millis: u128) -> u64 {
    (u128::from(events) * 1_000 / millis.max(1)) as u64
}

/// `1.0  d1 12:00, 3100000 events/s, 36 hours to the last date`.
fn words(so_far: &SoFar, per_second: u64) -> String {
    let SoFar { version, now, last_date, files, .. } = so_far;
    let at = now.to_string();
    let at = at.rsplit_once(':').map_or(at.as_str(), |(minute, _)| minute);
    let remains = match minutes(*last_date).saturating_sub(minutes(*now)) {
        0 => format!("{files} files in boxes to go"),
        left => format!("{} hours to the last date", left.div_ceil(60)),
    };
    format!("{version}  {at}, {per_second} events/s, {remains}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_time_and_then_files() {
        let mut so_far = SoFar {
            version: "1.0".to_string(),
            now: "d1 12:00".parse().unwrap(),
            last_date: SimTime::day(3),
            events: 620,
            files: 9,
        };
        let speed = per_second(so_far.events, 200);
        assert_eq!(words(&so_far, speed), "1.0  d1 12:00, 3100 events/s, 36 hours to the last date");
        so_far.now = SimTime::day(4);
        assert_eq!(words(&so_far, 0), "1.0  d4 00:00, 0 events/s, 9 files in boxes to go");
    }
}
