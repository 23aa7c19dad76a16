//! CALL, GOTO, EXIT and SHIFT of CMD.EXE.

use super::super::batch::{Batch, find_label, goto_target};
use super::super::parse::{is_delimiter, next_word, quoted_words};
use super::super::session::{Frame, Session, Start};
use super::super::{Ending, session::NOT_FOUND};
use super::arithmetic::number_of;
use super::expand::From;
use crate::base::text::same;

impl Session<'_> {
    /// `CALL command` puts variables in once more, runs the command and comes back. `CALL :label` runs the batch file
    /// itself from a label on, to its end or `GOTO :EOF`.
    pub fn call_command(&mut self, rest: &str) {
        let from = if self.running_batch().is_some() { From::Batch } else { From::Prompt };
        let text = self.put_in(rest, from);
        let target = text.trim_start_matches(is_delimiter);
        if target.starts_with(':') {
            self.call_label(target);
        } else {
            self.simple(target, Start::Call);
        }
        if self.exit_code == NOT_FOUND && self.failed {
            self.exit_code = 1;
        }
    }

    fn call_label(&mut self, target: &str) {
        let Some((path, saved_echo)) =
            self.running_batch().map(|batch| (batch.path.clone(), batch.echo_before))
        else {
            return self.complain("Invalid label");
        };
        let (label, tail) = next_word(target);
        let tail_text = tail.trim_start_matches(is_delimiter).trim_end().to_string();
        let mut arguments = vec![label.to_string()];
        arguments.extend(quoted_words(tail));
        let depth = self.frames.len();
        self.push(Frame::Batch(Batch { arguments, tail: tail_text, ..Batch::new(path, saved_echo) }));
        self.jump(label);
        self.run_above(depth);
        self.failed = self.exit_code != 0;
    }

    /// Goes on behind a label; a missing one ends the batch file.
    pub fn jump(&mut self, rest: &str) {
        if self.running_batch().is_none() {
            return;
        }
        let target = goto_target(rest);
        if target.is_empty() {
            return self.tell("No label");
        }
        if self.has_extensions() && same(target, "EOF") && rest.contains(':') {
            return self.leave_batch();
        }
        let Some(batch) = self.running_batch() else { return };
        let (path, from) = (batch.path.clone(), batch.offset);
        let Ok(content) = self.drives.read(&path) else {
            self.tell("Batch file missing");
            return self.leave_batch();
        };
        let (place, steps) = find_label(content, target, from, self.dialect);
        self.step(steps);
        self.cmd.jumped = true;
        match (place, self.running_batch()) {
            (Some(offset), Some(batch)) => {
                batch.offset = offset;
                batch.closed = false;
            }
            _ => {
                self.complain(&format!("Label not found - {target}"));
                self.exit_code = 1;
                self.leave_batch();
            }
        }
    }

    /// `EXIT [/B] [code]`: ends the shell, or with `/B` the batch file.
    pub fn exit_with(&mut self, rest: &str) {
        let (word, after) = next_word(rest);
        let only_batch = self.has_extensions() && same(word, "/B");
        let code = if only_batch { next_word(after).0 } else { word };
        if !code.is_empty() {
            self.exit_code = number_of(code);
        }
        self.failed = self.exit_code != 0;
        self.cmd.jumped = true;
        if only_batch && self.running_batch().is_some() {
            self.leave_batch();
        } else if self.frames.iter().any(|frame| matches!(frame, Frame::Shell { .. })) {
            self.leave_shell();
        } else {
            self.end(Ending::Finished);
        }
    }

    /// `SHIFT [/n]`: moves the arguments from the n-th on.
    pub fn shift_from(&mut self, rest: &str) {
        let from = rest.trim().strip_prefix('/').and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        if let Some(batch) = self.running_batch()
            && from < batch.arguments.len()
        {
            batch.arguments.remove(from);
        }
    }
}
