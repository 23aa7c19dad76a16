//! What the terminal and its user want: colours or none, progress or none.

use std::io::IsTerminal;
use std::sync::OnceLock;

use super::args::Colour;

/// What the command line says for all commands.
struct Wishes {
    colour: Colour,
    quiet: bool,
}

static WISHES: OnceLock<Wishes> = OnceLock::new();

/// Notes what the command line says; once, at the start.
pub fn configure(colour: Colour, quiet: bool) {
    let _ = WISHES.set(Wishes { colour, quiet });
}

/// Whether remarks and progress are unwanted.
pub fn is_quiet() -> bool {
    WISHES.get().is_some_and(|wishes| wishes.quiet)
}

/// Whether to colour what is written to `stream` (<https://no-color.org>).
pub fn colours(stream: &impl IsTerminal) -> bool {
    match WISHES.get().map(|wishes| wishes.colour) {
        Some(Colour::Always) => true,
        Some(Colour::Never) => false,
        Some(Colour::Auto) | None => stream.is_terminal() && !colours_are_refused(),
    }
}

fn colours_are_refused() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the terminal's wishes are the host's business, and never reach a run"
    )]
    std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty())
}

/// A progress bar on stderr for `length` steps; it hides itself where stderr is no terminal.
pub fn progress(length: u64, what: &'static str) -> indicatif::ProgressBar {
    bar(length, "{bar:32} {pos}/{len} {msg} {eta}").with_message(what)
}

/// Whether there is a terminal to show progress on, and a user who wants it.
pub fn shows_progress() -> bool {
    std::io::stderr().is_terminal() && !is_quiet()
}

/// A progress bar in the form of an `indicatif` template; hidden where there is nobody to see it.
pub fn bar(length: u64, template: &str) -> indicatif::ProgressBar {
    let bar = match shows_progress() {
        true => indicatif::ProgressBar::new(length),
        false => indicatif::ProgressBar::hidden(),
    };
    let style = indicatif::ProgressStyle::with_template(template);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
