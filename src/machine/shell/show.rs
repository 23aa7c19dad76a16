//! ECHO, SET and TYPE.

use super::MAX_OUTPUT_CHARS;
use super::names::names_device;
use super::parse::is_delimiter;
use super::session::Session;
use crate::base::text::{decode, same, upper_text};
use crate::machine::volume::{Pattern, VolumeError};

impl Session<'_> {
    /// `ECHO ON`, `ECHO OFF`, `ECHO` for which it is, or a text; one character behind the word is dropped.
    pub fn echo(&mut self, rest: &str) {
        let word = rest.trim_matches(|c| matches!(c, ' ' | '\t' | '='));
        if same(word, "ON") || same(word, "OFF") {
            self.echo = same(word, "ON");
        } else if word.is_empty() {
            self.say(self.dialect.echo_status(self.echo));
        } else {
            let mut text = rest.chars();
            text.next();
            self.say(text.as_str());
        }
    }

    /// `SET` lists, `SET NAME=VALUE` sets, `SET NAME=` removes. Blanks count, and there is one `=` (Q26719,
    /// Q36605).
    pub fn set(&mut self, rest: &str) {
        let text = rest.trim_start_matches(is_delimiter);
        if text.is_empty() {
            let list: Vec<String> = self.env.iter().map(|(name, value)| format!("{name}={value}")).collect();
            return list.iter().for_each(|line| self.say(line));
        }
        match text.split_once('=') {
            Some((name, value)) if !value.contains('=') => {
                if self.env.set(&upper_text(name), value).is_err() {
                    self.complain("Out of environment space");
                }
            }
            _ => self.complain("Syntax error"),
        }
    }

    /// Prints a file up to its ^Z.
    pub fn show_file(&mut self, rest: &str) {
        let names = self.arguments(rest);
        let name = match names.as_slice() {
            [] => return self.complain("Required parameter missing"),
            [name] => name,
            [_, extra, ..] => return self.complain(&format!("Too many parameters - {extra}")),
        };
        if Pattern::is_wild(name) {
            return self.complain("Invalid filename or file not found");
        }
        if names_device(name) {
            return;
        }
        let found = self.drives.resolve(name).map_err(VolumeError::from);
        let content = found.and_then(|path| self.drives.read(&path).cloned());
        match content {
            Ok(content) => {
                let bytes = content.text_bytes(MAX_OUTPUT_CHARS);
                self.console.print(&decode(&bytes));
            }
            Err(error @ VolumeError::NoDrive(_)) => self.complain(&error.to_string()),
            Err(VolumeError::FileNotFound) => self.complain(&format!("File not found - {name}")),
            Err(error) => self.complain(&format!("{error} - {name}")),
        }
    }
}
