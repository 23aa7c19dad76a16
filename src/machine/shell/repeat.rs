//! FOR.

use std::collections::VecDeque;

use super::names::FileSpec;
use super::parse::{internal_word, is_delimiter, next_word, words};
use super::session::{Frame, Session};
use crate::base::text::same;
use crate::machine::volume::Pattern;

/// A FOR that is running.
#[derive(Clone, Debug)]
pub(super) struct Repeat {
    /// The letter of `%F`.
    variable: char,
    /// What is left of the set.
    items: VecDeque<String>,
    /// The wildcard of the set that is being followed, and the place in the directory of the last file found.
    search: Option<(FileSpec, Option<u32>)>,
    body: String,
}

impl Repeat {
    /// Reads what follows the word FOR; `None` when it is no such command.
    fn read(rest: &str) -> Option<Self> {
        let (variable, rest) = next_word(rest);
        let mut letters = variable.strip_prefix('%')?.chars();
        let variable = letters.next().filter(|_| letters.next().is_none())?;
        let (word, rest) = next_word(rest);
        let set = rest.trim_start_matches(is_delimiter).strip_prefix('(').filter(|_| same(word, "IN"))?;
        let (set, rest) = set.split_once(')')?;
        let (word, body) = next_word(rest);
        let body = body.trim_start_matches(is_delimiter).to_string();
        let complete = same(word, "DO") && !body.is_empty();
        complete.then(|| Self { variable, items: items(set), search: None, body })
    }
}

/// The words of a set. A slash ends a word and makes one of the character behind it, which is how DOS takes it
/// for a switch.
fn items(set: &str) -> VecDeque<String> {
    let mut items = VecDeque::new();
    for word in words(set) {
        let (before, switches) = word.split_once('/').map_or((word.as_str(), None), |(a, b)| (a, Some(b)));
        let mut parts = vec![before];
        for switch in switches.into_iter().flat_map(|text| text.split('/')) {
            let end = switch.chars().next().map_or(0, char::len_utf8);
            parts.extend([&switch[..end], &switch[end..]]);
        }
        items.extend(parts.into_iter().filter(|part| !part.is_empty()).map(str::to_string));
    }
    items
}

impl Session<'_> {
    /// Starts a FOR when the line is one; its redirections and pipes belong to the command behind DO.
    pub fn repeats(&mut self, line: &str) -> bool {
        let (word, rest) = internal_word(line.trim_start_matches(is_delimiter));
        let is_for = same(word, "FOR");
        if is_for {
            self.start_repeat(rest);
        }
        is_for
    }

    pub fn start_repeat(&mut self, rest: &str) {
        if matches!(self.frames.last(), Some(Frame::Repeat(_))) {
            self.frames.pop();
            return self.complain("FOR cannot be nested");
        }
        match Repeat::read(rest) {
            Some(repeat) => self.push(Frame::Repeat(repeat)),
            None => self.complain("Syntax error"),
        }
    }

    /// Runs the command of the innermost FOR once more, or ends it.
    pub fn next_repetition(&mut self) {
        let Some(Frame::Repeat(mut repeat)) = self.frames.pop() else { return };
        self.step(1);
        let Some(item) = self.next_item(&mut repeat) else {
            return self.end_repeat();
        };
        let line = repeat.body.replace(&format!("%{}", repeat.variable), &item);
        self.frames.push(Frame::Repeat(repeat));
        self.echo_repetition(&line);
        self.line(&line);
    }

    /// The next word of the set, or the next file that one of its wildcards finds: those that were made
    /// meanwhile too.
    fn next_item(&mut self, repeat: &mut Repeat) -> Option<String> {
        loop {
            if let Some((spec, place)) = repeat.search.as_mut() {
                let found = spec.next_visible(self.drives, *place);
                if let Some((found, name)) = found {
                    *place = Some(found);
                    return Some(format!("{}{name}", spec.typed_directory));
                }
                repeat.search = None;
            }
            let item = repeat.items.pop_front()?;
            if !Pattern::is_wild(&item) {
                return Some(item);
            }
            repeat.search = FileSpec::new(self.drives, &item).ok().map(|spec| (spec, None));
        }
    }
}
