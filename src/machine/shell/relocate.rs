//! MOVE.

use super::names::{FileSpec, Found};
use super::session::Session;
use crate::base::text::same;
use crate::machine::drives::Drives;
use crate::machine::path::DosPath;
use crate::machine::volume::VolumeError;

/// Where files go.
enum Target {
    Directory(DosPath),
    File(DosPath),
}

impl Session<'_> {
    /// `MOVE [/Y] [/-Y] file[, file...] target` moves files, and gives a directory another name in its place;
    /// existing files are overwritten without a question. 0 when all went well, else 1 (Q81819).
    pub fn relocate(&mut self, rest: &str) -> u8 {
        let (switches, mut names): (Vec<String>, Vec<String>) =
            self.arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        if let Some(switch) = switches.iter().find(|s| !same(s, "/Y") && !same(s, "/-Y")) {
            return self.move_failed(&format!("Invalid switch - {switch}"));
        }
        let Some(to) = names.pop().filter(|_| !names.is_empty()) else {
            return self.move_failed("Required parameter missing");
        };
        if let [from] = names.as_slice()
            && let Some(directory) = self.named_directory(from)
        {
            return self.rename_directory(&directory, &to);
        }
        self.move_files(&names, &to)
    }

    fn move_failed(&mut self, message: &str) -> u8 {
        self.complain(message);
        1
    }

    fn named_directory(&self, name: &str) -> Option<DosPath> {
        self.drives.resolve(name).ok().filter(|path| !path.is_root() && self.drives.is_directory(path))
    }

    /// A directory can only be renamed where it is; into an existing one it does not go.
    fn rename_directory(&mut self, from: &DosPath, to: &str) -> u8 {
        let Ok(path) = self.drives.resolve(to) else {
            return self.move_failed("Invalid path");
        };
        let in_place = path.parent() == from.parent() && !self.drives.is_directory(&path);
        if !in_place {
            self.say_moved(from, &path, "Unable to open source");
            return 1;
        }
        let done = self.attempt(from, |drives| drives.rename(from, &path));
        self.end_move(from, &path, done, "Unable to open source")
    }

    fn move_files(&mut self, names: &[String], to: &str) -> u8 {
        let mut files = Vec::new();
        for name in names {
            let spec = FileSpec::new(self.drives, name).ok();
            let found = spec.and_then(|spec| spec.visible_files(self.drives).ok()).unwrap_or_default();
            if found.is_empty() {
                return self.move_failed(&format!("Cannot move {name} - No such file or directory"));
            }
            files.extend(found);
        }
        let Ok(target) = self.drives.resolve(to) else {
            return self.move_failed("Invalid path");
        };
        let target = if self.drives.is_directory(&target) {
            Target::Directory(target)
        } else if files.len() > 1 {
            return self.move_failed("Cannot move multiple files to a single file");
        } else {
            Target::File(target)
        };
        let codes: Vec<u8> = files.iter().map(|file| self.move_one(file, &target)).collect();
        codes.into_iter().max().unwrap_or_default()
    }

    fn move_one(&mut self, file: &Found, target: &Target) -> u8 {
        let path = match target {
            Target::File(path) => path.clone(),
            Target::Directory(directory) => match directory.join(&file.name) {
                Ok(path) => path,
                Err(_) => return 1,
            },
        };
        let held = if self.drives.holds(&path) { &path } else { &file.path };
        let done = match self.drives.is_same(&path, &file.path) {
            true => Ok(()),
            false => self.attempt(held, |drives| put_in_place(drives, file, &path)),
        };
        self.end_move(&file.path, &path, done, "Access denied")
    }

    /// Says what came of moving one; gives the exit code for it.
    fn end_move(&mut self, from: &DosPath, to: &DosPath, done: Result<(), VolumeError>, failure: &str) -> u8 {
        match &done {
            Err(error @ VolumeError::SharingViolation) => self.complain(&error.to_string()),
            _ => self.say_moved(from, to, if done.is_ok() { "ok" } else { failure }),
        }
        u8::from(done.is_err())
    }

    fn say_moved(&mut self, from: &DosPath, to: &DosPath, result: &str) {
        let shown = format!("{from} => {to} [{result}]").to_lowercase();
        self.say(&shown);
    }
}

/// Renames on one drive, and copies and deletes between two.
fn put_in_place(drives: &mut Drives, file: &Found, path: &DosPath) -> Result<(), VolumeError> {
    drives.check_free(&file.path)?;
    if drives.is_file(path) {
        drives.delete(path)?;
    }
    if file.path.drive == path.drive {
        return drives.rename(&file.path, path);
    }
    let content = file.entry.content().cloned().ok_or(VolumeError::AccessDenied)?;
    drives.write(path, content, file.entry.modified)?;
    drives.delete(&file.path)
}
