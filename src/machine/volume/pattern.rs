//! Wildcards, as DOS matches them: position by position on a name of 8 and 3 characters filled with blanks.

use crate::base::text::{EXTENSION_CHARS, NAME_CHARS, upper};

const CHARS: usize = NAME_CHARS + EXTENSION_CHARS;

/// A name that may hold `*` and `?`. `*` fills the rest of its part with `?`, so what follows it is ignored
/// (Q37950, Q50075); `X*` without a dot finds only names without an extension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pattern([char; CHARS]);

impl Pattern {
    /// Finds everything.
    pub const ALL: Self = Self(['?'; CHARS]);

    /// Reads a pattern; characters that do not fit in 8.3 are cut off.
    pub fn new(text: &str) -> Self {
        let (name, extension) = text.split_once('.').unwrap_or((text, ""));
        let mut template = [' '; CHARS];
        fill(&mut template[..NAME_CHARS], name);
        fill(&mut template[NAME_CHARS..], extension);
        Self(template)
    }

    pub fn is_wild(text: &str) -> bool {
        text.contains(['*', '?'])
    }

    pub fn matches(&self, name: &str) -> bool {
        let other = Self::new(name);
        self.0.iter().zip(other.0).all(|(&own, theirs)| own == '?' || own == theirs)
    }

    /// The name that this pattern makes of another: each `?` takes the character of `name` in its place,
    /// which is how COPY and REN read a second name with wildcards.
    pub fn apply(&self, name: &str) -> String {
        let source = Self::new(name);
        let filled = |range: std::ops::Range<usize>| -> String {
            let chars = range.map(|at| if self.0[at] == '?' { source.0[at] } else { self.0[at] });
            chars.filter(|&c| c != ' ').collect()
        };
        let (name, extension) = (filled(0..NAME_CHARS), filled(NAME_CHARS..CHARS));
        if extension.is_empty() { name } else { format!("{name}.{extension}") }
    }
}

fn fill(part: &mut [char], text: &str) {
    let mut chars = text.chars();
    let mut rest_is_wild = false;
    for place in part {
        let next = if rest_is_wild { None } else { chars.next() };
        rest_is_wild |= next == Some('*');
        *place = if rest_is_wild { '?' } else { next.map_or(' ', upper) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_dos_matches_them() {
        for (pattern, finds, misses) in [
            ("*.*", vec!["A", "A.B", "12345678.123"], vec![]),
            ("*.MIF", vec!["1.mif", "LONGNAME.MIF"], vec!["MIF", "X.MI"]),
            ("*H.DAT", vec!["AX.DAT"], vec!["AX.TXT"]),
            ("A*Z.TXT", vec!["AB.TXT"], vec!["BAZ.TXT"]),
            ("X*", vec!["X", "XYZ"], vec!["X.TXT"]),
            ("AB??.TXT", vec!["AB3.TXT", "AB12.TXT"], vec!["ABCDE.TXT"]),
            ("SETUP.EXE", vec!["setup.exe"], vec!["SETUP"]),
        ] {
            assert!(finds.iter().all(|name| Pattern::new(pattern).matches(name)), "{pattern}");
            assert!(!misses.iter().any(|name| Pattern::new(pattern).matches(name)), "{pattern}");
        }
        assert!(Pattern::ALL.matches("ANY.THI") && Pattern::is_wild("A?") && !Pattern::is_wild("A"));
    }

    #[test]
    fn a_second_name_takes_characters_of_the_first() {
        for (pattern, name, made) in [
            ("*.BAK", "A.TXT", "A.BAK"),
            ("X*.?Q?", "AB1.TXT", "XB1.TQT"),
            ("X*.*", "B.TXT", "X.TXT"),
            ("?Z", "C.TXT", "CZ"),
            ("X???.TXT", "AB3.TXT", "XB3.TXT"),
        ] {
            assert_eq!(Pattern::new(pattern).apply(name), made);
        }
    }
}
