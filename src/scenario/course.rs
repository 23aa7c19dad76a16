//! How far a run goes, what came in between, and who looks on.

use super::Scenario;
use super::expect::When;
use super::run::Settings;
use crate::base::{SimTime, Span};
use crate::world::World;

/// How long after the last date that a scenario names it may take to come to rest.
const PATIENCE: Span = Span(60 * Span::DAY.0);
/// Who looks on sees a run at least so often, in simulated time.
const BETWEEN_LOOKS: Span = Span::mins(15);

/// Somebody who looks on while a run is under way, from its own thread. It changes nothing, but may stop the run where it is.
pub trait Watch: Send + Sync {
    /// Says whether the run goes on.
    fn see(&self, so_far: &SoFar) -> bool;
}

/// A run that is under way.
pub struct SoFar {
    pub version: String,
    pub now: SimTime,
    /// The last date that the scenario names; behind it the run goes on until nothing is left to do.
    pub last_date: SimTime,
    pub events: u64,
    /// Files that wait in boxes.
    pub files: u64,
}

/// How far a run is to go, and what came in between.
pub struct Course<'a> {
    /// The instants that the scenario names, in order.
    causes: &'a [SimTime],
    pub end: SimTime,
    every_poll: bool,
    /// The end was asked for: work in flight is then no surprise.
    pub cut: bool,
    pub unreached: Vec<String>,
    pub unsettled: Vec<String>,
    /// Who looks on has stopped it.
    pub stopped: bool,
    watch: Option<&'a dyn Watch>,
    look_at: SimTime,
}

impl<'a> Course<'a> {
    pub fn new(scenario: &'a Scenario, settings: &'a Settings) -> Self {
        let cut = settings.until.or(scenario.until);
        let last_cause = scenario.causes.last().copied().unwrap_or_default();
        Self {
            causes: &scenario.causes,
            end: cut.unwrap_or(last_cause + PATIENCE),
            every_poll: settings.every_poll,
            cut: cut.is_some(),
            unreached: Vec::new(),
            unsettled: Vec::new(),
            stopped: false,
            watch: settings.watch.as_deref(),
            look_at: SimTime::ZERO,
        }
    }

    /// Goes on to a moment; says whether it was reached.
    pub fn advance(&mut self, world: &mut World, when: When) -> bool {
        match when {
            When::At(at) => self.go(world, at.min(self.end)) && at <= self.end,
            When::SettledAfter(at) => {
                let reached = self.go(world, at.min(self.end)) && at <= self.end;
                let next_cause =
                    self.causes.iter().copied().find(|&cause| cause > at).unwrap_or(SimTime::NEVER);
                reached && self.settle(world, next_cause, &when.to_string())
            }
            When::Settled => self.settle(world, SimTime::NEVER, &when.to_string()),
        }
    }

    /// Lets everything happen up to `at`; says whether it came so far.
    fn go(&mut self, world: &mut World, at: SimTime) -> bool {
        let came = self.go_on(world, at);
        if came {
            world.run_through(at);
        }
        came
    }

    /// Lets everything happen that does up to `at`, in stretches if somebody looks on; says whether it came so far.
    fn go_on(&mut self, world: &mut World, at: SimTime) -> bool {
        while let Some(watch) = self.watch.filter(|_| self.look_at < at) {
            world.run_on(self.look_at, at);
            self.stopped |= !watch.see(&self.so_far(world));
            if self.stopped {
                return false;
            }
            let idle_until = world.next_at().unwrap_or(SimTime::NEVER);
            self.look_at = (self.look_at + BETWEEN_LOOKS).max(idle_until);
        }
        world.run_on(at, at);
        true
    }

    fn so_far(&self, world: &World) -> SoFar {
        let last_date = self.causes.last().copied().unwrap_or_default();
        let depth = |place| world.filebox(place).map_or(0, |filebox| filebox.depth.now());
        SoFar {
            version: world.plan().site.release.to_string(),
            now: self.look_at,
            last_date: if self.cut { self.end } else { last_date },
            events: world.events(),
            files: world.plan().boxes().into_iter().map(|(place, _)| depth(place)).sum(),
        }
    }

    /// Goes on until nothing is left to happen before `limit`.
    fn settle(&mut self, world: &mut World, limit: SimTime, moment: &str) -> bool {
        let last = SimTime(limit.0 - 1).min(self.end);
        // Polls that find nothing go on for ever, and are let happen only as long as there is something else.
        while self.every_poll
            && let Some(next) = world.next_at().filter(|&next| next <= last)
        {
            if !self.go_on(world, next) {
                return false;
            }
        }
        if !self.every_poll && !self.go_on(world, last) {
            return false;
        }
        if world.next_at().is_some_and(|next| next < limit) {
            if !self.cut {
                let when = format!("by {}, `{moment}` was not reached", self.end);
                self.unsettle(when, &world.unrest());
            }
            return false;
        }
        let unrest = world.unrest();
        if !unrest.is_empty() {
            self.unsettle(format!("at `{moment}`"), &unrest);
        }
        unrest.is_empty()
    }

    /// Notes what was still going on, once however many expectations wait for it.
    fn unsettle(&mut self, when: String, unrest: &[String]) {
        let reason = match unrest {
            [] => when,
            _ => format!("{when}: {}", unrest.join(", ")),
        };
        if !self.unsettled.contains(&reason) {
            self.unsettled.push(reason);
        }
    }

    /// Notes a moment that the run did not come to. Where it did not settle, that says so already.
    pub fn miss(&mut self, when: When) {
        if self.stopped {
            return;
        }
        let reason = format!("`{when}` was never reached");
        if self.unsettled.is_empty() && !self.unreached.contains(&reason) {
            self.unreached.push(reason);
        }
    }

    /// Lets the rest of the run happen.
    pub fn finish(&mut self, world: &mut World) {
        if self.stopped {
            return;
        }
        if self.cut {
            self.go(world, self.end);
        } else if self.unsettled.is_empty() {
            self.settle(world, SimTime::NEVER, "settled");
        }
    }
}
