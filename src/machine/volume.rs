//! A FAT-like volume: an image that many machines share, and what this machine changed on it.
//!
//! Names are stored in upper case, as FAT stores them; where long names are kept, an entry has them beside it. A directory lists its entries in the order of their
//! places; a new entry takes the first place that is free, so the order is that of creation until something
//! is deleted.

mod alias;
mod attributes;
mod content;
mod delta;
mod error;
mod image;
mod naming;
mod pattern;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use attributes::Attributes;
pub use content::{CTRL_Z, Content, MAX_JOINED_BYTES};
use delta::Delta;
pub use error::VolumeError;
pub use image::{Entry, Geometry, Image, Node};
pub use pattern::Pattern;

use super::clock::LocalTime;
use super::path::RelPath;
use crate::base::Digest;

/// How many entries the root of a hard disk has room for.
pub const MAX_ROOT_ENTRIES: usize = 512;
/// How many any other directory has room for.
pub const MAX_DIRECTORY_ENTRIES: usize = 65_536;

/// Characters of `C:\`, which count in the length of a path.
const ROOT_CHARS: usize = 3;

/// One disk as one machine sees it. Cloning it is cheap, and a disk without changes costs one pointer to its
/// image.
#[derive(Clone, Debug)]
pub struct Volume {
    base: Arc<Image>,
    delta: Option<Box<Delta>>,
}

impl Volume {
    pub fn new(base: Arc<Image>) -> Self {
        Self { base, delta: None }
    }

    /// This volume as an image that others can start from.
    pub fn freeze(&self) -> Arc<Image> {
        if self.delta.is_none() {
            return self.base.clone();
        }
        let entries = self.below("").into_iter().map(|(key, entry)| (key.into(), entry.clone()));
        Arc::new(Image::new(self.base.geometry(), self.naming(), entries.collect()))
    }

    /// Whether it is still as its image.
    pub fn is_unchanged(&self) -> bool {
        self.delta.is_none()
    }

    /// Whether it holds a file that was written at `moment` or later.
    pub fn has_written_since(&self, moment: LocalTime) -> bool {
        let changed =
            self.delta.iter().flat_map(|delta| delta.changes()).filter_map(|(_, entry)| entry.as_ref());
        self.base.newest() >= moment || changed.into_iter().any(|entry| entry.written >= moment)
    }

    /// Whether any file on it may have this extension, in upper case; cheap to tell where none has.
    pub fn may_hold(&self, extension: &str) -> bool {
        let changed = self.delta.iter().flat_map(|delta| delta.changes());
        self.naming().is_long()
            || self.base.has_extension(extension)
            || changed.into_iter().any(|(key, _)| image::extension_of(key) == extension)
    }

    /// This volume as if all that was written from `began` on had been written as much later or earlier as `begins` is.
    #[must_use]
    pub fn moved(&self, began: LocalTime, begins: LocalTime) -> Self {
        let delta = self.delta.as_ref().map(|delta| Box::new(delta.moved(began, begins)));
        Self { base: self.base.clone(), delta }
    }

    /// Whether both are one image without changes.
    pub fn is_same(&self, other: &Self) -> bool {
        self.is_unchanged() && other.is_unchanged() && Arc::ptr_eq(&self.base, &other.base)
    }

    pub fn geometry(&self) -> Geometry {
        self.base.geometry()
    }

    /// Bytes that are free, in whole clusters.
    pub fn free_bytes(&self) -> u64 {
        let geometry = self.geometry();
        let taken = geometry.reserved.saturating_add(self.used());
        geometry.clusters.saturating_sub(taken).saturating_mul(geometry.cluster_bytes)
    }

    /// A stable digest of everything on it: names, places, attributes, times and contents. Two volumes that
    /// hold the same have the same digest, whichever image they started from.
    pub fn digest(&self) -> u64 {
        let mut sum = self.base.sum();
        for (key, change) in self.delta.iter().flat_map(|delta| delta.changes()) {
            let digest_of = |entry: Option<&Entry>| entry.map_or(0, |e| e.digest(key));
            sum = sum.wrapping_sub(digest_of(self.base.get(key))).wrapping_add(digest_of(change.as_ref()));
        }
        let mut digest = Digest::default();
        [sum, self.geometry().clusters, self.geometry().reserved]
            .into_iter()
            .for_each(|word| digest.word(word));
        digest.value()
    }

    /// The entry at `path`; the root has none.
    pub fn entry(&self, path: &RelPath) -> Option<&Entry> {
        self.get(&self.located(path).key())
    }

    /// Whether there is a file or directory.
    pub fn exists(&self, path: &RelPath) -> bool {
        path.is_root() || self.entry(path).is_some()
    }

    pub fn is_directory(&self, path: &RelPath) -> bool {
        path.is_root() || self.entry(path).is_some_and(Entry::is_directory)
    }

    /// The content of a file. Fails with `PathNotFound` when its directory is missing, with `FileNotFound`
    /// when it is, with `AccessDenied` when it is a directory.
    pub fn read(&self, path: &RelPath) -> Result<&Content, VolumeError> {
        let entry = self.find(path)?;
        entry.content().ok_or(VolumeError::AccessDenied)
    }

    /// The entries of a directory in the order of their places, with their names. Fails with `PathNotFound`.
    pub fn list(&self, directory: &RelPath) -> Result<Vec<(&str, &Entry)>, VolumeError> {
        if !self.is_directory(directory) {
            return Err(VolumeError::PathNotFound);
        }
        let prefix = prefix_of(&self.located(directory).key());
        let shown = |(name, entry)| (Entry::long_name(entry).unwrap_or(name), entry);
        let mut entries: Vec<(&str, &Entry)> = self.children(&prefix).map(shown).collect();
        entries.sort_by_key(|(_, entry)| entry.slot);
        Ok(entries)
    }

    /// The entries of a directory whose names match, in the order of [`Self::list`].
    pub fn matching(
        &self,
        directory: &RelPath,
        pattern: &Pattern,
    ) -> Result<Vec<(&str, &Entry)>, VolumeError> {
        let mut entries = self.list(directory)?;
        let long = self.naming().is_long();
        entries.retain(|(name, entry)| match long {
            true => {
                pattern.matches_long(name) || entry.alias().is_some_and(|name| pattern.matches_long(name))
            }
            false => pattern.matches(name),
        });
        Ok(entries)
    }

    /// Creates a file or replaces what it holds; a new file, and one that changed, has the archive attribute.
    /// Fails with `AccessDenied` on a read-only file or a directory, and when the disk or the directory is
    /// full; nothing is changed then.
    pub fn write(&mut self, path: &RelPath, content: Content, at: LocalTime) -> Result<(), VolumeError> {
        let path = &self.located(path);
        let node = Node::File(content);
        let entry = match self.writable(path)? {
            Some(old) => Entry { node, modified: at.stamp(), written: at, ..old.clone() },
            None => self.new_entry(path, node, at)?,
        };
        self.put(path, Entry { attributes: entry.attributes.with(Attributes::ARCHIVE), ..entry })
    }

    /// Adds bytes to the end of a file, creating it when it is missing. Fails as [`Self::write`] does.
    pub fn append(&mut self, path: &RelPath, bytes: &[u8], at: LocalTime) -> Result<(), VolumeError> {
        let old = self.writable(path)?.and_then(Entry::content).cloned().unwrap_or_else(Content::empty);
        self.write(path, Content::join(&[old, Content::of(bytes)]), at)
    }

    /// Deletes a file. Fails with `AccessDenied` when it is read-only or a directory.
    pub fn delete(&mut self, path: &RelPath) -> Result<(), VolumeError> {
        self.find(path)?;
        self.writable(path)?;
        self.set(self.located(path).key(), None);
        Ok(())
    }

    /// Gives a file or directory another name or moves it to another directory, with all below it. Attributes
    /// do not hinder that. Fails with `AlreadyExists` when the new name is taken, with `PathNotFound` when a
    /// path would grow too long.
    pub fn rename(&mut self, from: &RelPath, to: &RelPath) -> Result<(), VolumeError> {
        let (from, to) = (&self.located(from), &self.located(to));
        let entry = self.find(from)?.clone();
        let respelled = from == to && self.naming().is_long() && to.name() != entry.long_name();
        if self.exists(to) && !respelled {
            return Err(VolumeError::AlreadyExists);
        }
        if to.is_within(from) && !respelled {
            return Err(VolumeError::AccessDenied);
        }
        self.check_parent(to)?;
        let entry = Entry { names: self.names_for(to, &from.key())?, ..entry };
        if respelled {
            self.set(to.key(), Some(entry));
            return Ok(());
        }
        let (old, new) = (from.key(), to.key());
        let below: Vec<(String, Entry)> =
            self.below(&prefix_of(&old)).into_iter().map(|(key, e)| (key.to_string(), e.clone())).collect();
        let moved_to = |key: &str| format!("{new}{}", &key[old.len()..]);
        if below
            .iter()
            .any(|(key, _)| moved_to(key).chars().count() + ROOT_CHARS > self.naming().path_chars())
        {
            return Err(VolumeError::PathNotFound);
        }
        let slot =
            if from.parent() == to.parent() { entry.slot } else { self.free_slot(to, entry.entries())? };
        for (key, moved) in below {
            self.set(moved_to(&key), Some(moved));
            self.set(key, None);
        }
        self.set(old, None);
        self.set(new, Some(Entry { slot, ..entry }));
        Ok(())
    }

    /// Creates a directory. Fails with `AlreadyExists`, or with `PathNotFound` when the one above is missing
    /// or the path is longer than [`Naming::directory_chars`](super::path::Naming::directory_chars).
    pub fn make_directory(&mut self, path: &RelPath, at: LocalTime) -> Result<(), VolumeError> {
        if self.exists(path) {
            return Err(VolumeError::AlreadyExists);
        }
        if path.as_str().chars().count() + ROOT_CHARS > self.naming().directory_chars() {
            return Err(VolumeError::PathNotFound);
        }
        let path = &self.located(path);
        let entry = self.new_entry(path, Node::Directory, at)?;
        self.put(path, entry)
    }

    /// Creates a directory and those above it, where they are missing.
    pub fn make_directories(&mut self, path: &RelPath, at: LocalTime) -> Result<(), VolumeError> {
        if let Some(above) = path.parent() {
            self.make_directories(&above, at)?;
        }
        if self.is_directory(path) { Ok(()) } else { self.make_directory(path, at) }
    }

    /// Removes an empty directory. Fails with `PathNotFound` when there is none, with `DirectoryNotEmpty`
    /// when it holds anything.
    pub fn remove_directory(&mut self, path: &RelPath) -> Result<(), VolumeError> {
        if path.is_root() || !self.is_directory(path) {
            return Err(VolumeError::PathNotFound);
        }
        let key = self.located(path).key();
        if !self.below(&prefix_of(&key)).is_empty() {
            return Err(VolumeError::DirectoryNotEmpty);
        }
        self.set(key, None);
        Ok(())
    }

    /// Sets the attributes of a file or directory to exactly these.
    pub fn set_attributes(&mut self, path: &RelPath, attributes: Attributes) -> Result<(), VolumeError> {
        let entry = self.find(path)?.clone();
        self.set(self.located(path).key(), Some(Entry { attributes, ..entry }));
        Ok(())
    }

    fn used(&self) -> u64 {
        self.delta.as_ref().map_or(self.base.used(), |delta| delta.used)
    }

    fn get(&self, key: &str) -> Option<&Entry> {
        match self.delta.as_ref().and_then(|delta| delta.get(key)) {
            Some(change) => change,
            None => self.base.get(key),
        }
    }

    /// The entry at `path`, or why there is none.
    fn find(&self, path: &RelPath) -> Result<&Entry, VolumeError> {
        if path.is_root() {
            return Err(VolumeError::AccessDenied);
        }
        self.check_parent(path)?;
        self.entry(path).ok_or(VolumeError::FileNotFound)
    }

    fn check_parent(&self, path: &RelPath) -> Result<(), VolumeError> {
        let found = path.parent().is_some_and(|above| self.is_directory(&above));
        if found { Ok(()) } else { Err(VolumeError::PathNotFound) }
    }

    /// The file at `path` when it may be written to, `None` when it would be a new one.
    fn writable(&self, path: &RelPath) -> Result<Option<&Entry>, VolumeError> {
        match self.find(path) {
            Ok(entry) if entry.is_directory() || entry.attributes.has(Attributes::READ_ONLY) => {
                Err(VolumeError::AccessDenied)
            }
            Ok(entry) => Ok(Some(entry)),
            Err(VolumeError::FileNotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// An entry without attributes that is to be put at `path`, where there is none.
    fn new_entry(&self, path: &RelPath, node: Node, at: LocalTime) -> Result<Entry, VolumeError> {
        self.check_parent(path)?;
        let names = self.names_for(path, "")?;
        let mut entry =
            Entry { node, attributes: Attributes::NONE, modified: at.stamp(), written: at, slot: 0, names };
        entry.slot = self.free_slot(path, entry.entries())?;
        Ok(entry)
    }

    /// The first free place in the directory of `path`, in which an entry takes `needed` of the directory's.
    fn free_slot(&self, path: &RelPath, needed: usize) -> Result<u32, VolumeError> {
        self.check_parent(path)?;
        let directory = path.parent().unwrap_or_else(RelPath::root);
        let room = if directory.is_root() { MAX_ROOT_ENTRIES } else { MAX_DIRECTORY_ENTRIES };
        let prefix = prefix_of(&self.located(&directory).key());
        let mut taken: Vec<u32> = self.children(&prefix).map(|(_, e)| e.slot).collect();
        let filled: usize = self.children(&prefix).map(|(_, entry)| entry.entries()).sum();
        taken.sort_unstable();
        let free = (0u32..).zip(&taken).find(|(place, slot)| place != *slot).map(|(place, _)| place);
        let free = free.unwrap_or(taken.len() as u32);
        if filled + needed <= room { Ok(free) } else { Err(VolumeError::DirectoryFull) }
    }

    /// Stores an entry if there is room for what it needs beyond what the old one had.
    fn put(&mut self, path: &RelPath, entry: Entry) -> Result<(), VolumeError> {
        let geometry = self.geometry();
        let before = self.entry(path).map_or(0, |old| geometry.clusters_of(old));
        let needed = geometry.clusters_of(&entry).saturating_sub(before);
        if needed > self.free_bytes() / geometry.cluster_bytes {
            return Err(VolumeError::DiskFull);
        }
        self.set(path.key(), Some(entry));
        Ok(())
    }

    fn set(&mut self, key: String, entry: Option<Entry>) {
        let delta = self.delta.get_or_insert_with(|| Box::new(Delta::new(&self.base)));
        delta.set(&self.base, key, entry);
        if delta.is_empty() {
            self.delta = None;
        }
    }

    /// The entries whose keys begin with `prefix`, in the order of their keys.
    fn below(&self, prefix: &str) -> Vec<(&str, &Entry)> {
        let base = self.base.below(prefix);
        let Some(delta) = &self.delta else {
            return base.iter().map(|(key, entry)| (&**key, entry)).collect();
        };
        let unchanged = base.iter().filter(|(key, _)| delta.get(key).is_none());
        let mut merged: Vec<(&str, &Entry)> = unchanged.map(|(key, entry)| (&**key, entry)).collect();
        merged.extend(delta.below(prefix).iter().filter_map(|(key, e)| Some((&**key, e.as_ref()?))));
        merged.sort_unstable_by_key(|(key, _)| *key);
        merged
    }

    /// The entries of one directory with their names, in the order of their names.
    fn children(&self, prefix: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let below = self.below(prefix).into_iter();
        let length = prefix.len();
        below.map(move |(key, entry)| (&key[length..], entry)).filter(|(name, _)| !name.contains('\\'))
    }
}

/// How the keys of what is in a directory begin.
fn prefix_of(directory: &str) -> String {
    if directory.is_empty() { String::new() } else { format!("{directory}\\") }
}
