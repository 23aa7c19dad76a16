//! The people at the clients, and their clocks.

use super::Resolver;
use crate::base::Span;
use crate::machine::OsKind;
use crate::scenario::diagnostic::Extent;
use crate::scenario::document::Client;
use crate::scenario::document::parts::ClockSetting;
use crate::scenario::document::person::{Soon, User};
use crate::scenario::document::shape::WordOr;
use crate::world::plan::{ClockPlan, Person, Takes};

/// Everybody.
const ALL: u8 = 100;

/// What the person at a client does by themselves; `None`: nobody is there.
pub fn person_of(client: &Client) -> Option<Person> {
    let said = match &client.user {
        Some(WordOr::Word(User::Absent)) => return None,
        None | Some(WordOr::Word(User::Present)) => return Some(Person::default()),
        Some(WordOr::More(person)) => person,
    };
    let runs = match &said.runs {
        None | Some(WordOr::Word(Soon::Never)) => None,
        Some(WordOr::Word(Soon::AtOnce)) => {
            Some(Takes { after: Span::ZERO, within: Span::ZERO, likely: ALL })
        }
        Some(WordOr::More(takes)) => Some(Takes {
            after: takes.after.as_ref().map_or(Span::ZERO, |after| after.0),
            within: takes.within.as_ref().map_or(Span::ZERO, |within| within.0),
            likely: takes.likely.as_ref().map_or(ALL, |likely| likely.0),
        }),
    };
    let restarts_after = match &said.restarts {
        None | Some(WordOr::Word(Soon::Never)) => None,
        Some(WordOr::Word(Soon::AtOnce)) => Some(Span::ZERO),
        Some(WordOr::More(delay)) => Some(delay.after.0),
    };
    let declines = said.declines.as_ref().map(|declines| declines.0);
    Some(Person { runs, declines, restarts_after })
}

/// The keys with which the person at a client answers the dialogs of packages.
pub fn answers_of(client: &Client) -> Vec<u8> {
    match &client.user {
        Some(WordOr::More(person)) => person.answers.as_ref().map(|keys| keys.0.clone()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// How the client's clock is set.
pub fn clock_of(client: &Client) -> ClockPlan {
    let (ahead, behind) = match &client.clock {
        None => (Span::ZERO, Span::ZERO),
        Some(ClockSetting::Ahead(by)) => (by.0, Span::ZERO),
        Some(ClockSetting::Behind(by)) => (Span::ZERO, by.0),
    };
    ClockPlan { ahead, behind, daylight_saving: client.daylight_saving == Some(true) }
}

impl Resolver<'_, '_> {
    /// Whether PCM runs as a service; reports that where there are no services.
    pub(super) fn pcm_service_of(&mut self, client: &Client, at: Extent) -> bool {
        let wanted = client.pcm_service == Some(true);
        if wanted && !matches!(client.os, OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40) {
            self.problem(
                at,
                "PCM runs as a service on Windows NT only",
                "expected `os: nt35`, `nt351` or `nt40`",
            );
        }
        wanted
    }
}
