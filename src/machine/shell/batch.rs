//! Batch files are read from the disk line by line while they run, so that one that changes or deletes itself
//! behaves as it did.

use super::parse::{is_delimiter, next_word};
use super::{Dialect, MAX_BATCH_BYTES, cmd::Saved};
use crate::base::text::{decode_byte, upper_text};
use crate::machine::path::DosPath;
use crate::machine::volume::{CTRL_Z, Content};

/// Characters of a label that count (Q39627, Q63071).
const LABEL_CHARS: usize = 8;

/// Passing over this many bytes costs a step.
const BYTES_PER_STEP: u64 = 128;

/// A batch file that is running.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub path: DosPath,
    /// Where in the file the next line begins.
    pub offset: u64,
    /// %0 and what follows.
    pub arguments: Vec<String>,
    /// %* of CMD.EXE: all behind %0 as typed.
    pub tail: String,
    /// What the SETLOCALs of CMD.EXE that are open have kept.
    pub saved: Vec<Saved>,
    /// Whether ECHO was on before it was called.
    pub echo_before: bool,
    /// Its last line had no CR: the file was closed with it and is not looked at again.
    pub closed: bool,
    /// The line that was run last.
    pub previous: String,
}

impl Batch {
    /// One that begins at its top.
    pub fn new(path: DosPath, echo_before: bool) -> Self {
        Self {
            path,
            offset: 0,
            arguments: Vec::new(),
            tail: String::new(),
            saved: Vec::new(),
            echo_before,
            closed: false,
            previous: String::new(),
        }
    }
}

/// A line of a batch file and where the next one begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub text: String,
    pub next: u64,
    /// It ends in a CR, not with the file.
    pub complete: bool,
    /// It ends in a LF without a CR before it.
    pub bare_lf: bool,
}

impl Line {
    /// Reads the line that begins at `offset`; `None` at the end of the file, which ^Z marks too. A line ends
    /// at a CR, and the byte behind that is taken for its LF; in CMD.EXE at any LF. Characters beyond what a line
    /// may have are passed over.
    pub fn read(content: &Content, offset: u64, dialect: Dialect) -> Option<Self> {
        let end = content.size().min(MAX_BATCH_BYTES);
        let mut text = String::new();
        let (mut at, mut chars) = (offset, 0);
        while at < end {
            match content.byte(at)? {
                CTRL_Z => break,
                b'\n' if dialect.is_cmd() => {
                    return Some(Self { text, next: at + 1, complete: true, bare_lf: true });
                }
                b'\r' => {
                    return Some(Self { text, next: at + 2, complete: true, bare_lf: false });
                }
                byte if chars < dialect.line_chars() => text.push(decode_byte(byte)),
                _ => {}
            }
            chars += 1;
            at += 1;
        }
        let next = if at < end { end } else { at };
        (at > offset).then_some(Self { text, next, complete: false, bare_lf: false })
    }

    /// How many steps it is worth when read from `offset`.
    pub fn steps(&self, offset: u64) -> u64 {
        1 + (self.next - offset) / BYTES_PER_STEP
    }

    /// The label that this line is, or what makes it a comment.
    pub fn label(&self) -> Option<&str> {
        self.text.trim_start_matches(is_delimiter).strip_prefix(':')
    }

    /// Nothing but blanks, or the LF that ends a file.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| is_delimiter(c) || c == '\n')
    }
}

/// Where the line behind a label begins, and how many steps it took to find it. The search begins at the top of
/// the file; in NT at `from`, and then at the top. In OS/2 the first of two equal labels counts, as in DOS (SYS1974).
pub(super) fn find_label(content: &Content, label: &str, from: u64, dialect: Dialect) -> (Option<u64>, u64) {
    let wanted = significant(label, dialect);
    let starts = if dialect == Dialect::CmdNt && from > 0 { vec![from, 0] } else { vec![0] };
    let mut steps = 0;
    for start in starts {
        let mut offset = start;
        while let Some(line) = Line::read(content, offset, dialect) {
            steps += line.steps(offset);
            offset = line.next;
            let own = line.label().and_then(|text| text.split_whitespace().next());
            if own.is_some_and(|own| significant(own, dialect) == wanted) {
                return (Some(offset), steps);
            }
        }
    }
    (None, steps)
}

/// The label that the rest of a GOTO command names.
pub(super) fn goto_target(rest: &str) -> &str {
    next_word(rest.trim_start_matches(|c| is_delimiter(c) || c == ':')).0
}

/// CMD.EXE compares whole labels.
fn significant(label: &str, dialect: Dialect) -> String {
    let chars = if dialect.is_cmd() { dialect.line_chars() } else { LABEL_CHARS };
    upper_text(label).chars().take(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::super::MAX_LINE_CHARS;
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let content = Content::of(text);
        let mut offset = 0;
        std::iter::from_fn(|| {
            let line = Line::read(&content, offset, Dialect::Command6)?;
            offset = line.next;
            Some(line.text)
        })
        .collect()
    }

    #[test]
    fn lines_end_at_cr_and_files_at_ctrl_z() {
        assert_eq!(lines("a\r\nb\r\n"), ["a", "b"]);
        assert_eq!(lines("a\r\n\r\nb"), ["a", "", "b"]);
        assert_eq!(lines("a\nb\r\n"), ["a\nb"]);
        assert_eq!(lines("a\rbc\rd"), ["a", "c"]);
        assert_eq!(lines("a\r\nb\x1ac\r\nd\r\n"), ["a", "b"]);
        assert_eq!(lines(&"x".repeat(200)), ["x".repeat(MAX_LINE_CHARS)]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn labels_have_eight_characters() {
        let text = "GOTO X\r\n:long label\r\n  : LONGLABEL1 x\r\n:L,x\r\n";
        for (label, place) in
            [("LONG", Some(21)), ("longlabel2", Some(39)), ("L", None), ("L,x", Some(45)), ("", None)]
        {
            assert_eq!(find_label(&Content::of(text), label, 30, Dialect::Command6).0, place, "{label}");
        }
        assert_eq!((goto_target(":L,x"), goto_target(" M;y"), goto_target(" = ")), ("L", "M", ""));
    }
}
