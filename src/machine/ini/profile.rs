//! The calls: an INI file as a program sees it through GetPrivateProfileString and its family.

use super::buffer::{List, Reply};
use super::dialect::Dialect;
use super::file::IniFile;
use super::line::{argument, c_string, unquote};
use super::number::number;

/// A file that calls are made on. `None` in an argument is the NULL of the call. Strings end at their first
/// NUL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    pub dialect: Dialect,
    /// The file; `None` while there is none.
    pub file: Option<IniFile>,
    /// Whether the file cannot be written, so that every call that would write fails.
    pub read_only: bool,
}

impl Profile {
    pub fn new(bytes: Option<&[u8]>, dialect: Dialect) -> Self {
        let file = bytes.map(|bytes| IniFile::parse(bytes, dialect));
        Self { dialect, file, read_only: false }
    }

    /// The value of a key as the functions read it; `None` where they would give the default.
    pub fn value(&self, section: &[u8], key: &[u8]) -> Option<&[u8]> {
        self.file.as_ref()?.get(argument(section), argument(key))
    }

    /// GetPrivateProfileString. Without a section it lists the sections, without a key those of the section;
    /// `default` is the answer if the key is missing or the list of keys is empty.
    pub fn string(
        &self,
        section: Option<&[u8]>,
        key: Option<&[u8]>,
        default: Option<&[u8]>,
        size: usize,
    ) -> Reply {
        let Some(section) = section else { return self.section_names(size) };
        let Some(key) = key else { return self.keys(section, default, size) };
        match self.value(section, key) {
            Some(value) => Reply::text(value, size),
            None => self.default(default, size),
        }
    }

    /// GetPrivateProfileInt. An empty value counts as missing. Without a section or a key, 16-bit Windows
    /// answers 0.
    pub fn int(&self, section: Option<&[u8]>, key: Option<&[u8]>, default: i32) -> u32 {
        let (Some(section), Some(key)) = (section, key) else {
            return if self.dialect.is_16_bit() { 0 } else { default.cast_unsigned() };
        };
        match self.value(section, key) {
            None | Some([]) => default.cast_unsigned(),
            Some(value) => number(value, self.dialect),
        }
    }

    /// GetPrivateProfileSection: the lines of a section. Without a section it leaves the buffer alone.
    pub fn section(&self, section: Option<&[u8]>, size: usize) -> Reply {
        let Some(section) = section.map(argument) else { return Reply::default() };
        let lines: Vec<_> = self.file.iter().flat_map(|file| file.section_lines(section)).collect();
        Reply::list(List::Lines, &lines, size, self.dialect)
    }

    /// GetPrivateProfileSectionNames. A section without a name is not listed.
    pub fn section_names(&self, size: usize) -> Reply {
        let names = self.file.iter().flat_map(IniFile::sections).filter(|name| !name.is_empty());
        let names: Vec<_> = names.map(<[u8]>::to_vec).collect();
        Reply::list(List::Sections, &names, size, self.dialect)
    }

    /// WritePrivateProfileString, and whether it succeeded. Without a value it deletes the key, without a key
    /// the section (Q65111). Deleting what is not there succeeds, and makes an empty file where there was
    /// none.
    pub fn write_string(&mut self, section: Option<&[u8]>, key: Option<&[u8]>, value: Option<&[u8]>) -> bool {
        let Some(section) = section.map(argument).filter(|_| !self.read_only) else { return false };
        let (key, value) = (key.map(argument), value.map(c_string));
        if self.file.is_none()
            && self.dialect.is_16_bit()
            && key.is_some()
            && value.is_none_or(<[u8]>::is_empty)
        {
            // Windows 95 makes no file for this; the call that deletes says that all went well.
            return value.is_none();
        }
        let file = self.file_to_write();
        match (key, value) {
            (None, _) => file.delete_section(section),
            (Some(key), None) => file.delete_key(section, key),
            (Some(key), Some(value)) => file.set(section, key, value),
        }
        true
    }

    /// WritePrivateProfileSection, and whether it succeeded: `lines` are strings closed by a NUL each, up to
    /// an empty one. Without them it deletes the section.
    pub fn write_section(&mut self, section: Option<&[u8]>, lines: Option<&[u8]>) -> bool {
        let Some(section) = section.map(argument).filter(|_| !self.read_only) else { return false };
        let file = self.file_to_write();
        match lines {
            None => file.delete_section(section),
            Some(lines) => {
                let lines = lines.split(|&byte| byte == 0).take_while(|line| !line.is_empty());
                file.set_section(section, lines);
            }
        }
        true
    }

    fn file_to_write(&mut self) -> &mut IniFile {
        self.file.get_or_insert_with(|| IniFile::parse(b"", self.dialect))
    }

    fn keys(&self, section: &[u8], default: Option<&[u8]>, size: usize) -> Reply {
        let entries = self.file.iter().flat_map(|file| file.entries(argument(section)));
        let keys: Vec<_> = entries.map(|(key, _)| key.to_vec()).collect();
        if keys.is_empty() {
            return self.default(default, size);
        }
        Reply::list(List::Keys, &keys, size, self.dialect)
    }

    /// The default as the answer. It loses its trailing blanks, and the quotes around it (the quotes assumed,
    /// as in Wine). Windows 95 leaves the buffer alone if there is none.
    fn default(&self, default: Option<&[u8]>, size: usize) -> Reply {
        let Some(default) = default.map(c_string) else {
            return if self.dialect.is_16_bit() { Reply::default() } else { Reply::text(b"", size) };
        };
        let end = default.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1);
        Reply::text(unquote(&default[..end]), size)
    }
}
