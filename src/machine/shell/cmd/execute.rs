//! Runs what has been read: blocks, `&`, `&&`, `||`, pipes and redirections.

use super::super::console::Output;
use super::super::input::Input;
use super::super::names::names_device;
use super::super::parse::Target;
use super::super::session::{Frame, Session, Start};
use super::super::{Ending, Limit};
use super::MAX_DEPTH;
use super::expand::From;
use super::node::{Node, Redirection};
use super::parse::{NoMore, Wrong, parse};
use crate::base::text::encode;

impl Session<'_> {
    /// Runs a line that was typed, or given to a shell of its own.
    pub fn typed_line(&mut self, line: &str) {
        let line = self.put_in(line, From::Prompt);
        self.text(&line);
    }

    /// Runs a line in which the variables have been put.
    fn text(&mut self, line: &str) {
        match parse(line, &mut NoMore, self.has_extensions()) {
            Ok(node) => node.iter().for_each(|node| self.run_node(node, true)),
            Err(wrong) => self.refuse(&wrong),
        }
    }

    pub fn has_extensions(&self) -> bool {
        self.dialect.has_extensions() && self.cmd.extended
    }

    /// Says what is wrong with a command.
    pub fn refuse(&mut self, wrong: &Wrong) {
        self.exit_code = 1;
        match wrong {
            Wrong::TooDeep => self.end(Ending::Hang(Limit::Nesting)),
            Wrong::Unexpected(text) if text.is_empty() => self.complain("Syntax error"),
            Wrong::Unexpected(text) => self.complain(&format!("Unexpected - {text}")),
        }
    }

    /// Runs a command. `last`: nothing of its line follows, so that a batch file may take the place of the running
    /// one.
    pub fn run_node(&mut self, node: &Node, last: bool) {
        if self.cmd.depth >= MAX_DEPTH {
            return self.end(Ending::Hang(Limit::Nesting));
        }
        self.cmd.depth += 1;
        match node {
            Node::Simple(text) => {
                let text = self.filled(text);
                self.simple(&text, if last { Start::Chain } else { Start::Within });
            }
            Node::Block(nodes) | Node::Sequence(nodes) => self.run_while(nodes, last, |_| true),
            Node::WhileDone(nodes) => self.run_while(nodes, last, |session| !session.failed),
            Node::UntilDone(nodes) => self.run_while(nodes, last, |session| session.failed),
            Node::Quiet(inner) => self.run_node(inner, last),
            Node::Redirected(inner, redirections) => self.run_redirected(inner, redirections),
            Node::Pipe(nodes) => self.run_pipe(nodes),
            Node::If(decision) => self.decide(decision, last),
            Node::For(repetition) => self.repeat_for(repetition),
        }
        self.cmd.depth -= 1;
    }

    /// Runs commands one after another as long as `goes_on`.
    fn run_while(&mut self, nodes: &[Node], last: bool, goes_on: fn(&Self) -> bool) {
        for (nth, node) in nodes.iter().enumerate() {
            self.run_node(node, last && nth + 1 == nodes.len());
            if self.stops() || !goes_on(self) {
                return;
            }
        }
    }

    /// Whether the rest of the line is not run.
    pub fn stops(&mut self) -> bool {
        if self.console.is_full() {
            self.end(Ending::Hang(Limit::Output));
        }
        self.is_over() || self.cmd.jumped
    }

    fn run_redirected(&mut self, node: &Node, redirections: &[Redirection]) {
        let before = std::mem::replace(&mut self.input, Input::Keyboard);
        self.input = before.clone();
        let Some((output, errors)) = self.opened(redirections) else {
            self.input = before;
            self.failed = true;
            return;
        };
        self.console.nest_with(output, errors);
        self.run_node(node, false);
        for sink in self.console.unnest_with() {
            self.fill(sink);
        }
        let reads = redirections.iter().any(|r| matches!(r, Redirection::Input(_)));
        if reads {
            self.input = before;
        }
    }

    /// Opens what a command is redirected to, in the order in which it is written; `None` when one cannot be.
    fn opened(&mut self, redirections: &[Redirection]) -> Option<(Output, Output)> {
        let (mut output, mut errors) = (Output::Screen, Output::Screen);
        for redirection in redirections {
            match redirection {
                Redirection::Input(name) => {
                    let name = self.filled(name).replace('"', "");
                    if self.open_input(&name).is_err() {
                        self.tell("File not found");
                        return None;
                    }
                }
                Redirection::File { errors: of_errors, name, append } => {
                    let name = self.filled(name).replace('"', "");
                    let sink = self.sink(Target { name, append: *append })?;
                    *(if *of_errors { &mut errors } else { &mut output }) = sink;
                }
                Redirection::Same { errors: true } => {
                    errors = Output::Other { outside: matches!(output, Output::Screen) };
                }
                Redirection::Same { errors: false } => {
                    output = Output::Other { outside: matches!(errors, Output::Screen) };
                }
            }
        }
        Some((output, errors))
    }

    /// Opens a file or device to write to.
    fn sink(&mut self, target: Target) -> Option<Output> {
        if names_device(&target.name) {
            let screen = target.name.to_ascii_uppercase().ends_with("CON");
            return Some(if screen { Output::Screen } else { Output::Nowhere });
        }
        match self.create(&target) {
            Ok(path) => Some(Output::File { path, text: String::new() }),
            Err(error) => {
                let code = self.exit_code;
                self.complain(&error.to_string());
                // Wine leaves the exit code as it is; NT is not documented.
                self.exit_code = code;
                None
            }
        }
    }

    /// Writes what was printed to a file into it.
    fn fill(&mut self, sink: Output) {
        let Output::File { path, text } = sink else { return };
        let now = self.now();
        if !text.is_empty()
            && let Err(error) = self.drives.append(&path, &encode(&text), now)
        {
            self.tell(&error.to_string());
        }
    }

    /// Runs each command in a shell of its own with what the one before it printed; the last one's exit code counts.
    fn run_pipe(&mut self, nodes: &[Node]) {
        let before = self.input.clone();
        for (nth, node) in nodes.iter().enumerate() {
            if nth + 1 == nodes.len() {
                self.in_own_shell(|session| session.run_node(node, true));
            } else {
                let printed = self.captured(|session| session.run_node(node, true));
                self.input = Input::Data { bytes: encode(&printed), at: 0 };
            }
            if self.stops() {
                break;
            }
        }
        self.input = before;
    }

    /// What is printed by a command that runs in a shell of its own.
    pub fn captured(&mut self, run: impl FnOnce(&mut Self)) -> String {
        self.console.nest_with(Output::Captured(String::new()), Output::Screen);
        self.in_own_shell(run);
        let [output, _] = self.console.unnest_with();
        match output {
            Output::Captured(text) => text,
            _ => String::new(),
        }
    }

    /// Runs something in a shell of its own: variables and directories are as before when it is done.
    pub fn in_own_shell(&mut self, run: impl FnOnce(&mut Self)) {
        let depth = self.frames.len();
        let (drive, loops) = (self.drives.current(), self.cmd.loops.clone());
        let (place, places) = (self.drives.directory(drive), self.cmd.places.clone());
        let (delayed, extended) =
            (std::mem::take(&mut self.cmd.delayed), std::mem::replace(&mut self.cmd.extended, true));
        self.push(Frame::Shell { env: self.env.clone(), echo: self.echo });
        if !self.is_over() {
            run(self);
        }
        self.run_above(depth);
        (self.cmd.loops, self.cmd.places) = (loops, places);
        (self.cmd.delayed, self.cmd.extended) = (delayed, extended);
        if let Ok(place) = place {
            // The directory may have been removed meanwhile; then the present one stays.
            let _ = self.drives.set_directory(&place);
            let _ = self.drives.set_current(drive);
        }
    }

    /// Runs the batch files that wait above `depth` to their end. The line that started them goes on, unless what it
    /// belongs to has been given up.
    pub fn run_above(&mut self, depth: usize) {
        let loops = std::mem::take(&mut self.cmd.loops);
        self.run_frames(depth);
        self.cmd.loops = loops;
        self.cmd.jumped = self.frames.len() < depth;
    }
}
