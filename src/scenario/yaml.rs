//! From bytes to a tree: YAML's syntax, the limits on a file, and duplicate keys. Knows nothing of scenarios.

use serde_saphyr::granit_parser::{self, ErrorKind, Event, Parser, ScalarStyle, ScanError};

use super::diagnostic::{Diagnostic, Extent, Problems, quoted};
use super::node::{Kind, Node};

/// The longest scenario file, in bytes.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// How deep lists and mappings may nest.
pub const MAX_DEPTH: usize = 64;
/// How many values a file may hold.
pub const MAX_NODES: usize = 1_000_000;

/// The text of a file, or why it can hold no scenario.
pub fn decode(bytes: &[u8]) -> Result<&str, Diagnostic> {
    if bytes.len() > MAX_FILE_BYTES {
        let title = format!("the file is too long: {} bytes", bytes.len());
        let label = format!("a scenario has at most {MAX_FILE_BYTES} bytes");
        return Err(Diagnostic::new(Extent::default(), title, label));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = Extent { start: error.valid_up_to(), end: error.valid_up_to() + 1 };
        let problem = Diagnostic::new(at, "the file is not UTF-8 text", "this byte is part of no character");
        problem.help("save the file as UTF-8")
    })?;
    match text.find('\0') {
        None => Ok(text),
        Some(start) => {
            let at = Extent { start, end: start + 1 };
            Err(Diagnostic::new(at, "the file is not text", "a NUL character here"))
        }
    }
}

/// The one document in `text`. Duplicate keys are added to `problems`, all of them; anything else that is wrong with
/// the syntax ends the reading and is the last problem added.
pub fn parse(text: &str, problems: &mut Problems) -> Option<Node> {
    build(text, problems).map_err(|problem| problems.add(problem)).ok()
}

fn build(text: &str, problems: &mut Problems) -> Result<Node, Diagnostic> {
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { problems, open: Vec::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| syntax_problem(text, &error))?;
        let range = span.byte_range().unwrap_or(0..0);
        builder.take(event, Extent { start: range.start, end: range.end })?;
    }
    builder.root.ok_or_else(|| {
        Diagnostic::new(Extent::default(), "the file is empty", "expected a scenario")
            .help("a scenario begins with `article:`, `title:` and `versions:`")
    })
}

fn syntax_problem(text: &str, error: &ScanError) -> Diagnostic {
    let start = error.marker().byte_offset().unwrap_or(0);
    let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let at = Extent { start, end: start + width };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => Diagnostic::new(
            at,
            format!("lists and mappings nest deeper than {MAX_DEPTH} levels"),
            "one level too many",
        ),
        ErrorKind::UnknownAnchor => aliases_refused(at),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Diagnostic::new(at, "this is not valid YAML", error.info())
            .help("indent with spaces, not with tabs"),
        kind => {
            let problem = Diagnostic::new(at, "this is not valid YAML", error.info());
            match syntax_help(kind) {
                Some(help) => problem.help(help),
                None => problem,
            }
        }
    }
}

/// What people mostly have done where the parser's own words are about itself.
fn syntax_help(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation => {
            Some("the keys of a mapping, and the entries of a list, begin in the same column")
        }
        ErrorKind::ExpectedFlowMappingSeparator => {
            Some("a `{` before this place has no `}`, or a comma is missing")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => {
            Some("a `[` before this place has no `]`, or a comma is missing")
        }
        _ => None,
    }
}

fn aliases_refused(at: Extent) -> Diagnostic {
    Diagnostic::new(
        at,
        "anchors (`&`), aliases (`*`) and merge keys (`<<`) are not part of scenarios",
        "here",
    )
    .help("write the value out where it is needed; a range like `W[1-4]` gives one value to many clients")
}

/// Puts the parser's events together. Its stack is a vector, so nesting costs no stack of the host.
struct Builder<'p> {
    problems: &'p mut Problems,
    /// The collections being filled, each with a key that still waits for its value.
    open: Vec<(Node, Option<Node>)>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, extent: Extent) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.admit(extent, anchor, tag.is_some())?;
                let plain = style == ScalarStyle::Plain;
                self.place(Node { extent, kind: Kind::Scalar { text: text.into_owned(), plain } })?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.admit(extent, anchor, tag.is_some())?;
                self.open.push((Node { extent, kind: Kind::Sequence(Vec::new()) }, None));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.admit(extent, anchor, tag.is_some())?;
                self.open.push((Node { extent, kind: Kind::Mapping(Vec::new()) }, None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(extent.end)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(aliases_refused(extent)),
            Event::DocumentStart(..) if self.root.is_some() => {
                let title = "a second document in one file";
                return Err(Diagnostic::new(extent, title, "expected the end of the file"));
            }
            _ => {}
        }
        Ok(())
    }

    fn admit(&mut self, at: Extent, anchor: usize, tagged: bool) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let title = format!("the file holds more than {MAX_NODES} values");
            return Err(
                Diagnostic::new(at, title, "one too many").help("ranges like `W[1-1000]` say more in less")
            );
        }
        if anchor != 0 {
            return Err(aliases_refused(at));
        }
        if tagged {
            let title = "tags (`!`) are not part of scenarios";
            return Err(Diagnostic::new(at, title, "expected a value without a tag"));
        }
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Diagnostic> {
        let Some((mut node, _)) = self.open.pop() else { return Ok(()) };
        node.extent.end = end.max(node.extent.start);
        if let Kind::Mapping(entries) = &node.kind {
            report_duplicates(entries, self.problems);
        }
        self.place(node)
    }

    /// Puts a finished value where it belongs: in the list, behind the key, as the key, or at the top.
    fn place(&mut self, node: Node) -> Result<(), Diagnostic> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((Node { kind: Kind::Mapping(entries), .. }, key)) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(checked_key(node)?),
            },
            Some((Node { kind: Kind::Sequence(items), .. }, _)) => items.push(node),
            Some(_) => {}
        }
        Ok(())
    }
}

fn checked_key(key: Node) -> Result<Node, Diagnostic> {
    match &key.kind {
        Kind::Scalar { text, plain: true } if text == "<<" => Err(aliases_refused(key.extent)),
        Kind::Scalar { .. } => Ok(key),
        _ => Err(Diagnostic::new(key.extent, "a list or mapping used as a key", "expected a word as key")
            .help("put a range like `W[1-4]` in quotes inside `{...}`")),
    }
}

fn report_duplicates(entries: &[(Node, Node)], problems: &mut Problems) {
    let mut keys: Vec<&Node> = entries.iter().map(|(key, _)| key).collect();
    keys.sort_by_key(|key| (key.text(), key.extent));
    for pair in keys.windows(2).filter(|pair| pair[0].text() == pair[1].text()) {
        let title = format!("duplicate key {}", quoted(pair[1].text()));
        let problem = Diagnostic::new(pair[1].extent, title, "expected each key once");
        problems.add(problem.see(pair[0].extent, "given before"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything wrong with `bytes`, as `line:column title / label`.
    fn wrong(bytes: &[u8]) -> Vec<String> {
        let mut problems = Problems::default();
        match decode(bytes) {
            Ok(text) => drop(parse(text, &mut problems)),
            Err(problem) => problems.add(problem),
        }
        let found = problems.into_diagnostics("s.yaml", &String::from_utf8_lossy(bytes));
        let line = |d: &Diagnostic| {
            let (line, column) = found.position(d.extent);
            format!("{line}:{column} {} / {}", d.title, d.label)
        };
        found.all().iter().map(line).collect()
    }

    #[test]
    fn each_hopeless_file_gets_one_clear_message() {
        let deep = "[".repeat(1_000_000);
        let block = "- ".repeat(1_000_000);
        let wide = format!("[{}]", "1,".repeat(MAX_NODES + 1));
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        let garbage: Vec<u8> =
            (0..10_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let table: [(&[u8], &str); 18] = [
            (b"", "1:1 the file is empty"),
            (b"# only a comment\n", "1:1 the file is empty"),
            (b"a: \xFF", "1:4 the file is not UTF-8 text"),
            (b"a: b\n\0", "2:1 the file is not text / a NUL"),
            (&garbage, "1:1 the file is too long: 10000000 bytes"),
            (deep.as_bytes(), "1:65 lists and mappings nest deeper than 64 levels"),
            (block.as_bytes(), "1:129 lists and mappings nest deeper than 64 levels"),
            (wide.as_bytes(), "1:2000000 the file holds more than 1000000 values"),
            (bomb.as_bytes(), "1:7 anchors (`&`), aliases (`*`) and merge keys (`<<`) are not part"),
            (b"a: *b", "1:4 anchors"),
            (b"<<: {a: 1}", "1:1 anchors"),
            (b"a: !!int 1", "1:10 tags"),
            (b"a: 1\n---\nb: 2\n", "2:1 a second document in one file"),
            (b"a: [1, 2\n", "1:4 this is not valid YAML / unclosed bracket"),
            (b"a: b: c", "1:5 this is not valid YAML / mapping values are not allowed"),
            (b"a: \"x", "1:4 this is not valid YAML / unclosed quote"),
            (b"a:\n\tb: 1", "2:2 this is not valid YAML / tabs"),
            (b"? [a]\n: 1", "1:3 a list or mapping used as a key"),
        ];
        for (bytes, expected) in table {
            let found = wrong(bytes);
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
            assert!(found.len() == 1 && found[0].starts_with(expected), "{shown:?}: {found:?}");
        }
    }

    #[test]
    fn every_duplicate_key_is_reported() {
        let found = wrong(b"a: {x: 1, x: 2}\nb: 1\n'a': 3\na: 4\n");
        let titles: Vec<&str> = found.iter().map(|line| line.split(" /").next().unwrap()).collect();
        assert_eq!(titles, ["1:11 duplicate key `x`", "3:1 duplicate key `a`", "4:1 duplicate key `a`"]);
    }

    #[test]
    fn scalars_keep_their_text_and_whether_they_were_quoted() {
        let mut problems = Problems::default();
        let root = parse("a: 1.10\nb: '1.10'\n", &mut problems).unwrap();
        let Kind::Mapping(entries) = root.kind else { panic!("a mapping") };
        let scalar = |text: &str, plain| Kind::Scalar { text: text.to_string(), plain };
        assert_eq!(entries[0].1.kind, scalar("1.10", true));
        assert_eq!(entries[1].1.kind, scalar("1.10", false));
    }
}
