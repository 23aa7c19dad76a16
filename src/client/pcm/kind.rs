//! The programs that Package Command Manager comes as.

use crate::machine::OsKind;

/// One of the programs (Q151735, Q160775, Q167114, Q173388).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// PCMDOS.
    Dos,
    /// PCMWIN16: Windows 3.x, Windows 95, and Win-OS/2.
    Win16,
    /// PCMWIN32 on the desktop of Windows NT.
    Win32,
    /// PCMSVC32, the service: works also when nobody is logged on, and has no desktop.
    Service,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Dos, Self::Win16, Self::Win32, Self::Service];

    /// The one that a person at such a machine sees.
    pub const fn of_desktop(os: OsKind) -> Self {
        match os {
            OsKind::Dos5 | OsKind::Dos6 => Self::Dos,
            OsKind::Win31 | OsKind::Wfw311 | OsKind::Win95 | OsKind::Os2 => Self::Win16,
            OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => Self::Win32,
        }
    }

    /// The log that it writes (Q125934, Q166725).
    pub const fn log(self) -> &'static str {
        match self {
            // No article names a log of PCMDOS (assumed).
            Self::Dos => "PCMDOS.LOG",
            Self::Win16 => "PCMWIN.LOG",
            Self::Win32 => "PCMWIN32.LOG",
            Self::Service => "PACMAN.LOG",
        }
    }

    /// Whether it has a person in front of it.
    pub fn is_desktop(self) -> bool {
        self != Self::Service
    }

    /// Its place in what is kept for the desktop's PCM and for the service.
    pub(super) const fn seat(self) -> usize {
        matches!(self, Self::Service) as usize
    }
}
