//! One line of an INI file: where it lies in the text, and what it means.

/// Where a line lies: its text is `start..end`, its end of line `end..next`, which is empty in a last line
/// without one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    pub next: usize,
}

/// What a line means; the parts are trimmed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning<'a> {
    Blank,
    /// Its first character is `;`.
    Comment,
    /// `[name]`. The first `]` ends the name, and may be missing; what follows it means nothing.
    Header(&'a [u8]),
    /// `name=value`.
    Key {
        name: &'a [u8],
        value: &'a [u8],
    },
    /// A line without `=`. It is no key, but GetPrivateProfileSection shows it.
    Other(&'a [u8]),
}

impl<'a> Meaning<'a> {
    pub fn of(text: &'a [u8]) -> Self {
        let text = trim(text);
        match text.first() {
            None => Self::Blank,
            Some(b';') => Self::Comment,
            Some(b'[') => Self::Header(trim(before(&text[1..], b']'))),
            Some(_) => match text.iter().position(|&byte| byte == b'=') {
                None => Self::Other(text),
                Some(at) => Self::Key { name: trim(&text[..at]), value: trim(&text[at + 1..]) },
            },
        }
    }

    pub fn is_key(self) -> bool {
        matches!(self, Self::Key { .. })
    }

    /// Whether the line stays when its section is deleted. Windows keeps comments; blank lines are kept too
    /// (assumed).
    pub fn outlives_its_section(self) -> bool {
        matches!(self, Self::Blank | Self::Comment)
    }
}

/// White space in a file. The ^Z that ends old text files is part of it.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0x1a)
}

pub(super) fn trim(text: &[u8]) -> &[u8] {
    trim_of(text, is_white)
}

/// The name in an argument of a call: blanks around it do not count, TABs do, and a NUL ends it.
pub(super) fn argument(text: &[u8]) -> &[u8] {
    trim_of(c_string(text), |byte| byte == b' ')
}

/// A text up to its NUL, which is all that a function of Windows sees of it.
pub(super) fn c_string(text: &[u8]) -> &[u8] {
    before(text, 0)
}

/// A value without the one pair of equal quotes around it (Q69752).
pub(super) fn unquote(value: &[u8]) -> &[u8] {
    match value {
        [first @ (b'"' | b'\''), inner @ .., last] if first == last => inner,
        _ => value,
    }
}

/// Whether two names are the same: letters of the ANSI code page ignore case.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| upper(a) == upper(b))
}

fn upper(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | 0xe0..=0xf6 | 0xf8..=0xfe => byte - 0x20,
        other => other,
    }
}

fn before(text: &[u8], end: u8) -> &[u8] {
    text.split(|&byte| byte == end).next().unwrap_or_default()
}

fn trim_of(text: &[u8], goes: impl Fn(u8) -> bool) -> &[u8] {
    let start = text.iter().position(|&byte| !goes(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|&byte| !goes(byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_mean_what_windows_takes_them_for() {
        let key = |name, value| Meaning::Key { name, value };
        for (text, meaning) in [
            (&b" \t\x1a"[..], Meaning::Blank),
            (b"  ;k=v", Meaning::Comment),
            (b"[ a b ] c", Meaning::Header(b"a b")),
            (b"[[a", Meaning::Header(b"[a")),
            (b"[a][b]", Meaning::Header(b"a")),
            (b"a]", Meaning::Other(b"a]")),
            (b" k = v = w ", key(b"k", b"v = w")),
            (b"=v;c", key(b"", b"v;c")),
        ] {
            assert_eq!(Meaning::of(text), meaning, "{text:?}");
        }
    }

    #[test]
    fn one_pair_of_equal_quotes_goes() {
        for (value, bare) in [("\"v\"", "v"), ("''v''", "'v'"), ("\"v'", "\"v'"), ("\"", "\""), ("\"\"", "")]
        {
            assert_eq!(unquote(value.as_bytes()), bare.as_bytes());
        }
    }

    #[test]
    fn letters_with_accents_ignore_case_too() {
        assert!(same(b"\xdcBUNG", b"\xfcbung") && !same(b"\xd7", b"\xf7"));
    }
}
