//! Which shell reads the commands.

use crate::machine::path::Naming;

/// A command interpreter.
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
    pub const ALL: [Self; 5] = [Self::Command5, Self::Command6, Self::Command7, Self::CmdNt, Self::CmdOs2];

    /// Whether COPY knows `/Y` and `/-Y`, which came with 6.2.
    pub const fn knows_copy_y(self) -> bool {
        !matches!(self, Self::Command5)
    }

    /// The name of the system it belongs to, as `dos6`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Command5 => "dos5",
            Self::Command6 => "dos6",
            Self::Command7 => "win95",
            Self::CmdNt => "nt",
            Self::CmdOs2 => "os2",
        }
    }

    /// The dialect of a name that [`Self::name`] gives.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// The names that the disks of its system keep.
    pub const fn naming(self) -> Naming {
        match self {
            Self::Command5 | Self::Command6 | Self::CmdOs2 => Naming::Short,
            Self::Command7 => Naming::Windows95,
            Self::CmdNt => Naming::WindowsNt,
        }
    }

    /// What VER says.
    pub const fn version_text(self) -> &'static str {
        match self {
            Self::Command5 => "MS-DOS Version 5.00",
            Self::Command6 => "MS-DOS Version 6.22",
            Self::Command7 => "Windows 95. [Version 4.00.950]",
            Self::CmdNt => "Windows NT Version 4.0",
            Self::CmdOs2 => "The Operating System/2 Version is 4.00",
        }
    }

    /// Whether this is CMD.EXE, of NT or OS/2.
    pub const fn is_cmd(self) -> bool {
        matches!(self, Self::CmdNt | Self::CmdOs2)
    }

    /// Whether MOVE, DELTREE and CHOICE are there: they came with 6.0 (Q71986, Q72188).
    pub const fn has_version_6_tools(self) -> bool {
        !matches!(self, Self::Command5)
    }

    /// Whether the command extensions of NT 4.0 are there.
    pub const fn has_extensions(self) -> bool {
        matches!(self, Self::CmdNt)
    }

    /// What ECHO says of itself.
    pub(super) const fn echo_status(self, on: bool) -> &'static str {
        match (self.is_cmd(), on) {
            (false, true) => "ECHO is on",
            (false, false) => "ECHO is off",
            (true, true) => "ECHO is on.",
            (true, false) => "ECHO is off.",
        }
    }

    /// Characters of a line of a batch file; the rest is cut off (Q69563; for CMD.EXE general knowledge).
    pub(super) const fn line_chars(self) -> usize {
        if self.is_cmd() { super::MAX_CMD_LINE_CHARS } else { super::MAX_LINE_CHARS }
    }

    /// Whether quotes hold an argument of a batch file together.
    pub const fn quotes_hold(self) -> bool {
        !matches!(self, Self::Command5 | Self::Command6)
    }

    /// Whether a label that ends a file without a CR repeats the command before it, a defect up to 5.0
    /// (Q34760).
    pub const fn repeats_before_last_label(self) -> bool {
        matches!(self, Self::Command5)
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
