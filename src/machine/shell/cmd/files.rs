//! The commands for files in which CMD.EXE does more than COMMAND.COM: DEL, MD, RD, CD, TYPE and MOVE.

use super::super::MAX_OUTPUT_CHARS;
use super::super::names::{FileSpec, Found, names_device};
use super::super::parse::is_delimiter;
use super::super::session::Session;
use crate::base::text::{decode, same, upper_text};
use crate::machine::path::DosPath;
use crate::machine::volume::{Attributes, Pattern, VolumeError};

/// Directories in one another that are followed: more do not fit in a path.
const MAX_DEPTH: usize = 40;

/// What DEL is asked to do.
#[derive(Clone, Copy, Default)]
struct Erasing {
    /// `/P`: every file is asked for.
    each: bool,
    /// `/Q`: nothing is asked.
    quiet: bool,
    /// `/F`: read-only files too.
    forced: bool,
    /// `/S`: in all directories below.
    below: bool,
    /// `/A`: hidden files too.
    concealed: bool,
}

/// `*` finds all names in CMD.EXE, those with an extension too.
pub(super) fn with_all_names(spec: FileSpec) -> FileSpec {
    let name = if spec.name == "*" { "*.*".to_string() } else { spec.name };
    FileSpec { name, ..spec }
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Erased {
    Done,
    Denied,
    Nothing,
}

impl Session<'_> {
    /// `DEL [/P] [/F] [/S] [/Q] [/A] names`. The exit code is 1 when there was nothing to delete or the question was
    /// answered with no, and 0 otherwise, even where access was denied (as Wine's CMD.EXE does).
    pub fn erase(&mut self, rest: &str) {
        let (switches, names): (Vec<String>, Vec<String>) =
            self.arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        let has = |letter: &str| switches.iter().any(|s| upper_text(s).starts_with(letter));
        let erasing = Erasing {
            each: has("/P"),
            quiet: has("/Q"),
            forced: has("/F"),
            below: has("/S"),
            concealed: has("/A"),
        };
        if names.is_empty() {
            self.complain("Required parameter missing");
            self.exit_code = 1;
            return;
        }
        let mut nothing = false;
        for name in &names {
            let Some(done) = self.erase_named(name, erasing) else {
                nothing = true;
                continue;
            };
            if done == Erased::Nothing {
                let whole = self.drives.resolve(name).map_or_else(|_| name.clone(), |path| path.to_string());
                self.tell(&format!("Could not find {whole}"));
                nothing = true;
            }
            self.failed |= done != Erased::Done;
        }
        self.failed |= nothing;
        self.exit_code = i32::from(nothing);
    }

    /// Deletes what one name stands for; `None` when the question whether to do so is answered with no.
    fn erase_named(&mut self, name: &str, erasing: Erasing) -> Option<Erased> {
        let Ok(spec) = FileSpec::with_directories(self.drives, name) else { return Some(Erased::Nothing) };
        let spec = with_all_names(spec);
        let all = spec.pattern() == Pattern::ALL;
        if all && !erasing.quiet && !erasing.each {
            let typed = if name.ends_with("*.*") { "*.*" } else { "*" };
            let whole = format!("{}\\{typed}", spec.directory.to_string().trim_end_matches('\\'));
            if self.ask_yes_or_no(&format!("{whole}, Are you sure (Y/N)? ")) != Some(true) {
                return None;
            }
        }
        Some(self.erase_in(&spec, erasing, 0))
    }

    fn erase_in(&mut self, spec: &FileSpec, erasing: Erasing, depth: usize) -> Erased {
        self.step(1);
        let found = if erasing.concealed { spec.files(self.drives) } else { spec.visible_files(self.drives) };
        let found = found.unwrap_or_default();
        let mut done = if found.is_empty() { Erased::Nothing } else { Erased::Done };
        for file in &found {
            if !self.erase_one(file, erasing) {
                done = Erased::Denied;
            }
            if self.is_over() {
                return done;
            }
        }
        if erasing.below && depth < MAX_DEPTH {
            for directory in self.directories_below(&spec.directory) {
                let inner = FileSpec { directory, ..spec.clone() };
                let below = self.erase_in(&inner, erasing, depth + 1);
                done = if done == Erased::Nothing { below } else { done };
            }
        }
        // A directory without files was emptied all the same.
        if done == Erased::Nothing && spec.name == "*.*" { Erased::Done } else { done }
    }

    fn erase_one(&mut self, file: &Found, erasing: Erasing) -> bool {
        if erasing.each && self.ask_yes_or_no(&format!("{}, Delete (Y/N)? ", file.path)) != Some(true) {
            return true;
        }
        if erasing.forced {
            let kept = file.entry.attributes.without(Attributes::READ_ONLY);
            // Where that fails, so does the deletion, and that is told.
            let _ = self.drives.set_attributes(&file.path, kept);
        }
        let done = self.drives.delete(&file.path);
        if let Err(error) = &done {
            self.tell(&self.refusal(error, "Access denied"));
        }
        done.is_ok()
    }

    fn directories_below(&self, path: &DosPath) -> Vec<DosPath> {
        let all = self.drives.matching(path, &Pattern::ALL).unwrap_or_default();
        let directories = all.into_iter().filter(|(_, entry)| entry.is_directory());
        directories.filter_map(|(name, _)| path.join(name).ok()).collect()
    }

    /// `MD names`: with those above them.
    pub fn make_directories(&mut self, rest: &str) {
        let names = self.arguments(rest);
        if names.is_empty() {
            return self.complain("Required parameter missing");
        }
        for name in names {
            let now = self.now();
            let made = self.drives.resolve(&name).map_err(VolumeError::from).and_then(|path| {
                if self.drives.is_directory(&path) || self.drives.is_file(&path) {
                    return Err(VolumeError::AlreadyExists);
                }
                if !self.dialect.has_extensions() {
                    return self.drives.make_directory(&path, now);
                }
                self.drives.volume_mut(path.drive)?.make_directories(&path.below, now)
            });
            match made {
                Ok(()) => {}
                Err(VolumeError::AlreadyExists) => {
                    self.complain(&format!("Directory already exists - {name}"))
                }
                Err(error) => self.complain(&error.to_string()),
            }
        }
    }

    /// `RD [/S] [/Q] names`.
    pub fn remove_directories(&mut self, rest: &str) {
        let (switches, names): (Vec<String>, Vec<String>) =
            self.arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        let has = |letter: &str| switches.iter().any(|switch| same(switch, letter));
        if names.is_empty() {
            return self.complain("Required parameter missing");
        }
        for name in &names {
            if has("/S")
                && !has("/Q")
                && self.ask_yes_or_no(&format!("{name}, Are you sure (Y/N)? ")) != Some(true)
            {
                continue;
            }
            let path = self.drives.resolve(name).map_err(VolumeError::from);
            let removed = path.and_then(|path| match self.drives.entry(&path) {
                Some(entry) if !entry.is_directory() => Err(VolumeError::AlreadyExists),
                None if !path.is_root() => Err(VolumeError::FileNotFound),
                _ if has("/S") => self.remove_tree(&path),
                _ => self.drives.remove_directory(&path),
            });
            match removed {
                Ok(()) => {}
                Err(VolumeError::AlreadyExists) => self.complain("The directory name is invalid"),
                Err(VolumeError::DirectoryNotEmpty) => self.complain("The directory is not empty"),
                Err(error) => self.complain(&error.to_string()),
            }
        }
    }

    fn remove_tree(&mut self, path: &DosPath) -> Result<(), VolumeError> {
        self.delete_all(path, 0)
    }

    /// `CD [/D] [path]`; blanks belong to the path with the extensions.
    pub fn go_to(&mut self, rest: &str) {
        let mut name = rest.trim_matches(is_delimiter).replace('"', "");
        let drive_too = self.has_extensions() && name.get(..2).is_some_and(|switch| same(switch, "/D"));
        if drive_too {
            name = name[2..].trim_start().to_string();
        }
        if name.is_empty() || (name.ends_with(':') && !drive_too) {
            return self.show_directory(&name);
        }
        let changed = self.drives.resolve(&name).map_err(VolumeError::from).and_then(|path| {
            self.drives.set_directory(&path)?;
            if drive_too { self.drives.set_current(path.drive) } else { Ok(()) }
        });
        match changed {
            Ok(()) => {}
            Err(error @ VolumeError::NoDrive(_)) => self.complain(&error.to_string()),
            Err(_) => self.complain("Invalid directory"),
        }
    }

    /// `TYPE names`: of several each under its name, and all of it, a ^Z too (as Wine's CMD.EXE does).
    pub fn type_files(&mut self, rest: &str) {
        let names = self.arguments(rest);
        if names.is_empty() {
            return self.complain("Required parameter missing");
        }
        let several = names.len() > 1 || names.iter().any(|name| Pattern::is_wild(name));
        for name in names.iter().filter(|name| !names_device(name)) {
            let spec = FileSpec::new(self.drives, name).ok();
            let found = spec.as_ref().and_then(|spec| spec.files(self.drives).ok()).unwrap_or_default();
            if found.is_empty() {
                self.complain(&format!("File not found - {name}"));
            }
            let typed = spec.map(|spec| spec.typed_directory).unwrap_or_default();
            for file in found {
                if self.stops() {
                    return;
                }
                if several {
                    self.console.print(&format!("\r\n{typed}{}\r\n\r\n\r\n", file.name));
                }
                let whole = file
                    .entry
                    .content()
                    .map(|content| content.bytes(0, MAX_OUTPUT_CHARS).collect::<Vec<_>>());
                self.console.print(&decode(&whole.unwrap_or_default()));
            }
        }
    }

    /// `MOVE [/Y] source target`: files and directories, existing files are replaced.
    pub fn move_files_to(&mut self, rest: &str) {
        let mut names = self.arguments(rest);
        names.retain(|word| !(same(word, "/Y") || same(word, "/-Y")));
        let (from, to) = match names.as_slice() {
            [from] => (from.clone(), ".".to_string()),
            [from, to] => (from.clone(), to.clone()),
            _ => return self.complain("Required parameter missing"),
        };
        let sources = self.sources_of(&from);
        let Ok(target) = self.drives.resolve(&to) else { return self.complain("Path not found") };
        let into = self.drives.is_directory(&target);
        if sources.is_empty() {
            return self.complain("File not found");
        }
        if sources.len() > 1 && !into {
            return self.complain("Cannot move multiple files to a single file.");
        }
        let mut moved = 0;
        for source in &sources {
            let path = if into {
                source.name().and_then(|name| target.join(name).ok())
            } else {
                Some(target.clone())
            };
            match path.map(|path| self.move_to(source, &path)) {
                Some(Ok(())) => moved += 1,
                Some(Err(error)) => self.complain(&error.to_string()),
                None => self.complain("Path not found"),
            }
        }
        self.say(&format!("{moved:>9} file(s) moved."));
    }

    /// A directory that is named, or the files that match.
    fn sources_of(&self, name: &str) -> Vec<DosPath> {
        if let Ok(path) = self.drives.resolve(name)
            && self.drives.entry(&path).is_some()
        {
            return vec![path];
        }
        let spec = FileSpec::new(self.drives, name).ok();
        let found =
            spec.and_then(|spec| with_all_names(spec).visible_files(self.drives).ok()).unwrap_or_default();
        found.into_iter().map(|file| file.path).collect()
    }

    fn move_to(&mut self, from: &DosPath, to: &DosPath) -> Result<(), VolumeError> {
        if from == to {
            return Ok(());
        }
        if self.drives.is_file(to) {
            self.drives.delete(to)?;
        }
        if from.drive == to.drive {
            return self.drives.rename(from, to);
        }
        let Some(entry) = self.drives.entry(from).cloned() else { return Err(VolumeError::FileNotFound) };
        let content = entry.content().cloned().ok_or(VolumeError::AccessDenied)?;
        self.drives.write(to, content, entry.modified)?;
        self.drives.delete(from)
    }
}
