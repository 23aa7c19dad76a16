//! The part of a scenario file that says what people do by themselves.

use schemars::JsonSchema;
use serde::Deserialize;

use super::shape::WordOr;
use super::word::{Duration, Keys, Percent};

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum User {
    /// Somebody runs what the script says.
    Present,
    /// Nobody is there: PCM polls, and nothing is run.
    Absent,
}

/// What somebody does without being told by the script.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// How they take what PCM offers; by default they leave it alone.
    #[serde(default)]
    pub runs: Option<WordOr<Soon, Takes>>,
    /// How many out of a hundred that run a package press N at what it asks; the others press Y. By default nobody presses
    /// anything, and a package that asks waits.
    #[serde(default)]
    pub declines: Option<Percent>,
    /// How long they take to press ENTER when a box asks for a restart; by default they never do.
    #[serde(default)]
    pub restarts: Option<WordOr<Soon, Delay>>,
    /// How they answer the dialogs of the packages that PCM runs, each package from the first key on: `\r` is Enter. By default
    /// they answer none, and a package that asks waits.
    #[serde(default)]
    pub answers: Option<Keys>,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
pub enum Soon {
    /// As soon as they see it.
    #[serde(rename = "at once")]
    AtOnce,
    /// They do not.
    #[serde(rename = "never")]
    Never,
}

/// A time that somebody lets pass.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delay {
    /// How long.
    pub after: Duration,
}

/// When somebody takes up what is offered.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Takes {
    /// At the soonest so long after they see it; by default at once.
    #[serde(default)]
    pub after: Option<Duration>,
    /// At the latest so much later than that: each at a time of their own; by default all at the soonest.
    #[serde(default)]
    pub within: Option<Duration>,
    /// How many out of a hundred do so at all; by default all.
    #[serde(default)]
    pub likely: Option<Percent>,
}
