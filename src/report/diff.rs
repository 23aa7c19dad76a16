//! Two runs side by side, for people and for programs: status, what else was found, and the first event where they part.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use comfy_table::{Cell as Shown, Color, Table};
use serde_json::{Value, json};

use super::explain::Teller;
use super::json::pretty;
use super::label::{counted, plain, short};
use super::text::groups::Group;
use super::text::table::add_groups;
use super::text::{LOOK, Style, styled};
use crate::explore::{FindingPair, Pair};
use crate::product::Status;
use crate::scenario::outcome::RunOutcome;

/// Characters of a value that was found.
const MOST_VALUE: usize = 60;
/// Findings that are shown; the JSON has them all.
const MOST_FINDINGS: usize = 20;

/// What `sim diff` prints of two runs of a scenario, whose name and title these are.
pub fn text((scenario, title): (&str, &str), pair: &Pair, style: Style) -> String {
    let mut text = format!("{}: {}\n", plain(scenario), plain(title));
    text += &statuses(pair, style);
    findings(&mut text, pair);
    match pair.parting() {
        None => same(&mut text, pair),
        Some(number) => parts(&mut text, pair, number),
    }
    text
}

/// The status table with the moments and clients down, both runs across, and behind them what differs.
fn statuses(pair: &Pair, style: Style) -> String {
    let moments = pair.runs.map(|run| run.moments.as_slice());
    if pair.runs.iter().all(|run| run.moments.iter().all(|moment| moment.rows.is_empty())) {
        return String::new();
    }
    let mut table = Table::new();
    let heads = pair.names.map(|name| format!("SMS {}", plain(name)));
    table.load_style(LOOK).set_header([String::new()].into_iter().chain(heads).chain([String::new()]));
    for nth in 0..moments[0].len().max(moments[1].len()) {
        add_groups(&mut table, &moments.map(|moments| moments.get(nth)), row);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let rows = pair.runs.map(|run| run.moments.iter().map(|moment| moment.rows.len()).sum::<usize>());
    let differing = pair.cells().len();
    let of = counted(rows[0].max(rows[1]) as u64, "cell");
    let verb = if differing == 1 { "differs" } else { "differ" };
    format!("\n{}\n{differing} of {of} {verb}.\n", styled(table, style))
}

fn row(group: &Group) -> Vec<Shown> {
    let status = |side: usize| group.cells[side].map(|cell| cell.status);
    let differs = status(0) != status(1);
    let quirk = group.cells.iter().flatten().find_map(|cell| cell.quirk.as_deref());
    let mark = match (differs, quirk) {
        (false, _) => String::new(),
        (true, None) => "differs".to_string(),
        (true, Some(quirk)) => format!("differs: quirk {}", plain(quirk)),
    };
    let words = |status: Option<Status>| status.map_or("-", Status::word).to_string();
    let cells = [format!("  {}", group.label()), words(status(0)), words(status(1)), mark];
    let coloured = |cell: String| {
        let cell = Shown::new(cell);
        if differs { cell.fg(Color::Yellow) } else { cell }
    };
    cells.map(coloured).into()
}

/// What else differs.
fn findings(text: &mut String, pair: &Pair) {
    let findings = pair.findings();
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nAlso found to differ:");
    for FindingPair { when, what, found } in findings.iter().take(MOST_FINDINGS) {
        let _ = writeln!(text, "  {}: {}", plain(when), plain(what));
        for (name, found) in pair.names.iter().zip(found) {
            let value = found.as_deref().map_or("-".to_string(), |value| short(value, MOST_VALUE));
            let _ = writeln!(text, "    SMS {}: {value}", plain(name));
        }
    }
    if findings.len() > MOST_FINDINGS {
        let _ = writeln!(text, "  and {} more", findings.len() - MOST_FINDINGS);
    }
}

fn same(text: &mut String, pair: &Pair) {
    let [run, _] = pair.runs;
    if !pair.is_same() {
        text.push_str("\nThe runs differ, but nobody was told where.\n");
        return;
    }
    let _ =
        writeln!(text, "\nThe runs are the same: {}, digest {}.", counted(run.events, "event"), run.digest);
}

/// The event where the runs part as each has it, and what led to it.
fn parts(text: &mut String, pair: &Pair, number: usize) {
    let _ = writeln!(text, "\nUp to event #{number} the runs are the same. There they part:");
    let tellers = pair.runs.map(Teller::new);
    for ((name, run), teller) in pair.names.iter().zip(pair.runs).zip(&tellers) {
        let heading = format!("On SMS {}", plain(name));
        match run.trace.get(number) {
            Some(_) => teller.tell(text, &heading, &BTreeSet::from([number]), &mut BTreeSet::new()),
            None => {
                let _ = writeln!(text, "\n{heading} the run is over.");
            }
        }
    }
    let chains = pair.runs.map(|run| before(run, number));
    let mut told = BTreeSet::new();
    for ((name, chain), teller) in pair.names.iter().zip(&chains).zip(&tellers) {
        let heading = match chains[0] == chains[1] {
            true => "What led to it".to_string(),
            false => format!("What led to it on SMS {}", plain(name)),
        };
        teller.tell(text, &heading, chain, &mut told);
    }
}

/// All that led to an event.
fn before(run: &RunOutcome, number: usize) -> BTreeSet<usize> {
    let because = run.story.events.get(number).map(|event| event.because.clone());
    run.story.chain(because.unwrap_or_default())
}

/// The same for programs.
pub fn json(scenario: &str, pair: &Pair) -> String {
    let side = |name: &str, run: &RunOutcome| {
        let RunOutcome { version, verdict, digest, events, .. } = run;
        json!({"name": name, "version": version, "verdict": verdict, "digest": digest, "events": events})
    };
    let sides: Vec<Value> = pair.names.iter().zip(pair.runs).map(|(name, run)| side(name, run)).collect();
    pretty(&json!({
        "scenario": scenario,
        "sides": sides,
        "same": pair.is_same(),
        "status": pair.cells(),
        "findings": pair.findings(),
        "parting": pair.parting().map(|number| parting(pair, number)),
    }))
}

fn parting(pair: &Pair, number: usize) -> Value {
    let events: Vec<Value> = pair.runs.iter().map(|run| event(run, number)).collect();
    let because: Vec<_> = pair.runs.iter().map(|run| before(run, number)).collect();
    json!({"event": number, "events": events, "because": because})
}

fn event(run: &RunOutcome, number: usize) -> Value {
    let Some(record) = run.trace.get(number) else { return Value::Null };
    let lines = run.transcript.iter().filter(|line| line.event == number);
    let lines: Vec<Value> =
        lines.map(|line| json!({"who": line.who, "part": line.part, "what": line.what})).collect();
    json!({"at": record.at, "event": format!("{:?}", record.event), "lines": lines})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::scenario::outcome::Outcome;

    fn shown(outcome: &Outcome, sides: [usize; 2], color: bool) -> String {
        let runs: [&RunOutcome; 2] = sides.map(|side| &outcome.runs[side]);
        let names = runs.map(|run| run.version.as_str());
        text((&outcome.scenario, &outcome.title), &Pair { names, runs }, Style { color })
    }

    const FOUNDING: &str = "\
q152229: Expired jobs alter detailed job status

                         SMS 1.0    SMS 1.2
───────────────────────────────────────────────────────────────────────
end of d0
  W1-W3                  Complete   Complete
  W4                     Retrying   Retrying
  W5                     None       None
settled after d2 00:00
  W1-W3                  Retrying   Complete   differs: quirk q152229
  W4                     Retrying   Retrying
  W5                     Retrying   None       differs: quirk q152229

4 of 10 cells differ.
";

    #[test]
    fn two_versions_stand_side_by_side_with_the_quirk_between_them() {
        let text = shown(&sample::sample(), [0, 2], false);
        assert!(text.starts_with(FOUNDING), "{text}");
        assert!(shown(&sample::sample(), [0, 2], true).contains("\u{1b}"));
    }

    #[test]
    fn what_machines_hold_is_compared_as_well() {
        let text = shown(&sample::machines(), [1, 2], false);
        for words in
            ["d0 08:30: W1 screen", "SMS 1.2: showed \"\"", "settled: files in RECEIVE", "SMS 1.2: -"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
    }

    #[test]
    fn hostile_names_cannot_steer_the_terminal() {
        let mut outcome = sample::machines();
        outcome.runs[0].version = "\u{1b}[1m".to_string();
        outcome.runs[2].checks[0].got = "\u{7}".to_string();
        outcome.runs[2].checks[0].subject.of = "\u{1b}".to_string();
        assert!(!shown(&outcome, [0, 2], false).chars().any(|c| c.is_control() && c != '\n'));
    }
}
