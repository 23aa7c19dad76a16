//! Which shell reads the commands, as far as the shells are told apart so far.

/// A command interpreter. All read the language of COMMAND.COM 6.22 for now and differ in what the methods
/// say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dialect {
    /// COMMAND.COM of MS-DOS 5.0.
    Command5,
    /// COMMAND.COM of MS-DOS 6.2x.
    Command6,
    /// COMMAND.COM of Windows 95.
    Command7,
    /// CMD.EXE of Windows NT 3.51 and 4.0.
    CmdNt,
    /// CMD.EXE of OS/2.
    CmdOs2,
}

impl Dialect {
    /// Whether COPY knows `/Y` and `/-Y`, which came with 6.2.
    pub const fn knows_copy_y(self) -> bool {
        !matches!(self, Self::Command5)
    }

    /// What is said of a command that is not found. NT's wording is that of Q103368; OS/2's is taken to be
    /// the same (inferred).
    pub const fn not_found(self) -> &'static str {
        match self {
            Self::Command5 | Self::Command6 | Self::Command7 => "Bad command or file name",
            Self::CmdNt | Self::CmdOs2 => {
                "The name specified is not recognized as an internal or external command, \
                 operable program or batch file."
            }
        }
    }
}
