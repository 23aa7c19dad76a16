//! DEL and REN.

use super::names::{FileSpec, Found};
use super::session::Session;
use crate::base::text::same;
use crate::machine::path::DosPath;
use crate::machine::volume::{Pattern, VolumeError};

impl Session<'_> {
    /// Deletes what one name matches: hidden files are not found, read-only ones stay.
    pub fn del(&mut self, rest: &str) {
        let (switches, names): (Vec<String>, Vec<String>) =
            self.arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        let asks = |switch: &String| same(switch, "/P");
        match (switches.iter().find(|switch| !asks(switch)), names.as_slice()) {
            (Some(switch), _) => self.complain(&format!("Invalid switch - {switch}")),
            (None, []) => self.complain("Required parameter missing"),
            (None, [_, extra, ..]) => self.complain(&format!("Too many parameters - {extra}")),
            (None, [name]) if name.contains('"') => {
                self.complain(&format!("Parameter format not correct - {name}"));
            }
            (None, [name]) => self.delete_matching(name, !switches.is_empty()),
        }
    }

    /// `each`: whether every file is asked for.
    fn delete_matching(&mut self, name: &str, each: bool) {
        let Ok(spec) = FileSpec::with_directories(self.drives, name) else {
            return self.complain("File not found");
        };
        if spec.is_all(self.drives) && !each {
            self.say("All files in directory will be deleted!");
            if self.ask_yes_or_no("Are you sure (Y/N)?") != Some(true) {
                return;
            }
        }
        let found = spec.visible_files(self.drives).unwrap_or_default();
        if found.is_empty() {
            return self.complain("File not found");
        }
        let mut denied = 0;
        for file in &found {
            if each {
                match self.ask_yes_or_no(&format!("{},    Delete (Y/N)?", file.path)) {
                    Some(true) => {}
                    Some(false) => continue,
                    None => return,
                }
            }
            match self.attempt(&file.path, |drives| drives.delete(&file.path)) {
                Ok(()) => {}
                Err(error @ VolumeError::SharingViolation) => self.complain(&error.to_string()),
                Err(_) => denied += 1,
            }
        }
        if denied == found.len() {
            self.complain("Access denied");
        }
    }

    /// Gives files another name in the same directory; wildcards of the second name take characters of the
    /// first.
    pub fn ren(&mut self, rest: &str) {
        let names = self.arguments(rest);
        let [from, to] = names.as_slice() else {
            let message = if names.len() < 2 { "Required parameter missing" } else { "Too many parameters" };
            return self.complain(message);
        };
        if to.contains(':') {
            return self.complain("Invalid parameter");
        }
        if to.contains('\\') {
            return self.complain("Invalid filename or file not found");
        }
        let spec = FileSpec::new(self.drives, from);
        let found = spec.ok().and_then(|spec| spec.visible_files(self.drives).ok()).unwrap_or_default();
        // CMD.EXE goes on behind one that cannot be renamed.
        let goes_on = self.dialect.is_cmd();
        let mut renamed = if found.is_empty() { Err(VolumeError::FileNotFound) } else { Ok(()) };
        for file in &found {
            if renamed.is_ok() || goes_on {
                renamed = renamed.and(self.rename_one(file, &Pattern::new(to)));
            }
        }
        if let Err(error) = renamed {
            self.complain(&self.refusal(&error, "Duplicate file name or file not found"));
        }
    }

    fn rename_one(&mut self, file: &Found, to: &Pattern) -> Result<(), VolumeError> {
        let above = file.path.parent().ok_or(VolumeError::PathNotFound)?;
        let path: DosPath = above.join(&to.apply(&file.name, self.drives.naming(above.drive)))?;
        if self.dialect.is_cmd() && path.below.as_str() == file.path.below.as_str() {
            return Ok(());
        }
        self.attempt(&file.path, |drives| drives.rename(&file.path, &path))
    }
}
