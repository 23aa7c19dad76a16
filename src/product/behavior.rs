//! The decision points: one field for each place where a release did something else than was intended.
//!
//! The default is the documented intention. Quirks change it for the releases they affect; everybody else asks the field
//! and never compares releases.

use serde::Serialize;

use super::status::Status;
use crate::machine::Flaws;

/// How one site, or one client, behaves.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Behavior {
    pub expiry_notice: ExpiryNotice,
    pub client_bat_place: ClientBatPlace,
    /// The Session Manager of Windows NT passes over pending renames (Q149857).
    pub ignores_pending_renames: bool,
    /// SET, PATH, DPATH and PROMPT of CMD.EXE set ERRORLEVEL to 0 (Q111429, Q137857).
    pub set_resets_errorlevel: bool,
    /// A batch file whose lines end in a line feed alone stops early (Q136023).
    pub stops_at_bare_lf: bool,
    /// It stops the start at a pending rename whose file or directory is gone (Q317189).
    pub stops_at_stale_renames: bool,
}

impl Behavior {
    /// What of it is the operating system's.
    pub const fn flaws(&self) -> Flaws {
        Flaws {
            ignores_pending_renames: self.ignores_pending_renames,
            set_resets_errorlevel: self.set_resets_errorlevel,
            stops_at_bare_lf: self.stops_at_bare_lf,
            stops_at_stale_renames: self.stops_at_stale_renames,
        }
    }
}

/// Where client setup puts the call of CLIENT.BAT in AUTOEXEC.BAT.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub enum ClientBatPlace {
    /// One line before the statement that starts Windows (Q139142).
    #[default]
    BeforeWindows,
    /// At the end of the file (Q137611).
    AtTheEnd,
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
