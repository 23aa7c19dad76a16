//! The same again: a run that does not repeat bit for bit is worth nothing.

use crate::engine::trace::parting;
use crate::scenario::outcome::{Outcome, RunOutcome, Verdict};

/// Holds a second outcome of the same runs against the first, whose verdicts it makes `Nondeterministic` where they differ.
pub fn repeats(first: &mut Outcome, second: &Outcome) -> bool {
    let mut same = true;
    for (run, again) in first.runs.iter_mut().zip(&second.runs) {
        if (&run.digest, run.events) != (&again.digest, again.events) {
            run.verdict = Verdict::Nondeterministic;
            let (events, digest) = (again.events, &again.digest);
            run.reasons.push(format!("a second run came to digest {digest} after {events} events"));
            run.reasons.extend(parting_in_words(run, again));
            same = false;
        }
    }
    same
}

/// Where the traces of two runs part.
fn parting_in_words(run: &RunOutcome, again: &RunOutcome) -> Option<String> {
    let (number, first, second) = parting(&run.trace, &again.trace)?;
    let words = |record: Option<&_>| record.map_or("nothing".to_string(), |r| format!("{r:?}"));
    Some(format!("they part at event {number}: {}, then {}", words(first), words(second)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run};
    use crate::scenario::{library, read};

    fn outcome(seed: u64) -> Outcome {
        let text = library::find("q152229").unwrap();
        let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
        run(&scenario, &[0], &Settings { seed, told: true, ..Settings::default() })
    }

    #[test]
    fn a_run_repeats_itself_and_no_other() {
        let mut first = outcome(1);
        assert!(repeats(&mut first, &outcome(1)));
        assert_eq!(first.runs[0].verdict, Verdict::Pass);
        assert!(!repeats(&mut first, &outcome(2)));
        assert_eq!(first.runs[0].verdict, Verdict::Nondeterministic);
        assert!(first.runs[0].reasons.iter().any(|reason| reason.starts_with("they part at event")));
    }
}
