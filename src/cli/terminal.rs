//! What the terminal wants: colours or none, progress or none.

use std::io::IsTerminal as _;

/// Whether to colour what is written to `stream` (<https://no-color.org>).
pub fn colours(stream: &impl std::io::IsTerminal) -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the terminal's wishes are the host's business, and never reach a run"
    )]
    let refused = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
    stream.is_terminal() && !refused
}

/// A progress bar on stderr for `length` steps; it hides itself where stderr is no terminal.
pub fn progress(length: u64, what: &'static str) -> indicatif::ProgressBar {
    let bar = if std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new(length)
    } else {
        indicatif::ProgressBar::hidden()
    };
    bar.with_message(what)
}
