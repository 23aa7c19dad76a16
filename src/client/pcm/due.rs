//! Mandatory packages: which are due, the countdown before them, and their order.

use super::{Kind, PART, Pcm, State, View};
use crate::base::{JobId, SimTime, Span};
use crate::client::Effect;
use crate::client::sms_ini::{LOCAL, SmsIni};
use crate::engine::Outbox;
use crate::machine::LocalTime;
use crate::product::behavior::DueOrder;

/// How long the desktop's PCM counts down before it runs what is mandatory (Q122202, Q185805).
const COUNTDOWN: Span = Span::mins(5);
/// The key of SMS.INI that has it not count down (Q185805).
const NO_COUNTDOWN: &str = "DisablePCMCountdown";

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
    /// The pending packages that this PCM has to run, in the order in which it does: by date and time, if all is well (Q173388).
    pub(super) fn due(&self, view: &View) -> Vec<JobId> {
        let pending = self.with_state(State::Pending);
        let mut due: Vec<JobId> =
            pending.filter(|&job| view.has_record(job) && view.is_for_me(job) && view.is_due(job)).collect();
        match view.behavior.due_order {
            DueOrder::ByDate => due.sort_by_key(|&job| view.runs_from(job)),
            DueOrder::ByRecord => {
                due.sort_by_key(|&job| view.winst.jobs.iter().position(|&record| record == job))
            }
        }
        due
    }

    /// Goes on with what is due: says whether that did anything.
    pub fn go_on(&mut self, view: &View, out: &mut Outbox<Effect>) -> bool {
        let due = self.due(view);
        match self.next(view, &due) {
            Next::Nothing => {
                self.forget_countdown(due.is_empty());
                self.wait_for_details(view, &due, out);
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
            _ if self.running.is_some() || self.is_held_up(view) => Next::Nothing,
            _ if !view.counts_down() => Next::Run(first),
            None => Next::Countdown,
            Some(ends) if ends <= view.now => Next::Run(first),
            Some(_) => Next::Nothing,
        }
    }

    /// Whether something else is in the way: PCMWIN32 in memory that of the service (Q164657), open Job Details that of the
    /// desktop (Q160853).
    fn is_held_up(&self, view: &View) -> bool {
        view.desktop_in_the_way().is_some() || self.is_held_up_by_details(view)
    }

    fn is_held_up_by_details(&self, view: &View) -> bool {
        let details_count = view.kind.is_desktop() && view.behavior.details_hold_packages_up;
        details_count && self.shows_details(view.session_start)
    }

    /// Job Details are gone when PCM starts again: then what is due is looked at.
    fn wait_for_details(&self, view: &View, due: &[JobId], out: &mut Outbox<Effect>) {
        if !due.is_empty() && self.is_held_up_by_details(view) && view.next_start < SimTime::NEVER {
            out.push(Effect::LookAt(view.kind, view.next_start));
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

    pub(super) fn forget_countdown(&mut self, over: bool) {
        if let Some(desk) = self.desk.as_deref_mut().filter(|_| over) {
            desk.countdown = None;
        }
    }
}

impl View<'_> {
    /// From when on a package is run unasked: its mandatory date, unless it spares slow links and is behind one (Q154931). The
    /// service also runs what is optional and needs no user, from its offer on (Q174933).
    pub(super) fn runs_from(&self, job: JobId) -> Option<LocalTime> {
        let offer = self.offer(job);
        let spared = offer.spares_slow_links && self.slow_link && !self.behavior.ignores_slow_links;
        let mandatory = offer.install_by.filter(|_| !spared);
        let takes_optional = self.kind == Kind::Service && !self.behavior.service_leaves_optional;
        mandatory.or_else(|| (takes_optional && !offer.needs_user && !spared).then_some(offer.display))
    }

    /// Whether it is to be run unasked by now.
    pub(super) fn is_due(&self, job: JobId) -> bool {
        self.runs_from(job).is_some_and(|date| date <= self.shown())
    }

    /// Whether there is a countdown: on the desktop, unless SMS.INI says otherwise to a PCM that heeds that (Q185805).
    fn counts_down(&self) -> bool {
        let heeds = matches!(self.kind, Kind::Win16 | Kind::Win32) && !self.behavior.always_counts_down;
        let is_off = || {
            SmsIni::open(&self.machine.drives)
                .is_ok_and(|ini| ini.get(LOCAL, NO_COUNTDOWN).eq_ignore_ascii_case("TRUE"))
        };
        self.kind.is_desktop() && !(heeds && is_off())
    }

    /// Until when PCMWIN32 keeps the service from running anything, if it does (Q164657).
    pub(super) fn desktop_in_the_way(&self) -> Option<SimTime> {
        self.desktop_until.filter(|_| self.kind == Kind::Service && self.behavior.desktop_holds_service_up)
    }
}
