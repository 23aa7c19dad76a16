//! In what the systems differ when they read and write INI files.

use std::fmt;
use std::str::FromStr;

use crate::machine::OsKind;

/// The most of a file that 16-bit Windows looks at, in bytes (Q78346).
const SEGMENT_BYTES: usize = 64 << 10;
/// The most of a file that Windows NT is given to look at, in bytes (assumed; far beyond any real file).
const NT_BYTES: usize = 16 << 20;
/// Windows NT keeps the length of a value in 16 bits: of a value this long nothing is read, of one byte more
/// a byte.
const NT_VALUE_WRAPS_AT_BYTES: usize = 1 << 16;

/// Whose functions read and write a file. Windows 3.1 and Windows 95 answer alike, as far as is known: both
/// have their 16-bit code. What was observed on Windows 95 only is assumed for Windows 3.1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Windows 3.1 and Windows for Workgroups.
    Win31,
    Win95,
    Nt,
}

impl Dialect {
    pub const ALL: [Self; 3] = [Self::Win31, Self::Win95, Self::Nt];

    /// The functions that programs on an operating system use. MS-DOS and OS/2 have none; programs there that
    /// read SMS.INI do it as those of Windows 3.1 (assumed).
    pub const fn of(os: OsKind) -> Self {
        match os {
            OsKind::Dos5 | OsKind::Dos6 | OsKind::Win31 | OsKind::Wfw311 | OsKind::Os2 => Self::Win31,
            OsKind::Win95 => Self::Win95,
            OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => Self::Nt,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Win31 => "win31",
            Self::Win95 => "win95",
            Self::Nt => "nt",
        }
    }

    /// Whether the code comes from 16-bit Windows.
    pub(super) const fn is_16_bit(self) -> bool {
        !matches!(self, Self::Nt)
    }

    /// The most of a file that is looked at, in bytes. What lies beyond is lost when the file is written
    /// (Q78346).
    pub(super) const fn file_limit_bytes(self) -> usize {
        if self.is_16_bit() { SEGMENT_BYTES } else { NT_BYTES }
    }

    /// How much of the text is looked at. In 16-bit Windows a NUL hides what follows (Q92574).
    pub(super) fn visible_bytes(self, text: &[u8]) -> usize {
        let text = &text[..text.len().min(self.file_limit_bytes())];
        let nul = text.iter().position(|&byte| byte == 0).filter(|_| self.is_16_bit());
        nul.unwrap_or(text.len())
    }

    /// Bytes at the begin of the text that belong to no line. Windows NT passes over the mark of UTF-8
    /// (assumed, as Wine does; WelliSolutions saw the mark spoil the first line on a later Windows).
    pub(super) fn mark_bytes(self, text: &[u8]) -> usize {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if !self.is_16_bit() && text.starts_with(MARK) { MARK.len() } else { 0 }
    }

    /// Whether a byte ends a line by itself. A CR without LF does not in 16-bit Windows.
    pub(super) const fn ends_line(self, byte: u8) -> bool {
        byte == b'\n' || (byte == b'\r' && !self.is_16_bit())
    }

    /// What of a value is read: in 16-bit Windows a TAB begins a comment (Q148365), in Windows NT the length
    /// wraps.
    pub(super) fn cut_value(self, value: &[u8]) -> &[u8] {
        if self.is_16_bit() {
            let tab = value.iter().position(|&byte| byte == b'\t');
            super::line::trim(&value[..tab.unwrap_or(value.len())])
        } else {
            &value[..value.len() % NT_VALUE_WRAPS_AT_BYTES]
        }
    }
}

/// A word that names no dialect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownDialect(pub String);

impl fmt::Display for UnknownDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Dialect::ALL.map(Dialect::name).join(", ");
        write!(f, "`{}` is none of {known}", self.0)
    }
}

impl std::error::Error for UnknownDialect {}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(text: &str) -> Result<Self, UnknownDialect> {
        let found = Self::ALL.into_iter().find(|dialect| dialect.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| UnknownDialect(text.to_string()))
    }
}
