//! ATTRIB: shows and changes the attributes of files.

use super::names::{FileSpec, Found};
use super::session::Session;
use crate::machine::volume::Attributes;

/// What ATTRIB is asked to change.
#[derive(Clone, Copy, Default)]
struct Change {
    set: Attributes,
    cleared: Attributes,
}

impl Session<'_> {
    /// `ATTRIB [+R] [-R] ... [name]`, for R, A, S and H; 1 when it could not (assumed: no code is documented,
    /// Q81819).
    pub fn attrib(&mut self, rest: &str) -> u8 {
        match self.change_attributes(rest) {
            Ok(()) => 0,
            // In NT that is no failure, as Wine's ATTRIB has it.
            Err(message) => {
                self.complain(&message);
                u8::from(!self.dialect.is_cmd())
            }
        }
    }

    fn change_attributes(&mut self, rest: &str) -> Result<(), String> {
        let mut change = Change::default();
        let mut name = None;
        for word in self.arguments(rest) {
            match change_of(&word) {
                Some((true, attribute)) => change.set = change.set | attribute,
                Some((false, attribute)) => change.cleared = change.cleared | attribute,
                None if word.starts_with(['+', '-']) => {
                    return Err(format!("Parameter format not correct - {word}"));
                }
                None if word.starts_with('/') => return Err(format!("Invalid switch - {word}")),
                None if name.is_some() => return Err(format!("Too many parameters - {word}")),
                None => name = Some(word),
            }
        }
        let name = name.unwrap_or_else(|| "*.*".to_string());
        let found = FileSpec::new(self.drives, &name).ok().and_then(|spec| spec.files(self.drives).ok());
        match found {
            Some(files) if !files.is_empty() => files.iter().for_each(|file| self.attrib_one(file, change)),
            _ => return Err(format!("File not found - {name}")),
        }
        Ok(())
    }

    fn attrib_one(&mut self, file: &Found, change: Change) {
        let old = file.entry.attributes;
        if change.set == Attributes::NONE && change.cleared == Attributes::NONE {
            return self.say(&row(file));
        }
        let untouched = old.without(change.set).without(change.cleared);
        for (attribute, kind) in [(Attributes::SYSTEM, "system"), (Attributes::HIDDEN, "hidden")] {
            if untouched.has(attribute) {
                return self.complain(&format!("Not resetting {kind} file {}", file.path));
            }
        }
        let new = old.with(change.set).without(change.cleared);
        if let Err(error) = self.drives.set_attributes(&file.path, new) {
            self.complain(&format!("{error} - {}", file.path));
        }
    }
}

/// `+R` as (true, R); `None` for anything else.
fn change_of(word: &str) -> Option<(bool, Attributes)> {
    let mut chars = word.chars();
    let on = match chars.next()? {
        '+' => true,
        '-' => false,
        _ => return None,
    };
    let attribute = Attributes::of_letter(chars.next()?)?;
    chars.next().is_none().then_some((on, attribute))
}

fn row(file: &Found) -> String {
    let mark = |attribute, letter| if file.entry.attributes.has(attribute) { letter } else { ' ' };
    let (a, s) = (mark(Attributes::ARCHIVE, 'A'), mark(Attributes::SYSTEM, 'S'));
    let (h, r) = (mark(Attributes::HIDDEN, 'H'), mark(Attributes::READ_ONLY, 'R'));
    format!("  {a}  {s}{h}{r}     {}", file.path)
}
