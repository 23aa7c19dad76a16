//! The modifiers of `%~dp1` and `%~nxF`: which parts of a file's path are wanted.

use super::super::session::Session;
use crate::base::text::upper;
use crate::machine::path::DosPath;

/// What stands between the tilde and the name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(in super::super) struct Modifiers {
    letters: Vec<char>,
    /// `$PATH:`: the variable whose directories are searched.
    searched: Option<String>,
}

/// `f` the whole path, `d` drive, `p` directory, `n` name, `x` extension, `s` short names, `a` attributes, `t` date and
/// time, `z` size.
const LETTERS: &str = "FDPNXSATZ";

impl Modifiers {
    /// Reads them up to a name that `is_name` knows, the longest run of letters that leaves one. Gives the text from
    /// that name on.
    pub fn read(text: &str, is_name: impl Fn(char) -> bool) -> Option<(Self, &str)> {
        let letters = text.chars().take_while(|c| LETTERS.contains(upper(*c))).count();
        for count in (0..=letters).rev() {
            let (taken, rest) = text.split_at(count);
            let taken: Vec<char> = taken.chars().map(upper).collect();
            if let Some((variable, rest)) = rest.strip_prefix('$').and_then(|rest| rest.split_once(':'))
                && rest.chars().next().is_some_and(&is_name)
            {
                return Some((Self { letters: taken, searched: Some(variable.to_string()) }, rest));
            }
            if rest.chars().next().is_some_and(&is_name) {
                return Some((Self { letters: taken, searched: None }, rest));
            }
        }
        None
    }

    /// Whether only quotes are taken off.
    pub fn is_plain(&self) -> bool {
        self.letters.is_empty() && self.searched.is_none()
    }

    fn has(&self, letter: char) -> bool {
        self.letters.contains(&letter)
    }
}

impl Session<'_> {
    /// A value without quotes, as the parts of a path that are wanted.
    pub fn modified(&self, value: &str, modifiers: &Modifiers) -> String {
        self.look_at_dates();
        let plain = value.strip_prefix('"').unwrap_or(value);
        let plain = plain.strip_suffix('"').unwrap_or(plain);
        if modifiers.is_plain() {
            return plain.to_string();
        }
        let found = match &modifiers.searched {
            Some(variable) => self.found_along(variable, plain),
            None => self.drives.resolve(plain).ok(),
        };
        let Some(path) = found else { return String::new() };
        let mut shown = self.facts(&path, modifiers);
        shown.push(parts(&path, modifiers));
        shown.retain(|part| !part.is_empty());
        shown.join(" ")
    }

    fn found_along(&self, variable: &str, name: &str) -> Option<DosPath> {
        let directories = self.env.get(variable).unwrap_or_default();
        let here = std::iter::once(".");
        here.chain(directories.split(';').filter(|directory| !directory.is_empty())).find_map(|directory| {
            let path = self.drives.resolve(&format!("{}\\{name}", directory.trim_end_matches('\\'))).ok()?;
            self.drives.is_file(&path).then_some(path)
        })
    }

    /// Attributes, time and size, as far as they are wanted.
    fn facts(&self, path: &DosPath, modifiers: &Modifiers) -> Vec<String> {
        let Some(entry) = self.drives.entry(path) else { return Vec::new() };
        let attributes = entry.attributes.to_string();
        let marks = "DRAHS".chars().map(|mark| match mark {
            'D' if entry.is_directory() => 'd',
            mark if attributes.contains(mark) => mark.to_ascii_lowercase(),
            _ => '-',
        });
        let mut facts = Vec::new();
        if modifiers.has('A') {
            facts.push(marks.collect());
        }
        if modifiers.has('T') {
            facts.push(entry.modified.civil().strftime("%m/%d/%y %I:%M%p").to_string());
        }
        if modifiers.has('Z') {
            facts.push(entry.size().to_string());
        }
        facts
    }
}

/// The parts of a path that are wanted, put together.
fn parts(path: &DosPath, modifiers: &Modifiers) -> String {
    let only_facts = modifiers.letters.iter().all(|letter| "SATZ".contains(*letter));
    if modifiers.has('F') || (only_facts && (modifiers.searched.is_some() || modifiers.has('S'))) {
        return path.to_string();
    }
    let name = path.name().unwrap_or_default();
    let dot = name.rfind('.').unwrap_or(name.len());
    let directory = path.parent().map_or_else(|| path.to_string(), |above| above.to_string());
    let directory = directory.get(2..).unwrap_or_default();
    let closing = if directory.ends_with('\\') { "" } else { "\\" };
    let mut shown = String::new();
    if modifiers.has('D') {
        shown.push_str(&path.drive.to_string());
    }
    if modifiers.has('P') {
        shown.push_str(directory);
        shown.push_str(closing);
    }
    if modifiers.has('N') {
        shown.push_str(&name[..dot]);
    }
    if modifiers.has('X') {
        shown.push_str(&name[dot..]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_of_letters_that_leaves_a_name_is_taken() {
        let read = |text: &'static str| {
            let (modifiers, rest) = Modifiers::read(text, |c| c == 'n' || c == '1')?;
            Some((modifiers.letters.iter().collect::<String>(), rest))
        };
        assert_eq!(read("dp1 x"), Some(("DP".to_string(), "1 x")));
        assert_eq!(read("nn"), Some(("N".to_string(), "n")));
        assert_eq!(read("n"), Some((String::new(), "n")));
        assert_eq!(read("$PATH:1"), Some((String::new(), "1")));
        assert_eq!(read("q"), None);
    }
}
