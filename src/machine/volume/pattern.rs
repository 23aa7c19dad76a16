//! Wildcards: DOS matches them position by position on a name of 8 and 3 characters filled with blanks, Windows 95
//! and NT on the whole of a name.

use std::borrow::Cow;

use crate::base::text::{EXTENSION_CHARS, NAME_CHARS, upper};
use crate::machine::path::Naming;

const CHARS: usize = NAME_CHARS + EXTENSION_CHARS;

/// A name that may hold `*` and `?`. On a volume with 8.3 names `*` fills the rest of its part with `?`, so what
/// follows it is ignored (Q37950, Q50075), and `X*` without a dot finds only names without an extension. Where
/// long names are kept, what follows `*` counts, and `X*` finds names with an extension too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    text: Cow<'static, str>,
    short: [char; CHARS],
}

impl Pattern {
    /// Finds everything.
    pub const ALL: Self = Self { text: Cow::Borrowed("*.*"), short: ['?'; CHARS] };

    /// Reads a pattern; for 8.3 names characters that do not fit are cut off.
    pub fn new(text: &str) -> Self {
        Self { short: template(text), text: Cow::Owned(text.to_string()) }
    }

    /// Whether it finds everything in a directory.
    pub fn is_all(&self, naming: Naming) -> bool {
        if naming.is_long() { matches!(&*self.text, "*" | "*.*") } else { self.short == Self::ALL.short }
    }

    pub fn is_wild(text: &str) -> bool {
        text.contains(['*', '?'])
    }

    /// Whether it finds a name of 8.3.
    pub fn matches(&self, name: &str) -> bool {
        self.short.iter().zip(template(name)).all(|(&own, theirs)| own == '?' || own == theirs)
    }

    /// Whether it finds a name of any length. A dot before wildcards at the end is not needed in the name, and one
    /// at the very end finds names without a dot.
    pub fn matches_long(&self, name: &str) -> bool {
        match self.text.strip_suffix('.') {
            _ if self.is_all(Naming::WindowsNt) => true,
            Some(rest) if !rest.is_empty() => !name.contains('.') && glob(rest, name),
            _ => glob(&self.text, name),
        }
    }

    /// The name that this pattern makes of another, which is how COPY and REN read a second name with wildcards.
    /// For 8.3 names each `?` takes the character of `name` in its place.
    pub fn apply(&self, name: &str, naming: Naming) -> String {
        if naming.is_long() { fill_long(&self.text, name) } else { self.apply_short(name) }
    }

    fn apply_short(&self, name: &str) -> String {
        let source = template(name);
        let filled = |range: std::ops::Range<usize>| -> String {
            let chars = range.map(|at| if self.short[at] == '?' { source[at] } else { self.short[at] });
            chars.filter(|&c| c != ' ').collect()
        };
        let (name, extension) = (filled(0..NAME_CHARS), filled(NAME_CHARS..CHARS));
        if extension.is_empty() { name } else { format!("{name}.{extension}") }
    }
}

/// Whether a pattern finds the whole of a name. Each pattern character tells from which places of the name the
/// rest can go on; `open` holds them, from the end of the pattern to its beginning.
fn glob(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().map(upper).collect();
    let end = name.len();
    let mut open = vec![false; end + 1];
    open[end] = true;
    let mut only_wildcards = true;
    for wanted in pattern.chars().rev().map(upper) {
        let next = |at: usize| at < end && open[at + 1];
        let mut before: Vec<bool> = (0..=end)
            .map(|at| match wanted {
                '*' => open[at],
                '?' if at == end || name[at] == '.' => open[at],
                '?' => next(at),
                '.' if at == end => only_wildcards,
                _ => next(at) && name[at] == wanted,
            })
            .collect();
        if wanted == '*' {
            (0..end).rev().for_each(|at| before[at] |= before[at + 1]);
        }
        only_wildcards &= matches!(wanted, '*' | '?' | '.');
        open = before;
    }
    open[0]
}

/// What a pattern makes of a long name: characters stand for themselves and pass one of the name's, a dot passes
/// all up to the name's next dot, `?` takes one character and `*` all up to the last one of those that follow it
/// (inferred).
fn fill_long(pattern: &str, name: &str) -> String {
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut made) = (0, String::new());
    let mut pattern = pattern.chars().peekable();
    while let Some(wanted) = pattern.next() {
        let here = name.get(at).filter(|&&c| c != '.');
        match wanted {
            '*' => {
                let until = pattern.next_if(|&c| c != '?');
                let last = |c: char| name[at..].iter().rposition(|&n| upper(n) == upper(c));
                let taken = until.map_or(Some(name.len() - at), |c| last(c).map(|place| place + 1));
                let stop = at + taken.unwrap_or(name.len() - at);
                made.extend(&name[at..stop]);
                made.extend(until.filter(|_| taken.is_none()));
                at = stop;
            }
            '?' => made.extend(here),
            '.' => {
                made.push('.');
                at += name[at..].iter().position(|&c| c == '.').map_or(name.len() - at, |place| place + 1);
            }
            other => made.push(other),
        }
        at += usize::from(here.is_some() && !matches!(wanted, '*' | '.'));
    }
    made.trim_end_matches([' ', '.']).to_string()
}

/// A name or pattern as DOS compares them: 8 and 3 characters filled with blanks.
fn template(text: &str) -> [char; CHARS] {
    let (name, extension) = text.split_once('.').unwrap_or((text, ""));
    let mut template = [' '; CHARS];
    fill(&mut template[..NAME_CHARS], name);
    fill(&mut template[NAME_CHARS..], extension);
    template
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
            assert_eq!(Pattern::new(pattern).apply(name, Naming::Short), made);
        }
    }

    #[test]
    fn long_names_match_as_a_whole() {
        for (pattern, finds, misses) in [
            ("*.*", vec!["A", "Long Name.text", "a.b.c"], vec![]),
            ("*", vec!["A", "A.B"], vec![]),
            ("*.c", vec!["a.b.c", "x.C"], vec!["a.c.b", "c"]),
            ("*h.dat", vec!["Month.dat", "h.DAT"], vec!["Months.dat"]),
            ("a*z.txt", vec!["a to z.txt", "AZ.TXT"], vec!["ab.txt"]),
            ("X*", vec!["X", "XYZ.TXT"], vec!["AX"]),
            ("*~1*", vec!["LONGNA~1.TEX"], vec!["Long Name.text"]),
            ("*.", vec!["NODOT"], vec!["A.B"]),
            ("A??.TXT", vec!["A.TXT", "AB.TXT", "ABC.TXT"], vec!["ABCD.TXT"]),
            ("X.*", vec!["X", "X.Y", "X.Y.Z"], vec!["XY"]),
        ] {
            assert!(finds.iter().all(|name| Pattern::new(pattern).matches_long(name)), "{pattern}");
            assert!(!misses.iter().any(|name| Pattern::new(pattern).matches_long(name)), "{pattern}");
        }
    }

    #[test]
    fn a_second_name_may_be_long() {
        for (pattern, name, made) in [
            ("other.txt", "MixedCase.Txt", "other.txt"),
            ("*.*", "a.b.c", "a.b.c"),
            ("*.*", "nodot", "nodot"),
            ("*.bak", "Long Name.text", "Long Name.bak"),
            ("new*.*", "Long Name.text", "newg Name.text"),
            ("?x*", "abc.txt", "axc.txt"),
            ("*", "Long.Name", "Long.Name"),
        ] {
            assert_eq!(Pattern::new(pattern).apply(name, Naming::Windows95), made, "{pattern}");
        }
    }
}
