//! What people do by themselves with what PCM offers: when they run it, and what they answer.

use super::event::{Event, Hand};
use super::front::Front;
use super::plan::{Action, Takes};
use crate::base::{ClientId, JobId, Purpose, SimTime, Span};
use crate::client::pcm::Kind;

impl Front<'_> {
    /// PCM shows a package to the person, who takes it up when that is their way.
    pub(super) fn take_up(&mut self, client: ClientId, job: JobId) {
        if let Some(at) = self.taken_up(client, job, self.engine.now()) {
            self.schedule(at, Event::RunPackage(client, job, Hand::Person));
        }
    }

    /// When a person takes up what PCM shows them at `now`; `None`: never.
    pub(super) fn taken_up(&self, client: ClientId, job: JobId, now: SimTime) -> Option<SimTime> {
        let takes = self.plan.group(client).config.person?.runs?;
        match self.plan.fleet {
            Some(fleet) => fleet.takes_up(client, takes, self.plan.jobs[job.ix()].offer, now),
            None => self.drawn_to_take_up(client, job, takes).map(|later| now + later),
        }
    }

    /// How long somebody waits who takes a package up; `None`: they do not.
    fn drawn_to_take_up(&self, client: ClientId, job: JobId, takes: Takes) -> Option<Span> {
        let Takes { after, within, likely } = takes;
        let (name, occurrence) = (self.plan.client_name(client), u64::from(job.0));
        let drawn = self.draws.below(100, Purpose::PersonRuns, &name, occurrence);
        let later = || self.draws.span_below(within, Purpose::PersonTakesUp, &name, occurrence);
        (drawn < u64::from(likely)).then(|| after + later())
    }

    /// The keys with which the dialogs of a package that began at `began` are answered: what the script says of it, or else what
    /// the person there does. Nobody answers for the service.
    pub(super) fn dialog_keys(&self, client: ClientId, job: JobId, by: Kind, began: SimTime) -> &[u8] {
        let config = &self.plan.group(client).config;
        let Some(person) = config.person.filter(|_| by.is_desktop()) else { return &[] };
        let said = self.plan.script.iter().filter(|step| step.at == began && step.on.contains(client));
        let mut keys = said.filter_map(|step| match &step.action {
            Action::Run(run, keys) if *run == job && !keys.is_empty() => Some(&keys[..]),
            _ => None,
        });
        match (keys.next(), person.declines) {
            (Some(keys), _) => keys,
            (None, Some(percent)) if config.answers.is_empty() => self.yes_or_no(client, job, percent),
            _ => &config.answers,
        }
    }

    /// What somebody presses who is one of those of whom so many out of a hundred decline.
    fn yes_or_no(&self, client: ClientId, job: JobId, percent: u8) -> &'static [u8] {
        let declines = match self.plan.fleet {
            Some(fleet) => fleet.declines(client, percent),
            None => {
                let name = self.plan.client_name(client);
                let drawn = self.draws.below(100, Purpose::PersonDeclines, &name, u64::from(job.0));
                drawn < u64::from(percent)
            }
        };
        if declines { b"N" } else { b"Y" }
    }
}
