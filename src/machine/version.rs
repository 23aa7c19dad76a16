//! Version resources: what VER.DLL reads of a library or a program.
//!
//! The files of a scenario hold no real resources. A module here is a text that begins with a mark and its version, so that the
//! version goes wherever the file is copied.

use std::fmt;
use std::str::FromStr;

use super::volume::Content;

/// How the file of a module begins.
const MARK: &str = "MZ module of a scenario\r\nversion ";
/// Bytes of a module beyond which it is not made longer.
const MAX_MODULE_BYTES: usize = 1 << 20;
/// The longest version, in bytes.
const MAX_VERSION_BYTES: usize = 24;

/// Four numbers, as `4.0.1381.4`; they compare from the first to the last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version(pub [u16; 4]);

impl Version {
    /// The version of a file, if it is a module.
    pub fn of(content: &Content) -> Option<Self> {
        let head: Vec<u8> = content.bytes(0, MARK.len() + MAX_VERSION_BYTES).collect();
        let rest = head.strip_prefix(MARK.as_bytes())?;
        let end = rest.iter().position(|&byte| byte == b'\r')?;
        str::from_utf8(&rest[..end]).ok()?.parse().ok()
    }

    /// A module of this version that holds `text`, with blanks behind it up to `size` bytes.
    pub fn module(self, text: &str, size: u64) -> Content {
        let mut bytes = format!("{MARK}{self}\r\n{text}").into_bytes();
        let size = usize::try_from(size).unwrap_or(MAX_MODULE_BYTES).min(MAX_MODULE_BYTES);
        bytes.resize(bytes.len().max(size), b' ');
        Content::of(bytes)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

impl FromStr for Version {
    type Err = ();

    /// One to four numbers with dots between them; those that are missing are 0.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = [0; 4];
        let mut parts = text.split('.');
        for (number, part) in numbers.iter_mut().zip(&mut parts) {
            *number = part.parse().map_err(drop)?;
        }
        if parts.next().is_some() { Err(()) } else { Ok(Self(numbers)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_has_its_version_and_other_files_have_none() {
        let version: Version = "4.0.1381".parse().unwrap();
        let module = version.module("new", 4_096);
        assert_eq!((Version::of(&module), module.size()), (Some(Version([4, 0, 1381, 0])), 4_096));
        assert!(version < "4.1".parse().unwrap());
        for other in
            [Content::of("MZ"), Content::Filler { size: 99, seed: 1 }, Content::of(format!("{MARK}x\r\n"))]
        {
            assert_eq!(Version::of(&other), None);
        }
    }
}
