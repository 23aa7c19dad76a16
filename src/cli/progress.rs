//! How far a large run is: the simulated day, events a second, and what remains, on a terminal.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use indicatif::{MultiProgress, ProgressBar};
use sms_sim::base::SimTime;
use sms_sim::scenario::Scenario;
use sms_sim::scenario::course::{SoFar, Watch};
use sms_sim::scenario::outcome::RunOutcome;

use super::exit::Failure;
use super::{interrupt, load, terminal};

/// Somebody who looks on for the user.
struct Looker {
    /// Nobody looks at bars where there is no terminal, or who wants no progress.
    bars: Option<Bars>,
}

/// A bar for each version that runs.
struct Bars {
    all: MultiProgress,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
}

/// Somebody who looks on for the user, and stops the run at Ctrl-C; nobody where it is over before one could read or press a key.
pub fn watch(scenario: &Scenario) -> Option<Arc<dyn Watch>> {
    if !load::is_fleet(scenario) {
        return None;
    }
    interrupt::listen();
    let bars = terminal::shows_progress().then(|| Bars { all: MultiProgress::new(), bars: Mutex::default() });
    Some(Arc::new(Looker { bars }))
}

impl Watch for Looker {
    fn see(&self, so_far: &SoFar) -> bool {
        self.bars.iter().for_each(|bars| bars.show(so_far));
        !interrupt::is_interrupted()
    }
}

/// What to say when Ctrl-C has stopped a run: how far each version came.
pub fn interrupted(runs: &[RunOutcome]) -> Option<Failure> {
    let stopped = runs.iter().filter(|run| run.stopped);
    let lines: Vec<String> = stopped.map(came_to).collect();
    let words = || format!("interrupted; nothing is written. {}", lines.join("; "));
    (!lines.is_empty()).then(|| Failure::Interrupted(words()))
}

/// `SMS 1.0 had come to d1 04:15:00.000 with 310000 events; rows so far: 12000 Complete, 288000 None`.
fn came_to(run: &RunOutcome) -> String {
    let mut counts = BTreeMap::new();
    for group in run.aggregates.iter().flat_map(|all| &all.groups) {
        *counts.entry(group.status).or_insert(0) += group.rows;
    }
    let rows: Vec<String> = counts.iter().map(|(status, rows)| format!("{rows} {status}")).collect();
    let so_far = if rows.is_empty() { String::new() } else { format!("; rows so far: {}", rows.join(", ")) };
    format!("SMS {} had come to {} with {} events{so_far}", run.version, run.ended_at, run.events)
}

impl Bars {
    fn show(&self, so_far: &SoFar) {
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
