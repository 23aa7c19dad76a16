//! A command line: its redirections are opened, and the commands of a pipe run one after another, with
//! temporary files between them.

use super::parse::{Redirected, Target, commands};
use super::session::{Frame, Session, Start};
use super::{COMMAND_TIME, Ending, Limit};
use crate::machine::path::DosPath;
use crate::machine::volume::Content;

impl Session<'_> {
    /// Runs one line of COMMAND.COM.
    pub fn line(&mut self, line: &str) {
        self.step(1);
        self.spend(COMMAND_TIME);
        if self.is_over() || self.repeats(line) {
            return;
        }
        match commands(line).as_deref() {
            None => self.complain("Syntax error"),
            Some([one]) => self.redirected(one),
            Some(several) => self.pipe(several),
        }
    }

    /// Runs a command with its redirections.
    pub fn redirected(&mut self, command: &Redirected) {
        let opened = command.input.as_deref().map_or(Ok(()), |name| self.open_input(name));
        if opened.is_err() {
            return self.complain("File not found");
        }
        self.redirect = command.output.clone();
        self.dispatch(&command.text, Start::Chain);
        self.close_output();
        self.given_up = false;
        self.input_bytes();
        if self.console.is_full() {
            self.end(Ending::Hang(Limit::Output));
        }
    }

    /// Runs the commands of a pipe, each with what the one before it printed. IF and batch files put an end to
    /// it (Q74464).
    fn pipe(&mut self, several: &[Redirected]) {
        let Some(files) = self.pipe_files() else {
            return self.complain("Intermediate file error during pipe");
        };
        let waiting = self.frames.len();
        self.piping = true;
        for (nth, command) in several.iter().enumerate() {
            let mut command = command.clone();
            if nth > 0 {
                command.input = Some(files[(nth - 1) % 2].to_string());
            }
            if nth + 1 < several.len() {
                let target = Target { name: files[nth % 2].to_string(), append: false };
                command.output.get_or_insert(target);
            }
            self.step(1);
            self.redirected(&command);
            if !self.piping || self.is_over() || self.frames.len() > waiting {
                break;
            }
        }
        self.piping = false;
        for file in &files {
            // It may be gone already: the commands can reach it.
            let _ = self.drives.delete(file);
        }
    }

    /// Two empty files, in the directory that TEMP names or else in the root of the current drive; `None` when
    /// they cannot be made (Q74166).
    fn pipe_files(&mut self) -> Option<[DosPath; 2]> {
        let temp = self.env.get("TEMP").and_then(|name| self.drives.resolve(name).ok());
        let directory = temp.filter(|path| self.drives.is_directory(path));
        let directory = directory.unwrap_or_else(|| DosPath::root(self.drives.current()));
        let now = self.now();
        let make = |session: &mut Self, stem: char| {
            let names = ('A'..='Z').map(|last| format!("PIPE{stem}AA{last}"));
            let mut paths = names.filter_map(|name| directory.join(&name).ok());
            let path = paths.find(|path| session.drives.entry(path).is_none())?;
            session.drives.write(&path, Content::empty(), now).ok()?;
            Some(path)
        };
        Some([make(self, 'A')?, make(self, 'B')?])
    }

    /// Runs what waits above `depth`.
    pub fn run_frames(&mut self, depth: usize) {
        while !self.is_over() && self.frames.len() > depth {
            match self.frames.last() {
                None => return,
                Some(Frame::Shell { .. }) => self.leave_shell(),
                Some(Frame::Repeat(_)) => self.next_repetition(),
                Some(Frame::Batch(_)) if self.dialect.is_cmd() => self.batch_command(),
                Some(Frame::Batch(_)) => self.batch_line(),
            }
        }
    }
}
