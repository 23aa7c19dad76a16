//! Reading a text file line by line, with errors that name the line.

use std::fmt;

/// A line that is not what belongs there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineError {
    /// Counted from 1.
    pub line: usize,
    /// Finishes the sentence "expected ...".
    pub expected: &'static str,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: expected {}", self.line, self.expected)
    }
}

impl std::error::Error for LineError {}

/// The lines of a file that are still to be read. A line ends with a line feed, before which a carriage
/// return is dropped.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: &'a str,
    /// How many lines were taken.
    taken: usize,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, taken: 0 }
    }

    /// The lines of a file.
    ///
    /// # Errors
    /// The bytes are not text.
    pub fn of(bytes: &'a [u8]) -> Result<Self, LineError> {
        std::str::from_utf8(bytes).map(Self::new).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            LineError { line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(), expected: "text" }
        })
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes the next line.
    pub fn take(&mut self, expected: &'static str) -> Result<&'a str, LineError> {
        let (line, rest) = self.split();
        if self.is_empty() {
            return Err(LineError { line: self.taken + 1, expected });
        }
        (self.rest, self.taken) = (rest, self.taken + 1);
        Ok(line)
    }

    /// Takes the next line, which must begin with `prefix`, and gives what follows it.
    pub fn after(&mut self, prefix: &str, expected: &'static str) -> Result<&'a str, LineError> {
        self.take(expected)?.strip_prefix(prefix).ok_or(self.wrong(expected))
    }

    /// Takes the next line if it begins with `prefix`, and gives what follows it.
    pub fn after_if(&mut self, prefix: &str) -> Option<&'a str> {
        let (line, rest) = self.split();
        let found = line.strip_prefix(prefix)?;
        (self.rest, self.taken) = (rest, self.taken + 1);
        Some(found)
    }

    /// Takes exactly `length` bytes, line ends included.
    pub fn bytes(&mut self, length: usize, expected: &'static str) -> Result<&'a str, LineError> {
        let next = LineError { line: self.taken + 1, expected };
        let (block, rest) = self.rest.split_at_checked(length).ok_or(next)?;
        self.taken += block.bytes().filter(|&byte| byte == b'\n').count();
        self.rest = rest;
        Ok(block)
    }

    /// The error of the line taken last.
    pub fn wrong(&self, expected: &'static str) -> LineError {
        LineError { line: self.taken, expected }
    }

    /// The end of the file, or the error of the line that is left.
    pub fn end(&self) -> Result<(), LineError> {
        if self.is_empty() { Ok(()) } else { Err(LineError { line: self.taken + 1, expected: "the end" }) }
    }

    fn split(&self) -> (&'a str, &'a str) {
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        (line.strip_suffix('\r').unwrap_or(line), rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let mut lines = Lines::of(b"a=1\r\nb=2\n\nlast").unwrap();
        assert_eq!(lines.after("a=", "a"), Ok("1"));
        assert_eq!(lines.after_if("c="), None);
        assert_eq!(lines.after("c=", "c"), Err(LineError { line: 2, expected: "c" }));
        assert_eq!(lines.take("a line"), Ok(""));
        assert_eq!(lines.end(), Err(LineError { line: 4, expected: "the end" }));
        assert_eq!(lines.take("a line"), Ok("last"));
        assert_eq!(lines.end(), Ok(()));
        assert_eq!(lines.take("more"), Err(LineError { line: 5, expected: "more" }));
    }

    #[test]
    fn blocks_are_taken_whole_or_not_at_all() {
        let mut lines = Lines::new("x\ny\nz");
        assert_eq!(lines.bytes(4, "a block"), Ok("x\ny\n"));
        assert_eq!(lines.bytes(9, "a block"), Err(LineError { line: 3, expected: "a block" }));
        assert_eq!(lines.take("z"), Ok("z"));
        assert!(Lines::new("é").bytes(1, "a block").is_err());
    }

    #[test]
    fn bytes_that_are_no_text_name_their_line() {
        let error = Lines::of(b"one\ntwo\n\xff").unwrap_err();
        assert_eq!(error.to_string(), "line 3: expected text");
    }
}
