//! Writing to stdout and stderr. A reader that has seen enough, as `head` does, is no error, and changes no exit code.

use std::io::{self, Write};

use super::exit::Failure;
use super::terminal;

/// Prints the result of a command on stdout, all of it at once.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Prints a message on stderr. Where that cannot be written to, there is nobody left to tell.
pub fn tell(message: &str) {
    let _ = io::stderr().lock().write_all(format!("{}\n", message.trim_end()).as_bytes());
}

/// Makes a remark on stderr, unless the user wants none.
pub fn note(message: &str) {
    if !terminal::is_quiet() {
        tell(message);
    }
}
