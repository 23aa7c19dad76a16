//! The text of an INI file with an index of its lines.

use std::ops::Range;

use super::dialect::Dialect;
use super::line::{Line, Meaning, same};

/// An INI file: its bytes, all of them, and where its lines lie. Any bytes are an INI file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IniFile {
    pub(super) dialect: Dialect,
    bytes: Vec<u8>,
    lines: Vec<Line>,
}

impl IniFile {
    /// Takes the text of a file; nothing of it gets lost.
    pub fn parse(bytes: &[u8], dialect: Dialect) -> Self {
        Self { dialect, lines: index(bytes, dialect), bytes: bytes.to_vec() }
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text as it is written to a disk.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(super) fn meaning(&self, line: Line) -> Meaning<'_> {
        Meaning::of(&self.bytes[line.start..line.end])
    }

    /// Every section's header, first to last: the number of its line and the name.
    pub(super) fn headers(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.lines.iter().enumerate().filter_map(|(at, line)| match self.meaning(*line) {
            Meaning::Header(name) => Some((at, name)),
            _ => None,
        })
    }

    /// The first section of a name: the numbers of its lines, from the header on.
    pub(super) fn section(&self, name: &[u8]) -> Option<Range<usize>> {
        let mut headers = self.headers().skip_while(|(_, other)| !same(other, name)).map(|(at, _)| at);
        let header = headers.next()?;
        Some(header..headers.next().unwrap_or(self.lines.len()))
    }

    /// The first line of a key in a section.
    pub(super) fn key_line(&self, section: &[u8], key: &[u8]) -> Option<Line> {
        let lines = &self.lines[self.section(section)?];
        let is_it = |line| matches!(self.meaning(line), Meaning::Key { name, .. } if same(name, key));
        lines.iter().copied().find(|line| is_it(*line))
    }

    /// Puts `text` in the place of some bytes. What grows beyond the dialect's limit is lost (Q78346).
    pub(super) fn splice(&mut self, place: Range<usize>, text: &[u8]) {
        self.bytes.splice(place, text.iter().copied());
        self.bytes.truncate(self.dialect.file_limit_bytes());
        self.lines = index(&self.bytes, self.dialect);
    }
}

fn index(bytes: &[u8], dialect: Dialect) -> Vec<Line> {
    let visible = &bytes[..dialect.visible_bytes(bytes)];
    let mut lines = Vec::new();
    let mut start = dialect.mark_bytes(visible);
    while start < visible.len() {
        let line = line_at(visible, start, dialect);
        start = line.next;
        lines.push(line);
    }
    lines
}

/// The line that begins at `start`. CR LF is one end of line.
fn line_at(text: &[u8], start: usize, dialect: Dialect) -> Line {
    let stop = text[start..].iter().position(|&byte| dialect.ends_line(byte));
    let Some(stop) = stop.map(|length| start + length) else {
        return Line { start, end: text.len(), next: text.len() };
    };
    let is_pair = |first: usize| text.get(first..first + 2) == Some(b"\r\n");
    if stop > start && is_pair(stop - 1) {
        return Line { start, end: stop - 1, next: stop + 1 };
    }
    Line { start, end: stop, next: stop + if is_pair(stop) { 2 } else { 1 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8], dialect: Dialect) -> Vec<&[u8]> {
        index(bytes, dialect).into_iter().map(|line| &bytes[line.start..line.end]).collect()
    }

    #[test]
    fn lines_end_at_cr_lf_or_both() {
        let text = b"a\r\nb\nc\r\r\nd\re";
        assert_eq!(texts(text, Dialect::Nt), [&b"a"[..], b"b", b"c", b"", b"d", b"e"]);
        assert_eq!(texts(text, Dialect::Win95), [&b"a"[..], b"b", b"c\r", b"d\re"]);
    }

    #[test]
    fn what_16_bit_windows_does_not_look_at() {
        assert_eq!(texts(b"a\r\nb\0c\r\nd\r\n", Dialect::Win31), [&b"a"[..], b"b"]);
        let long = [b"x\r\n".repeat(30_000), b"[late]".to_vec()].concat();
        assert_eq!(texts(&long, Dialect::Win95).len(), (64 << 10) / 3 + 1);
        assert_eq!(texts(&long, Dialect::Nt).len(), 30_001);
    }
}
