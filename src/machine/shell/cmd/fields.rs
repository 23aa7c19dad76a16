//! The options of FOR /F: which words of a line go into variables.

/// The highest word that can be asked for.
const MAX_WORD: usize = 31;

/// `"tokens=1,3-4* delims=, eol=; skip=1 usebackq"`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) struct Fields {
    /// The numbers of the words, from 1.
    words: Vec<usize>,
    /// `*`: the rest of the line behind the last word.
    rest: bool,
    delimiters: String,
    /// Lines that begin with it are passed over.
    comment: Option<char>,
    /// Lines passed over at the top.
    pub skipped: usize,
    /// Back quotes mark a command, single ones a text, and double ones a file name.
    pub back_quotes: bool,
}

impl Fields {
    /// Reads the options with the quotes around them; `None` when one is not known.
    pub fn read(options: &str) -> Option<Self> {
        let mut fields = Self {
            words: vec![1],
            rest: false,
            delimiters: " \t".to_string(),
            comment: Some(';'),
            skipped: 0,
            back_quotes: false,
        };
        let text = options.trim().trim_matches('"');
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            rest = fields.option(rest)?.trim_start();
        }
        Some(fields)
    }

    /// Takes one option; gives what is behind it.
    fn option<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let lower = text.to_ascii_lowercase();
        let word_end = text.find(' ').unwrap_or(text.len());
        if lower.starts_with("usebackq") {
            self.back_quotes = true;
            return Some(&text["usebackq".len()..]);
        }
        let (name, value) = text.split_once('=')?;
        match name.to_ascii_lowercase().as_str() {
            "delims" => {
                // A blank among them counts only at the end of the options.
                let last = value.find(' ').filter(|at| value[*at..].trim_start().contains('='));
                let end = last.unwrap_or(value.len());
                self.delimiters = value[..end].to_string();
                Some(&value[end..])
            }
            "eol" => {
                let mut chars = value.chars();
                self.comment = chars.next();
                Some(chars.as_str())
            }
            "skip" => {
                self.skipped = text[name.len() + 1..word_end.max(name.len() + 1)].parse().ok()?;
                Some(&text[word_end.max(name.len() + 1)..])
            }
            "tokens" => {
                let end = value.find(' ').unwrap_or(value.len());
                self.tokens(&value[..end])?;
                Some(&value[end..])
            }
            _ => None,
        }
    }

    /// `1,3-5*`.
    fn tokens(&mut self, text: &str) -> Option<()> {
        self.rest = text.ends_with('*');
        self.words.clear();
        for part in text.trim_end_matches('*').split(',').filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
            if first == 0 || last > MAX_WORD {
                return None;
            }
            self.words.extend(first..=last);
        }
        self.words.sort_unstable();
        self.words.dedup();
        Some(())
    }

    /// The values of the variables; `None` for a line that is passed over.
    pub fn of_line(&self, line: &str) -> Option<Vec<String>> {
        let is_delimiter = |c: char| self.delimiters.contains(c);
        let mut rest = line.trim_start_matches(is_delimiter);
        if rest.is_empty() || rest.chars().next() == self.comment {
            return None;
        }
        let highest = self.words.last().copied().unwrap_or(0);
        let mut words = Vec::new();
        for _ in 0..highest {
            let end = rest.find(is_delimiter).unwrap_or(rest.len());
            words.push(&rest[..end]);
            rest = rest[end..].trim_start_matches(is_delimiter);
        }
        let word = |nth: &usize| words.get(nth - 1).map_or(String::new(), ToString::to_string);
        let mut values: Vec<String> = self.words.iter().map(word).collect();
        if self.rest {
            values.push(rest.to_string());
        }
        values.iter().any(|value| !value.is_empty()).then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        for (options, line, values) in [
            ("", "one two", Some(vec!["one"])),
            ("", " ; comment", None),
            ("\"eol=;\"", "; comment", None),
            ("\"tokens=2,3* delims=,\"", "a,b,c,d,e", Some(vec!["b", "c", "d,e"])),
            ("\"tokens=1-3\"", "a b", Some(vec!["a", "b", ""])),
            ("\"delims=\"", " as it is", Some(vec![" as it is"])),
            ("\"tokens=* delims= \"", "  all of it", Some(vec!["all of it"])),
            ("\"delims== tokens=2\"", "key=value", Some(vec!["value"])),
            ("\"usebackq tokens=2\"", "a b", Some(vec!["b"])),
            ("\"tokens=9\"", "a b", None),
            ("", "", None),
        ] {
            let fields = Fields::read(options).unwrap();
            let values = values.map(|all| all.into_iter().map(str::to_string).collect::<Vec<_>>());
            assert_eq!(fields.of_line(line), values, "{options} {line}");
        }
        assert_eq!(Fields::read("\"skip=2\"").unwrap().skipped, 2);
        for wrong in ["\"token=1\"", "\"tokens=0\"", "\"tokens=99\"", "\"skip=x\"", "\"blah\""] {
            assert_eq!(Fields::read(wrong), None, "{wrong}");
        }
    }
}
