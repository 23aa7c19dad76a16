//! `transcript-<version>.txt`: what happened in one run, a line for each event that a person would tell of.

use std::fmt::Write;

use super::label::plain;
use crate::scenario::outcome::{Outcome, RunOutcome, TranscriptLine};

/// Columns are at least this many characters wide, so that transcripts of small scenarios look alike.
const LEAST_WIDTHS: [usize; 3] = [16, 8, 13];

/// The story of `run`, which is one of `outcome`'s.
pub fn transcript(outcome: &Outcome, run: &RunOutcome) -> String {
    let lines: Vec<[String; 4]> = run.transcript.iter().map(columns).collect();
    let widths = widths(&lines);
    let mut text = format!(
        "{}: {}\nSMS {}, seed {}, digest {}\n\n{LEGEND}\n",
        plain(&outcome.scenario),
        plain(&outcome.title),
        plain(&run.version),
        outcome.seed,
        run.digest
    );
    let head = ["when", "who", "part", "what"].map(str::to_string);
    for line in [head].iter().chain(&lines) {
        push(&mut text, line, widths);
    }
    text
}

const LEGEND: &str = "\
when  simulated time: the day since the start of the scenario, hours:minutes:seconds.milliseconds
who   the client, server or site that acts
part  the program or box of it
what  what it does
";

fn columns(line: &TranscriptLine) -> [String; 4] {
    [line.at.to_string(), plain(&line.who), plain(&line.part), plain(&line.what)]
}

fn widths(lines: &[[String; 4]]) -> [usize; 3] {
    let widest = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    std::array::from_fn(|column| LEAST_WIDTHS[column].max(widest(column)))
}

fn push(text: &mut String, [when, who, part, what]: &[String; 4], [w0, w1, w2]: [usize; 3]) {
    writeln!(text, "{when:<w0$}  {who:<w1$}  {part:<w2$}  {what}").expect("writing into memory cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{at, sample};

    #[test]
    fn a_transcript_says_what_it_is_of_and_lines_up() {
        let outcome = sample();
        let text = transcript(&outcome, &outcome.runs[0]);
        assert!(text.starts_with(
            "q152229: Expired jobs alter detailed job status\nSMS 1.0, seed 1, digest 5a0e13c2b7f49d61\n\nwhen  sim"
        ));
        assert!(text.contains("\nd0 08:31:12.000   W1        PCM            offered S0100001\n"), "{text}");
    }

    #[test]
    fn long_and_hostile_names_keep_the_columns() {
        let mut outcome = sample();
        outcome.runs[0].transcript.push(TranscriptLine {
            at: at("d100 00:00"),
            event: 0,
            who: "A_RATHER_LONG_SERVER_NAME".to_string(),
            part: "PCM\n".to_string(),
            what: "ran \u{1b}[2J".to_string(),
        });
        let text = transcript(&outcome, &outcome.runs[0]);
        let story: Vec<&str> = text.lines().skip(8).collect();
        assert_eq!(story.len(), 6, "{text}");
        let part_column = story[0].find("part").unwrap();
        assert!(story[1..5].iter().all(|line| line.as_bytes()[part_column - 1] == b' '), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
}
