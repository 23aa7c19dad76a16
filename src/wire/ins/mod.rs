//! The PCM instruction file, `<SMSID>.INS`: what one client is offered, one record for each command
//! (Q123499).
//!
//! Layout assumed: Q123499 names the fields, no article their bytes.

mod codec;
#[cfg(test)]
pub(super) mod tests;

use std::ops::BitOr;

use jiff::civil::DateTime;

pub use codec::{InsError, MAX_RECORDS, MAX_RESERVED_BYTES, MAX_TEXT_BYTES};

/// The record version of 1.0, which PCMDUMP prints as `Beta 455` (Q123499).
pub const RECORD_VERSION: u16 = 6;

/// The most distribution servers that a record lists (Q123499).
pub const MAX_SERVERS: usize = 10;

/// How a file stores the months.
///
/// 1.0 and 1.1 count them from 0 and use 0 for "no date" as well, so that a date in January is lost
/// (Q153369).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MonthBase {
    Zero,
    One,
}

impl MonthBase {
    /// The stored number of a month of 1 to 12.
    pub(super) const fn stored(self, month: i8) -> i8 {
        match self {
            Self::Zero => month - 1,
            Self::One => month,
        }
    }

    /// The month of a stored number, which may be no month at all; `None`: the field holds no date.
    pub(super) const fn month(self, stored: i8) -> Option<i8> {
        match (self, stored) {
            (_, 0) => None,
            (Self::Zero, counted) => Some(counted.saturating_add(1)),
            (Self::One, counted) => Some(counted),
        }
    }
}

/// All that one client is offered.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct InstructionFile {
    pub records: Vec<Instruction>,
}

/// One command offered to one client. Texts hold no control characters.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Instruction {
    /// The version of the record, see [`RECORD_VERSION`].
    pub version: u16,
    /// Three characters of site code.
    pub site_id: String,
    /// PCM's key for its own history (Q125934).
    pub request_id: String,
    /// Also the name of the directory on the share.
    pub package_id: String,
    pub job_id: String,
    /// 0 and 1: over any link; 2: not over a slow one.
    pub install_flag: u16,
    /// Mandatory After; the flag says mandatory.
    pub install_by: Stamp,
    /// Offer After; the flag says that the package is displayed.
    pub display: Stamp,
    /// Expires After; without the flag the package never expires.
    pub expiration: Stamp,
    /// 1: needs a user.
    pub user_input_flags: u16,
    pub operating_systems: OperatingSystems,
    /// Unused.
    pub disk_usage: u32,
    pub run_command: String,
    /// The command's name as PCM shows it ("workstation command line").
    pub wcl_name: String,
    /// At most [`MAX_SERVERS`].
    pub servers: Vec<Server>,
    pub package_name: String,
    pub comments: String,
    /// Unused.
    pub domain: String,
    /// Internal bytes, at most [`MAX_RESERVED_BYTES`].
    pub reserved: Vec<u8>,
}

impl Instruction {
    /// When the client must run it; `None`: optional.
    pub fn mandatory_after(&self) -> Option<DateTime> {
        self.install_by.in_force()
    }

    /// When it expires; `None`: never.
    pub fn expires_after(&self) -> Option<DateTime> {
        self.expiration.in_force()
    }

    /// Whether a client on a slow link leaves it alone.
    pub const fn avoids_slow_link(&self) -> bool {
        self.install_flag == 2
    }

    pub const fn needs_user(&self) -> bool {
        self.user_input_flags & 1 == 1
    }
}

/// A date and the "Full" flag beside it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The client's wall time in whole seconds (Q126644, Q189305); `None` prints as `00/00/00 00:00:00`.
    pub date: Option<DateTime>,
    /// Printed as 0 or 1: whether the date counts.
    pub full: bool,
}

impl Stamp {
    /// A date that counts.
    pub const fn at(date: DateTime) -> Self {
        Self { date: Some(date), full: true }
    }

    fn in_force(self) -> Option<DateTime> {
        self.date.filter(|_| self.full)
    }
}

/// The operating systems that a command is for, as a bit mask (Q123499, whose list is that of 1.0).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct OperatingSystems(pub u32);

impl OperatingSystems {
    pub const WIN16: Self = Self(0x01);
    pub const WIN32_X86: Self = Self(0x02);
    pub const WIN32_MIPS: Self = Self(0x04);
    pub const WIN32_ALPHA: Self = Self(0x08);
    pub const DOS5: Self = Self(0x10);
    pub const DOS6: Self = Self(0x20);
    pub const MACINTOSH: Self = Self(0x40);

    /// Whether every system of `other` is among these.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for OperatingSystems {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A distribution server that holds the package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server {
    /// Such as `\\SERVER\SMS_PKGC`.
    pub unc: String,
    pub kind: ServerKind,
    /// The AppleTalk zone, for Macintosh clients; never empty.
    pub zone: Option<String>,
}

/// The type code of a server (Q123499).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum ServerKind {
    #[default]
    Unknown = 1,
    WinNt3 = 2,
    LanMan1 = 3,
    LanMan2 = 4,
    NetWare2 = 5,
    NetWare3 = 6,
    NetWare4 = 7,
}

impl ServerKind {
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::WinNt3,
        Self::LanMan1,
        Self::LanMan2,
        Self::NetWare2,
        Self::NetWare3,
        Self::NetWare4,
    ];

    /// The code that the file and the dump hold.
    pub const fn code(self) -> u8 {
        self as u8
    }

    pub fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
