//! Editing: each edit is a splice that leaves every line it does not concern as it is.

use std::ops::Range;

use super::file::IniFile;
use super::line::{Line, Meaning};

const END_OF_LINE: &[u8] = b"\r\n";
const CTRL_Z: u8 = 0x1a;

impl IniFile {
    /// Gives a key a value. The first line of that key keeps its place and its spelling of the name; a new
    /// key comes behind the last key of its section, before the comments that follow; a new section comes to
    /// the end. Blanks around `=` go from the line that changes, and a line that has the value already is not
    /// touched (both assumed, as in Wine).
    pub fn set(&mut self, section: &[u8], key: &[u8], value: &[u8]) {
        if let Some(line) = self.key_line(section, key) {
            self.set_in_line(line, value);
        } else if let Some(lines) = self.section(section) {
            self.insert_after(self.last_key(lines), &entry(key, value));
        } else {
            self.append_section(section, &entry(key, value));
        }
    }

    /// Takes away the first line of a key. Comments have no key that could be named.
    pub fn delete_key(&mut self, section: &[u8], key: &[u8]) {
        if let Some(line) = self.key_line(section, key) {
            self.splice(line.start..line.next, b"");
        }
    }

    /// Takes away the first section of a name with all that is in it, except comments and blank lines.
    pub fn delete_section(&mut self, section: &[u8]) {
        if let Some(lines) = self.section(section) {
            self.clear(lines);
        }
    }

    /// Gives a section other keys: the old ones go, the new lines follow the header. Comments stay. As
    /// WritePrivateProfileSection does, it takes the lines as they are: keys may repeat; those without `=`
    /// are left out (assumed, as in Wine).
    pub fn set_section<'a>(&mut self, section: &[u8], lines: impl Iterator<Item = &'a [u8]>) {
        let lines = lines.filter(|line| line.contains(&b'='));
        let text: Vec<u8> = lines.flat_map(|line| [line, END_OF_LINE].concat()).collect();
        if let Some(found) = self.section(section) {
            self.clear(found.start + 1..found.end);
            self.insert_after(self.lines()[found.start], &text);
        } else if !text.is_empty() {
            self.append_section(section, &text);
        }
    }

    fn set_in_line(&mut self, line: Line, value: &[u8]) {
        let text = match self.meaning(line) {
            Meaning::Key { value: old, .. } if old == value => return,
            Meaning::Key { name, .. } => [name, b"=", value].concat(),
            _ => return,
        };
        self.splice(line.start..line.end, &text);
    }

    /// The line that a new key follows: the last key of the section, or its header.
    fn last_key(&self, section: Range<usize>) -> Line {
        let lines = &self.lines()[section];
        let key = lines.iter().rev().find(|line| self.meaning(**line).is_key());
        *key.unwrap_or(&lines[0])
    }

    fn insert_after(&mut self, line: Line, text: &[u8]) {
        let ended = line.end < line.next;
        let start: &[u8] = if ended || text.is_empty() { b"" } else { END_OF_LINE };
        self.splice(line.next..line.next, &[start, text].concat());
    }

    /// A section at the end of the file, before the ^Z that may stand there. 16-bit Windows sets a blank line
    /// before every section but the first.
    fn append_section(&mut self, name: &[u8], body: &[u8]) {
        let text = self.as_bytes();
        let end = text.iter().rposition(|&byte| byte != CTRL_Z).map_or(0, |last| last + 1);
        let mut section = Vec::new();
        if end > 0 && !self.dialect.ends_line(text[end - 1]) {
            section.extend(END_OF_LINE);
        }
        if end > 0 && self.dialect.is_16_bit() {
            section.extend(END_OF_LINE);
        }
        section.extend([b"[", name, b"]\r\n", body].concat());
        self.splice(end..end, &section);
    }

    /// Takes away those of some lines that do not outlive their section.
    fn clear(&mut self, lines: Range<usize>) {
        let lines = &self.lines()[lines];
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let place = first.start..last.next;
        let stays = lines.iter().filter(|line| self.meaning(**line).outlives_its_section());
        let text: Vec<u8> = stays.flat_map(|line| &self.as_bytes()[line.start..line.next]).copied().collect();
        self.splice(place, &text);
    }
}

fn entry(key: &[u8], value: &[u8]) -> Vec<u8> {
    [key, b"=", value, END_OF_LINE].concat()
}
