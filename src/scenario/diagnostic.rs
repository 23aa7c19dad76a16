//! What is wrong with a scenario file, and how a person is told: file, line, column, the snippet, what was expected,
//! and what to write instead.

use std::cmp::Reverse;
use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How many problems are shown before the rest is only counted.
const MAX_SHOWN: usize = 20;
/// How many problems are collected before the reader stops looking for more.
const MAX_COLLECTED: usize = 1_000;
/// A problem further than this into its line, in bytes, is told without a snippet.
const MAX_SNIPPET_OFFSET: usize = 2_000;
/// How much of a line is shown behind the problem, in bytes.
const MAX_SNIPPET_TAIL: usize = 400;
/// Width of a rendered line, in columns.
const RENDER_WIDTH: usize = 120;

/// Where in a text something stands, in bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Extent {
    pub start: usize,
    pub end: usize,
}

/// One problem of a scenario file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub extent: Extent,
    /// What is wrong.
    pub title: String,
    /// What was expected there.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Another place that has to do with it, and what is there.
    pub see: Option<Box<(Extent, String)>>,
}

impl Diagnostic {
    pub fn new(extent: Extent, title: impl Into<String>, label: impl Into<String>) -> Self {
        Self { extent, title: title.into(), label: label.into(), help: None, see: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn see(mut self, extent: Extent, what: impl Into<String>) -> Self {
        self.see = Some(Box::new((extent, what.into())));
        self
    }

    /// Points to the nearest valid word, if one is near.
    pub fn nearest(mut self, near: Option<&str>) -> Self {
        if let Some(word) = near {
            self.help = Some(format!("did you mean `{word}`?"));
        }
        self
    }
}

/// The problems found so far; takes no more than `MAX_COLLECTED`.
#[derive(Default, Debug)]
pub struct Problems {
    list: Vec<Diagnostic>,
}

impl Problems {
    pub fn add(&mut self, problem: Diagnostic) {
        if !self.full() {
            self.list.push(problem);
        }
    }

    /// Whether looking for more problems is pointless.
    pub fn full(&self) -> bool {
        self.list.len() >= MAX_COLLECTED
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All problems, in the order of the text.
    pub fn into_diagnostics(mut self, name: &str, text: &str) -> Diagnostics {
        self.list.sort_by_key(|problem| problem.extent);
        Diagnostics {
            name: name.chars().flat_map(visible).collect(),
            text: text.to_string(),
            list: self.list,
        }
    }
}

/// All problems of one file, in the order of its text, with the text they stand in.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    name: String,
    text: String,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn all(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Line and column of a problem, both counted from 1, columns in characters.
    pub fn position(&self, extent: Extent) -> (usize, usize) {
        let start = self.text.floor_char_boundary(extent.start);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The whole message, with terminal colours or in plain characters.
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(RENDER_WIDTH);
        let mut shown: Vec<String> =
            self.list.iter().take(MAX_SHOWN).map(|problem| self.render_one(&renderer, problem)).collect();
        match self.list.len() {
            n if n >= MAX_COLLECTED => shown.push(format!("and more than {} more problems", n - MAX_SHOWN)),
            n if n == MAX_SHOWN + 1 => shown.push("and 1 more problem".to_string()),
            n if n > MAX_SHOWN => shown.push(format!("and {} more problems", n - MAX_SHOWN)),
            _ => {}
        }
        shown.join("\n\n")
    }

    fn render_one(&self, renderer: &Renderer, problem: &Diagnostic) -> String {
        let mut group = self.located(problem);
        if let Some((extent, what)) = problem.see.as_deref() {
            let (line, column) = self.position(*extent);
            group = group.element(Level::NOTE.message(format!("{what} at {}:{line}:{column}", self.name)));
        }
        if let Some(help) = &problem.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    /// Title, place and snippet. A snippet is the one line that the problem begins on.
    fn located<'a>(&'a self, problem: &'a Diagnostic) -> Group<'a> {
        let title = Level::ERROR.primary_title(problem.title.as_str());
        let (line, column) = self.position(problem.extent);
        let start = self.text.floor_char_boundary(problem.extent.start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        if start - line_start > MAX_SNIPPET_OFFSET {
            let place = Origin::path(self.name.as_str()).line(line).char_column(column);
            return title.element(place).element(Level::NOTE.message(problem.label.as_str()));
        }
        let snippet = self.snippet(line_start, start);
        let last = snippet.floor_char_boundary(problem.extent.end.saturating_sub(line_start));
        let (first, end) = (start - line_start, last.max(start - line_start));
        let mark = AnnotationKind::Primary.span(first..end).label(problem.label.as_str());
        title.element(Snippet::source(snippet).line_start(line).path(self.name.as_str()).annotation(mark))
    }

    fn snippet(&self, line_start: usize, start: usize) -> &str {
        let cut = self.text.floor_char_boundary(start.saturating_add(MAX_SNIPPET_TAIL));
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |newline| start + newline);
        let line = &self.text[line_start..line_end.min(cut).max(start)];
        // The problem may stand behind a CR that ends nothing.
        &line[..line.trim_end_matches('\r').len().max(start - line_start)]
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// `text` in backquotes, short enough for a message, its control characters made visible.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).flat_map(visible).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    format!("`{shown}`")
}

fn visible(c: char) -> Vec<char> {
    if c.is_control() { c.escape_default().collect() } else { vec![c] }
}

/// `a`, `a or b`, `a, b or c`.
pub fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_string(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The candidate most like `word`, the last of several, if one is like it at all; letter case counts for nothing.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let small = word.to_lowercase();
    let near = |c: &'a str| {
        let distance = strsim::damerau_levenshtein(&small, &c.to_lowercase());
        (distance <= (small.chars().count() / 3).max(1)).then_some((distance, c))
    };
    let fitting = candidates.into_iter().filter(|c| c.len() <= LONGEST);
    fitting.filter_map(near).max_by_key(|(distance, _)| Reverse(*distance)).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str, problems: Vec<Diagnostic>) -> String {
        Problems { list: problems }.into_diagnostics("s.yaml", text).to_string()
    }

    #[test]
    fn a_problem_is_shown_with_place_snippet_label_and_help() {
        let text = "a: 1\r\nb: é plattforms\r\n";
        let start = text.find("platt").unwrap();
        let problem =
            Diagnostic::new(Extent { start, end: start + 10 }, "unknown word", "expected a platform");
        let shown = message(
            text,
            vec![problem.see(Extent { start: 0, end: 1 }, "first given").nearest(Some("platforms"))],
        );
        for part in [
            "error: unknown word",
            "--> s.yaml:2:6",
            "2 | b: é plattforms",
            "^^^^^^^^^^ expected a platform",
            "note: first given at s.yaml:1:1",
            "help: did you mean `platforms`?",
        ] {
            assert!(shown.contains(part), "no {part:?} in\n{shown}");
        }
    }

    #[test]
    fn problems_come_in_order_and_the_rest_is_counted() {
        let at = |start| Diagnostic::new(Extent { start, end: start }, format!("at {start}"), "x");
        let shown = message(&"y\n".repeat(50), (0..25).rev().map(|n| at(2 * n)).collect());
        let titles: Vec<&str> = shown.lines().filter(|l| l.starts_with("error")).collect();
        assert_eq!((titles.len(), titles[0], titles[19]), (20, "error: at 0", "error: at 38"));
        assert!(shown.ends_with("and 5 more problems"), "{shown}");
    }

    #[test]
    fn long_lines_are_cut_and_spans_out_of_range_are_harmless() {
        let text = format!("{}é{}", "x".repeat(1_999), "y".repeat(100_000));
        for (start, end) in [(0, 102_001), (2_000, 2_001), (50_000, 50_001), (900_000, 900_001), (9, 3)] {
            let shown = message(&text, vec![Diagnostic::new(Extent { start, end }, "long", "here")]);
            assert!(shown.contains("here") && shown.len() < 2_000, "{start}: {} bytes", shown.len());
        }
    }

    #[test]
    fn a_problem_behind_carriage_returns_is_shown_where_it_is() {
        let text = format!("title: CLIENT.BAT{}\"{}", "\r".repeat(44), "\r".repeat(68));
        let end = text.len();
        let shown = message(&text, vec![Diagnostic::new(Extent { start: end, end }, "unclosed", "here")]);
        assert!(shown.contains("s.yaml:1:131") && shown.contains("here"), "{shown}");
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let words = ["platforms", "command", "files"];
        assert_eq!(nearest("plattforms", words), Some("platforms"));
        assert_eq!(nearest("COMMAND", words), Some("command"));
        assert_eq!(nearest("disk", words), None);
        assert_eq!(nearest(&"x".repeat(10_000), words), None);
    }
}
