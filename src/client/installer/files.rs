//! Items that install, copy, delete and rename files.

use super::items;
use super::work::{Stop, Work};
use crate::base::Span;
use crate::base::text::same;
use crate::machine::shell::COPY_NS_PER_BYTE;
use crate::machine::version::Version;
use crate::machine::volume::Pattern;
use crate::machine::{Attributes, Content, DosPath, LocalTime, OsKind, VolumeError};
use crate::wire::ipf::{Block, Flags};

/// Bits of `Install File` and `Copy Local File`. What stands for which rule of replacement is assumed.
const CHECKS_VERSION: u32 = 0x0002;
const CHECKS_DATE: u32 = 0x0004;
const NEVER: u32 = 0x0008;
const WITH_SUBDIRECTORIES: u32 = 0x0100;
const REGISTERS_ITSELF: u32 = 0x1000;
/// Characters of a name that are left of it, and of its extension, where a run-time cuts it (Q235792).
const CUT_NAME: usize = 8;
const CUT_EXTENSION: usize = 3;
/// Bit of `Delete File`.
const DELETES_TREE: u32 = 0x04;
/// Directories that `Delete File` and `Create Directory` go down at most.
const MAX_DEPTH: usize = 16;
/// Bits of `Set File Attributes`.
const ATTRIBUTES: [(u32, Attributes); 4] = [
    (0x01, Attributes::READ_ONLY),
    (0x02, Attributes::HIDDEN),
    (0x04, Attributes::SYSTEM),
    (0x20, Attributes::ARCHIVE),
];

/// A file that is to be put in a place.
pub struct New {
    pub content: Content,
    pub modified: LocalTime,
}

impl Work<'_, '_> {
    /// `Install File`: one file of the program, or with wildcards or a directory several.
    pub fn install_file(&mut self, block: &Block) -> Result<(), Stop> {
        let flags = block.flags("Flags");
        let found = self.sources_of(block.text("Source"), flags.has(WITH_SUBDIRECTORIES));
        let several = Pattern::is_wild(block.text("Source")) || flags.has(WITH_SUBDIRECTORIES);
        if found.is_empty() {
            return self.fail(&format!("{}: {}", VolumeError::FileNotFound, block.text("Source")));
        }
        self.put_all(block, found, several)
    }

    /// `Copy Local File`: files that lie on a disk of the machine, or on a share.
    pub fn copy_local_file(&mut self, block: &Block) -> Result<(), Stop> {
        let source = self.expand(block.text("Source"));
        let found = self.local_files(&source);
        self.put_all(block, found, Pattern::is_wild(&source))
    }

    fn put_all(&mut self, block: &Block, found: Vec<(String, New)>, several: bool) -> Result<(), Stop> {
        let Some(destination) = self.path(block.text("Destination")) else { return Ok(()) };
        let into = several || self.call.drives.is_directory(&destination);
        for (name, new) in found {
            let Some(place) = (if into { below(&destination, &name) } else { Some(destination.clone()) })
            else {
                continue;
            };
            self.put(&place, new, block.flags("Flags"))?;
        }
        let directory = if into { Some(destination) } else { destination.parent() };
        let has_defect = self.has(self.programs.behavior.wildcards_restart);
        if several && has_defect && directory.is_some_and(|directory| self.holds_within(&directory)) {
            self.needs_restart();
        }
        Ok(())
    }

    fn holds_within(&self, directory: &DosPath) -> bool {
        let directory = self.call.drives.located(directory);
        self.call.drives.held().any(|held| held.parent().as_ref() == Some(&directory))
    }

    /// The files of the program that a source names, each with its path below the directory that is named.
    fn sources_of(&self, text: &str, deep: bool) -> Vec<(String, New)> {
        let named = match text.rsplit_once('\\') {
            Some((directory, name)) if Pattern::is_wild(name) => Some((directory, Pattern::new(name))),
            _ if deep => Some((text, Pattern::ALL)),
            _ => None,
        };
        let below = |path: &str| -> Option<String> {
            let Some((directory, pattern)) = &named else {
                return same(path, text).then(|| last_name(path).to_string());
            };
            let start = path.get(..directory.len()).filter(|start| same(start, directory))?;
            let rest = path[start.len()..].strip_prefix('\\')?;
            let fits = pattern.matches_long(last_name(rest)) && (deep || !rest.contains('\\'));
            fits.then(|| rest.to_string())
        };
        let new = |content: &Content, modified| New { content: content.clone(), modified };
        let sources = self.sources.iter();
        sources.filter_map(|s| Some((below(&s.path)?, new(&s.content, s.modified)))).collect()
    }

    fn local_files(&self, source: &str) -> Vec<(String, New)> {
        let Ok(path) = self.call.drives.resolve(source.trim()).or_else(|_| self.directory_of(source)) else {
            return Vec::new();
        };
        let drives = &self.call.drives;
        let new = |path: &DosPath| {
            let entry = drives.entry(path)?;
            Some(New { content: entry.content()?.clone(), modified: entry.modified })
        };
        if !Pattern::is_wild(source) {
            let name = path.name().unwrap_or_default().to_string();
            return new(&path).map(|new| (name, new)).into_iter().collect();
        }
        let found = drives.matching(&path, &Pattern::new(last_name(source))).unwrap_or_default();
        let names = found.into_iter().filter(|(_, entry)| !entry.is_directory()).map(|(name, _)| name);
        names.filter_map(|name| Some((name.to_string(), new(&path.join(name).ok()?)?))).collect()
    }

    /// The directory of a path whose last part has wildcards.
    fn directory_of(&self, text: &str) -> Result<DosPath, VolumeError> {
        let (directory, _) = text.trim().rsplit_once('\\').unwrap_or((".", text));
        let directory =
            if directory.ends_with(':') { format!("{directory}\\") } else { directory.to_string() };
        Ok(self.call.drives.resolve(&directory)?)
    }

    /// Puts a file in its place, if the rule lets it; what came of it is INSTALL_RESULT afterwards. The log has the name that the
    /// script gives it.
    fn put(&mut self, said: &DosPath, new: New, rule: Flags) -> Result<(), Stop> {
        self.variables.set("INSTALL_RESULT", "");
        if let Some(above) = said.parent()
            && let Err(error) = self.make_directories(&above)?
        {
            return self.fail(&format!("{error}: {above}"));
        }
        if rule.has(REGISTERS_ITSELF) {
            self.registering.push(said.clone());
        }
        let place = &self.cut_name(said, &new, rule);
        let old = self.call.drives.entry(place).filter(|entry| !entry.is_directory());
        if let Some(entry) = old {
            if let Some(result) = kept(entry.content(), entry.modified, &new, rule) {
                self.variables.set("INSTALL_RESULT", result);
                return Ok(());
            }
            if self.has(self.programs.behavior.skips_identical) && entry.content() == Some(&new.content) {
                return self.log(&format!("File Identical: {said}"));
            }
            self.back_up(place)?;
        }
        let overwrites = self.call.drives.is_file(place);
        self.begin(Span(new.content.size().saturating_mul(COPY_NS_PER_BYTE)))?;
        self.swap(place, new)?;
        self.log(&format!("File {}: {said}", if overwrites { "Overwrite" } else { "Copy" }))
    }

    /// Where a file with a version really goes when its version is checked: a run-time may cut its name (Q235792).
    fn cut_name(&self, place: &DosPath, new: &New, rule: Flags) -> DosPath {
        let cuts = self.os() == OsKind::Win95
            && rule.has(CHECKS_VERSION)
            && Version::of(&new.content).is_some()
            && self.has(self.programs.behavior.cuts_long_names);
        let name = place.name().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let first = |text: &str, count| text.chars().take(count).collect::<String>();
        let cut = format!("{}.{}", first(stem, CUT_NAME), first(extension, CUT_EXTENSION));
        let cut = place.parent().and_then(|above| above.join(cut.trim_end_matches('.')).ok());
        cut.filter(|_| cuts).unwrap_or_else(|| place.clone())
    }

    /// `Self-Register OCXs/DLLs`: those that were installed to register themselves do so, if they are where the script says.
    pub fn register_all(&mut self) -> Result<(), Stop> {
        for path in std::mem::take(&mut self.registering) {
            self.begin_item()?;
            if !self.call.drives.is_file(&path) {
                self.log(&format!("Could not Self-Register: {path}"))?;
            }
        }
        Ok(())
    }

    /// Keeps the old file when BACKUPDIR says where: under its name, and when that is taken with the extension 001, 002 and so
    /// on (Q200374).
    fn back_up(&mut self, place: &DosPath) -> Result<(), Stop> {
        let Some(directory) = self.path("%BACKUPDIR%") else { return Ok(()) };
        let Ok(content) = self.call.drives.read(place).cloned() else { return Ok(()) };
        let name = place.name().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let numbered = (1..1_000).map(|n| format!("{stem}.{n:03}"));
        let free = std::iter::once(name.to_string())
            .chain(numbered)
            .filter_map(|name| directory.join(&name).ok())
            .find(|path| !self.call.drives.is_file(path));
        let (Some(to), Ok(())) = (free, self.make_directories(&directory)?) else { return Ok(()) };
        self.begin(Span(content.size().saturating_mul(COPY_NS_PER_BYTE)))?;
        let now = self.now();
        if let Err(error) = self.call.drives.write(&to, content, now) {
            return self.fail(&format!("{error}: {to}"));
        }
        self.log(&format!("File Backup: {to}"))
    }

    /// `Delete File`. What is in use or read-only stays.
    pub fn delete_files(&mut self, block: &Block) -> Result<(), Stop> {
        let text = self.expand(block.text("Pathname"));
        let pattern = Pattern::new(last_name(&text));
        if Pattern::is_wild(last_name(&text)) {
            let Ok(directory) = self.directory_of(&text) else { return Ok(()) };
            return self.delete_in(&directory, &pattern, block.flags("Flags").has(DELETES_TREE), 0);
        }
        let Some(path) = self.path(block.text("Pathname")) else { return Ok(()) };
        self.begin_item()?;
        let _ = self.call.drives.delete(&path);
        Ok(())
    }

    pub fn delete_in(
        &mut self,
        directory: &DosPath,
        pattern: &Pattern,
        deep: bool,
        depth: usize,
    ) -> Result<(), Stop> {
        let found = |pattern: &Pattern| self.call.drives.matching(directory, pattern).unwrap_or_default();
        let names = |list: Vec<(&str, bool)>| -> Vec<DosPath> {
            let wanted = list.into_iter().filter(|(_, wanted)| *wanted);
            wanted.filter_map(|(name, _)| directory.join(name).ok()).collect()
        };
        let files =
            names(found(pattern).iter().map(|(name, entry)| (*name, !entry.is_directory())).collect());
        let inner =
            names(found(&Pattern::ALL).iter().map(|(name, e)| (*name, deep && e.is_directory())).collect());
        for file in files {
            self.begin_item()?;
            let _ = self.call.drives.delete(&file);
        }
        for directory in inner.into_iter().filter(|_| depth < MAX_DEPTH) {
            self.delete_in(&directory, pattern, deep, depth + 1)?;
            self.begin_item()?;
            // One in which something is left stays.
            let _ = self.call.drives.remove_directory(&directory);
        }
        Ok(())
    }

    /// `Rename File/Directory`: the new name is one in the same directory. What is in use keeps its name.
    pub fn rename_file(&mut self, block: &Block) -> Result<(), Stop> {
        let name = self.expand(block.text("New Filename"));
        let Some(old) = self.path(block.text("Old Pathname")) else { return Ok(()) };
        if let Some(new) = old.parent().and_then(|directory| directory.join(last_name(&name)).ok()) {
            let _ = self.call.drives.rename(&old, &new);
        }
        Ok(())
    }

    pub fn create_directory(&mut self, block: &Block) -> Result<(), Stop> {
        let Some(directory) = self.path(block.text("Pathname")) else { return Ok(()) };
        match self.make_directories(&directory)? {
            Ok(()) => Ok(()),
            Err(error) => self.fail(&format!("{error}: {directory}")),
        }
    }

    pub fn set_attributes(&mut self, block: &Block) -> Result<(), Stop> {
        let flags = block.flags("Flags");
        let chosen = ATTRIBUTES.into_iter().filter(|(bit, _)| flags.has(*bit));
        let attributes = chosen.fold(Attributes::NONE, |set, (_, one)| set.with(one));
        let text = self.expand(block.text("Pathname"));
        for (name, _) in self.local_files(&text) {
            let Ok(path) = self.directory_of(&text).map(|directory| directory.join(&name)) else { continue };
            // The file has just been found.
            let _ = path.map(|path| self.call.drives.set_attributes(&path, attributes));
        }
        Ok(())
    }

    /// `Check if File/Dir Exists` that begins a block: whether what it looks for is so.
    pub fn finds_file(&self, block: &Block) -> bool {
        let flags = block.flags("Flags");
        let path = self.path(block.text("Pathname"));
        let exists = path
            .as_ref()
            .is_some_and(|path| self.call.drives.is_file(path) || self.call.drives.is_directory(path));
        if flags.has(items::CHECK_FILE_NOT_WRITABLE) {
            return path.is_none_or(|path| self.call.drives.is_share(path.drive) || !exists);
        }
        exists != flags.has(items::CHECK_FILE_MISSING)
    }

    /// `Check if File/Dir Exists` that begins no block.
    pub fn check_file(&mut self, block: &Block) -> Result<(), Stop> {
        if !self.finds_file(block) {
            return Ok(());
        }
        self.notice(block, "Message", block.flags("Flags").has(items::CHECK_FILE_ABORTS))
    }
}

/// Why the old file is kept, as INSTALL_RESULT has it; `None` when it is replaced.
fn kept(old: Option<&Content>, modified: LocalTime, new: &New, rule: Flags) -> Option<&'static str> {
    let versions = (old.and_then(Version::of), Version::of(&new.content));
    if rule.has(NEVER) {
        return Some("E");
    }
    if rule.has(CHECKS_VERSION) && versions.0 > versions.1 {
        return Some("V");
    }
    (rule.has(CHECKS_DATE) && modified > new.modified.stamp()).then_some("D")
}

pub fn last_name(text: &str) -> &str {
    text.rsplit('\\').next().unwrap_or(text)
}

/// A path some directories below another.
fn below(directory: &DosPath, names: &str) -> Option<DosPath> {
    names.split('\\').try_fold(directory.clone(), |path, name| path.join(name).ok())
}
