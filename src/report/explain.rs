//! How one status came about: the events from the job to the row, and the quirk or the rule behind what they came to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::label::plain;
use crate::product::{Cause, Status, quirks};
use crate::scenario::outcome::{RunOutcome, TranscriptLine};
use crate::scenario::story::{RowWritten, Story};

/// The columns of a line: time, event, who and part.
const WIDTHS: [usize; 4] = [16, 5, 8, 19];

/// Of an event that nothing is noted of.
const NO_LINE: &str = "acts; no line tells of it";

/// The story of the row of `client` for `job` as the run left it; `None` if the run was not told, or there is no such row.
pub fn explain(run: &RunOutcome, job: &str, client: &str) -> Option<String> {
    let row = run.status.iter().find(|row| row.job == job && row.client == client)?;
    let lane = run.story.client(client)?;
    let teller = Teller::new(run);
    let mut text = format!(
        "{} of {} on SMS {}: {} since {}\n",
        plain(client),
        plain(job),
        plain(&run.version),
        row.status,
        row.since
    );
    let (mut told, mut before) = (BTreeSet::new(), Status::None);
    let writes: Vec<&RowWritten> = run.story.writes(job, lane).collect();
    for (nth, write) in writes.iter().enumerate() {
        let from = if nth == 0 { "From the job".to_string() } else { format!("From {before}") };
        let heading = format!("{from} to {} ({})", write.status, write.cause.words());
        teller.tell(&mut text, &heading, &run.story.chain([write.event]), &mut told);
        before = write.status;
    }
    let touches = run.story.touches.iter().filter(|touch| touch.job == job && touch.client == lane);
    let idle = run.story.chain(touches.map(|touch| touch.event));
    let heading =
        if writes.is_empty() { "From the job on" } else { "After that, without effect on the status" };
    teller.tell(&mut text, heading, &idle, &mut told);
    text.push('\n');
    text += &verdict(writes.last().copied());
    Some(text)
}

/// The first place where a run leaves the reference status model, in words.
pub fn departure(run: &RunOutcome) -> Option<String> {
    let row = run.story.rows.iter().find(|row| row.status != row.reference)?;
    let claimed =
        row.quirk.as_ref().map_or("no quirk claims it".to_string(), |quirk| format!("quirk {quirk}"));
    let client = &run.story.lanes[row.client].name;
    Some(format!(
        "event {} at {}: {} of {} becomes {} by {}, where the reference model has {} ({claimed})",
        row.event,
        row.at,
        plain(client),
        plain(&row.job),
        row.status,
        row.cause.words(),
        row.reference
    ))
}

/// Tells events line by line.
pub(super) struct Teller<'a> {
    story: &'a Story,
    lines: BTreeMap<usize, Vec<&'a TranscriptLine>>,
}

impl<'a> Teller<'a> {
    pub fn new(run: &'a RunOutcome) -> Self {
        let mut lines: BTreeMap<usize, Vec<&TranscriptLine>> = BTreeMap::new();
        run.transcript.iter().for_each(|line| lines.entry(line.event).or_default().push(line));
        Self { story: &run.story, lines }
    }

    /// Tells of those of `events` that were not told of yet, under a heading.
    pub fn tell(
        &self,
        text: &mut String,
        heading: &str,
        events: &BTreeSet<usize>,
        told: &mut BTreeSet<usize>,
    ) {
        let fresh: Vec<usize> = events.iter().copied().filter(|event| told.insert(*event)).collect();
        if fresh.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{heading}:");
        for event in fresh {
            self.tell_event(text, event);
        }
    }

    fn tell_event(&self, text: &mut String, event: usize) {
        let happening = &self.story.events[event];
        let Some(lines) = self.lines.get(&event) else {
            let whose = &self.story.lanes[happening.lane].name;
            let words = if happening.words.is_empty() { NO_LINE } else { &happening.words };
            return push(text, &happening.at.to_string(), event, "", whose, words);
        };
        for line in lines {
            push(text, &line.at.to_string(), event, &line.who, &line.part, &line.what);
        }
    }
}

fn push(text: &mut String, at: &str, event: usize, who: &str, part: &str, what: &str) {
    let [w0, w1, w2, w3] = WIDTHS;
    let (event, who, part, what) = (format!("#{event}"), plain(who), plain(part), plain(what));
    let _ = writeln!(text, "  {at:<w0$}  {event:<w1$}  {who:<w2$}  {part:<w3$}  {what}");
}

/// The quirk or the rule behind the last write.
fn verdict(last: Option<&RowWritten>) -> String {
    let Some(row) = last else {
        return "The rule: a row stays None until something is reported (Q150026); expiry and cancellation change \
                nothing (Q152229).\n"
            .to_string();
    };
    match row.quirk.as_deref().and_then(quirks::find) {
        Some(quirk) => format!(
            "The quirk: {} ({}). {}\nThe rule that it breaks: the last reported status wins, so this would be {}. `--without {}` \
             shows it.\n",
            quirk.title(),
            quirk.id(),
            quirk.cause(),
            row.reference,
            quirk.id()
        ),
        None if row.cause == Cause::Reported => {
            "The rule: the last reported status wins; expiry and cancellation change nothing (Q152229).\n"
                .to_string()
        }
        None => format!("The rule: what was last reported is {}, and so is the row.\n", row.reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::run::{Settings, run_version};
    use crate::scenario::{library, read};

    fn founding(version: usize) -> RunOutcome {
        let text = library::find("q152229").unwrap();
        let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
        run_version(&scenario, version, &Settings { told: true, ..Settings::default() })
    }

    fn explained(version: usize, client: &str) -> String {
        explain(&founding(version), "S0100001", client).unwrap()
    }

    #[test]
    fn a_deviation_ends_with_its_quirk() {
        let text = explained(0, "W1");
        for words in [
            "W1 of S0100001 on SMS 1.0: Retrying since d2",
            "From the job to Complete (result reported):",
            "From Complete to Retrying (expiry notice):",
            "The quirk: Expired jobs alter the detailed job status (q152229)",
            "so this would be Complete",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert_eq!(text.matches("saves the job").count(), 1);
    }

    #[test]
    fn what_had_no_effect_is_told_too_and_the_rule_named() {
        let reported = explained(2, "W1");
        assert!(reported.contains("After that, without effect on the status:"), "{reported}");
        assert!(reported.contains("The rule: the last reported status wins"), "{reported}");
        let silent = explained(2, "W5");
        assert!(
            silent.contains("drops S0100001: it has expired") && silent.contains("stays None until"),
            "{silent}"
        );
    }

    #[test]
    fn the_first_departure_from_the_reference_model_is_named() {
        assert!(
            departure(&founding(0)).is_some_and(|words| words.contains("becomes Retrying by expiry notice"))
        );
        assert_eq!(departure(&founding(2)), None);
    }
}
