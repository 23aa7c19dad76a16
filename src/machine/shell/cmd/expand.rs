//! What CMD.EXE puts into a line: arguments and variables between percent signs when a line is read, the variables of
//! FOR and, on request, those between exclamation marks when a command runs.

use super::super::session::Session;
use super::modifiers::Modifiers;
use crate::base::text::{same, upper_text};

/// Whether a line comes from a batch file: only there arguments are known, and what is not set vanishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum From {
    Batch,
    Prompt,
}

impl Session<'_> {
    /// Puts arguments and variables into a line.
    pub fn put_in(&mut self, line: &str, from: From) -> String {
        let mut done = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('%') {
            done.push_str(before);
            rest = match self.percent(after, from, &mut done) {
                Some(rest) => rest,
                None if from == From::Batch => after,
                None => {
                    done.push('%');
                    after
                }
            };
        }
        done + rest
    }

    /// Replaces what follows a percent sign; gives the rest, or `None` when it stands alone.
    fn percent<'t>(&mut self, after: &'t str, from: From, done: &mut String) -> Option<&'t str> {
        if from == From::Batch {
            if let Some(rest) = after.strip_prefix('%') {
                done.push('%');
                return Some(rest);
            }
            if let Some((value, rest)) = self.argument_of(after) {
                done.push_str(&value);
                return Some(rest);
            }
        }
        let (name, rest) = after.split_once('%')?;
        if let Some(value) = self.value_of(name) {
            done.push_str(&value);
            return Some(rest);
        }
        match name.find(':').filter(|at| *at > 0) {
            Some(colon) if from == From::Batch => Some(&after[colon + 1..]),
            _ => (from == From::Batch).then_some(rest),
        }
    }

    /// `1`, `*` or `~dp1` behind a percent sign, and what is behind it.
    fn argument_of<'t>(&mut self, after: &'t str) -> Option<(String, &'t str)> {
        let extended = self.dialect.has_extensions() && self.cmd.extended;
        let batch = self.running_batch()?;
        let argument = |digit: char| {
            let nth = digit.to_digit(10)? as usize;
            Some(batch.arguments.get(nth).cloned().unwrap_or_default())
        };
        if let Some(rest) = after.strip_prefix('*').filter(|_| extended) {
            return Some((batch.tail.clone(), rest));
        }
        let mut chars = after.chars();
        let first = chars.next()?;
        if let Some(value) = argument(first) {
            return Some((value, chars.as_str()));
        }
        let (modifiers, rest) =
            Modifiers::read(after.strip_prefix('~').filter(|_| extended)?, |c| c.is_ascii_digit())?;
        let mut chars = rest.chars();
        let digit = chars.next()?;
        let value = match argument(digit) {
            // The batch file itself is known by its path, whatever it was called by.
            Some(_) if digit == '0' && !modifiers.is_plain() => batch.path.to_string(),
            value => value?,
        };
        Some((self.modified(&value, &modifiers), chars.as_str()))
    }

    /// The value of what stands between two percent signs: a name, and with the extensions what is to be done with
    /// the value. `None` when there is no such variable.
    fn value_of(&self, text: &str) -> Option<String> {
        if let Some(value) = self.variable(text) {
            return Some(value);
        }
        let (name, change) = text.split_once(':').filter(|_| self.dialect.has_extensions())?;
        let value = self.variable(name)?;
        Some(match change.strip_prefix('~') {
            Some(range) => part_of(&value, range),
            None => match change.split_once('=') {
                Some((old, new)) => replaced(&value, old, new),
                None => return None,
            },
        })
    }

    /// A variable, or one of those that CMD.EXE makes up. `%CD%` came with Windows 2000 (assumed harmless here).
    pub fn variable(&self, name: &str) -> Option<String> {
        if let Some(value) = self.env.get(name) {
            return Some(value.to_string());
        }
        if !self.dialect.has_extensions() {
            return None;
        }
        match upper_text(name).as_str() {
            "ERRORLEVEL" => Some(self.exit_code.to_string()),
            "CMDEXTVERSION" => Some("1".to_string()),
            "CMDCMDLINE" => Some("CMD.EXE".to_string()),
            "CD" => Some(self.drives.directory(self.drives.current()).ok()?.to_string()),
            _ => None,
        }
    }

    /// What a command is when it runs: with the variables of FOR, and those between exclamation marks.
    pub fn filled(&mut self, text: &str) -> String {
        let text = self.fill_loops(text);
        if self.cmd.delayed && text.contains('!') { self.fill_delayed(&text) } else { text }
    }

    fn fill_loops(&mut self, text: &str) -> String {
        if self.cmd.loops.is_empty() {
            return text.to_string();
        }
        let mut done = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('%') {
            done.push_str(before);
            rest = match self.loop_value(after) {
                Some((value, rest)) => {
                    done.push_str(&value);
                    rest
                }
                None => {
                    done.push('%');
                    after
                }
            };
        }
        done + rest
    }

    fn loop_value<'t>(&mut self, after: &'t str) -> Option<(String, &'t str)> {
        let value = |letter: char| {
            let found = self.cmd.loops.iter().rev().find(|(name, _)| *name == letter);
            found.map(|(_, value)| value.clone())
        };
        let mut chars = after.chars();
        if let Some(value) = value(chars.next()?) {
            return Some((value, chars.as_str()));
        }
        let changed = after.strip_prefix('~').filter(|_| self.dialect.has_extensions())?;
        let (modifiers, rest) = Modifiers::read(changed, |c| value(c).is_some())?;
        let mut chars = rest.chars();
        let value = value(chars.next()?)?;
        Some((self.modified(&value, &modifiers), chars.as_str()))
    }

    fn fill_delayed(&self, text: &str) -> String {
        let mut done = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('!') {
            done.push_str(before);
            let Some((name, next)) = after.split_once('!') else {
                return done + after;
            };
            done.push_str(&self.value_of(name).unwrap_or_default());
            rest = next;
        }
        done + rest
    }
}

/// `n,m` of a value: m characters behind the first n; a negative number counts from the end.
fn part_of(value: &str, range: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let (from, length) = range.split_once(',').map_or((range, None), |(from, length)| (from, Some(length)));
    let place = |text: &str, base: usize| {
        let number = text.trim().parse::<i64>().unwrap_or(0);
        let size = chars.len() as i64;
        let at = if number < 0 { size.saturating_add(number) } else { number.saturating_add(base as i64) };
        at.clamp(0, size) as usize
    };
    let start = place(from, 0);
    let end = length.map_or(chars.len(), |length| place(length, start));
    chars.get(start..end.max(start)).unwrap_or_default().iter().collect()
}

/// Every `old` as `new`; `*old` is all up to and with the first one. Case does not count.
fn replaced(value: &str, old: &str, new: &str) -> String {
    let (wanted, from_start) = old.strip_prefix('*').map_or((old, false), |rest| (rest, true));
    if wanted.is_empty() {
        return value.to_string();
    }
    let mut done = String::new();
    let mut rest = value;
    while let Some(at) = place_of(rest, wanted) {
        let end = at + rest[at..].chars().take(wanted.chars().count()).map(char::len_utf8).sum::<usize>();
        if from_start {
            return format!("{new}{}", &rest[end..]);
        }
        done.push_str(&rest[..at]);
        done.push_str(new);
        rest = &rest[end..];
    }
    done + rest
}

fn place_of(text: &str, wanted: &str) -> Option<usize> {
    let length = wanted.chars().count();
    text.char_indices().map(|(at, _)| at).find(|at| {
        let found: String = text[*at..].chars().take(length).collect();
        same(&found, wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_values() {
        for (range, part) in [
            ("2", "cdef"),
            ("1,3", "bcd"),
            ("-2", "ef"),
            ("0,-1", "abcde"),
            ("9", ""),
            ("-9,2", "ab"),
            ("4,-4", ""),
            ("x", "abcdef"),
        ] {
            assert_eq!(part_of("abcdef", range), part, "{range}");
        }
        assert_eq!(replaced("abcdeF", "CD", "XX"), "abXXeF");
        assert_eq!(replaced("a b c", " ", ""), "abc");
        assert_eq!(replaced("abcdef", "*c", ""), "def");
        assert_eq!(replaced("abc", "", "x"), "abc");
    }
}
