//! INI files as Windows reads and edits them: WIN.INI, SYSTEM.INI, WININIT.INI, SMS.INI.
//!
//! Three layers, each usable alone:
//!
//! * [`IniFile`] is the text of a file and an index of its lines. Reading hands out parts of the text; an
//!   edit is a splice into it, so that every line it does not concern stays as it is, byte for byte.
//! * [`Profile`] is a file as the calls of Windows see it, GetPrivateProfileString and its family: it may be
//!   missing or read-only, and answers go into a buffer of the caller's size.
//! * [`Op`] is such a call written down, so that answers can be compared with those of a real machine.
//!
//! What holds everywhere: names ignore case; of equal sections and of equal keys in a section the first
//! counts, for reading and for writing (Q107695); `;` makes a comment only where a line begins; one pair of
//! quotes around a value is taken away on reading (Q69752); deleting never takes a comment away. What differs
//! between systems is in [`Dialect`]. Where an article is named, it says so; what is said of "Windows"
//! without one was observed on real Windows, by the tests of the Wine project or of WelliSolutions'
//! IniFileFormatReverseEngineering.
//!
//! Text is bytes in the ANSI code page, as the functions take them. A file in UTF-16 is not understood.

mod buffer;
mod dialect;
mod file;
mod line;
mod number;
mod ops;
mod profile;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub use buffer::Reply;
pub use dialect::{Dialect, UnknownDialect};
pub use file::IniFile;
pub use ops::{Answer, Filling, MAX_OPS, Op, OpError, latin1, run, unlatin1};
pub use profile::Profile;
