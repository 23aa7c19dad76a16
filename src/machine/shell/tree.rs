//! Commands for whole directories: XCOPY and DELTREE.

use super::COPY_NS_PER_BYTE;
use super::names::FileSpec;
use super::session::Session;
use crate::base::Span;
use crate::base::text::{same, upper_text};
use crate::machine::path::DosPath;
use crate::machine::volume::{Attributes, Pattern, VolumeError};

/// Exit codes of XCOPY (Q81819).
const NOTHING_FOUND: u8 = 1;
const STOPPED: u8 = 2;
const WRONG: u8 = 4;
const CUT_SHORT: u8 = 5;
/// Directories in one another that are followed: more do not fit in a path.
const MAX_DEPTH: usize = 40;

/// What XCOPY is asked to do.
#[derive(Default)]
struct Request {
    names: Vec<String>,
    below: bool,
    empty: bool,
    archive: bool,
    resets: bool,
    waits: bool,
    asks: bool,
}

impl Session<'_> {
    /// `XCOPY source [target] [/A] [/M] [/P] [/S [/E]] [/V] [/W] [/Y]`: empty files are copied too, hidden and
    /// system files are not.
    pub fn copy_tree(&mut self, rest: &str) -> u8 {
        self.look_at_dates();
        let request = match Request::read(self.arguments(rest)) {
            Ok(request) => request,
            Err(message) => return self.fail(&message, WRONG),
        };
        let from = FileSpec::with_directories(self.drives, &request.names[0]);
        let Some(from) = from.ok().filter(|from| self.drives.is_directory(&from.directory)) else {
            return self.fail("Path not found", WRONG);
        };
        if request.waits {
            self.say("Press any key to begin copying file(s)");
            if self.read_key().is_none() {
                return STOPPED;
            }
        }
        let (directory, pattern) = match self.target(&request, &from) {
            Ok(target) => target,
            Err(code) => return code,
        };
        if request.below
            && directory.below.is_within(&from.directory.below)
            && directory.drive == from.directory.drive
        {
            return self.fail("Cannot perform a cyclic copy", WRONG);
        }
        self.say("Reading source file(s)...");
        match self.copy_directory(&request, &from, &directory, &pattern, 0) {
            Ok(0) => {
                self.say(&format!("File not found - {}", from.name));
                self.say("        0 file(s) copied");
                NOTHING_FOUND
            }
            Ok(count) => {
                self.say(&format!("{count:>9} file(s) copied"));
                0
            }
            Err(_) if self.given_up => CUT_SHORT,
            Err(error) => self.fail(&self.refusal(&error, error.to_string()), WRONG),
        }
    }

    fn fail(&mut self, message: &str, code: u8) -> u8 {
        self.complain(message);
        code
    }

    /// The directory that is copied to, and the names in it. A target that is not there is asked about.
    fn target(&mut self, request: &Request, from: &FileSpec) -> Result<(DosPath, Pattern), u8> {
        let name = request.names.get(1).map_or(".", String::as_str);
        let path = |session: &Self, text: &str| session.drives.resolve(text).map_err(|_| WRONG);
        if let Ok(path) = self.drives.resolve(name)
            && (self.drives.is_directory(&path) || name.ends_with('\\'))
        {
            return Ok((path, Pattern::ALL));
        }
        let spec = FileSpec::new(self.drives, name).map_err(|_| WRONG)?;
        let one = !from.is_wild() && !request.below;
        if spec.is_wild() || self.drives.is_file(&path(self, name)?) {
            return Ok((spec.directory.clone(), spec.pattern()));
        }
        if !one || !self.drives.is_directory(&spec.directory) {
            let is_directory = self.asks_for_directory(name)?;
            if is_directory {
                return Ok((path(self, name)?, Pattern::ALL));
            }
            return Ok((spec.directory.clone(), spec.pattern()));
        }
        match self.asks_for_directory(name)? {
            true => Ok((path(self, name)?, Pattern::ALL)),
            false => Ok((spec.directory.clone(), spec.pattern())),
        }
    }

    fn asks_for_directory(&mut self, name: &str) -> Result<bool, u8> {
        loop {
            self.step(1);
            self.say(&format!("Does {} specify a file name", upper_text(name)));
            self.say("or directory name on the target");
            self.console.print("(F = file, D = directory)?");
            match self.answer_key().ok_or(STOPPED)? {
                key @ (b'D' | b'd' | b'F' | b'f') => {
                    self.say(&char::from(key).to_string());
                    return Ok(key.eq_ignore_ascii_case(&b'D'));
                }
                _ => self.say(""),
            }
        }
    }

    fn copy_directory(
        &mut self,
        request: &Request,
        from: &FileSpec,
        to: &DosPath,
        pattern: &Pattern,
        depth: usize,
    ) -> Result<usize, VolumeError> {
        let files = from.visible_files(self.drives)?;
        let mut count = 0;
        for file in files {
            let old = file.entry.attributes;
            if (request.archive && !old.has(Attributes::ARCHIVE)) || self.is_over() {
                continue;
            }
            let shown = format!("{}{}", from.typed_directory, file.name);
            if request.asks && self.ask_yes_or_no(&format!("{shown} (Y/N)?")) != Some(true) {
                continue;
            }
            self.make_all(to)?;
            self.say(&shown);
            let content = file.entry.content().cloned().ok_or(VolumeError::AccessDenied)?;
            self.spend(Span(content.size().saturating_mul(COPY_NS_PER_BYTE)));
            let path = to.join(&pattern.apply(&file.name, self.drives.naming(to.drive)))?;
            self.attempt(&path, |drives| drives.write(&path, content.clone(), file.entry.modified))?;
            if request.resets {
                self.drives.set_attributes(&file.path, old.without(Attributes::ARCHIVE))?;
            }
            count += 1;
        }
        if request.below && depth < MAX_DEPTH {
            count += self.copy_below(request, from, to, pattern, depth)?;
        }
        Ok(count)
    }

    fn copy_below(
        &mut self,
        request: &Request,
        from: &FileSpec,
        to: &DosPath,
        pattern: &Pattern,
        depth: usize,
    ) -> Result<usize, VolumeError> {
        let mut count = 0;
        for name in self.directories_in(&from.directory)? {
            self.step(1);
            let inner = FileSpec {
                typed_directory: format!("{}{name}\\", from.typed_directory),
                directory: from.directory.join(&name)?,
                name: from.name.clone(),
            };
            let below = to.join(&name)?;
            if request.empty {
                self.make_all(&below)?;
            }
            count += self.copy_directory(request, &inner, &below, pattern, depth + 1)?;
        }
        Ok(count)
    }

    fn directories_in(&self, path: &DosPath) -> Result<Vec<String>, VolumeError> {
        let all = self.drives.matching(path, &Pattern::ALL)?;
        Ok(all.into_iter().filter(|(_, e)| e.is_directory()).map(|(name, _)| name.to_string()).collect())
    }

    /// Makes a directory and those above it.
    fn make_all(&mut self, path: &DosPath) -> Result<(), VolumeError> {
        let now = self.now();
        self.drives.volume_mut(path.drive)?.make_directories(&path.below, now)
    }

    /// `DELTREE [/Y] names`: deletes files and directories with all in them, whatever their attributes are. 0
    /// when something was deleted (Q81819).
    pub fn delete_tree(&mut self, rest: &str) -> u8 {
        let (switches, names): (Vec<String>, Vec<String>) =
            self.arguments(rest).into_iter().partition(|word| word.starts_with('/'));
        if let Some(switch) = switches.iter().find(|switch| !same(switch, "/Y")) {
            return self.fail(&format!("Invalid switch - {switch}"), 1);
        }
        if names.is_empty() {
            return self.fail("Required parameter missing", 1);
        }
        let mut deleted = false;
        for name in names {
            let spec = FileSpec::new(self.drives, &name).ok();
            let found = spec.map(|spec| self.all_that_match(&spec)).unwrap_or_default();
            for path in found {
                if switches.is_empty() && self.confirms(&path) != Some(true) {
                    continue;
                }
                self.say(&format!("Deleting {}...", path.name().unwrap_or_default().to_lowercase()));
                match self.delete_all(&path, 0) {
                    Ok(()) => deleted = true,
                    Err(error @ VolumeError::SharingViolation) => self.complain(&error.to_string()),
                    Err(_) => {}
                }
            }
        }
        u8::from(!deleted)
    }

    fn all_that_match(&self, spec: &FileSpec) -> Vec<DosPath> {
        let found = self.drives.matching(&spec.directory, &spec.pattern()).unwrap_or_default();
        found.into_iter().filter_map(|(name, _)| spec.directory.join(name).ok()).collect()
    }

    fn confirms(&mut self, path: &DosPath) -> Option<bool> {
        let name = path.to_string().to_lowercase();
        let question = if self.drives.is_directory(path) {
            format!("Delete directory \"{name}\" and all its subdirectories? [yn] ")
        } else {
            format!("Delete file \"{name}\"? [yn] ")
        };
        self.ask_yes_or_no(&question)
    }

    pub fn delete_all(&mut self, path: &DosPath, depth: usize) -> Result<(), VolumeError> {
        self.step(1);
        if !self.drives.is_directory(path) {
            return self.attempt(path, |drives| {
                drives.check_free(path)?;
                drives.set_attributes(path, Attributes::NONE)?;
                drives.delete(path)
            });
        }
        let all =
            FileSpec { typed_directory: String::new(), directory: path.clone(), name: "*.*".to_string() };
        for inner in self.all_that_match(&all) {
            if depth < MAX_DEPTH {
                self.delete_all(&inner, depth + 1)?;
            }
        }
        self.drives.remove_directory(path)
    }
}

impl Request {
    fn read(words: Vec<String>) -> Result<Self, String> {
        let mut request = Self::default();
        for word in words {
            match upper_text(&word).as_str() {
                "/S" => request.below = true,
                "/E" => request.empty = true,
                "/A" => request.archive = true,
                "/M" => (request.archive, request.resets) = (true, true),
                "/W" => request.waits = true,
                "/P" => request.asks = true,
                "/V" | "/Y" | "/-Y" => {}
                switch if switch.starts_with('/') => return Err(format!("Invalid switch - {switch}")),
                _ => request.names.push(word),
            }
        }
        match request.names.len() {
            0 => Err("Invalid number of parameters".to_string()),
            1 | 2 => Ok(request),
            _ => Err("Invalid number of parameters".to_string()),
        }
    }
}
