//! FIND, SORT and MORE.

use super::MAX_INPUT_BYTES;
use super::parse::{is_delimiter, next_word};
use super::session::Session;
use crate::base::text::{decode, upper_text};

/// Lines that MORE shows before it waits.
const SCREEN_LINES: usize = 24;

/// What FIND is asked to do.
#[derive(Default)]
struct Search {
    wanted: String,
    without: bool,
    counts: bool,
    numbers: bool,
    any_case: bool,
}

impl Session<'_> {
    /// `FIND [/V] [/C] [/N] [/I] "text" [files]`: 0 when a line was found, 1 when none was, 2 when it could
    /// not search.
    pub fn find(&mut self, rest: &str) -> u8 {
        let Some((search, files)) = Search::read(rest) else {
            self.complain("FIND: Parameter format not correct");
            return 2;
        };
        if files.is_empty() {
            let text = decode(&self.input_bytes());
            return self.search_text(&search, None, &text);
        }
        let mut code = 1;
        for name in files {
            let path = self.drives.resolve(&name).ok();
            let content = path.and_then(|path| self.drives.read(&path).ok().cloned());
            match content {
                Some(content) => {
                    let text = decode(&content.text_bytes(MAX_INPUT_BYTES));
                    code = code.min(self.search_text(&search, Some(&upper_text(&name)), &text));
                }
                None => {
                    self.say(&format!("File not found - {}", upper_text(&name)));
                    code = code.max(2);
                }
            }
        }
        code
    }

    fn search_text(&mut self, search: &Search, name: Option<&str>, text: &str) -> u8 {
        let lines = lines_of(text);
        let found: Vec<(usize, &&str)> =
            lines.iter().enumerate().filter(|(_, line)| search.matches(line)).collect();
        let title = name.map(|name| format!("---------- {name}"));
        if title.is_some() {
            self.say("");
        }
        if search.counts {
            let title = title.map(|title| format!("{title}: ")).unwrap_or_default();
            self.say(&format!("{title}{}", found.len()));
            return u8::from(found.is_empty());
        }
        if let Some(title) = title {
            self.say(&title);
        }
        for (nth, line) in &found {
            let number = if search.numbers { format!("[{}]", nth + 1) } else { String::new() };
            self.say(&format!("{number}{line}"));
        }
        u8::from(found.is_empty())
    }

    /// `SORT [/R] [/+n]`: sorts lines without regard to case.
    pub fn sort(&mut self, rest: &str) -> u8 {
        let (mut reverse, mut column) = (false, 0);
        for switch in rest.split('/').skip(1).map(|word| word.trim_matches(is_delimiter)) {
            match switch.strip_prefix('+') {
                Some(number) => column = number.parse::<usize>().unwrap_or(1).saturating_sub(1),
                None => reverse |= upper_text(switch) == "R",
            }
        }
        let bytes = self.input_bytes();
        let text = decode(&bytes);
        let mut lines = lines_of(&text);
        let key = |line: &&str| upper_text(&line.chars().skip(column).collect::<String>());
        lines.sort_by_cached_key(key);
        if reverse {
            lines.reverse();
        }
        lines.iter().for_each(|line| self.say(line));
        0
    }

    /// Shows what it reads, a screen at a time.
    pub fn more(&mut self) -> u8 {
        let text = decode(&self.input_bytes());
        let lines = lines_of(&text);
        for (nth, line) in lines.iter().enumerate() {
            if nth > 0 && nth % SCREEN_LINES == 0 {
                self.console.print("-- More --");
                if self.read_key().is_none() {
                    return 0;
                }
                self.say("");
            }
            self.say(line);
        }
        0
    }
}

/// The lines of a text, which ends at ^Z.
fn lines_of(text: &str) -> Vec<&str> {
    let text = text.split('\x1a').next().unwrap_or_default();
    let whole = text.strip_suffix('\n').unwrap_or(text);
    if text.is_empty() {
        return Vec::new();
    }
    whole.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

impl Search {
    fn read(rest: &str) -> Option<(Self, Vec<String>)> {
        let mut search = Self::default();
        let mut files = Vec::new();
        let mut quoted = false;
        let mut rest = rest.trim_start_matches(is_delimiter);
        while !rest.is_empty() {
            if let Some(text) = rest.strip_prefix('"').filter(|_| !quoted) {
                let (text, next) = text.split_once('"')?;
                search.wanted = text.to_string();
                quoted = true;
                rest = next;
            } else if let Some(switch) = rest.strip_prefix('/') {
                let letter = switch.chars().next()?;
                search.switch(letter)?;
                rest = &switch[letter.len_utf8()..];
            } else {
                let (word, next) = next_word(rest);
                files.push(word.to_string());
                rest = next;
            }
            rest = rest.trim_start_matches(is_delimiter);
        }
        quoted.then_some((search, files))
    }

    fn switch(&mut self, letter: char) -> Option<()> {
        match letter.to_ascii_uppercase() {
            'V' => self.without = true,
            'C' => self.counts = true,
            'N' => self.numbers = true,
            'I' => self.any_case = true,
            _ => return None,
        }
        Some(())
    }

    /// An empty text is in no line.
    fn matches(&self, line: &str) -> bool {
        let found = if self.any_case {
            upper_text(line).contains(&upper_text(&self.wanted))
        } else {
            line.contains(&self.wanted)
        };
        (found && !self.wanted.is_empty()) != self.without
    }
}
