//! Commands that show and change what the shell remembers: PATH, PROMPT, VERIFY, BREAK, and those that say
//! where one is: VER, VOL.

use super::names::names_device;
use super::parse::{is_delimiter, next_word};
use super::session::{Session, Start};
use crate::base::text::{same, upper_text};
use crate::machine::path::Drive;

/// The code page of US-English systems.
const CODE_PAGE: &str = "437";
/// Characters of a volume label.
const MAX_LABEL_CHARS: usize = 11;

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

    /// `CHCP [page]`: there is the code page 437 and no other, for NLSFUNC is not loaded.
    pub fn code_page(&mut self, rest: &str) {
        match next_word(rest).0 {
            "" => self.say(&format!("Active code page: {CODE_PAGE}")),
            CODE_PAGE => {}
            other if other.chars().all(|c| c.is_ascii_digit()) => self.complain("NLSFUNC not installed"),
            other => self.complain(&format!("Parameter format not correct - {other}")),
        }
    }

    /// `CTTY device`: nobody sits at another terminal than CON.
    pub fn change_terminal(&mut self, rest: &str) {
        let name = next_word(rest).0.trim_end_matches(':');
        if !names_device(name) {
            return self.complain("Invalid device");
        }
        self.console.away = !same(name, "CON");
    }

    /// `LABEL [drive:][label]`: 0, or 1 when it could not (assumed). It holds for the rest of the run.
    pub fn set_label(&mut self, rest: &str) -> u8 {
        let text = rest.trim_matches(is_delimiter);
        let (letter, label) = text.split_once(':').unwrap_or(("", text));
        let named = if letter.is_empty() {
            Some(self.drives.current())
        } else {
            letter.chars().next().and_then(Drive::new)
        };
        let Some(drive) = named.filter(|drive| self.drives.volume(*drive).is_ok()) else {
            self.complain("Invalid drive specification");
            return 1;
        };
        let mut label = upper_text(label.trim());
        if label.is_empty() {
            self.say_label(drive);
            self.console.print("Volume label (11 characters, ENTER for none)? ");
            let Some(typed) = self.read_line() else { return 1 };
            label = upper_text(typed.trim());
        }
        let wrong = |c: char| "*?/\\|.,;:+=[]()&^<>\"".contains(c);
        if label.contains(wrong) || label.chars().count() > MAX_LABEL_CHARS {
            self.complain("Invalid characters in volume label");
            return 1;
        }
        self.labels.insert(drive, label);
        0
    }

    fn say_label(&mut self, drive: Drive) {
        let label = self.labels.get(&drive).filter(|label| !label.is_empty());
        let label = label.map_or_else(|| "has no label".to_string(), |label| format!("is {label}"));
        self.say(&format!(" Volume in drive {} {label}", drive.letter()));
    }

    /// `VOL [drive:]`. A disk has no label until it is given one.
    pub fn volume_label(&mut self, rest: &str) {
        let (word, _) = next_word(rest);
        let named = word.chars().next().and_then(Drive::new);
        let drive = if word.is_empty() { Some(self.drives.current()) } else { named };
        match drive.filter(|drive| self.drives.volume(*drive).is_ok()) {
            Some(drive) => {
                self.say("");
                self.say_label(drive);
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
