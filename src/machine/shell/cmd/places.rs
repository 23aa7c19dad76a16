//! PUSHD and POPD, and what else CMD.EXE has for a person at the screen: COLOR, ASSOC, START.

use super::super::parse::{is_delimiter, quoted_words};
use super::super::session::{Session, Start};

/// Directories that PUSHD remembers (assumed).
const MAX_PLACES: usize = 1_000;

impl Session<'_> {
    /// `PUSHD path` remembers the current directory and changes to another, on whatever drive.
    pub fn push_place(&mut self, rest: &str) {
        let name = rest.trim_matches(is_delimiter).replace('"', "");
        let Ok(here) = self.drives.directory(self.drives.current()) else { return };
        if name.is_empty() {
            let places: Vec<String> = self.cmd.places.iter().rev().map(ToString::to_string).collect();
            return places.iter().for_each(|place| self.say(place));
        }
        let there = self.drives.resolve(&name).ok().filter(|path| self.drives.is_directory(path));
        let Some(there) = there.filter(|_| self.cmd.places.len() < MAX_PLACES) else {
            return self.complain("Path not found");
        };
        let changed = self.drives.set_directory(&there).and_then(|()| self.drives.set_current(there.drive));
        match changed {
            Ok(()) => self.cmd.places.push(here),
            Err(error) => self.complain(&error.to_string()),
        }
    }

    /// Goes back to where the last PUSHD was.
    pub fn pop_place(&mut self) {
        let Some(place) = self.cmd.places.pop() else {
            self.failed = true;
            return;
        };
        let changed = self.drives.set_directory(&place).and_then(|()| self.drives.set_current(place.drive));
        if let Err(error) = changed {
            self.complain(&error.to_string());
        }
    }

    /// `COLOR [bf]`: nothing is to be seen of it; two equal digits are refused.
    pub fn color(&mut self, rest: &str) {
        let word = rest.trim_matches(is_delimiter).to_ascii_lowercase();
        let mut digits = word.chars();
        self.failed = match (digits.next(), digits.next(), digits.next()) {
            (None, ..) => false,
            (Some(text), None, _) => !text.is_ascii_hexdigit(),
            (Some(back), Some(text), None) => {
                back == text || !(back.is_ascii_hexdigit() && text.is_ascii_hexdigit())
            }
            _ => true,
        };
    }

    /// `ASSOC` and `FTYPE`: nothing is associated with anything here, and a new association is forgotten.
    pub fn associate(&mut self, rest: &str) {
        let name = rest.trim_matches(is_delimiter);
        if !name.is_empty() && !rest.contains('=') {
            self.complain(&format!("No association - {name}"));
        }
    }

    /// `START ["title"] [switches] command`: the command is run here and waited for, whether `/WAIT` is given or not
    /// (assumed: what runs beside it is not modelled).
    pub fn start(&mut self, rest: &str) {
        let mut words = quoted_words(rest);
        if words.first().is_some_and(|word| word.starts_with('"')) && words.len() > 1 {
            words.remove(0);
        }
        let mut words = words.into_iter().peekable();
        while let Some(switch) = words.next_if(|word| word.starts_with('/') && word.len() > 1) {
            if switch.eq_ignore_ascii_case("/D") {
                words.next();
            }
        }
        let command: Vec<String> = words.collect();
        if !command.is_empty() {
            self.in_own_shell(|session| session.simple(&command.join(" "), Start::Chain));
        }
    }
}
