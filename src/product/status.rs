//! The words in the status columns of the SMS Administrator program.

use std::fmt;
use std::str::FromStr;

/// A job status, of a workstation row or of a whole job.
///
/// Spelled as Q152229 spells it; Q186414 writes `Cancelled`. No article shows a workstation row that ends as
/// `Failed`: a failed installation is written as failed and shown as `Retrying`, because it may be run again (Q169491).
#[derive(
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub enum Status {
    /// Nothing has been reported (Q150026).
    #[default]
    None,
    /// The job has not been activated by the Scheduler (Q197016).
    Pending,
    /// The Scheduler has sent the job on its way (Q197016).
    Active,
    /// Something failed and may be run again (Q169491).
    Retrying,
    /// Reported as successful (Q169491).
    Complete,
    /// Given up, after 100 tries of the Despooler (Q140374).
    Failed,
    /// Called off, or, in 1.1, expired (Q152229).
    Canceled,
    /// Being called off (Q186414).
    Canceling,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Pending,
        Self::Active,
        Self::Retrying,
        Self::Complete,
        Self::Failed,
        Self::Canceled,
        Self::Canceling,
    ];

    /// Whether a job with this overall status may still go on.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Active | Self::Retrying)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Pending => "Pending",
            Self::Active => "Active",
            Self::Retrying => "Retrying",
            Self::Complete => "Complete",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Canceling => "Canceling",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Status {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.word() == text)
            .ok_or_else(|| format!("one of {}", Self::ALL.map(Self::word).join(", ")))
    }
}
