//! One run: the batch files and shells that wait for one another, and the loop that reads their lines.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::batch::{Batch, Line};
use super::cmd::{self, wording::worded};
use super::console::Console;
use super::expand::{expand, prompt};
use super::input::Input;
use super::parse::{Target, is_delimiter};
use super::programs::Spawned;
use super::repeat::Repeat;
use super::rest::Rest;
use super::{
    Dialect, Ending, Flaws, Leave, Limit, MAX_EXPANDED_CHARS, MAX_LINE_CHARS, MAX_NESTING, MAX_STARTED,
    MAX_STEPS, MAX_TIME, Programs, Setting, ShellRun, Standing, Used,
};
use crate::base::Span;
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;
use crate::machine::path::{DosPath, Drive};

/// What waits for the rest to be done.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    Batch(Batch),
    Repeat(Repeat),
    /// A shell started for one command, and what it restores at its end.
    Shell {
        env: Environment,
        echo: bool,
    },
}

/// Whether a batch file that a command starts comes back to the one that started it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    /// It takes the place of that one.
    Chain,
    Call,
    /// It runs within that one, which ends when the line is done: a part of a line in CMD.EXE.
    Within,
}

/// The exit code of a command that CMD.EXE does not find (general knowledge).
pub(super) const NOT_FOUND: i32 = 9_009;

pub(super) struct Session<'a> {
    pub drives: &'a mut Drives,
    pub env: &'a mut Environment,
    pub programs: &'a dyn Programs,
    pub dialect: Dialect,
    pub flaws: Flaws,
    /// What only CMD.EXE remembers.
    pub cmd: cmd::State,
    pub console: Console,
    /// The redirection of the line that is run, until it is opened.
    pub redirect: Option<Target>,
    /// What the command reads.
    pub input: Input,
    /// What has not been typed yet.
    pub keys: &'a [u8],
    /// Whether the command is one of a pipe.
    pub piping: bool,
    /// Whether the last command failed.
    pub failed: bool,
    /// Whether the command was given up: it does and shows nothing any more.
    pub given_up: bool,
    /// What BREAK and VERIFY are set to; both only remember it.
    pub breaks: bool,
    pub verifies: bool,
    /// The labels that disks were given in this run.
    pub labels: BTreeMap<Drive, String>,
    pub frames: Vec<Frame>,
    pub echo: bool,
    /// Whether the next prompt is set off by an empty line: a command has ended with ECHO on.
    prompt_apart: bool,
    /// ERRORLEVEL; that of CMD.EXE has 32 bits.
    pub exit_code: i32,
    started: LocalTime,
    elapsed: Span,
    power: Span,
    steps: u64,
    /// What was used up before.
    used: Used,
    /// The programs that were started.
    programs_started: Vec<DosPath>,
    /// The programs that go on after those that started them.
    pub spawned: Vec<Spawned>,
    keys_given: usize,
    ending: Option<Ending>,
    rest: Option<Rest>,
    leave: Option<Leave>,
    /// Something that it did may have depended on the clock, or on the dates of files.
    knows_moment: Cell<bool>,
}

impl<'a> Session<'a> {
    pub fn new(drives: &'a mut Drives, env: &'a mut Environment, setting: Setting<'a>) -> Self {
        Self {
            drives,
            env,
            programs: setting.programs,
            dialect: setting.dialect,
            flaws: setting.flaws,
            cmd: cmd::State::new(),
            console: Console::new(),
            redirect: None,
            input: Input::Keyboard,
            keys: setting.keys,
            piping: false,
            failed: false,
            given_up: false,
            breaks: false,
            verifies: false,
            labels: BTreeMap::new(),
            frames: Vec::new(),
            echo: true,
            prompt_apart: false,
            exit_code: 0,
            started: setting.now,
            elapsed: Span::ZERO,
            power: setting.power,
            steps: 0,
            used: setting.used,
            programs_started: Vec::new(),
            spawned: Vec::new(),
            keys_given: setting.keys.len(),
            ending: None,
            rest: None,
            leave: None,
            knows_moment: Cell::new(false),
        }
    }

    /// Runs a command line and all that it leads to.
    pub fn run(&mut self, command: &str, standing: Standing) {
        if standing == Standing::Once {
            self.enter_shell();
        }
        if self.dialect.is_cmd() {
            self.typed_line(command);
        } else {
            let line: String = command.chars().take(MAX_LINE_CHARS).collect();
            self.line(&line);
        }
        self.run_to_the_end();
    }

    /// Runs what waits, and leaves what is still there when the run is over.
    pub fn run_to_the_end(&mut self) {
        self.run_frames(0);
        self.rest = self.put_away();
        while !self.frames.is_empty() {
            self.leave_shell();
        }
    }

    pub fn finish(self) -> ShellRun {
        ShellRun {
            exit_code: self.exit_code_outside(),
            console: self.console.into_lines(),
            elapsed: self.elapsed,
            steps: self.steps,
            started: self.programs_started,
            spawned: self.spawned,
            keys_read: self.keys_given - self.keys.len(),
            ending: self.ending.unwrap_or(Ending::Finished),
            rest: self.rest,
            leave: self.leave,
            knows_moment: self.knows_moment.get(),
        }
    }

    /// What those who started the shell get: its lowest byte, as programs have no more; 1 for a command that was
    /// not found.
    fn exit_code_outside(&self) -> u8 {
        if self.exit_code == NOT_FOUND { 1 } else { self.exit_code.to_le_bytes()[0] }
    }

    /// The machine's own time.
    pub fn now(&self) -> LocalTime {
        self.started.after(self.elapsed)
    }

    /// Something looks at the clock, or at the dates of files, other than to give a file its date.
    pub fn look_at_dates(&self) {
        self.knows_moment.set(true);
    }

    /// Sets the machine's clock for the rest of the run.
    pub fn set_clock(&mut self, now: LocalTime) {
        self.started = LocalTime(now.0.saturating_sub(self.elapsed.0));
    }

    pub fn spend(&mut self, span: Span) {
        self.elapsed = Span(self.elapsed.0.saturating_add(span.0));
        if self.elapsed > MAX_TIME {
            self.end(Ending::Hang(Limit::Time));
        }
    }

    /// Counts steps; too many of them end the run.
    pub fn step(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
        if self.steps.saturating_add(self.used.steps) > MAX_STEPS {
            self.end(Ending::Hang(Limit::Steps));
        }
    }

    /// What a program that runs now finds used up.
    pub fn used(&self) -> Used {
        Used {
            nesting: self.frames.len() + self.used.nesting,
            steps: self.steps.saturating_add(self.used.steps),
        }
    }

    /// Whether there is still power to begin something with; if not, the run ends.
    pub fn has_power(&mut self) -> bool {
        if self.elapsed >= self.power {
            self.end(Ending::PowerCut);
        }
        !self.is_over()
    }

    /// How long there is still power.
    pub fn power_left(&self) -> Span {
        match self.power {
            Span::FOREVER => Span::FOREVER,
            power => power.left_after(self.elapsed),
        }
    }

    /// Keeps in mind that a program was started.
    pub fn note_start(&mut self, path: &DosPath) {
        if self.programs_started.len() < MAX_STARTED {
            self.programs_started.push(path.clone());
        }
    }

    /// Keeps in mind what a program asks of Windows; the first counts.
    pub fn note_leave(&mut self, leave: Option<Leave>) {
        self.leave = self.leave.take().or(leave);
    }

    pub fn ending(&self) -> Option<Ending> {
        self.ending
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
        if !self.given_up {
            self.console.print(&format!("{line}\r\n"));
        }
    }

    /// Shows a message that only `2>` catches: the command has failed.
    pub fn complain(&mut self, message: &str) {
        self.failed = true;
        self.tell(message);
    }

    /// Shows a message that only `2>` catches.
    pub fn tell(&mut self, message: &str) {
        if self.given_up {
            return;
        }
        let message = worded(message, self.dialect);
        self.console.show(&format!("{message}\r\n"));
    }

    /// Puts a batch file or a shell on top of those that wait.
    pub fn push(&mut self, frame: Frame) {
        if self.frames.len() + self.used.nesting >= MAX_NESTING {
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

    /// Gives up all batch files of the innermost shell, saying why.
    pub fn abort(&mut self, message: &str) {
        self.complain(message);
        self.give_up();
    }

    /// Ends the innermost batch file of CMD.EXE; nothing more of its line is run.
    pub fn leave_batch(&mut self) {
        self.cmd.jumped = true;
        if let Some(batch) = self.running_batch() {
            batch.closed = true;
        }
    }

    /// Gives up all batch files of the innermost shell.
    pub fn give_up(&mut self) {
        self.leave_shell();
        self.cmd.jumped = true;
        if self.frames.is_empty() {
            self.end(Ending::Aborted);
        }
    }

    /// The innermost batch file of this shell, also while a FOR of it runs.
    pub fn running_batch(&mut self) -> Option<&mut Batch> {
        let own = self.frames.iter_mut().rev().take_while(|frame| !matches!(frame, Frame::Shell { .. }));
        own.into_iter().find_map(|frame| match frame {
            Frame::Batch(batch) => Some(batch),
            _ => None,
        })
    }

    /// Reads and runs the next line of the innermost batch file.
    pub fn batch_line(&mut self) {
        let Some(Frame::Batch(batch)) = self.frames.last_mut() else { return };
        if batch.closed {
            return self.end_batch(false);
        }
        let Ok(content) = self.drives.read(&batch.path) else {
            return self.abort("Batch file missing");
        };
        let Some(line) = Line::read(content, batch.offset, self.dialect) else {
            return self.end_batch(true);
        };
        let steps = line.steps(batch.offset);
        batch.offset = line.next;
        batch.closed = !line.complete;
        let repeated = batch.closed && self.dialect.repeats_before_last_label();
        let text = match line.label() {
            None => line.text.clone(),
            Some(_) if repeated => std::mem::take(&mut batch.previous),
            Some(_) => return self.step(steps),
        };
        batch.previous.clone_from(&text);
        let text = text.split('\0').next().unwrap_or_default();
        let expanded = expand(text, &batch.arguments, self.env);
        self.step(steps);
        if !self.is_over() {
            let cut: String = expanded.chars().take(MAX_EXPANDED_CHARS).collect();
            self.echoed_line(&cut, line.is_blank());
        }
    }

    /// Ends the innermost batch file. When the end of the file is read as a line of its own, a prompt is shown
    /// for it.
    fn end_batch(&mut self, as_line: bool) {
        let Some(Frame::Batch(batch)) = self.frames.pop() else { return };
        let was_on = std::mem::replace(&mut self.echo, batch.echo_before);
        if as_line && was_on && self.echo {
            self.echo_line("");
            self.prompt_apart = false;
        }
    }

    /// Shows a line after the prompt.
    fn echo_line(&mut self, line: &str) {
        let gap = if std::mem::take(&mut self.prompt_apart) { "\r\n" } else { "" };
        let shown = format!("{gap}{}{line}\r\n", prompt(self.drives, self.env));
        self.console.print(&shown);
    }

    /// Shows a command that FOR runs.
    pub fn echo_repetition(&mut self, line: &str) {
        if self.echo {
            self.prompt_apart = true;
            self.echo_line(line);
        }
    }

    /// What is shown when FOR is done.
    pub fn end_repeat(&mut self) {
        if self.echo {
            self.console.print("\r\n");
            self.prompt_apart = true;
        }
    }

    /// Shows a line after the prompt if ECHO is on, and runs it.
    fn echoed_line(&mut self, line: &str, blank: bool) {
        let unmarked = line.trim_start_matches(is_delimiter).strip_prefix('@');
        if self.echo && unmarked.is_none() {
            self.echo_line(line);
        }
        if !blank {
            let waiting = self.frames.len();
            self.line(unmarked.unwrap_or(line));
            self.prompt_apart = self.echo && self.frames.len() == waiting;
        }
    }
}
