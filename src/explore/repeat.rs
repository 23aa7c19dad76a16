//! The same again: a run that does not repeat bit for bit is worth nothing.

use crate::scenario::outcome::{Outcome, Verdict};

/// Holds a second outcome of the same runs against the first, whose verdicts it makes `Nondeterministic` where they differ.
pub fn repeats(first: &mut Outcome, second: &Outcome) -> bool {
    let mut same = true;
    for (run, again) in first.runs.iter_mut().zip(&second.runs) {
        if (&run.digest, run.events) != (&again.digest, again.events) {
            run.verdict = Verdict::Nondeterministic;
            let (events, digest) = (again.events, &again.digest);
            run.reasons.push(format!("a second run came to digest {digest} after {events} events"));
            same = false;
        }
    }
    same
}
