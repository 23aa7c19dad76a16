//! Reading: what of an INI file is a section, a key, a value.

use std::ops::Range;

use super::file::IniFile;
use super::line::{Meaning, is_white, unquote};

impl IniFile {
    /// The value of a key as GetPrivateProfileString gives it: trimmed, and without the quotes around it.
    pub fn get(&self, section: &[u8], key: &[u8]) -> Option<&[u8]> {
        match self.meaning(self.key_line(section, key)?) {
            Meaning::Key { value, .. } => Some(self.readable(value)),
            _ => None,
        }
    }

    /// Where in the file's bytes the value of a key lies, quotes included. Whoever takes a long value apart
    /// piece by piece can go on from here without a copy of the file for every piece.
    pub fn value_place(&self, section: &[u8], key: &[u8]) -> Option<Range<usize>> {
        let line = self.key_line(section, key)?;
        let text = &self.as_bytes()[line.start..line.end];
        let equals = text.iter().position(|&byte| byte == b'=')?;
        let after = &text[equals + 1..];
        let blanks = after.iter().take_while(|&&byte| is_white(byte)).count();
        let start = line.start + equals + 1 + blanks;
        let value = self.dialect.cut_value(super::line::trim(after));
        Some(start..start + value.len())
    }

    /// The names of all sections in their order, repeated ones too.
    pub fn sections(&self) -> impl Iterator<Item = &[u8]> {
        self.headers().map(|(_, name)| name)
    }

    /// The keys of a section with their values in their order, repeated ones too, as WININIT.INI needs them.
    pub fn entries(&self, section: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.body(section).filter_map(|meaning| match meaning {
            Meaning::Key { name, value } => Some((name, self.readable(value))),
            _ => None,
        })
    }

    /// The lines of a section as GetPrivateProfileSection gives them: without comments, blank lines and the
    /// blanks around `=`, but with the quotes around values.
    pub fn section_lines(&self, section: &[u8]) -> impl Iterator<Item = Vec<u8>> {
        self.body(section).filter_map(|meaning| match meaning {
            Meaning::Key { name, value } => Some([name, b"=", value].concat()),
            Meaning::Other(text) => Some(text.to_vec()),
            _ => None,
        })
    }

    fn body(&self, section: &[u8]) -> impl Iterator<Item = Meaning<'_>> {
        let lines = self.section(section).map(|lines| &self.lines()[lines]).unwrap_or_default();
        lines.iter().skip(1).map(|line| self.meaning(*line))
    }

    fn readable<'a>(&self, value: &'a [u8]) -> &'a [u8] {
        unquote(self.dialect.cut_value(value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, IniFile};

    #[test]
    fn a_value_lies_where_it_is_said_to_lie() {
        let text = b"[SMS Work]\r\n pendingwork =  a, b\tc \r\n";
        let place = |dialect| IniFile::parse(text, dialect).value_place(b"sms work", b"PendingWork");
        assert_eq!(&text[place(Dialect::Nt).unwrap()], b"a, b\tc");
        assert_eq!(&text[place(Dialect::Win95).unwrap()], b"a, b");
        assert_eq!(IniFile::parse(text, Dialect::Nt).value_place(b"sms work", b"x"), None);
    }

    #[test]
    fn repeated_keys_are_all_listed() {
        let file = IniFile::parse(b"[rename]\r\nNUL=C:\\A\r\nnul='C:\\B'\r\nrest\r\n", Dialect::Win95);
        let entries: Vec<_> = file.entries(b"RENAME").collect();
        assert_eq!(entries, [(&b"NUL"[..], &b"C:\\A"[..]), (b"nul", b"C:\\B")]);
        assert_eq!(file.get(b"rename", b"Nul"), Some(&b"C:\\A"[..]));
    }
}
