//! Mandatory packages: which are due, the countdown before them, and their order.

use super::{PART, Pcm, State, View};
use crate::base::{JobId, SimTime, Span};
use crate::client::Effect;
use crate::engine::Outbox;

/// How long the desktop's PCM counts down before it runs what is mandatory (Q122202, Q185805).
const COUNTDOWN: Span = Span::mins(5);

/// What becomes of the packages that are due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// Nothing is due, or something is in the way.
    Nothing,
    /// The countdown begins.
    Countdown,
    Run(JobId),
}

impl Pcm {
    /// The pending packages that this PCM has to run, in the order in which it does: by date and time (Q173388).
    pub(super) fn due(&self, view: &View) -> Vec<JobId> {
        let pending = self.with_state(State::Pending);
        let mut due: Vec<JobId> =
            pending.filter(|&job| view.has_record(job) && view.is_for_me(job) && view.is_due(job)).collect();
        due.sort_by_key(|&job| view.offer(job).install_by);
        due
    }

    /// Goes on with what is due: says whether that did anything.
    pub fn go_on(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let due = self.due(view);
        match self.next(view, &due) {
            Next::Nothing => {
                self.forget_countdown(due.is_empty());
                return false;
            }
            Next::Countdown => self.count_down(view, out),
            Next::Run(job) => out.push(Effect::Run { job, by: view.kind }),
        }
        true
    }

    fn next(&self, view: &View, due: &[JobId]) -> Next {
        let Some(&first) = due.first() else { return Next::Nothing };
        let countdown = self.desk.as_deref().and_then(|desk| desk.countdown);
        match countdown {
            _ if self.running.is_some() => Next::Nothing,
            _ if !view.kind.is_desktop() => Next::Run(first),
            None => Next::Countdown,
            Some(ends) if ends <= view.now => Next::Run(first),
            Some(_) => Next::Nothing,
        }
    }

    fn count_down(&mut self, view: &View, out: &mut Outbox<Effect>) {
        let ends = view.now + COUNTDOWN;
        self.desk().countdown = Some(ends);
        out.note(PART, || "counts down to the mandatory packages".to_string());
        out.push(Effect::CountdownEnds(ends));
    }

    /// Whether a countdown has been begun, and not been called off.
    pub(super) fn has_counted_down(&self) -> bool {
        self.desk.as_deref().is_some_and(|desk| desk.countdown.is_some())
    }

    /// Whether the countdown ends at `now`, and has not been called off.
    pub fn counts_down_to(&self, now: SimTime) -> bool {
        self.desk.as_deref().is_some_and(|desk| desk.countdown == Some(now))
    }

    /// Nobody is there any more to count down for.
    pub fn call_countdown_off(&mut self) {
        self.forget_countdown(true);
    }

    fn forget_countdown(&mut self, over: bool) {
        if let Some(desk) = self.desk.as_deref_mut().filter(|_| over) {
            desk.countdown = None;
        }
    }
}
