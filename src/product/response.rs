//! The Response setting of Site Properties, Services: one knob that sets how often every service looks for work.

use crate::base::Span;

/// Very Fast, Fast, Medium or Slow.
#[derive(
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Debug,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub enum Response {
    #[serde(rename = "very fast")]
    VeryFast,
    #[serde(rename = "fast")]
    Fast,
    #[default]
    #[serde(rename = "medium")]
    Medium,
    #[serde(rename = "slow")]
    Slow,
}

impl Response {
    /// How often a service polls: the Despooler's retry interval of Q128458 (24, 120, 360, 720 minutes) divided
    /// by the 24 polls it stands for. That the other services share it is inferred.
    pub const fn interval(self) -> Span {
        Span::mins(match self {
            Self::VeryFast => 1,
            Self::Fast => 5,
            Self::Medium => 15,
            Self::Slow => 30,
        })
    }
}
