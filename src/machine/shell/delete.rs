//! DEL and REN.

use super::Ending;
use super::names::{FileSpec, Found};
use super::parse::arguments;
use super::session::Session;
use crate::base::text::same;
use crate::machine::volume::{Pattern, VolumeError};

impl Session<'_> {
    /// Deletes what one name matches: hidden files are not found, read-only ones stay.
    pub fn del(&mut self, rest: &str) {
        let (switches, names): (Vec<String>, Vec<String>) =
            arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        match (switches.first(), names.as_slice()) {
            (Some(switch), _) if same(switch, "/P") => self.end(Ending::Waiting),
            (Some(switch), _) => self.complain(&format!("Invalid switch - {switch}")),
            (None, []) => self.complain("Required parameter missing"),
            (None, [_, extra, ..]) => self.complain(&format!("Too many parameters - {extra}")),
            (None, [name]) => self.delete_matching(name),
        }
    }

    fn delete_matching(&mut self, name: &str) {
        let Ok(spec) = FileSpec::with_directories(self.drives, name) else {
            return self.complain("File not found");
        };
        if spec.pattern() == Pattern::ALL {
            self.console.show("All files in directory will be deleted!\r\nAre you sure (Y/N)?");
            return self.end(Ending::Waiting);
        }
        let found = spec.visible_files(self.drives).unwrap_or_default();
        if found.is_empty() {
            return self.complain("File not found");
        }
        let results: Vec<Result<(), VolumeError>> =
            found.iter().map(|file| self.drives.delete(&file.path)).collect();
        if results.iter().all(Result::is_err) {
            self.complain("Access denied");
        }
    }

    /// Gives files another name in the same directory; wildcards of the second name take characters of the
    /// first.
    pub fn ren(&mut self, rest: &str) {
        let names = arguments(rest);
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
        let renamed = found.iter().all(|file| self.rename_one(file, &Pattern::new(to)));
        if found.is_empty() || !renamed {
            self.complain("Duplicate file name or file not found");
        }
    }

    fn rename_one(&mut self, file: &Found, to: &Pattern) -> bool {
        let path = file.path.parent().and_then(|above| above.join(&to.apply(&file.name)).ok());
        path.is_some_and(|path| self.drives.rename(&file.path, &path).is_ok())
    }
}
