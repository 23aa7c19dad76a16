//! Packages in a scenario file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::job::OtherPlatform;
use super::shape::{Map, WordOr};
use super::word::{ServerName, SourcePath};
use super::{MAX_OF_EACH, MAX_STEPS};
use crate::machine::OsKind;
use crate::scenario::node::Spanned;
use crate::scenario::payload::Made;

/// A package.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The workstation command line, run in the package's directory; or `pdf`.
    #[serde(default)]
    pub command: Option<String>,
    /// The package definition file that the administrator imports, one of `files`: the command and what it needs stand there.
    #[serde(default)]
    pub pdf: Option<Spanned<SourcePath>>,
    /// Which of its setup variations is the command; by default the first.
    #[serde(default)]
    pub setup: Option<Spanned<String>>,
    /// The operating systems it is offered to; by default all. `win31` includes Windows for Workgroups.
    #[serde(default)]
    #[schemars(extend("minItems" = 1))]
    pub platforms: Option<Vec<OsKind>>,
    /// Platforms that no client here has: with them alone, the package is offered to nobody here.
    #[serde(default)]
    #[schemars(extend("minItems" = 1))]
    pub other_platforms: Option<Vec<OtherPlatform>>,
    /// Whether it is a System (Background) Task, for PCM as a service alone; by default it is not.
    #[serde(default)]
    pub background: Option<bool>,
    /// UserInputRequired: whether it needs a user; by default it does, unless it is a background task.
    #[serde(default)]
    pub user_input: Option<bool>,
    /// SynchronousSystemExitRequired: whether it ends Windows before it ends itself; by default it does not.
    #[serde(default)]
    pub synchronous_exit: Option<bool>,
    /// The servers that hold it, of which a record lists the first ten; by default all logon servers.
    #[serde(default)]
    #[schemars(extend("maxItems" = MAX_OF_EACH))]
    pub servers: Vec<Spanned<ServerName>>,
    /// The package source: each file's text, or what it is made of.
    #[serde(default)]
    #[schemars(extend("maxProperties" = MAX_STEPS))]
    pub files: Map<SourcePath, WordOr<String, Made>>,
}
