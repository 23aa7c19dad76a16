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
}

#[derive(Debug)]
pub(super) struct Console {
    screen: String,
    pub output: Output,
    /// Where the outputs of the shells go in which this one was started, the innermost last.
    below: Vec<Output>,
    /// Characters printed, wherever they went.
    printed: usize,
}

impl Console {
    pub fn new() -> Self {
        Self { screen: String::new(), output: Output::Screen, below: Vec::new(), printed: 0 }
    }

    /// Prints to where the output of the command goes.
    pub fn print(&mut self, text: &str) {
        self.printed = self.printed.saturating_add(text.len());
        if self.is_full() {
            return;
        }
        let outer = self.below.iter_mut().rev();
        let redirected =
            std::iter::once(&mut self.output).chain(outer).find(|o| !matches!(o, Output::Screen));
        match redirected {
            None | Some(Output::Screen) => self.screen.push_str(text),
            Some(Output::Nowhere) => {}
            Some(Output::File { text: written, .. }) => written.push_str(text),
        }
    }

    /// Begins a shell within this one: what it prints goes where the output goes now.
    pub fn nest(&mut self) {
        self.below.push(std::mem::replace(&mut self.output, Output::Screen));
    }

    /// Ends the innermost shell.
    pub fn unnest(&mut self) {
        self.output = self.below.pop().unwrap_or(Output::Screen);
    }

    /// Shows on the screen, whatever is redirected: prompts and error messages.
    pub fn show(&mut self, text: &str) {
        self.printed = self.printed.saturating_add(text.len());
        if !self.is_full() {
            self.screen.push_str(text);
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
