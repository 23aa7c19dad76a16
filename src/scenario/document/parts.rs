//! The part of a scenario file that says what a client's machine is made of: its clock, its disk, its link.

use schemars::JsonSchema;
use serde::Deserialize;

use super::word::{Duration, Size};

/// How far a clock is from the right time.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClockSetting {
    /// It shows a later time.
    Ahead(Duration),
    /// It shows an earlier time.
    Behind(Duration),
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// The test for slow links finds it slow.
    Slow,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Full {
    /// No byte is free.
    Full,
}

/// A disk.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disk {
    /// Its size; by default 200M.
    #[serde(default)]
    pub size: Option<Size>,
    /// How much of it is free; by default half.
    #[serde(default)]
    pub free: Option<Size>,
}
