//! The founding scenario's outcome, made by hand: what the tests of this floor draw and print.

use crate::base::{Calendar, SimTime, Span};
use crate::product::Status::{self, Canceled, Complete, None as Unreported, Retrying};
use crate::scenario::expect::Basis;
use crate::scenario::outcome::*;
use crate::scenario::story::Story;

const JOB: &str = "S0100001";
const BEFORE: [Status; 5] = [Complete, Complete, Complete, Retrying, Unreported];

/// Q152229 in all three versions: on day 0 three workstations succeed, one fails and one is not used; the job expires
/// at d2 00:00, and at the next polls 1.0 and 1.1 overwrite what was reported.
pub fn sample() -> Outcome {
    let runs = vec![
        run("1.0", "5a0e13c2b7f49d61", Some(Retrying)),
        run("1.1", "c41f7be20598a3d6", Some(Canceled)),
        run("1.2", "09d8e6a5714bf23c", None),
    ];
    Outcome {
        scenario: "q152229".to_string(),
        title: "Expired jobs alter detailed job status".to_string(),
        seed: 1,
        set: Default::default(),
        without: Vec::new(),
        changed_counts: Vec::new(),
        changed: Vec::new(),
        runs,
        left_out: false,
        calendar: Calendar::default(),
    }
}

/// A scenario without jobs: 1.0 and 1.1 find the same on the machines, 1.2 something else, and not all.
pub fn machines() -> Outcome {
    let mut outcome = sample();
    outcome.scenario = "q139086".to_string();
    outcome.title = "Files in use are updated through PendingWork".to_string();
    for run in &mut outcome.runs {
        run.jobs.clear();
        run.status.clear();
        run.moments.clear();
        run.boxes.clear();
        run.checks = findings();
    }
    let last = &mut outcome.runs[2].checks;
    last.pop();
    (last[4].got, last[4].ok) = ("showed \"\"".to_string(), false);
    outcome
}

fn findings() -> Vec<Check> {
    let check = |(when, who, of, value): (&str, &str, &str, &str)| {
        let subject = Subject { when: when.to_string(), who: who.to_string(), of: of.to_string() };
        Check {
            at: at("d0 08:30"),
            what: subject.to_string(),
            expected: value.to_string(),
            got: value.to_string(),
            ok: true,
            basis: Basis::Stated,
            subject,
        }
    };
    [
        ("d0 08:30", "W1", r"file C:\A", "absent"),
        ("d0 08:30", "W2", r"file C:\A", "absent"),
        ("d0 08:30", "W3", r"file C:\A", "absent"),
        ("d0 08:30", "W4", r"file C:\A", "present"),
        ("d0 08:30", "W1", "screen", "shows \"1 file(s) copied\""),
        ("settled", "2 clients", "machine", "desktop"),
        ("settled", "", "files in RECEIVE", "0"),
    ]
    .map(check)
    .to_vec()
}

pub fn at(text: &str) -> SimTime {
    text.parse().unwrap()
}

fn run(version: &str, digest: &str, expired: Option<Status>) -> RunOutcome {
    let after = BEFORE.map(|status| expired.unwrap_or(status));
    let quirk = expired.map(|_| "q152229".to_string());
    let moments = vec![
        moment("end of d0", "d0 23:59:59.999", BEFORE, [const { None }; 5]),
        moment(
            "settled after d2 00:00",
            "d2 08:42:10",
            after,
            std::array::from_fn(|i| quirk.clone().filter(|_| BEFORE[i] != after[i])),
        ),
    ];
    RunOutcome {
        stopped: false,
        version: version.to_string(),
        verdict: Verdict::Pass,
        reasons: Vec::new(),
        digest: digest.to_string(),
        events: 318,
        polls: 180,
        ended_at: at("d2 08:42:10"),
        status: rows(expired),
        aggregates: None,
        jobs: vec![JobRow {
            job: JOB.to_string(),
            status: Status::Active,
            since: SimTime::ZERO,
            history: Vec::new(),
        }],
        checks: moments.iter().flat_map(checks).collect(),
        quirks: quirk.into_iter().map(|id| QuirkUse { id, claimed: 5 }).collect(),
        boxes: boxes(),
        moments,
        trace: Vec::new(),
        story: Story::default(),
        transcript: transcript(),
    }
}

fn rows(expired: Option<Status>) -> Vec<Row> {
    let row = |index: usize| {
        let minute = Span::mins(index as u64);
        let first =
            Change { at: at("d0 09:40") + minute, status: BEFORE[index], cause: "result loaded".to_string() };
        let mut history = if BEFORE[index] == Unreported { vec![] } else { vec![first] };
        let polled = at("d2 08:34") + minute;
        history.extend(expired.filter(|status| *status != BEFORE[index]).map(|status| Change {
            at: polled,
            status,
            cause: "expiry notice".to_string(),
        }));
        let last = history.last();
        Row {
            job: JOB.to_string(),
            client: format!("W{}", index + 1),
            status: last.map_or(Unreported, |change| change.status),
            since: last.map_or(SimTime::ZERO, |change| change.at),
            history,
        }
    };
    (0..5).map(row).collect()
}

fn moment(when: &str, time: &str, statuses: [Status; 5], quirks: [Option<String>; 5]) -> Moment {
    let cell = |((index, status), quirk): ((usize, Status), Option<String>)| Cell {
        job: JOB.to_string(),
        client: format!("W{}", index + 1),
        status,
        quirk,
        expected: None,
    };
    let rows = statuses.into_iter().enumerate().zip(quirks).map(cell).collect();
    Moment { when: when.to_string(), at: at(time), rows, tallies: Vec::new() }
}

fn checks(moment: &Moment) -> Vec<Check> {
    let check = |cell: &Cell| Check {
        at: moment.at,
        what: format!("{}: {} of {JOB}", moment.when, cell.client),
        expected: cell.status.to_string(),
        got: cell.status.to_string(),
        ok: true,
        basis: Basis::Stated,
        subject: Subject { when: moment.when.clone(), who: cell.client.clone(), of: format!("of {JOB}") },
    };
    moment.rows.iter().map(check).collect()
}

fn boxes() -> Vec<BoxUse> {
    vec![
        place("LOGON1 PCMINS.BOX", &[("d0 00:05", 5), ("d0 00:09", 0)]),
        place(
            "LOGON1 DESPOOLR.BOX",
            &[
                ("d0 09:35", 1),
                ("d0 09:36", 3),
                ("d0 09:37", 4),
                ("d0 09:42", 0),
                ("d2 08:30", 2),
                ("d2 08:31", 5),
                ("d2 08:36", 0),
            ],
        ),
        place("RECEIVE", &[("d0 09:42", 4), ("d0 09:44", 0), ("d2 08:36", 5), ("d2 08:39", 0)]),
        place("DELTAMIF.COL", &[("d0 09:44", 3), ("d0 09:46", 0), ("d2 08:39", 4), ("d2 08:41", 0)]),
        place("LOGON1 INVENTRY.BOX", &[]),
    ]
}

fn place(name: &str, depths: &[(&str, u64)]) -> BoxUse {
    let depths: Vec<(SimTime, u64)> = depths.iter().map(|&(time, depth)| (at(time), depth)).collect();
    BoxUse {
        name: name.to_string(),
        max_depth: depths.iter().map(|step| step.1).max().unwrap_or(0),
        drained_at: depths.last().map(|step| step.0),
        depths,
    }
}

fn transcript() -> Vec<TranscriptLine> {
    let line = |(time, who, part, what): (&str, &str, &str, &str)| TranscriptLine {
        at: at(time),
        event: 0,
        who: who.to_string(),
        part: part.to_string(),
        what: what.to_string(),
    };
    [
        ("d0 08:31:12", "W1", "PCM", "offered S0100001"),
        ("d0 09:35:00", "W1", "PCM", "ran SETUP.BAT of S0100001: exit code 0"),
        ("d0 09:40:00", "S01", "Data Loader", "W1 of S0100001: None -> Complete"),
        ("d2 08:30:00", "LOGON1", "DESPOOLR.BOX", "holds 2 files"),
    ]
    .map(line)
    .to_vec()
}
