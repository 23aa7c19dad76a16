//! What a run prints, and where it goes.

use super::MAX_OUTPUT_CHARS;
use crate::machine::path::DosPath;

/// Where a command's output goes.
#[derive(Debug)]
pub(super) enum Output {
    Screen,
    /// A device on which nobody looks.
    Nowhere,
    File {
        path: DosPath,
        text: String,
    },
    /// To another command.
    Captured(String),
    /// To where the other of the two goes: output and errors. `outside`: where it goes outside this command.
    Other {
        outside: bool,
    },
}

/// Their places in a pair of both.
const OUTPUT: usize = 0;
const ERRORS: usize = 1;

#[derive(Debug)]
pub(super) struct Console {
    screen: String,
    pub output: Output,
    /// Where error messages go.
    errors: Output,
    /// Where both go outside the command or shell that runs, the innermost last.
    below: Vec<[Output; 2]>,
    /// Characters printed, wherever they went.
    printed: usize,
    /// Whether CTTY has made another device the terminal: nothing is seen or typed here.
    pub away: bool,
}

impl Console {
    pub fn new() -> Self {
        Self {
            screen: String::new(),
            output: Output::Screen,
            errors: Output::Screen,
            below: Vec::new(),
            printed: 0,
            away: false,
        }
    }

    /// Prints to where the output of the command goes.
    pub fn print(&mut self, text: &str) {
        self.printed = self.printed.saturating_add(text.len());
        if self.is_full() {
            return;
        }
        self.put(text, OUTPUT);
    }

    /// Adds a text to where the one or the other of both goes, looking outwards for what is not the screen.
    fn put(&mut self, text: &str, mut which: usize) {
        let Self { output, errors, below, screen, away, .. } = self;
        let outer = below.iter_mut().rev().map(|[output, errors]| [output, errors]);
        for [output, errors] in std::iter::once([output, errors]).chain(outer) {
            let [mut sink, other] = if which == OUTPUT { [output, errors] } else { [errors, output] };
            if let Output::Other { outside } = sink {
                which = 1 - which;
                if *outside {
                    continue;
                }
                sink = other;
            }
            match sink {
                Output::Screen | Output::Other { .. } => {}
                Output::Nowhere => return,
                Output::File { text: written, .. } | Output::Captured(written) => {
                    return written.push_str(text);
                }
            }
        }
        if !*away {
            screen.push_str(text);
        }
    }

    /// Begins a shell within this one: what it prints goes where the output goes now.
    pub fn nest(&mut self) {
        self.nest_with(Output::Screen, Output::Screen);
    }

    /// Ends the innermost shell.
    pub fn unnest(&mut self) {
        self.unnest_with();
    }

    /// Begins a command within the present one whose output and errors go elsewhere.
    pub fn nest_with(&mut self, output: Output, errors: Output) {
        let outer =
            [std::mem::replace(&mut self.output, output), std::mem::replace(&mut self.errors, errors)];
        self.below.push(outer);
    }

    /// Ends it; gives where its output and errors went.
    pub fn unnest_with(&mut self) -> [Output; 2] {
        let [output, errors] = self.below.pop().unwrap_or([Output::Screen, Output::Screen]);
        [std::mem::replace(&mut self.output, output), std::mem::replace(&mut self.errors, errors)]
    }

    /// Shows on the screen, wherever output goes: prompts and error messages.
    pub fn show(&mut self, text: &str) {
        self.printed = self.printed.saturating_add(text.len());
        if !self.is_full() {
            self.put(text, ERRORS);
        }
    }

    pub fn is_full(&self) -> bool {
        self.printed > MAX_OUTPUT_CHARS
    }

    pub fn into_lines(self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.screen.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_string()).collect();
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_reach_the_screen_and_output_where_it_is_sent() {
        let mut console = Console::new();
        console.print("one\r\n");
        console.output = Output::Nowhere;
        console.print("lost\r\n");
        console.show("Access denied\r\nC:\\>");
        assert_eq!(console.into_lines(), ["one", "Access denied", "C:\\>"]);
    }

    #[test]
    fn there_is_an_end_to_it() {
        let mut console = Console::new();
        console.print(&"x".repeat(MAX_OUTPUT_CHARS + 1));
        assert!(console.is_full());
        assert!(console.into_lines().is_empty());
    }
}
