//! Commands that show and change what the shell remembers: PATH, PROMPT, VERIFY, BREAK, and those that say
//! where one is: VER, VOL.

use super::parse::{is_delimiter, next_word};
use super::session::{Session, Start};
use crate::base::text::{same, upper_text};
use crate::machine::path::Drive;

impl Session<'_> {
    /// `PATH` shows the search path, `PATH ;` clears it, anything else sets it, in upper case. To COMMAND.COM a blank outside
    /// quotes begins another parameter (Q161412).
    pub fn path(&mut self, rest: &str) {
        let text = rest.trim_start_matches([' ', '\t', '=', ',']).trim_end();
        if text.is_empty() {
            let shown = self.env.get("PATH").map(|path| format!("PATH={path}"));
            return self.say(&shown.unwrap_or_else(|| "No Path".to_string()));
        }
        if !self.dialect.is_cmd() && has_blank(text) {
            return self.complain("Too many parameters");
        }
        let value = if text == ";" { String::new() } else { upper_text(text) };
        self.set_variable("PATH", &value);
    }

    /// `PROMPT text`; without a text the prompt is plain again.
    pub fn set_prompt(&mut self, rest: &str) {
        let text = rest.strip_prefix(is_delimiter).unwrap_or(rest).to_string();
        self.set_variable("PROMPT", &text);
    }

    /// Sets a variable, or says that there is no room for it.
    pub fn set_variable(&mut self, name: &str, value: &str) {
        if self.env.set(name, value).is_err() {
            self.complain("Out of environment space");
        }
    }

    pub fn verify(&mut self, rest: &str) {
        self.verifies = self.switched("VERIFY", self.verifies, rest);
    }

    pub fn break_checking(&mut self, rest: &str) {
        self.breaks = self.switched("BREAK", self.breaks, rest);
    }

    /// What ON or OFF makes of a setting; without one it is shown.
    fn switched(&mut self, name: &str, now: bool, rest: &str) -> bool {
        let (word, more) = next_word(rest);
        if word.is_empty() {
            self.say(&format!("{name} is {}", if now { "on" } else { "off" }));
        } else if !more.trim_matches(is_delimiter).is_empty() || !(same(word, "ON") || same(word, "OFF")) {
            self.complain("Must specify ON or OFF");
        } else {
            return same(word, "ON");
        }
        now
    }

    pub fn version(&mut self) {
        self.say("");
        self.say(self.dialect.version_text());
    }

    /// Disks have no labels here.
    pub fn volume_label(&mut self, rest: &str) {
        let (word, _) = next_word(rest);
        let named = word.chars().next().and_then(Drive::new);
        let drive = if word.is_empty() { Some(self.drives.current()) } else { named };
        match drive.filter(|drive| self.drives.volume(*drive).is_ok()) {
            Some(drive) => {
                self.say("");
                self.say(&format!(" Volume in drive {} has no label", drive.letter()));
            }
            None => self.complain("Invalid drive specification"),
        }
    }

    /// Upper memory makes no difference to what a program does: its switches are passed over.
    pub fn load_high(&mut self, rest: &str, start: Start) {
        let mut rest = rest.trim_start_matches(is_delimiter);
        while rest.starts_with('/') {
            rest = rest.trim_start_matches(|c| !is_delimiter(c)).trim_start_matches(is_delimiter);
        }
        if rest.is_empty() {
            return self.complain("Required parameter missing");
        }
        self.external(rest, start);
    }
}

/// Whether a text has a blank outside double quotes.
fn has_blank(text: &str) -> bool {
    text.split('"').step_by(2).any(|outside| outside.contains([' ', '\t']))
}
