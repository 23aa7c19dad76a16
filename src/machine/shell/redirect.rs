//! `>` and `>>`: the file is made before the command runs, and filled when it has.

use super::console::Output;
use super::names::names_device;
use super::parse::Target;
use super::session::Session;
use crate::base::text::encode;
use crate::machine::path::DosPath;
use crate::machine::volume::{Attributes, CTRL_Z, Content, VolumeError};

impl Session<'_> {
    /// Opens what the line redirects to. When that fails it says so, and the command must not run.
    pub fn open_output(&mut self) -> bool {
        let Some(mut target) = self.redirect.take() else { return true };
        target.name = self.unquoted(&target.name);
        if names_device(&target.name) {
            let screen = target.name.to_ascii_uppercase().ends_with("CON");
            self.console.output = if screen { Output::Screen } else { Output::Nowhere };
            return true;
        }
        match self.create(&target) {
            Ok(path) => self.console.output = Output::File { path, text: String::new() },
            Err(error) => self.complain(&self.refusal(&error, "File creation error")),
        }
        matches!(self.console.output, Output::File { .. })
    }

    /// Writes what a command printed to the file it was redirected to.
    pub fn close_output(&mut self) {
        self.redirect = None;
        let Output::File { path, text } = std::mem::replace(&mut self.console.output, Output::Screen) else {
            return;
        };
        let now = self.now();
        if text.is_empty() {
            return;
        }
        if let Err(error) = self.drives.append(&path, &encode(&text), now) {
            self.complain(&error.to_string());
        }
    }

    /// Makes the file: empty, or for `>>` as it is but without the ^Z that ended it.
    pub fn create(&mut self, target: &Target) -> Result<DosPath, VolumeError> {
        let path = self.drives.resolve(&target.name)?;
        let old = self.drives.entry(&path);
        if old.is_some_and(|entry| {
            entry.attributes.has(Attributes::READ_ONLY) || entry.attributes.is_concealed()
        }) {
            return Err(VolumeError::AccessDenied);
        }
        let kept = match old.and_then(|entry| entry.content()).filter(|_| target.append) {
            Some(content) => match content.known_bytes().as_deref().and_then(<[u8]>::split_last) {
                Some((&CTRL_Z, rest)) => Content::of(rest),
                _ => content.clone(),
            },
            None => Content::empty(),
        };
        let now = self.now();
        self.attempt(&path, |drives| drives.write(&path, kept.clone(), now))?;
        Ok(path)
    }
}
