//! How an answer is put into the buffer of the caller, and what the function then returns.

use super::dialect::Dialect;

/// What a function left in the caller's buffer, and what it returned.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The characters that the function says it copied.
    pub returned: usize,
    /// The begin of the buffer, as far as the function wrote to it.
    pub written: Vec<u8>,
}

/// Which list of strings, each closed by a NUL, goes into a buffer. A further NUL closes the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum List {
    Sections,
    Keys,
    /// The lines of a section.
    Lines,
}

impl Reply {
    /// A string, cut to `size - 1` characters. Into a buffer of no size nothing is written.
    pub(super) fn text(text: &[u8], size: usize) -> Self {
        let Some(room) = size.checked_sub(1) else { return Self::default() };
        let text = &text[..text.len().min(room)];
        Self { returned: text.len(), written: [text, b"\0"].concat() }
    }

    pub(super) fn list(list: List, strings: &[Vec<u8>], size: usize, dialect: Dialect) -> Self {
        let whole: Vec<u8> = strings.iter().flat_map(|string| [string, &b"\0"[..]].concat()).collect();
        if size < 2 {
            return Self::text(b"", size);
        }
        match list {
            List::Sections if dialect.is_16_bit() => Self::names_16_bit(&whole, strings, size),
            List::Lines if whole.is_empty() => Self { returned: 0, written: vec![0, 0] },
            _ if whole.len() + 2 <= size => Self::closed(whole.len(), &whole),
            List::Keys if dialect.is_16_bit() => Self::cut(&whole, size, 3),
            // Where only the last NUL lacks room, Windows NT 4.0 leaves the last byte of the buffer alone (of
            // keys inferred).
            List::Sections | List::Keys if whole.len() + 1 == size => {
                Self::closed(size - 2, &whole[..size - 2])
            }
            _ => Self::cut(&whole, size, 2),
        }
    }

    fn closed(returned: usize, text: &[u8]) -> Self {
        Self { returned, written: [text, b"\0"].concat() }
    }

    /// As much of a list as there is room for when `spare` bytes are left, and two NULs.
    fn cut(whole: &[u8], size: usize, spare: usize) -> Self {
        let text = &whole[..whole.len().min(size.saturating_sub(spare))];
        Self { returned: size - 2, written: [text, b"\0\0"].concat() }
    }

    /// Windows 95 counts the NUL that closes the list. If the list is too long, it fills in whole names only,
    /// but returns what a full buffer would give.
    fn names_16_bit(whole: &[u8], names: &[Vec<u8>], size: usize) -> Self {
        if whole.len() < size {
            return Self::closed(whole.len() + 1, whole);
        }
        let ends = names.iter().scan(0, |end, name| {
            *end += name.len() + 1;
            Some(*end)
        });
        let end = ends.take_while(|end| *end < size).last().unwrap_or(0);
        Self::closed(size - 2, &whole[..end])
    }

    /// The buffer as the caller sees it, who had filled it with `Z`: what counts as the answer, and two bytes
    /// more if the buffer has them.
    pub(super) fn shown(&self, size: usize) -> Vec<u8> {
        let mut buffer = self.written.clone();
        buffer.resize(size.min(self.returned + 2), b'Z');
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(list: List, dialect: Dialect, size: usize) -> (usize, String) {
        let strings = ["section1", "section2", "section3"].map(|name| name.as_bytes().to_vec());
        let reply = Reply::list(list, &strings, size, dialect);
        let written = reply.written.iter().map(|&byte| if byte == 0 { '|' } else { char::from(byte) });
        (reply.returned, written.collect())
    }

    #[test]
    fn lists_are_cut_as_each_system_cuts_them() {
        for (list, dialect, size, returned, written) in [
            (List::Sections, Dialect::Nt, 29, 27, "section1|section2|section3||"),
            (List::Sections, Dialect::Nt, 28, 26, "section1|section2|section3|"),
            (List::Sections, Dialect::Nt, 27, 25, "section1|section2|section||"),
            (List::Lines, Dialect::Nt, 28, 26, "section1|section2|section3||"),
            (List::Sections, Dialect::Win95, 29, 28, "section1|section2|section3||"),
            (List::Sections, Dialect::Win95, 28, 28, "section1|section2|section3||"),
            (List::Sections, Dialect::Win95, 27, 25, "section1|section2||"),
            (List::Sections, Dialect::Win95, 2, 0, "|"),
            (List::Keys, Dialect::Win95, 29, 27, "section1|section2|section3||"),
            (List::Keys, Dialect::Win95, 16, 14, "section1|sect||"),
            (List::Keys, Dialect::Nt, 16, 14, "section1|secti||"),
            (List::Keys, Dialect::Nt, 2, 0, "||"),
            (List::Keys, Dialect::Nt, 1, 0, "|"),
            (List::Keys, Dialect::Nt, 0, 0, ""),
        ] {
            assert_eq!(listed(list, dialect, size), (returned, written.to_string()), "{list:?} {dialect:?}");
        }
    }
}
