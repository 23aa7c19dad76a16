//! What a machine changed on the disk it started from.

use super::image::{Entry, Image};
use crate::machine::clock::LocalTime;

/// Changes by key, in order: `None` marks what is gone.
#[derive(Clone, Debug)]
pub(super) struct Delta {
    changes: Vec<(Box<str>, Option<Entry>)>,
    /// Clusters taken, those of the image included.
    pub used: u64,
    /// Whether an entry had an alias.
    pub aliased: bool,
}

impl Delta {
    /// No change yet.
    pub fn new(base: &Image) -> Self {
        Self { changes: Vec::new(), used: base.used(), aliased: false }
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub fn changes(&self) -> &[(Box<str>, Option<Entry>)] {
        &self.changes
    }

    /// The change of `key`, when there is one.
    pub fn get(&self, key: &str) -> Option<Option<&Entry>> {
        let at = self.find(key).ok()?;
        Some(self.changes[at].1.as_ref())
    }

    /// The changes whose keys begin with `prefix`.
    pub fn below(&self, prefix: &str) -> &[(Box<str>, Option<Entry>)] {
        let from = self.changes.partition_point(|(key, _)| **key < *prefix);
        let count = self.changes[from..].partition_point(|(key, _)| key.starts_with(prefix));
        &self.changes[from..from + count]
    }

    /// Records a change, or forgets it when it restores what the image has.
    pub fn set(&mut self, base: &Image, key: String, entry: Option<Entry>) {
        let before = self.get(&key).unwrap_or_else(|| base.get(&key));
        let clusters = |entry: Option<&Entry>| entry.map_or(0, |e| base.geometry().clusters_of(e));
        self.used = self.used.saturating_sub(clusters(before)).saturating_add(clusters(entry.as_ref()));
        self.aliased |= entry.as_ref().is_some_and(Entry::is_aliased);
        let restored = entry.as_ref() == base.get(&key);
        match (self.find(&key), restored) {
            (Ok(at), true) => drop(self.changes.remove(at)),
            (Ok(at), false) => self.changes[at].1 = entry,
            (Err(_), true) => {}
            (Err(at), false) => self.changes.insert(at, (key.into_boxed_str(), entry)),
        }
    }

    /// The same changes at another moment.
    pub fn moved(&self, began: LocalTime, begins: LocalTime) -> Self {
        let moved = |entry: &Option<Entry>| entry.clone().map(|entry| entry.moved(began, begins));
        Self {
            changes: self.changes.iter().map(|(key, entry)| (key.clone(), moved(entry))).collect(),
            ..*self
        }
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.changes.binary_search_by(|(k, _)| (**k).cmp(key))
    }
}
