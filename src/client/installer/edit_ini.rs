//! `Edit INI File`: values set, keys and sections taken away.

use super::work::{Stop, Work};
use crate::base::text::encode;
use crate::machine::DosPath;
use crate::machine::ini::Profile;
use crate::wire::ipf::Block;

/// Sections that one item takes away where it has a limit (Q199664).
const MOST_SECTIONS_GONE: usize = 2;

/// A section as an item lists it.
struct Section<'a> {
    name: &'a str,
    /// What stands below it; nothing means that it goes.
    lines: Vec<&'a str>,
}

impl Work<'_, '_> {
    pub fn edit_ini(&mut self, block: &Block) -> Result<(), Stop> {
        let Some(file) = self.ini_path(block.text("Pathname")) else { return Ok(()) };
        let settings: Vec<String> = block.texts("Settings").iter().map(|line| self.expand(line)).collect();
        let bytes = self.text(&file);
        let mut profile = Profile::new(bytes.as_deref(), self.profile_dialect());
        let few = self.has(self.programs.behavior.removes_two_sections);
        let mut sections = sections(&settings);
        if self.has(self.programs.behavior.removed_section_takes_values) {
            merge(&mut sections);
        }
        let gone = sections.iter().filter(|section| section.lines.is_empty());
        for section in gone.take(if few { MOST_SECTIONS_GONE } else { usize::MAX }) {
            profile.write_string(Some(&encode(section.name)), None, None);
        }
        for section in &sections {
            section.lines.iter().for_each(|line| write(&mut profile, section.name, line));
        }
        match profile.file {
            Some(edited) if Some(edited.as_bytes()) != bytes.as_deref() => {
                self.write_text(&file, edited.to_bytes())?;
                // A file that the item has made is one of the application (Q257967).
                if bytes.is_none() && self.call.drives.is_file(&file) {
                    self.log(&format!("File Copy: {file}"))?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A name without a directory is one of the Windows directory.
    pub fn ini_path(&self, text: &str) -> Option<DosPath> {
        if text.contains(['\\', ':', '%']) { self.path(text) } else { self.path(&format!("%WIN%\\{text}")) }
    }
}

/// A line `key=` takes the key away.
fn write(profile: &mut Profile, section: &str, line: &str) {
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let value = encode(value.trim());
    let value = Some(value.as_slice()).filter(|value| !value.is_empty());
    profile.write_string(Some(&encode(section)), Some(&encode(key.trim())), value);
}

/// A section that is to go takes the place of the next one, if that has values (Q198710).
fn merge(sections: &mut Vec<Section<'_>>) {
    let mut at = 0;
    while at + 1 < sections.len() {
        if sections[at].lines.is_empty() && !sections[at + 1].lines.is_empty() {
            sections[at].lines = sections.remove(at + 1).lines;
        }
        at += 1;
    }
}

/// The lines of an item by section. Those before the first section belong to none.
fn sections(settings: &[String]) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in settings.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        match (line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')), sections.last_mut()) {
            (Some(name), _) => sections.push(Section { name, lines: Vec::new() }),
            (None, Some(section)) => section.lines.push(line),
            (None, None) => {}
        }
    }
    sections
}
