//! Where the simulated status database leaves the reference status model.

use super::status::Status;

/// What made a component write a status.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// The Scheduler activated the job.
    Activated,
    /// A client reported how a package ended.
    Reported,
    /// A client gave notice that the job has expired.
    Expired,
    /// The job was canceled.
    Canceled,
}

impl Cause {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Activated => "job activated",
            Self::Reported => "result reported",
            Self::Expired => "expiry notice",
            Self::Canceled => "job canceled",
        }
    }
}

/// A row that differs from what the last report made it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deviation {
    pub got: Status,
    /// What the reference status model says.
    pub reference: Status,
    /// What made the database write `got`.
    pub cause: Cause,
}

/// Why a report of a client never becomes a status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// The client's redirector takes no UNC name to write to (Q160775).
    NoUncNames,
    /// PCM broke off while it wrote (Q191299).
    BrokenOff,
    /// PCM as a service kept a status MIF to itself (Q164877).
    StatusMifLost,
}
