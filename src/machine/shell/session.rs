//! One run: the batch files and shells that wait for one another, and the loop that reads their lines.

use super::batch::{Batch, Line};
use super::console::Console;
use super::expand::{expand, prompt};
use super::parse::{Target, is_delimiter, redirections};
use super::{
    COMMAND_TIME, Dialect, Ending, Limit, MAX_LINE_CHARS, MAX_NESTING, MAX_STEPS, Programs, Setting,
    ShellRun, Standing,
};
use crate::base::Span;
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;

/// What waits for the rest to be done.
pub(super) enum Frame {
    Batch(Batch),
    /// A shell started for one command, and what it restores at its end.
    Shell {
        env: Environment,
        echo: bool,
    },
}

/// Whether a batch file that a command starts comes back to the one that started it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    Chain,
    Call,
}

pub(super) struct Session<'a> {
    pub drives: &'a mut Drives,
    pub env: &'a mut Environment,
    pub programs: &'a dyn Programs,
    pub dialect: Dialect,
    pub console: Console,
    /// The redirection of the line that is run, until it is opened.
    pub redirect: Option<Target>,
    pub frames: Vec<Frame>,
    pub echo: bool,
    /// Whether the next prompt is set off by an empty line: a command has ended with ECHO on.
    prompt_apart: bool,
    pub exit_code: u8,
    started: LocalTime,
    elapsed: Span,
    steps: u64,
    ending: Option<Ending>,
}

impl<'a> Session<'a> {
    pub fn new(drives: &'a mut Drives, env: &'a mut Environment, setting: Setting<'a>) -> Self {
        Self {
            drives,
            env,
            programs: setting.programs,
            dialect: setting.dialect,
            console: Console::new(),
            redirect: None,
            frames: Vec::new(),
            echo: true,
            prompt_apart: false,
            exit_code: 0,
            started: setting.now,
            elapsed: Span::ZERO,
            steps: 0,
            ending: None,
        }
    }

    /// Runs a command line and all that it leads to.
    pub fn run(&mut self, command: &str, standing: Standing) {
        if standing == Standing::Once {
            self.enter_shell();
        }
        let line: String = command.chars().take(MAX_LINE_CHARS).collect();
        self.line(&line);
        while !self.is_over() {
            match self.frames.last() {
                None => return,
                Some(Frame::Shell { .. }) => self.leave_shell(),
                Some(Frame::Batch(_)) => self.batch_line(),
            }
        }
        while !self.frames.is_empty() {
            self.leave_shell();
        }
    }

    pub fn finish(self) -> ShellRun {
        ShellRun {
            exit_code: self.exit_code,
            console: self.console.into_lines(),
            elapsed: self.elapsed,
            steps: self.steps,
            ending: self.ending.unwrap_or(Ending::Finished),
        }
    }

    /// The machine's own time.
    pub fn now(&self) -> LocalTime {
        self.started.after(self.elapsed)
    }

    pub fn spend(&mut self, span: Span) {
        self.elapsed = Span(self.elapsed.0.saturating_add(span.0));
    }

    /// Counts steps; too many of them end the run.
    pub fn step(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MAX_STEPS {
            self.end(Ending::Hang(Limit::Steps));
        }
    }

    /// Ends the run; the first reason stands.
    pub fn end(&mut self, ending: Ending) {
        self.ending.get_or_insert(ending);
    }

    pub fn is_over(&self) -> bool {
        self.ending.is_some()
    }

    /// Prints a line of output.
    pub fn say(&mut self, line: &str) {
        self.console.print(&format!("{line}\r\n"));
    }

    /// Shows a message that no redirection catches.
    pub fn complain(&mut self, message: &str) {
        self.console.show(&format!("{message}\r\n"));
    }

    /// Puts a batch file or a shell on top of those that wait.
    pub fn push(&mut self, frame: Frame) {
        if self.frames.len() >= MAX_NESTING {
            return self.end(Ending::Hang(Limit::Nesting));
        }
        self.frames.push(frame);
    }

    pub fn enter_shell(&mut self) {
        self.push(Frame::Shell { env: self.env.clone(), echo: self.echo });
        self.echo = true;
    }

    /// Drops all down to the innermost shell that was started for one command, and that shell.
    pub fn leave_shell(&mut self) {
        while let Some(frame) = self.frames.pop() {
            if let Frame::Shell { env, echo } = frame {
                *self.env = env;
                self.echo = echo;
                return;
            }
        }
    }

    /// Gives up all batch files of the innermost shell.
    pub fn abort(&mut self, message: &str) {
        self.complain(message);
        self.leave_shell();
        if self.frames.is_empty() {
            self.end(Ending::Aborted);
        }
    }

    /// Reads and runs the next line of the innermost batch file.
    fn batch_line(&mut self) {
        let Some(Frame::Batch(batch)) = self.frames.last_mut() else { return };
        let Ok(content) = self.drives.read(&batch.path) else {
            return self.abort("Batch file missing");
        };
        let Some(line) = Line::read(content, batch.offset) else {
            self.echo = batch.echo_before;
            self.frames.pop();
            return;
        };
        let steps = line.steps(batch.offset);
        batch.offset = line.next;
        let expanded = expand(&line.text, &batch.arguments, self.env);
        self.step(steps);
        if line.label().is_none() && !self.is_over() {
            let cut: String = expanded.chars().take(MAX_LINE_CHARS).collect();
            self.echoed_line(&cut, line.is_blank());
        }
    }

    /// Shows a line after the prompt if ECHO is on, and runs it.
    fn echoed_line(&mut self, line: &str, blank: bool) {
        let unmarked = line.trim_start_matches(is_delimiter).strip_prefix('@');
        if self.echo && unmarked.is_none() {
            let gap = if std::mem::take(&mut self.prompt_apart) { "\r\n" } else { "" };
            let shown = format!("{gap}{}{line}\r\n", prompt(self.drives, self.env));
            self.console.show(&shown);
        }
        if !blank {
            let waiting = self.frames.len();
            self.line(unmarked.unwrap_or(line));
            self.prompt_apart = self.echo && self.frames.len() == waiting;
        }
    }

    /// Runs one line.
    pub fn line(&mut self, line: &str) {
        self.step(1);
        self.spend(COMMAND_TIME);
        let parsed = redirections(line);
        if parsed.piped {
            return self.complain("Intermediate file error during pipe");
        }
        if parsed.input.is_some_and(|name| !self.can_be_input(&name)) {
            return self.complain("File not found");
        }
        self.redirect = parsed.output;
        self.dispatch(&parsed.text, Start::Chain);
        self.close_output();
        if self.console.is_full() {
            self.end(Ending::Hang(Limit::Output));
        }
    }
}
