//! Chrome's trace format in JSON, which chrome://tracing and ui.perfetto.dev open: a track for each client, server and service, an
//! arrow for each file on its way, a counter for each box.
//!
//! Times are microseconds of simulated time since d0. An event takes no simulated time; it is drawn a millisecond long, or up to the
//! next event of its track, so that it can be seen and arrows have something to end at.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::SimTime;
use crate::report::label::plain;
use crate::scenario::outcome::{Outcome, RunOutcome};
use crate::scenario::story::{LaneKind, Story};

const EVENT_US: u64 = 1_000;
const NS_PER_US: u64 = 1_000;

/// The trace of one run.
pub fn trace(outcome: &Outcome, run: &RunOutcome) -> String {
    let mut events = tracks(&run.story);
    events.extend(slices(run));
    events.extend(arrows(&run.story));
    events.extend(counters(run));
    let document = json!({
        "displayTimeUnit": "ms",
        "otherData": {
            "scenario": plain(&outcome.scenario),
            "title": plain(&outcome.title),
            "version": plain(&run.version),
            "seed": outcome.seed.to_string(),
            "digest": run.digest,
        },
        "traceEvents": events,
    });
    document.to_string() + "\n"
}

fn us(at: SimTime) -> u64 {
    at.0 / NS_PER_US
}

/// The process and the thread that stand for a lane.
fn track(story: &Story, lane: usize) -> (u64, u64) {
    let process = match story.lanes[lane].kind {
        LaneKind::Admin | LaneKind::Service => 1,
        LaneKind::Server => 2,
        LaneKind::Client => 3,
    };
    (process, lane as u64 + 1)
}

fn meta(kind: &str, (pid, tid): (u64, u64), name: &str) -> Value {
    json!({"ph": "M", "pid": pid, "tid": tid, "ts": 0, "name": kind, "args": {"name": name}})
}

/// The names of tracks, as far as anything happens on them.
fn tracks(story: &Story) -> Vec<Value> {
    let processes = [(1, "site server"), (2, "logon servers"), (3, "clients")];
    let process = |(pid, name): (u64, &str)| meta("process_name", (pid, 0), name);
    let mut events: Vec<Value> = processes.map(process).to_vec();
    let mut used: Vec<usize> = story.events.iter().map(|event| event.lane).collect();
    used.sort_unstable();
    used.dedup();
    for lane in used {
        let (pid, tid) = track(story, lane);
        let name = plain(&story.lanes[lane].name);
        events.push(meta("thread_name", (pid, tid), &name));
    }
    events
}

fn slices(run: &RunOutcome) -> Vec<Value> {
    let story = &run.story;
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in &run.transcript {
        lines.entry(line.event).or_default().push(plain(&line.what));
    }
    let mut next: BTreeMap<usize, u64> = BTreeMap::new();
    let mut slices = Vec::new();
    for (number, event) in story.events.iter().enumerate().rev() {
        let start = us(event.at);
        let after = next.insert(event.lane, start).filter(|&after| after > start);
        let words = lines.get(&number).map_or(plain(&event.words), |lines| lines[0].clone());
        let (pid, tid) = track(story, event.lane);
        let length = after.map_or(EVENT_US, |after| EVENT_US.min(after - start));
        slices.push(json!({
            "ph": "X", "pid": pid, "tid": tid, "ts": start, "dur": length,
            "name": if words.is_empty() { "looks for work".to_string() } else { words },
            "cat": "event",
            "args": {"event": number, "because": event.because, "lines": lines.get(&number)},
        }));
    }
    slices.reverse();
    slices
}

/// From the event that sends a file to that of its arrival. Both ends name the same arrow.
fn arrows(story: &Story) -> Vec<Value> {
    let mut arrows = Vec::new();
    for (id, file) in story.files.iter().enumerate() {
        let Some(arrival) = file.arrival else { continue };
        for (ph, event) in [("s", file.sent_by), ("f", arrival)] {
            let (pid, tid) = track(story, story.events[event].lane);
            let mut end = json!({
                "ph": ph, "id": id + 1, "pid": pid, "tid": tid, "ts": us(story.events[event].at),
                "name": plain(&file.name), "cat": file.kind,
            });
            if ph == "f" {
                end["bp"] = json!("e");
            }
            arrows.push(end);
        }
    }
    arrows
}

fn counters(run: &RunOutcome) -> Vec<Value> {
    let steps =
        run.boxes.iter().flat_map(|place| place.depths.iter().map(move |step| (plain(&place.name), step)));
    let counter = |(name, &(at, depth)): (String, &(SimTime, u64))| json!({"ph": "C", "pid": 1, "tid": 0, "ts": us(at), "name": name, "args": {"files": depth}});
    steps.map(counter).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run};
    use crate::scenario::{library, read};

    /// A job, a defect at which files wait, and machines that start.
    const SCENARIOS: [&str; 3] = ["q152229", "q166765", "q139086"];

    fn traces() -> Vec<Value> {
        let traces = |name: &str| {
            let text = library::find(name).unwrap();
            let scenario = read(&format!("{name}.yaml"), text.as_bytes(), &quirks::ids()).unwrap();
            let versions: Vec<usize> = (0..scenario.versions.len()).collect();
            let outcome = run(&scenario, &versions, &Settings { told: true, ..Settings::default() });
            let parsed = |run| serde_json::from_str(&trace(&outcome, run)).unwrap();
            outcome.runs.iter().map(parsed).collect::<Vec<Value>>()
        };
        SCENARIOS.iter().flat_map(|name| traces(name)).collect()
    }

    fn events(trace: &Value) -> &[Value] {
        trace["traceEvents"].as_array().unwrap()
    }

    fn of<'a>(trace: &'a Value, kind: &str) -> Vec<&'a Value> {
        events(trace).iter().filter(|event| event["ph"] == kind).collect()
    }

    fn number(event: &Value, key: &str) -> u64 {
        event[key].as_u64().unwrap_or_else(|| panic!("{key} of {event}"))
    }

    /// Keys that are whole numbers, words, and objects, by the kind of event.
    fn required(kind: &str) -> (&'static [&'static str], &'static [&'static str], &'static [&'static str]) {
        match kind {
            "M" => (&["pid", "tid", "ts"], &["name"], &["args"]),
            "X" => (&["pid", "tid", "ts", "dur"], &["name", "cat"], &["args"]),
            "s" | "f" => (&["pid", "tid", "ts", "id"], &["name", "cat"], &[]),
            "C" => (&["pid", "tid", "ts"], &["name"], &["args"]),
            other => panic!("{other} is no kind of event that this trace has"),
        }
    }

    /// The rules of the Trace Event Format, by the kind of event.
    #[test]
    fn every_event_has_the_keys_that_the_format_asks_for() {
        for trace in traces() {
            assert!(["ms", "ns"].contains(&trace["displayTimeUnit"].as_str().unwrap()));
            for event in events(&trace) {
                let (numbers, words, objects) = required(event["ph"].as_str().unwrap());
                numbers.iter().for_each(|key| assert!(event[*key].is_u64(), "{key} of {event}"));
                words.iter().for_each(|key| assert!(event[*key].is_string(), "{key} of {event}"));
                objects.iter().for_each(|key| assert!(event[*key].is_object(), "{key} of {event}"));
            }
            for counter in of(&trace, "C") {
                assert!(counter["args"].as_object().unwrap().values().all(Value::is_u64), "{counter}");
            }
        }
    }

    #[test]
    fn every_track_has_one_name() {
        for trace in traces() {
            let named = |name: &str, key: &str| {
                let names = of(&trace, "M").into_iter().filter(|event| event["name"] == name);
                let mut named: Vec<u64> = names
                    .inspect(|event| assert!(!event["args"]["name"].as_str().unwrap().is_empty(), "{event}"))
                    .map(|event| number(event, key))
                    .collect();
                named.sort_unstable();
                named
            };
            let used = |kind: &str, key: &str| -> Vec<u64> {
                let used: BTreeSet<u64> =
                    of(&trace, kind).into_iter().map(|event| number(event, key)).collect();
                used.into_iter().collect()
            };
            assert_eq!(named("thread_name", "tid"), used("X", "tid"));
            assert_eq!(named("process_name", "pid"), [1, 2, 3]);
            assert!(used("X", "pid").iter().all(|pid| (1..=3).contains(pid)));
        }
    }

    #[test]
    fn slices_of_a_track_nest_and_every_arrow_has_both_ends_in_one() {
        for trace in traces() {
            let mut tracks: BTreeMap<u64, Vec<(u64, u64)>> = BTreeMap::new();
            for slice in of(&trace, "X") {
                let (start, length) = (number(slice, "ts"), number(slice, "dur"));
                tracks.entry(number(slice, "tid")).or_default().push((start, start + length));
            }
            for slices in tracks.values() {
                let apart = |pair: &[(u64, u64)]| pair[0].0 == pair[1].0 || pair[0].1 <= pair[1].0;
                assert!(slices.windows(2).all(apart), "{slices:?}");
            }
            let (starts, ends) = (of(&trace, "s"), of(&trace, "f"));
            let ids: BTreeSet<u64> = starts.iter().map(|start| number(start, "id")).collect();
            assert!(starts.len() == ends.len() && ids.len() == starts.len());
            for (start, end) in starts.iter().zip(&ends) {
                assert!(["id", "name", "cat"].iter().all(|key| start[*key] == end[*key]), "{start} {end}");
                assert!(number(start, "ts") <= number(end, "ts") && end["bp"] == "e", "{end}");
                for arrow in [start, end] {
                    let inside = |(from, to): &(u64, u64)| (*from..*to).contains(&number(arrow, "ts"));
                    assert!(tracks[&number(arrow, "tid")].iter().any(inside), "{arrow}");
                }
            }
        }
        assert!(of(&traces()[0], "s").len() > 50);
    }
}
