//! An image: what is on a disk, fixed and shared by all machines that started from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::attributes::Attributes;
use super::content::Content;
use super::error::VolumeError;
use crate::base::Digest;
use crate::base::text::same;
use crate::machine::clock::LocalTime;
use crate::machine::path::Naming;

/// A disk of FAT16 has at most this many clusters, from which follows how large they are.
const MAX_CLUSTERS: u64 = 65_524;
/// Clusters are not smaller than this on any hard disk.
const MIN_CLUSTER_BYTES: u64 = 2_048;
/// What one entry of a directory holds of a long name.
const LONG_NAME_PART_CHARS: usize = 13;

/// A file or directory on a volume. Its name is the last part of its path.
#[derive(Clone, Debug)]
pub struct Entry {
    pub node: Node,
    pub attributes: Attributes,
    /// When it was last written, to two seconds.
    pub modified: LocalTime,
    /// The same to the nanosecond, which the volume knows and nobody on the machine can see.
    pub(super) written: LocalTime,
    /// Which place of its directory it has, from 0.
    pub(super) slot: u32,
    /// Its names, where they are more than the upper-case name of its path.
    pub(super) names: Option<Arc<Names>>,
}

/// A name that is longer than 8.3 or not all in upper case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Names {
    pub long: Box<str>,
    /// The 8.3 name.
    pub alias: Box<str>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    Directory,
    File(Content),
}

/// Equal is what looks equal on the machine.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        let Self { node, attributes, modified, slot, names, .. } = self;
        (node, attributes, modified, slot, names)
            == (&other.node, &other.attributes, &other.modified, &other.slot, &other.names)
    }
}

impl Eq for Entry {}

impl Entry {
    /// Gives it the date of a later or earlier moment.
    fn date(&mut self, written: LocalTime) {
        (self.modified, self.written) = (written.stamp(), written);
    }

    /// The same as if it had been written at another moment, if it was written from `began` on.
    pub(super) fn moved(mut self, began: LocalTime, begins: LocalTime) -> Self {
        if self.written >= began {
            self.date(LocalTime(begins.0 + (self.written.0 - began.0)));
        }
        self
    }

    pub fn is_directory(&self) -> bool {
        self.node == Node::Directory
    }

    pub fn content(&self) -> Option<&Content> {
        match &self.node {
            Node::Directory => None,
            Node::File(content) => Some(content),
        }
    }

    /// Which place of its directory it has, from 0.
    pub fn place(&self) -> u32 {
        self.slot
    }

    /// Its name as it was spelled, where that is not its upper-case 8.3 name.
    pub fn long_name(&self) -> Option<&str> {
        self.names.as_ref().map(|names| &*names.long)
    }

    /// Its 8.3 name beside a long name.
    pub fn alias(&self) -> Option<&str> {
        self.names.as_ref().map(|names| &*names.alias)
    }

    /// Whether it is found by a name that its path does not tell.
    pub(super) fn is_aliased(&self) -> bool {
        self.names.as_ref().is_some_and(|names| !same(&names.long, &names.alias))
    }

    /// How many entries of a directory its names take: thirteen characters of a long name fill one.
    pub(super) fn entries(&self) -> usize {
        1 + self.long_name().map_or(0, |long| long.chars().count().div_ceil(LONG_NAME_PART_CHARS))
    }

    /// Bytes; 0 for a directory.
    pub fn size(&self) -> u64 {
        self.content().map_or(0, Content::size)
    }

    pub(super) fn digest(&self, key: &str) -> u64 {
        let mut digest = Digest::default();
        digest.bytes(key.as_bytes());
        digest.word(self.content().map_or(0, Content::digest));
        digest.word(u64::from(self.is_directory()));
        digest.word(u64::from(self.attributes.bits()));
        digest.word(self.modified.0);
        digest.word(u64::from(self.slot));
        if let Some(names) = &self.names {
            digest.bytes(names.long.as_bytes());
            digest.bytes(names.alias.as_bytes());
        }
        digest.value()
    }
}

/// The size of a disk and how it is cut into clusters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Geometry {
    pub cluster_bytes: u64,
    pub clusters: u64,
    /// Clusters held by files that nobody will look at.
    pub reserved: u64,
}

impl Geometry {
    /// A disk of `capacity` bytes, with clusters as small as FAT16 allows.
    pub fn of(capacity: u64) -> Self {
        let wanted = capacity.div_ceil(MAX_CLUSTERS).max(MIN_CLUSTER_BYTES);
        let cluster_bytes = wanted.checked_next_power_of_two().unwrap_or(1 << 63);
        Self { cluster_bytes, clusters: capacity / cluster_bytes, reserved: 0 }
    }

    /// How many clusters an entry takes. A directory takes one, however many names it holds (assumed).
    pub(super) fn clusters_of(&self, entry: &Entry) -> u64 {
        entry.content().map_or(1, |content| content.size().div_ceil(self.cluster_bytes))
    }

    fn clusters_of_all(&self, entries: &[(Box<str>, Entry)]) -> u64 {
        entries.iter().fold(0, |sum, (_, entry)| sum.saturating_add(self.clusters_of(entry)))
    }
}

/// The files of a disk, unchanging, in the order of their paths. Disks of other sizes share them.
#[derive(Debug)]
pub struct Image {
    geometry: Geometry,
    naming: Naming,
    /// Whether an entry has an alias.
    aliased: bool,
    entries: Arc<[(Box<str>, Entry)]>,
    used: u64,
    sum: u64,
    /// When the newest of its files was written.
    newest: LocalTime,
    /// The extensions of its files, each once and in order.
    extensions: Arc<[Box<str>]>,
}

impl Image {
    /// An empty disk of `capacity` bytes with 8.3 names.
    pub fn empty(capacity: u64) -> Arc<Self> {
        Self::empty_with(capacity, Naming::Short)
    }

    /// An empty disk of `capacity` bytes.
    pub fn empty_with(capacity: u64, naming: Naming) -> Arc<Self> {
        Arc::new(Self::new(Geometry::of(capacity), naming, Vec::new()))
    }

    /// `entries` must be in the order of their keys.
    pub(super) fn new(geometry: Geometry, naming: Naming, entries: Vec<(Box<str>, Entry)>) -> Self {
        let sum = entries.iter().fold(0u64, |sum, (key, e)| sum.wrapping_add(e.digest(key)));
        let aliased = entries.iter().any(|(_, entry)| entry.is_aliased());
        let used = geometry.clusters_of_all(&entries);
        let newest = entries.iter().map(|(_, entry)| entry.written).max().unwrap_or_default();
        let extensions: BTreeSet<&str> = entries.iter().map(|(key, _)| extension_of(key)).collect();
        let extensions = extensions.into_iter().map(Box::from).collect();
        Self { geometry, naming, aliased, used, entries: entries.into(), sum, newest, extensions }
    }

    /// The same files on a disk of `capacity` bytes of which `free` bytes are free; files that nobody will
    /// look at hold the rest. Fails with `DiskFull` when the files leave less than that free.
    pub fn resized(&self, capacity: u64, free: u64) -> Result<Arc<Self>, VolumeError> {
        let mut geometry = Geometry::of(capacity);
        let used = geometry.clusters_of_all(&self.entries);
        let left = geometry.clusters.checked_sub(used).ok_or(VolumeError::DiskFull)?;
        let free = free / geometry.cluster_bytes;
        geometry.reserved = left.checked_sub(free).ok_or(VolumeError::DiskFull)?;
        let (entries, extensions) = (self.entries.clone(), self.extensions.clone());
        Ok(Arc::new(Self { geometry, used, entries, extensions, ..*self }))
    }

    /// When the newest of its files was written.
    pub(super) fn newest(&self) -> LocalTime {
        self.newest
    }

    /// Whether any of its files has this extension, which is in upper case.
    pub(super) fn has_extension(&self, extension: &str) -> bool {
        self.extensions.binary_search_by(|known| (**known).cmp(extension)).is_ok()
    }

    pub fn geometry(&self) -> Geometry {
        self.geometry
    }

    pub fn naming(&self) -> Naming {
        self.naming
    }

    /// Whether an entry has an alias.
    pub(super) fn is_aliased(&self) -> bool {
        self.aliased
    }

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|(k, _)| (**k).cmp(key)).ok()?;
        Some(&self.entries[at].1)
    }

    /// The entries whose keys begin with `prefix`.
    pub(super) fn below(&self, prefix: &str) -> &[(Box<str>, Entry)] {
        let from = self.entries.partition_point(|(key, _)| **key < *prefix);
        let count = self.entries[from..].partition_point(|(key, _)| key.starts_with(prefix));
        &self.entries[from..from + count]
    }

    /// Clusters taken by the entries.
    pub(super) fn used(&self) -> u64 {
        self.used
    }

    /// The wrapping sum of the digests of the entries.
    pub(super) fn sum(&self) -> u64 {
        self.sum
    }
}

/// What follows the last dot of a path.
pub(super) fn extension_of(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_grow_with_the_disk_as_on_fat16() {
        const MB: u64 = 1 << 20;
        for (capacity, cluster) in
            [(0, 2_048), (100 * MB, 2_048), (127 * MB, 2_048), (200 * MB, 4_096), (2_047 * MB, 32_768)]
        {
            assert_eq!(Geometry::of(capacity).cluster_bytes, cluster, "{capacity}");
        }
        assert!(Geometry::of(u64::MAX).clusters <= MAX_CLUSTERS);
    }

    #[test]
    fn a_disk_can_be_nearly_full_of_what_nobody_looks_at() {
        let disk = Image::empty(1 << 20).resized(100 << 20, 3 << 20).unwrap();
        assert_eq!(disk.geometry().clusters - disk.geometry().reserved, (3 << 20) / 2_048);
        assert_eq!(disk.resized(1 << 20, 2 << 20).unwrap_err(), VolumeError::DiskFull);
    }
}
