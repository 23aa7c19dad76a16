//! Mistakes of some versions of CMD.EXE, which a quirk can switch on. By default there is none.

/// Which mistakes the shell makes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flaws {
    /// SET, PATH, DPATH and PROMPT set ERRORLEVEL to 0: NT 3.1, NT 3.5 before its service pack, and OS/2 1.3
    /// (Q111429, Q137857).
    pub set_resets_errorlevel: bool,
    /// A batch file whose lines end in a LF alone stops early: NT 3.51 before its service pack (Q136023). How
    /// early is not said; here nothing behind the first such line is run (assumed).
    pub stops_at_bare_lf: bool,
}

impl Flaws {
    pub const NONE: Self = Self { set_resets_errorlevel: false, stops_at_bare_lf: false };
}
