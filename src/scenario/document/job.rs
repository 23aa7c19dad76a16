//! Jobs in a scenario file, and the platforms that their packages are for besides those of the clients.

use schemars::JsonSchema;
use serde::Deserialize;

use super::MAX_OF_EACH;
use super::shape::OneOrMany;
use super::word::{ClientRange, Duration, JobName, PackageName, Time};
use crate::scenario::node::Spanned;

/// A job that distributes a package.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The package.
    pub package: Spanned<PackageName>,
    /// The clients it is sent to: a client, a range, or a list of them.
    pub target: Spanned<OneOrMany<ClientRange>>,
    /// When the administrator saves it; by default d0 00:00.
    #[serde(default)]
    pub create: Option<Spanned<Time>>,
    /// Offer After; by default when it is created.
    #[serde(default)]
    pub offer: Option<Spanned<Time>>,
    /// Mandatory After; by default it is optional.
    #[serde(default)]
    pub mandatory: Option<Spanned<Time>>,
    /// Not Mandatory over Slow Link; by default it is mandatory there too.
    #[serde(default)]
    pub spares_slow_links: Option<bool>,
    /// Expires After; by default never.
    #[serde(default)]
    pub expire: Option<Spanned<Time>>,
    /// Whether it repeats; by default it does not.
    #[serde(default)]
    pub repeat: Option<Repeat>,
}

/// A job that comes again: each further instance is a job of its own, with all dates later.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How much later each instance is than the one before it.
    pub every: Duration,
    /// The ids of the further instances, in their order: there are as many as are named.
    #[serde(rename = "as")]
    #[schemars(extend("minItems" = 1, "maxItems" = MAX_OF_EACH))]
    pub instances: Vec<Spanned<JobName>>,
}

/// A platform that no client here has.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OtherPlatform {
    /// Windows NT on MIPS.
    Mips,
    /// Windows NT on Alpha.
    Alpha,
    /// The Macintosh.
    Macintosh,
}
