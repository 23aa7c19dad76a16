//! The decision points: one field for each place where a release did something else than was intended.
//!
//! The default is the documented intention. Quirks change it for the releases they affect; everybody else asks the field
//! and never compares releases.

use serde::Serialize;

use super::status::Status;

/// How one site, or one client, behaves.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Behavior {
    pub expiry_notice: ExpiryNotice,
}

/// What the Despooler makes of a client's notice that a job has expired.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum ExpiryNotice {
    /// It removes the client's record and leaves the last reported status alone (Q152229, "expected behavior").
    #[default]
    KeepsStatus,
    /// It also passes a job-status MIF on, with this status.
    Reports(Status),
}
