//! Commands that are files: where they are looked for, and how they are run.

use super::batch::Batch;
use super::input::Input;
use super::parse::{external_word, is_delimiter, quoted_external_word, quoted_words, words};
use super::programs::{Call, ProgramRun};
use super::session::{Frame, NOT_FOUND, Session, Start};
use super::tool::tool;
use super::{Dialect, Ending, MAX_STARTED, console::Output};
use crate::base::text::same;
use crate::machine::path::DosPath;

/// What can be run, in the order in which it is looked for.
const EXTENSIONS: [&str; 3] = ["COM", "EXE", "BAT"];
const NT_EXTENSIONS: [&str; 4] = ["COM", "EXE", "BAT", "CMD"];
const OS2_EXTENSIONS: [&str; 3] = ["COM", "EXE", "CMD"];

/// The files of shells: they run the rest of the line themselves.
const SHELLS: [&str; 2] = ["COMMAND.COM", "CMD.EXE"];

impl Session<'_> {
    /// Runs the file that a command names.
    pub fn external(&mut self, text: &str, start: Start) {
        let (word, rest) =
            if self.dialect.is_cmd() { quoted_external_word(text) } else { external_word(text) };
        let unquoted = word.replace('"', "");
        let word = if self.dialect.is_cmd() { unquoted.as_str() } else { word };
        let Some(path) = self.find_command(word) else {
            return match tool(word, self.dialect) {
                Some(tool) => self.run_tool(tool, rest),
                None => self.complain_not_found(),
            };
        };
        if !self.open_output() {
            return;
        }
        let name = path.name().unwrap_or_default();
        if name.ends_with(".BAT") || name.ends_with(".CMD") {
            let whole = rest.starts_with('/') && !self.dialect.is_cmd();
            let word = if whole { text.split(is_delimiter).next() } else { None };
            self.start_batch(path.clone(), word.unwrap_or(&text[..text.len() - rest.len()]), text, start);
        } else if SHELLS.iter().any(|shell| same(shell, name)) {
            self.start_shell(rest);
        } else {
            self.run_program(&path, rest);
        }
    }

    fn complain_not_found(&mut self) {
        self.complain(self.dialect.not_found());
        if self.dialect.is_cmd() {
            self.exit_code = NOT_FOUND;
        }
    }

    /// Finds what a word names: in the directory it gives, else in the current directory and then along PATH.
    fn find_command(&self, word: &str) -> Option<DosPath> {
        if word.contains(['\\', ':']) {
            return self.find_in("", word);
        }
        let path = self.env.get("PATH").unwrap_or_default();
        let mut directories =
            std::iter::once("").chain(path.split(';').filter(|directory| !directory.is_empty()));
        directories.find_map(|directory| self.find_in(directory, word))
    }

    fn find_in(&self, directory: &str, word: &str) -> Option<DosPath> {
        let separator = if directory.is_empty() || directory.ends_with(['\\', ':']) { "" } else { "\\" };
        let file = |extension: &str| {
            let path = self.drives.resolve(&format!("{directory}{separator}{word}{extension}")).ok()?;
            let path = DosPath { below: path.below.upper(), ..path };
            self.drives.is_file(&path).then_some(path)
        };
        let extensions: &[&str] = match self.dialect {
            Dialect::CmdNt => &NT_EXTENSIONS,
            Dialect::CmdOs2 => &OS2_EXTENSIONS,
            _ => &EXTENSIONS,
        };
        let last = word.rsplit(['\\', ':']).next().unwrap_or_default();
        match last.rsplit_once('.') {
            Some((_, given)) => extensions.iter().find(|e| same(e, given)).and_then(|_| file("")),
            None => extensions.iter().find_map(|extension| file(&format!(".{extension}"))),
        }
    }

    /// Starts a batch file. In DOS its output is not redirected: the file that was asked for stays empty.
    fn start_batch(&mut self, path: DosPath, word: &str, text: &str, start: Start) {
        let mut arguments = vec![word.to_string()];
        let tail = &text[word.len()..];
        arguments.extend(if self.dialect.quotes_hold() { quoted_words(tail) } else { words(tail) });
        if self.dialect.is_cmd() {
            return self.begin_batch(path, arguments, tail, start);
        }
        self.console.output = Output::Screen;
        self.piping = false;
        let chained = start == Start::Chain;
        while chained && matches!(self.frames.last(), Some(Frame::Repeat(_))) {
            self.frames.pop();
        }
        let chained = chained && matches!(self.frames.last(), Some(Frame::Batch(_)));
        let echo_before = match self.frames.last() {
            Some(Frame::Batch(batch)) if chained => batch.echo_before,
            _ => self.echo,
        };
        if chained {
            self.frames.pop();
        }
        self.push(Frame::Batch(Batch { arguments, ..Batch::new(path, echo_before) }));
    }

    /// Runs a command in a shell of its own, `COMMAND /C`; a shell without a command would wait for a person.
    fn start_shell(&mut self, rest: &str) {
        let Some(at) = rest.to_ascii_uppercase().find("/C") else {
            return self.end(Ending::Waiting);
        };
        if self.dialect.is_cmd() {
            let command = rest[at + 2..].to_string();
            return self.in_own_shell(|session| session.typed_line(inner_command(&command)));
        }
        let depth = self.frames.len();
        self.console.nest();
        self.enter_shell();
        self.dispatch(&rest[at + 2..], Start::Call);
        self.run_frames(depth);
        self.console.unnest();
    }

    /// Runs a program; one that nobody knows ends with exit code 1.
    fn run_program(&mut self, path: &DosPath, tail: &str) {
        let Ok(content) = self.drives.read(path).cloned() else { return };
        self.look_at_dates();
        let (now, keys, power) = (self.now(), self.keys, self.power_left());
        let (input, used) = (self.input_bytes(), self.used());
        let mut call =
            Call { path, tail, input: &input, drives: self.drives, env: self.env, now, keys, power, used };
        match self.programs.run(&content, &mut call) {
            Some(run) => {
                self.note_start(path);
                self.program_ended(&run);
                self.note_leave(run.leave);
            }
            None if tool(stem(path), self.dialect).is_some() => {
                self.input = Input::Data { bytes: input, at: 0 };
                if let Some(tool) = tool(stem(path), self.dialect) {
                    self.run_opened_tool(tool, tail);
                }
            }
            None => {
                self.exit_code = 1;
                self.complain(&format!("Cannot execute {path}"));
            }
        }
    }
}

impl Session<'_> {
    fn program_ended(&mut self, run: &ProgramRun) {
        self.exit_code = i32::from(run.exit_code);
        self.failed = run.exit_code != 0;
        self.spend(run.elapsed);
        self.console.print(&run.output);
        self.keys = self.keys.get(run.keys_read..).unwrap_or_default();
        run.started.iter().for_each(|path| self.note_start(path));
        let room = MAX_STARTED.saturating_sub(self.spawned.len());
        self.spawned.extend(run.spawned.iter().take(room).cloned());
        self.step(run.steps);
        if let Some(ending) = run.broken_off {
            self.end(ending);
        }
    }
}

/// The command behind `/C`: quotes around the whole are taken off, when it is not just the quoted name of a program
/// (Q191495).
fn inner_command(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let only_a_name = text.matches('"').count() == 2
        && text.contains(' ')
        && !text.contains(['&', '<', '>', '(', ')', '@', '^', '|']);
    inner.filter(|_| !only_a_name).unwrap_or(text)
}

/// The name of a program without its extension.
fn stem(path: &DosPath) -> &str {
    path.name().and_then(|name| name.split('.').next()).unwrap_or_default()
}
