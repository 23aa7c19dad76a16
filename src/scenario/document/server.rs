//! The part of a scenario file that describes servers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::MAX_OF_EACH;
use super::shape::{Map, WordOr};
use super::word::{FileName, SourcePath, Time};
use crate::scenario::node::Spanned;
use crate::scenario::payload::Made;
use crate::world::plan::ServerKind;

/// A server.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its network operating system; by default nt.
    #[serde(default)]
    pub kind: Option<ServerKind>,
    /// What it is for; by default it is a logon server, which can hold packages as well.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whether users have rights on the packages that it holds; by default granted.
    #[serde(default)]
    pub access: Option<Access>,
    /// When the administrator takes it out of the site, its packages with it; by default never.
    #[serde(default)]
    pub removed: Option<Spanned<Time>>,
    /// Files that its copy lists name and that it has not, as `NWNETAPI.DLL`.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_OF_EACH))]
    pub missing: Vec<FileName>,
    /// When it does not answer; by default it always does.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_OF_EACH))]
    pub down: Vec<Outage>,
    /// Whether Maintenance Manager may write to its PCMINS.BOX, where clients look for their instruction files; by default it may.
    #[serde(default)]
    pub pcmins: Option<BoxAccess>,
    /// Programs in the directory MSTEST of a logon server, besides those of SMS itself.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_OF_EACH))]
    pub mstest: Map<SourcePath, WordOr<String, Made>>,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Clients log on to it.
    Logon,
    /// It holds packages only.
    Distribution,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// They can read them.
    Granted,
    /// They cannot.
    Denied,
}

/// A time in which something is not to be had.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// When it begins; by default d0 00:00.
    #[serde(default)]
    pub from: Option<Spanned<Time>>,
    /// When it ends.
    pub until: Spanned<Time>,
}

#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
pub enum BoxAccess {
    /// Nobody may write there.
    #[serde(rename = "read only")]
    ReadOnly,
}
