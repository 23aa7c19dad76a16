//! The decision points of a machine: one field for each place where some build of an operating system did something else
//! than was documented. The default is the documentation.

/// Where a machine's operating system departs from its documentation.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Flaws {
    /// The Session Manager passes over PendingFileRenameOperations and leaves the list as it is (Q149857).
    pub ignores_pending_renames: bool,
    /// The Session Manager stops the start at a pending rename whose file or directory is gone (Q317189).
    pub stops_at_stale_renames: bool,
}
