//! The batch files of CMD.EXE: a command at a time, which may be several lines.

use super::super::batch::{Batch, Line};
use super::super::parse::is_delimiter;
use super::super::session::{Frame, Session, Start};
use super::expand::From;
use super::parse::{Lines, parse};
use crate::machine::path::DosPath;

/// The rest of the innermost batch file.
struct Rest<'s, 'a>(&'s mut Session<'a>);

impl Lines for Rest<'_, '_> {
    fn next_line(&mut self) -> Option<String> {
        self.0.next_batch_line().filter(|_| !self.0.is_over())
    }
}

impl Session<'_> {
    /// Reads and runs the next command of the innermost batch file, or ends it.
    pub fn batch_command(&mut self) {
        self.cmd.jumped = false;
        let Some(line) = self.next_batch_line() else { return self.end_of_batch() };
        if line.trim_start_matches(is_delimiter).starts_with(':') || self.is_over() {
            return;
        }
        let extended = self.has_extensions();
        match parse(&line, &mut Rest(self), extended) {
            Ok(None) => {}
            Ok(Some(node)) => {
                self.echo_command(&node);
                self.run_node(&node, true);
                self.stops();
            }
            Err(wrong) => {
                self.refuse(&wrong);
                self.leave_batch();
            }
        }
    }

    /// The next line with its variables put in; `None` at the end of the file, or when it is not there any more.
    fn next_batch_line(&mut self) -> Option<String> {
        let (dialect, flaws) = (self.dialect, self.flaws);
        let Some(Frame::Batch(batch)) = self.frames.last_mut() else { return None };
        if batch.closed {
            return None;
        }
        let Ok(content) = self.drives.read(&batch.path) else {
            batch.closed = true;
            self.tell("Batch file missing");
            return None;
        };
        let line = Line::read(content, batch.offset, dialect)?;
        let steps = line.steps(batch.offset);
        batch.offset = line.next;
        batch.closed = !line.complete || (line.bare_lf && flaws.stops_at_bare_lf);
        self.step(steps);
        let text = line.text.split('\0').next().unwrap_or_default().to_string();
        if line.label().is_some() {
            return Some(text);
        }
        let whole = self.put_in(&text, From::Batch);
        Some(whole.chars().take(self.dialect.line_chars()).collect())
    }

    /// Ends the innermost batch file; a SETLOCAL that is still open ends with it.
    fn end_of_batch(&mut self) {
        if let Some(Frame::Batch(batch)) = self.frames.pop()
            && let Some(saved) = batch.saved.into_iter().next()
        {
            self.restore(saved);
        }
    }

    /// Starts a batch file: in the place of the running one when nothing of its line follows, after which that is
    /// done with too; or within it.
    pub fn begin_batch(&mut self, path: DosPath, arguments: Vec<String>, tail: &str, start: Start) {
        let tail = tail.trim_start_matches(is_delimiter).trim_end().to_string();
        let batch = Batch { arguments, tail, ..Batch::new(path, self.echo) };
        let depth = self.frames.len();
        if start != Start::Call
            && let Some(running) = self.running_batch()
        {
            running.closed = true;
        }
        if start == Start::Chain {
            if matches!(self.frames.last(), Some(Frame::Batch(_))) {
                self.end_of_batch();
            }
            self.push(Frame::Batch(batch));
            self.cmd.jumped = true;
        } else {
            self.push(Frame::Batch(batch));
            self.run_above(depth);
        }
    }
}
