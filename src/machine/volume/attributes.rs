//! The attributes of a file: read-only, hidden, system and archive.

use std::fmt;
use std::ops::BitOr;

/// A set of attributes, with the bits that a directory entry has.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Attributes(u8);

impl Attributes {
    pub const NONE: Self = Self(0);
    pub const READ_ONLY: Self = Self(0x01);
    pub const HIDDEN: Self = Self(0x02);
    pub const SYSTEM: Self = Self(0x04);
    pub const ARCHIVE: Self = Self(0x20);

    const LETTERS: [(char, Self); 4] =
        [('R', Self::READ_ONLY), ('H', Self::HIDDEN), ('S', Self::SYSTEM), ('A', Self::ARCHIVE)];

    /// The attribute of a letter, in either case.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::LETTERS.into_iter().find(|(l, _)| l.eq_ignore_ascii_case(&letter)).map(|(_, set)| set)
    }

    /// Whether any attribute of `other` is in this set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether COPY, DEL and REN pass over a file with these attributes.
    pub const fn is_concealed(self) -> bool {
        self.has(Self::HIDDEN.with(Self::SYSTEM))
    }

    pub(super) const fn bits(self) -> u8 {
        self.0
    }
}

impl BitOr for Attributes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

/// The letters of the set in the order RHSA, as `RA`.
impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set: String = Self::LETTERS.iter().filter(|(_, one)| self.has(*one)).map(|(l, _)| *l).collect();
        f.pad(&set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_name_the_set() {
        let set = Attributes::HIDDEN | Attributes::READ_ONLY;
        assert_eq!(set.to_string(), "RH");
        assert_eq!(set.without(Attributes::READ_ONLY).with(Attributes::ARCHIVE).to_string(), "HA");
        assert!(set.is_concealed() && !Attributes::READ_ONLY.is_concealed());
        assert_eq!(Attributes::of_letter('s'), Some(Attributes::SYSTEM));
        assert_eq!(Attributes::of_letter('X'), None);
    }
}
