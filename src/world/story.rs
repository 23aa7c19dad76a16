//! What a told run keeps so that people can follow it: lines for the transcript, and the facts that tie one event to another.
//!
//! Nothing here is read while a run goes on, and a run that nobody follows keeps none of it.

use super::Who;
use super::front::Front;
use super::reference::RowSet;
use crate::base::{ClientId, JobId, SimTime};
use crate::engine::Note;
use crate::product::Status;
use crate::wire::parcel::{Parcel, Place};

/// A line of the transcript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub at: SimTime,
    /// The number of the event that it tells of: its place in the trace.
    pub event: usize,
    pub who: Who,
    pub part: &'static str,
    pub what: String,
}

/// What an event did that others may follow from.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    /// A file was put somewhere, where it is from `arrives` on.
    Put { to: Place, parcel: Parcel, arrives: SimTime },
    /// A service took a file out of its box and worked on it.
    Took(Parcel),
    /// PCM took a job into its lists.
    Listed(ClientId, JobId),
    /// A workstation row was written.
    Row {
        set: RowSet,
        /// What the reference status model says.
        reference: Status,
        /// The quirk that claims the difference, by its id.
        quirk: Option<&'static str>,
    },
}

/// Lines and facts in the order in which they came.
#[derive(Default)]
pub struct Story {
    pub lines: Vec<Line>,
    /// Each with the number of the event that did it.
    pub facts: Vec<(usize, Fact)>,
}

impl Front<'_> {
    /// The number that the event in progress has in the trace, if it does anything.
    fn event_number(&self) -> usize {
        self.engine.trace().len()
    }

    pub(super) fn tell(&mut self, who: Who, part: &'static str, what: impl FnOnce(&Self) -> String) {
        if self.told {
            let line =
                Line { at: self.engine.now(), event: self.event_number(), who, part, what: what(self) };
            self.story.lines.push(line);
        }
    }

    /// Keeps what was noted: for the transcript, and for those who look at screens and logs.
    pub(super) fn keep_notes(&mut self, who: Who, at: SimTime, notes: Vec<Note>) {
        let event = self.event_number();
        for Note { part, what } in notes {
            self.keep_log(who, part, &what);
            if self.told {
                self.story.lines.push(Line { at, event, who, part, what });
            }
        }
    }

    pub(super) fn keep_fact(&mut self, fact: Fact) {
        if self.told {
            let event = self.event_number();
            self.story.facts.push((event, fact));
        }
    }

    /// The jobs in PCM's lists, if anybody wants to know.
    pub(super) fn listed(&self, client: ClientId) -> Vec<JobId> {
        let listed = self.told.then(|| self.clients[client].pcm.listed());
        listed.into_iter().flatten().map(|(job, _)| job).collect()
    }

    /// Keeps which jobs PCM has come to list, other than those `before`.
    pub(super) fn keep_listed(&mut self, client: ClientId, before: &[JobId]) {
        for job in self.listed(client) {
            if !before.contains(&job) {
                self.keep_fact(Fact::Listed(client, job));
            }
        }
    }
}
