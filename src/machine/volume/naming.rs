//! Names on a volume: which entry a path means, and which names a new entry gets.

use std::sync::Arc;

use super::alias::alias;
use super::image::Names;
use super::{ROOT_CHARS, Volume, VolumeError, prefix_of};
use crate::base::text::{check_long_name, check_short_name, same, upper_text};
use crate::machine::path::{Naming, PathError, RelPath};

impl Volume {
    /// Which names it keeps.
    pub fn naming(&self) -> Naming {
        self.base.naming()
    }

    /// The path by which an entry is kept; as far as there is none, the path as it is.
    pub fn located(&self, path: &RelPath) -> RelPath {
        let aliased = self.base.is_aliased() || self.delta.as_ref().is_some_and(|delta| delta.aliased);
        if !aliased || self.get(&path.key()).is_some() {
            return path.clone();
        }
        let mut found: Vec<String> = Vec::new();
        for name in path.names() {
            let prefix = prefix_of(&upper_text(&found.join("\\")));
            let wanted = upper_text(name);
            let kept = match self.get(&format!("{prefix}{wanted}")) {
                Some(_) => None,
                None => self.children(&prefix).find(|(_, entry)| entry.alias() == Some(&*wanted)),
            };
            found.push(kept.map_or_else(|| name.to_string(), |(key, _)| key.to_string()));
        }
        RelPath::of_names(found.iter().map(String::as_str))
    }

    /// A path as its names are spelled on the volume; what is not there is in upper case.
    pub fn spelling(&self, path: &RelPath) -> RelPath {
        let path = self.located(path).upper();
        if !self.naming().is_long() {
            return path;
        }
        let mut above = RelPath::root();
        let mut names: Vec<String> = Vec::new();
        for name in path.names() {
            above = RelPath::of_names(above.names().chain([name]));
            let long = self.get(&above.key()).and_then(|entry| entry.long_name());
            names.push(long.unwrap_or(name).to_string());
        }
        RelPath::of_names(names.iter().map(String::as_str))
    }

    /// The names of a new entry at `path`, beside which there may be one at `except` that is about to go. Fails
    /// when the volume keeps no such name.
    pub(super) fn names_for(&self, path: &RelPath, except: &str) -> Result<Option<Arc<Names>>, VolumeError> {
        let name = path.name().unwrap_or_default();
        if path.as_str().chars().count() + ROOT_CHARS > self.naming().path_chars() {
            return Err(PathError::TooLong.into());
        }
        let short = check_short_name(name);
        if let (Err(why), false) = (short, self.naming().is_long()) {
            return Err(PathError::BadName(name.to_string(), why).into());
        }
        check_long_name(name).map_err(|why| PathError::BadName(name.to_string(), why))?;
        let alias = match short {
            Ok(()) if !self.naming().is_long() || upper_text(name) == name => return Ok(None),
            Ok(()) => upper_text(name),
            Err(_) => self.free_alias(path, except).ok_or(VolumeError::DirectoryFull)?,
        };
        Ok(Some(Arc::new(Names { long: name.into(), alias: alias.into() })))
    }

    fn free_alias(&self, path: &RelPath, except: &str) -> Option<String> {
        let prefix = prefix_of(&path.parent()?.key());
        let others = self.children(&prefix).filter(|(name, _)| format!("{prefix}{name}") != except);
        let taken: Vec<&str> =
            others.flat_map(|(name, entry)| [Some(name), entry.alias()]).flatten().collect();
        alias(path.name()?, self.naming(), |name| taken.iter().any(|other| same(other, name)))
    }
}
