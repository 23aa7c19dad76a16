//! REPLACE: puts newer files in the place of those with the same names, or adds those that are missing.

use super::COPY_NS_PER_BYTE;
use super::names::{FileSpec, Found};
use super::session::Session;
use crate::base::Span;
use crate::base::text::upper_text;
use crate::machine::path::DosPath;
use crate::machine::volume::{Attributes, Pattern, VolumeError};

/// Exit codes of REPLACE: no source file, a path that is not there, a file that may not be written, no such switch
/// (help of MS-DOS 6.22).
const NO_FILE: u8 = 2;
const NO_PATH: u8 = 3;
const DENIED: u8 = 5;
const WRONG: u8 = 11;
/// Directories in one another that are followed: more do not fit in a path.
const MAX_DEPTH: usize = 40;

/// What REPLACE is asked to do.
#[derive(Clone, Default)]
struct Request {
    names: Vec<String>,
    /// `/A`: files that the target lacks, instead of those that it has.
    adds: bool,
    /// `/P`: asks for each.
    asks: bool,
    /// `/R`: read-only files too.
    read_only: bool,
    /// `/S`: in all directories below the target.
    below: bool,
    /// `/U`: only files that are older than the source.
    older: bool,
    /// `/W`: waits for a key first.
    waits: bool,
}

impl Session<'_> {
    /// `REPLACE source [directory] [/A | /S | /U] [/P] [/R] [/W]`. Hidden and system files are passed over.
    pub fn replace(&mut self, rest: &str) -> u8 {
        self.look_at_dates();
        let words = self.arguments(rest);
        let request = match Request::read(words) {
            Ok(request) => request,
            Err(message) => return self.replace_failed(&message, WRONG),
        };
        if request.waits {
            self.say("Press any key to continue . . .");
            if self.read_key().is_none() {
                return 0;
            }
        }
        let from = FileSpec::with_directories(self.drives, &request.names[0]).ok();
        let to = request.names.get(1).map_or(".", String::as_str);
        let to = self.drives.resolve(to).ok().filter(|path| self.drives.is_directory(path));
        let (Some(from), Some(to)) = (from, to) else {
            return self.replace_failed("Path not found", NO_PATH);
        };
        let files = from.visible_files(self.drives).unwrap_or_default();
        if files.is_empty() {
            return self.replace_failed(&format!("No files found - {}", upper_text(&from.name)), NO_FILE);
        }
        match self.replace_in(&request, &files, &to, 0) {
            Ok(_) if self.is_over() => 0,
            Ok(count) => self.say_replaced(&request, count),
            Err(VolumeError::AccessDenied) => self.replace_failed("Access denied", DENIED),
            Err(error) => self.replace_failed(&error.to_string(), DENIED),
        }
    }

    fn replace_failed(&mut self, message: &str, code: u8) -> u8 {
        self.complain(message);
        code
    }

    fn say_replaced(&mut self, request: &Request, count: usize) -> u8 {
        let done = if request.adds { "added" } else { "replaced" };
        match count {
            0 => self.say(&format!("No files {done}")),
            _ => self.say(&format!("{count} file(s) {done}")),
        }
        0
    }

    /// Replaces in one directory and, if asked to, in those below; tells how many files.
    fn replace_in(
        &mut self,
        request: &Request,
        files: &[Found],
        directory: &DosPath,
        depth: usize,
    ) -> Result<usize, VolumeError> {
        let mut count = 0;
        for file in files {
            self.step(1);
            if self.is_over() {
                return Ok(count);
            }
            count += usize::from(self.replace_one(request, file, &directory.join(&file.name)?)?);
        }
        if request.below && depth < MAX_DEPTH {
            let all = self.drives.matching(directory, &Pattern::ALL)?;
            let inner = all.into_iter().filter(|(_, entry)| entry.is_directory());
            let inner: Vec<DosPath> = inner.filter_map(|(name, _)| directory.join(name).ok()).collect();
            for path in inner {
                count += self.replace_in(request, files, &path, depth + 1)?;
            }
        }
        Ok(count)
    }

    fn replace_one(&mut self, request: &Request, file: &Found, path: &DosPath) -> Result<bool, VolumeError> {
        let old = self.drives.entry(path).filter(|entry| !entry.is_directory());
        let concealed = old.is_some_and(|entry| entry.attributes.is_concealed());
        let newer = old.is_none_or(|entry| entry.modified < file.entry.modified);
        let wanted = old.is_some() != request.adds && !concealed && (newer || !request.older);
        if !wanted || *path == file.path {
            return Ok(false);
        }
        if request.asks && self.ask_yes_or_no(&format!("Replace {path}? (Y/N) ")) != Some(true) {
            return Ok(false);
        }
        if request.read_only && !request.adds {
            let attributes = self.drives.entry(path).map_or(Attributes::NONE, |entry| entry.attributes);
            self.drives.set_attributes(path, attributes.without(Attributes::READ_ONLY))?;
        }
        self.say(&format!("{} {path}", if request.adds { "Adding" } else { "Replacing" }));
        let content = file.entry.content().cloned().ok_or(VolumeError::AccessDenied)?;
        self.spend(Span(content.size().saturating_mul(COPY_NS_PER_BYTE)));
        self.attempt(path, |drives| drives.write(path, content.clone(), file.entry.modified))?;
        Ok(true)
    }
}

impl Request {
    fn read(words: Vec<String>) -> Result<Self, String> {
        let mut request = Self::default();
        for word in words {
            match upper_text(&word).as_str() {
                "/A" => request.adds = true,
                "/P" => request.asks = true,
                "/R" => request.read_only = true,
                "/S" => request.below = true,
                "/U" => request.older = true,
                "/W" => request.waits = true,
                switch if switch.starts_with('/') => return Err(format!("Invalid switch - {switch}")),
                _ => request.names.push(word),
            }
        }
        match request.names.len() {
            0 => Err("Source path required".to_string()),
            1 | 2 if request.adds && (request.below || request.older) => {
                Err("Parameters not compatible".to_string())
            }
            1 | 2 => Ok(request),
            _ => Err(format!("Too many parameters - {}", request.names[2])),
        }
    }
}
