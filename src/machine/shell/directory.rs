//! MD, RD and CD.

use super::session::Session;
use crate::machine::volume::{Pattern, VolumeError};

impl Session<'_> {
    pub fn make_directory(&mut self, rest: &str) {
        let Some(name) = self.one_name(rest) else { return };
        let now = self.now();
        let made = self
            .drives
            .resolve(&name)
            .map_err(VolumeError::from)
            .and_then(|path| self.drives.make_directory(&path, now));
        match made {
            Ok(()) => {}
            Err(VolumeError::AlreadyExists) => self.complain("Directory already exists"),
            Err(_) => self.complain("Unable to create directory"),
        }
    }

    pub fn remove_directory(&mut self, rest: &str) {
        let Some(name) = self.one_name(rest) else { return };
        if Pattern::is_wild(&name) {
            return self.complain(&format!("Attempt to remove current directory - {name}"));
        }
        let removed = self
            .drives
            .resolve(&name)
            .map_err(VolumeError::from)
            .and_then(|path| self.drives.remove_directory(&path));
        match removed {
            Ok(()) => {}
            Err(VolumeError::CurrentDirectory) => {
                self.complain(&format!("Attempt to remove current directory - {name}"));
            }
            Err(_) => {
                self.complain("Invalid path, not directory,");
                self.complain("or directory not empty");
            }
        }
    }

    /// `CD` shows the current directory, `CD D:` that of another drive, `CD path` changes it.
    pub fn change_directory(&mut self, rest: &str) {
        if rest.trim().is_empty() {
            return self.show_directory("");
        }
        let Some(name) = self.one_name(rest) else { return };
        if name.ends_with(':') {
            return self.show_directory(&name);
        }
        let changed = self
            .drives
            .resolve(&name)
            .map_err(VolumeError::from)
            .and_then(|path| self.drives.set_directory(&path));
        match changed {
            Ok(()) => {}
            Err(error @ VolumeError::NoDrive(_)) => self.complain(&error.to_string()),
            Err(_) => self.complain("Invalid directory"),
        }
    }

    pub fn show_directory(&mut self, drive: &str) {
        match self.drives.resolve(&format!("{drive}.")) {
            Ok(path) => self.say(&path.to_string()),
            Err(error) => self.complain(&VolumeError::from(error).to_string()),
        }
    }

    /// The single argument, or a complaint.
    fn one_name(&mut self, rest: &str) -> Option<String> {
        let mut names = self.arguments(rest).into_iter();
        match (names.next(), names.next()) {
            (Some(name), None) => return Some(name),
            (None, _) => self.complain("Required parameter missing"),
            (_, Some(extra)) => self.complain(&format!("Too many parameters - {extra}")),
        }
        None
    }
}
