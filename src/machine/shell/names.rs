//! A file name as an argument: a directory, and a name that may hold wildcards.

use super::parse;
use super::session::Session;
use crate::base::text::is_device;
use crate::machine::drives::Drives;
use crate::machine::path::{DosPath, PathError};
use crate::machine::volume::{Entry, Pattern, VolumeError};

/// The arguments of a command; a switch needs no blank before it. Where `quotes_hold`, they hold a name with
/// blanks together and are taken off.
pub(super) fn arguments(text: &str, quotes_hold: bool) -> Vec<String> {
    if quotes_hold { parse::quoted_arguments(text) } else { parse::arguments(text) }
}

/// Whether an argument names a device, in whatever directory.
pub(super) fn names_device(text: &str) -> bool {
    is_device(text.rsplit(['\\', ':']).next().unwrap_or_default())
}

impl Session<'_> {
    /// The arguments of a command; quotes hold a long name together where the shell knows long names.
    pub fn arguments(&self, text: &str) -> Vec<String> {
        arguments(text, self.dialect.quotes_hold())
    }

    /// A name without its quotes, where the shell knows long names.
    pub fn unquoted(&self, name: &str) -> String {
        if self.dialect.quotes_hold() { name.replace('"', "") } else { name.to_string() }
    }
}

#[derive(Clone, Debug)]
pub(super) struct FileSpec {
    /// As typed, up to and with the last backslash or colon.
    pub typed_directory: String,
    pub directory: DosPath,
    /// The rest; empty when the argument ends in a backslash.
    pub name: String,
}

impl FileSpec {
    pub fn new(drives: &Drives, text: &str) -> Result<Self, PathError> {
        let split = text.rfind(['\\', ':']).map_or(0, |at| at + 1);
        let (typed, name) = text.split_at(split);
        let directory = drives.resolve(if typed.is_empty() { "." } else { typed })?;
        Ok(Self { typed_directory: typed.to_string(), directory, name: name.to_string() })
    }

    /// As [`Self::new`], but a directory stands for all files in it.
    pub fn with_directories(drives: &Drives, text: &str) -> Result<Self, PathError> {
        match drives.resolve(text) {
            Ok(directory) if drives.is_directory(&directory) => {
                let closed = text.ends_with(['\\', ':']);
                let typed_directory = if closed { text.to_string() } else { format!("{text}\\") };
                Ok(Self { typed_directory, directory, name: "*.*".to_string() })
            }
            _ => Self::new(drives, text),
        }
    }

    pub fn is_wild(&self) -> bool {
        Pattern::is_wild(&self.name)
    }

    /// Whether the name stands for all files.
    pub fn is_all(&self, drives: &Drives) -> bool {
        self.pattern().is_all(drives.naming(self.directory.drive))
    }

    pub fn pattern(&self) -> Pattern {
        Pattern::new(&self.name)
    }

    /// The files that match, in the order of the directory, hidden ones included.
    pub fn files(&self, drives: &Drives) -> Result<Vec<Found>, VolumeError> {
        let mut found = Vec::new();
        for (name, entry) in drives.matching(&self.directory, &self.pattern())? {
            if !entry.is_directory() {
                found.push(Found {
                    name: name.to_string(),
                    path: self.directory.join(name)?,
                    entry: entry.clone(),
                });
            }
        }
        Ok(found)
    }

    /// The names of all that matches, directories included.
    pub fn matching(&self, drives: &Drives) -> Vec<String> {
        let found = drives.matching(&self.directory, &self.pattern()).unwrap_or_default();
        found.into_iter().map(|(name, _)| name.to_string()).collect()
    }

    /// The first file behind `place` of the directory that matches and is neither hidden nor a system file: its
    /// place and name.
    pub fn next_visible(&self, drives: &Drives, place: Option<u32>) -> Option<(u32, String)> {
        let entries = drives.matching(&self.directory, &self.pattern()).ok()?;
        let mut behind = entries.into_iter().filter(|(_, entry)| place.is_none_or(|p| entry.place() > p));
        let found = behind.find(|(_, e)| !e.is_directory() && !e.attributes.is_concealed());
        found.map(|(name, entry)| (entry.place(), name.to_string()))
    }

    /// The files that match and are neither hidden nor system files.
    pub fn visible_files(&self, drives: &Drives) -> Result<Vec<Found>, VolumeError> {
        let mut files = self.files(drives)?;
        files.retain(|file| !file.entry.attributes.is_concealed());
        Ok(files)
    }
}

/// A file that matched.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub name: String,
    pub path: DosPath,
    pub entry: Entry,
}
