//! COPY: files to files, to a directory, by wildcards, and several into one.

use super::names::{FileSpec, Found, arguments, names_device};
use super::session::Session;
use super::{COPY_NS_PER_BYTE, Dialect, MAX_OUTPUT_CHARS};
use crate::base::Span;
use crate::base::text::{decode, encode, same};
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::path::DosPath;
use crate::machine::volume::{Attributes, CTRL_Z, Content, VolumeError};

/// What COPY is asked to do.
#[derive(Default)]
struct Request {
    /// Joined by `+`.
    sources: Vec<String>,
    target: Option<String>,
    /// `/A` (true) or `/B` (false), when given for the sources: whether ^Z ends a file.
    ascii: Option<bool>,
    /// The same for the target: whether a ^Z is put at its end.
    ascii_target: Option<bool>,
    /// `A+` without another source: it is joined to itself alone and gets the present time.
    touches: bool,
}

/// Where the copies go.
enum Target {
    /// Into a directory, by a name whose wildcards the source's name fills.
    Named(FileSpec),
    /// To a device, of which only the screen can be seen.
    Device { screen: bool },
}

impl Session<'_> {
    pub fn copy(&mut self, rest: &str) {
        let request = match Request::read(rest, self.dialect) {
            Ok(request) => request,
            Err(message) => return self.complain(&message),
        };
        let target = match self.copy_target(&request) {
            Ok(target) => target,
            Err(message) => return self.complain(message),
        };
        if request.reads_keyboard() {
            return self.copy_typed(&target);
        }
        let files = match self.copy_sources(&request) {
            Ok(files) => files,
            Err(message) => {
                self.complain(&message);
                // CMD.EXE counts only what it has found.
                if !self.dialect.is_cmd() {
                    self.say_copied(0);
                }
                return;
            }
        };
        let copied = self.copy_files(&request, &files, &target);
        self.say_copied(copied);
    }

    fn say_copied(&mut self, count: usize) {
        let stop = if self.dialect.is_cmd() { "." } else { "" };
        self.say(&format!("{count:>9} file(s) copied{stop}"));
    }

    fn copy_target(&self, request: &Request) -> Result<Target, &'static str> {
        let name = match &request.target {
            Some(name) => name.as_str(),
            None if request.joins() => &request.sources[0],
            None => ".",
        };
        if names_device(name) {
            return Ok(Target::Device { screen: names_console(name) });
        }
        let spec = FileSpec::with_directories(self.drives, name).map_err(|_| "Path not found")?;
        match (self.drives.is_directory(&spec.directory), spec.name.is_empty()) {
            (true, false) => Ok(Target::Named(spec)),
            (_, true) => Err("Invalid directory"),
            (false, false) => Err("Path not found"),
        }
    }

    /// The files to copy. Of sources joined by `+`, missing ones are passed over.
    fn copy_sources(&self, request: &Request) -> Result<Vec<(String, Found)>, String> {
        let mut found = Vec::new();
        for source in &request.sources {
            let spec = FileSpec::with_directories(self.drives, source);
            let Ok(spec) = spec else { continue };
            let shown = |file: &Found| format!("{}{}", spec.typed_directory, file.name);
            let files = spec.visible_files(self.drives).unwrap_or_default();
            found.extend(files.into_iter().map(|file| (shown(&file), file)));
        }
        if found.is_empty() { Err(format!("File not found - {}", request.sources[0])) } else { Ok(found) }
    }

    /// Copies file by file, or all into one; tells how many files came of it.
    fn copy_files(&mut self, request: &Request, files: &[(String, Found)], target: &Target) -> usize {
        let joined = request.joins();
        let several = joined || self.names_many(&request.sources[0]);
        let one_target = matches!(target, Target::Named(spec) if !spec.is_wild());
        let done = if joined && !one_target && self.names_many(&request.sources[0]) {
            self.join_pairs(request, target)
        } else if joined || (several && one_target) {
            self.join_files(request, files, target).map(usize::from)
        } else {
            self.copy_each(request, files, target, several)
        };
        done.unwrap_or_else(|message| {
            self.complain(&message);
            0
        })
    }

    fn names_many(&self, source: &str) -> bool {
        FileSpec::with_directories(self.drives, source).is_ok_and(|spec| spec.is_wild())
    }

    fn copy_each(
        &mut self,
        request: &Request,
        files: &[(String, Found)],
        target: &Target,
        several: bool,
    ) -> Result<usize, String> {
        let mut copied = 0;
        for (shown, file) in files {
            if several {
                self.say(shown);
            }
            let content = request.joined(&[file], false);
            let at =
                if self.dialect.is_cmd() && request.is_text() { self.now() } else { file.entry.modified };
            copied += usize::from(self.copy_one(file, content, at, target)?);
        }
        Ok(copied)
    }

    /// Joins, for each file that the first wildcard finds, those that the others make of its name.
    fn join_pairs(&mut self, request: &Request, target: &Target) -> Result<usize, String> {
        let specs: Vec<FileSpec> =
            request.sources.iter().filter_map(|name| FileSpec::new(self.drives, name).ok()).collect();
        let Some(first) = specs.first() else { return Ok(0) };
        let mut copied = 0;
        for leader in first.visible_files(self.drives).unwrap_or_default() {
            self.step(1);
            let mut files = Vec::new();
            for spec in &specs {
                let naming = self.drives.naming(spec.directory.drive);
                let name = spec.pattern().apply(&leader.name, naming);
                let spec = FileSpec { name, ..spec.clone() };
                let found = spec.visible_files(self.drives).unwrap_or_default();
                files.extend(found.into_iter().map(|f| (format!("{}{}", spec.typed_directory, f.name), f)));
            }
            if !files.is_empty() {
                copied += usize::from(self.join_files(request, &files, target)?);
            }
        }
        Ok(copied)
    }

    /// Copies what is typed, up to a ^Z, which is what `COPY CON` does. In a directory CON is the screen again
    /// (Q66531).
    fn copy_typed(&mut self, target: &Target) {
        let mut text = String::new();
        while let Some(line) = self.read_line() {
            self.step(1);
            if let Some((last, _)) = line.split_once('\x1a') {
                text.push_str(last);
                break;
            }
            text.push_str(&line);
            text.push_str("\r\n");
        }
        if self.is_over() {
            return;
        }
        let now = self.now();
        let done = match target {
            Target::Named(spec) if !spec.is_wild() => match spec.directory.join(&spec.name) {
                Ok(path) => self.write_copy(&path, Content::of(encode(&text)), now),
                Err(_) => Err("File creation error".to_string()),
            },
            Target::Named(_) | Target::Device { screen: true } => {
                self.console.print(&text);
                Ok(true)
            }
            Target::Device { screen: false } => Ok(true),
        };
        match done {
            Ok(copied) => self.say_copied(usize::from(copied)),
            Err(message) => {
                self.complain(&message);
                self.say_copied(0);
            }
        }
    }

    /// Copies all into one. The target itself can only be the first of them, for its content is lost when the
    /// copy begins.
    fn join_files(
        &mut self,
        request: &Request,
        files: &[(String, Found)],
        target: &Target,
    ) -> Result<bool, String> {
        let path = target.path(&files[0].1, self.drives)?;
        let mut kept = Vec::new();
        for (nth, (shown, file)) in files.iter().enumerate() {
            self.say(shown);
            if nth > 0 && path.as_ref().is_some_and(|path| self.drives.is_same(path, &file.path)) {
                self.complain("Content of destination lost before copy");
            } else {
                kept.push(file);
            }
        }
        let now = self.now();
        let content = request.joined(&kept, true);
        self.spend_copying(&content);
        match path {
            Some(path) => self.write_copy(&path, content, now),
            None => Ok(self.show_copy(&content, target)),
        }
    }

    /// Copies one file; tells whether there is a copy.
    fn copy_one(
        &mut self,
        source: &Found,
        content: Content,
        at: LocalTime,
        target: &Target,
    ) -> Result<bool, String> {
        self.spend_copying(&content);
        match target.path(source, self.drives)? {
            None => Ok(self.show_copy(&content, target)),
            Some(path) if self.drives.is_same(&path, &source.path) => {
                Err("File cannot be copied onto itself".to_string())
            }
            Some(path) => {
                let copied = self.write_copy(&path, content, at)?;
                self.keep_attributes(source, &path);
                Ok(copied)
            }
        }
    }

    /// In NT a copy has the attributes of its source, and is to be archived.
    fn keep_attributes(&mut self, source: &Found, path: &DosPath) {
        if self.dialect.is_cmd() {
            // The file has just been written, so it is there.
            let _ = self.drives.set_attributes(path, source.entry.attributes.with(Attributes::ARCHIVE));
        }
    }

    /// Sends a copy to a device; tells whether there was anything to send.
    fn show_copy(&mut self, content: &Content, target: &Target) -> bool {
        if matches!(target, Target::Device { screen: true }) {
            self.console.print(&decode(&content.text_bytes(MAX_OUTPUT_CHARS)));
        }
        content.size() > 0
    }

    fn spend_copying(&mut self, content: &Content) {
        self.spend(Span(content.size().saturating_mul(COPY_NS_PER_BYTE)));
    }

    /// Writes a copy; tells whether there is one. Of an empty file there is none in DOS, and the file it
    /// would replace is gone (Q50564); so is one that the disk has no room to replace.
    fn write_copy(&mut self, path: &DosPath, content: Content, at: LocalTime) -> Result<bool, String> {
        let name = path.name().unwrap_or_default();
        let old = self.drives.entry(path);
        if old.is_some_and(|entry| entry.attributes.is_concealed()) {
            return Err(format!("Access denied - {name}"));
        }
        if content.size() == 0 && !self.dialect.is_cmd() {
            return match self.attempt(path, |drives| drives.delete(path)) {
                Err(error @ (VolumeError::AccessDenied | VolumeError::FailedAtQuestion)) => {
                    Err(format!("{error} - {name}"))
                }
                _ => Ok(false),
            };
        }
        match self.attempt(path, |drives| drives.write(path, content.clone(), at)) {
            Ok(()) => Ok(true),
            Err(VolumeError::DiskFull) => {
                drop(self.drives.delete(path));
                Err(VolumeError::DiskFull.to_string())
            }
            Err(error) => Err(self.refusal(&error, format!("{error} - {name}"))),
        }
    }
}

/// The text with blanks around each `+`, which need none; quotes protect those of long names (Q126672).
fn with_apart_pluses(text: &str, quotes_hold: bool) -> String {
    let mut quoted = false;
    let mut spaced = String::new();
    for c in text.chars() {
        quoted ^= c == '"' && quotes_hold;
        if c == '+' && !quoted { spaced.push_str(" + ") } else { spaced.push(c) }
    }
    spaced
}

/// Whether a device's name is that of keyboard and screen.
fn names_console(name: &str) -> bool {
    let last = name.rsplit(['\\', ':']).find(|part| !part.is_empty()).unwrap_or_default();
    last.split('.').next().is_some_and(|stem| same(stem, "CON"))
}

impl Target {
    /// Where the copy of `source` goes; `None` for a device.
    fn path(&self, source: &Found, drives: &Drives) -> Result<Option<DosPath>, String> {
        let Self::Named(spec) = self else { return Ok(None) };
        let naming = drives.naming(spec.directory.drive);
        let path = spec.directory.join(&spec.pattern().apply(&source.name, naming));
        path.map(Some).map_err(|error| VolumeError::from(error).to_string())
    }
}

impl Request {
    fn read(rest: &str, dialect: Dialect) -> Result<Self, String> {
        let mut request = Self::default();
        let mut joining = false;
        let spaced = with_apart_pluses(rest, dialect.quotes_hold());
        for word in arguments(&spaced, dialect.quotes_hold()) {
            if word.starts_with('/') {
                request.switch(&word, dialect.knows_copy_y())?;
            } else if word == "+" {
                joining = true;
            } else if request.sources.is_empty() || (joining && request.target.is_none()) {
                request.sources.push(word);
                joining = false;
            } else if request.target.is_none() {
                request.target = Some(word);
            } else {
                return Err("Too many parameters".to_string());
            }
        }
        request.touches = joining && request.sources.len() == 1;
        if request.sources.is_empty() { Err("Required parameter missing".to_string()) } else { Ok(request) }
    }

    /// Whether several files become one.
    fn joins(&self) -> bool {
        self.touches || self.sources.len() > 1
    }

    /// Whether `/A` was given for one of the two: then CMD.EXE gives the copy the present time.
    fn is_text(&self) -> bool {
        self.ascii == Some(true) || self.ascii_target == Some(true)
    }

    fn reads_keyboard(&self) -> bool {
        self.sources.len() == 1 && names_device(&self.sources[0]) && names_console(&self.sources[0])
    }

    /// `/A`, `/B` and `/V`; `/Y` and `/-Y` where they are known, which ask nothing in a batch file anyway.
    fn switch(&mut self, word: &str, knows_y: bool) -> Result<(), String> {
        if same(word, "/A") || same(word, "/B") {
            self.ascii_target = Some(same(word, "/A"));
            if self.target.is_none() {
                self.ascii = self.ascii_target;
            }
        } else if !same(word, "/V") && !(knows_y && (same(word, "/Y") || same(word, "/-Y"))) {
            return Err(format!("Invalid switch - {word}"));
        }
        Ok(())
    }

    /// What the sources make together. Files that are joined are text unless `/B` says otherwise; a single
    /// file is not. Text ends at its first ^Z, and a ^Z is put behind the whole; a payload is taken as it is.
    fn joined(&self, sources: &[&Found], several: bool) -> Content {
        let text = self.ascii.unwrap_or(several);
        let part = |content: &Content| match content.known_bytes() {
            Some(bytes) if text => Content::of(content.text_bytes(bytes.len())),
            _ => content.clone(),
        };
        let mut parts: Vec<Content> =
            sources.iter().filter_map(|file| file.entry.content()).map(part).collect();
        if self.ascii_target.unwrap_or(several) {
            parts.push(Content::of([CTRL_Z]));
        }
        if let [single] = parts.as_slice() { single.clone() } else { Content::join(&parts) }
    }
}
