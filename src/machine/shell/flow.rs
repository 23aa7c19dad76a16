//! IF, GOTO, SHIFT, PAUSE and EXIT.

use super::batch::{find_label, goto_target};
use super::names::FileSpec;
use super::parse::{is_delimiter, next_quoted_word, next_word};
use super::session::{Frame, Session, Start};
use crate::base::text::{is_device, same};

impl Session<'_> {
    /// `IF [NOT] ERRORLEVEL n | EXIST name | a==b command`.
    pub fn condition(&mut self, rest: &str, start: Start) {
        self.piping = false;
        let next_word = if self.dialect.quotes_hold() { next_quoted_word } else { next_word };
        let (mut word, mut after) = next_word(rest);
        let mut wanted = true;
        while same(word, "NOT") {
            wanted = !wanted;
            (word, after) = next_word(after);
        }
        let (holds, command) = if same(word, "ERRORLEVEL") {
            let (number, command) = next_word(after);
            (self.exit_code >= leading_number(number), command)
        } else if same(word, "EXIST") {
            let (name, command) = next_word(after);
            (self.file_exists(name), command)
        } else {
            match equality(word, after, next_word) {
                Some((holds, command)) => (holds, command),
                None => return self.complain("Syntax error"),
            }
        };
        if holds != wanted {
            return;
        }
        if command.trim_start_matches(is_delimiter).is_empty() {
            return self.complain(self.dialect.not_found());
        }
        self.dispatch(command, start);
    }

    /// `CALL command`, which comes back.
    pub fn call(&mut self, rest: &str) {
        self.dispatch(rest, Start::Call);
    }

    /// Goes on behind a label of the running batch file; a missing one ends all batch files.
    pub fn goto(&mut self, rest: &str) {
        let running = self.running_batch().map(|batch| (batch.path.clone(), batch.offset));
        let Some((path, from)) = running else { return };
        let Ok(content) = self.drives.read(&path) else {
            return self.abort("Batch file missing");
        };
        let (place, steps) = find_label(content, goto_target(rest), from, self.dialect);
        if let (Some(offset), Some(batch)) = (place, self.running_batch()) {
            batch.offset = offset;
            batch.closed = false;
        }
        self.step(steps);
        if place.is_none() {
            self.abort("Label not found");
        }
    }

    /// Moves the arguments of the batch file by one; %0 is lost.
    pub fn shift(&mut self) {
        if let Some(batch) = self.running_batch()
            && !batch.arguments.is_empty()
        {
            batch.arguments.remove(0);
        }
    }

    /// Waits for a key.
    pub fn pause(&mut self) {
        self.say("Press any key to continue . . .");
        if self.read_key().is_some() {
            self.say("");
        }
    }

    /// Ends a shell that was started for one command; the resident one stays.
    pub fn exit(&mut self) {
        if self.frames.iter().any(|frame| matches!(frame, Frame::Shell { .. })) {
            self.leave_shell();
        }
    }

    /// Hidden files exist and directories do not, but a device exists in every directory that does (Q65994,
    /// Q77856).
    fn file_exists(&self, text: &str) -> bool {
        let unquoted = self.unquoted(text);
        let text = unquoted.as_str();
        let Ok(spec) = FileSpec::new(self.drives, text) else { return false };
        if is_device(&spec.name) {
            return self.drives.is_directory(&spec.directory);
        }
        spec.files(self.drives).is_ok_and(|files| !files.is_empty())
    }
}

/// `a==b` with its first word taken off: whether it holds, and the command behind it. Each side is one word;
/// DOS looks for the `==` further on when it does not follow the first.
fn equality<'a>(
    left: &'a str,
    after: &'a str,
    next_word: fn(&str) -> (&str, &str),
) -> Option<(bool, &'a str)> {
    let at = after.find("==")?;
    let (right, command) = next_word(&after[at..]);
    let complete = !left.is_empty() && !command.trim_start_matches(is_delimiter).is_empty();
    complete.then_some((left == right, command))
}

/// Decimal digits, modulo 256 as ERRORLEVEL is one byte.
fn leading_number(text: &str) -> i32 {
    let digits = text.chars().map_while(|c| c.to_digit(10));
    i32::from(digits.fold(0u8, |n, digit| n.wrapping_mul(10).wrapping_add(digit as u8)))
}
