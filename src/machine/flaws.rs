//! The decision points of a machine: one field for each place where some build of an operating system did something else
//! than was documented. The default is the documentation.

/// Where a machine's operating system departs from its documentation.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Flaws {
    /// The Session Manager passes over PendingFileRenameOperations and leaves the list as it is (Q149857).
    pub ignores_pending_renames: bool,
    /// The Session Manager stops the start at a pending rename whose file or directory is gone (Q317189).
    pub stops_at_stale_renames: bool,
    /// SET, PATH, DPATH and PROMPT set ERRORLEVEL to 0: NT 3.1, NT 3.5 before its service pack, and OS/2 1.3
    /// (Q111429, Q137857).
    pub set_resets_errorlevel: bool,
    /// A batch file whose lines end in a LF alone stops early: NT 3.51 before its service pack (Q136023). How early is not
    /// said; here nothing behind the first such line is run (assumed).
    pub stops_at_bare_lf: bool,
}

impl Flaws {
    pub const NONE: Self = Self {
        ignores_pending_renames: false,
        stops_at_stale_renames: false,
        set_resets_errorlevel: false,
        stops_at_bare_lf: false,
    };
}
