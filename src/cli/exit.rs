//! How the program ends: exit codes, and messages on stderr.

use std::io;
use std::process::ExitCode;

use sms_sim::scenario::outcome::Verdict;

use super::output;

/// The exit code of what Ctrl-C ended: 128 and the number of the signal, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// Why a command could not be carried out. The message is complete; it may have several lines.
pub enum Failure {
    /// Bad usage or a bad scenario.
    Refused(String),
    /// Ctrl-C.
    Interrupted(String),
    /// Writing to stdout failed.
    Output(io::Error),
}

impl Failure {
    /// A failure whose own words say enough.
    pub fn refused(error: impl std::fmt::Display) -> Self {
        Self::Refused(format!("error: {error}"))
    }
}

/// The exit code for the worst of some verdicts.
pub fn code(verdicts: impl Iterator<Item = Verdict>) -> u8 {
    match verdicts.max() {
        None | Some(Verdict::Pass) => 0,
        Some(Verdict::Fail) => 1,
        Some(Verdict::Broken) => 3,
        Some(Verdict::Unsettled) => 4,
        Some(Verdict::Nondeterministic) => 5,
        Some(Verdict::Inconclusive) => 6,
    }
}

/// Ends the program.
pub fn conclude(result: Result<u8, Failure>) -> ExitCode {
    let message = match result {
        Ok(code) => return ExitCode::from(code),
        Err(Failure::Output(error)) => format!("error: cannot write to stdout: {error}"),
        Err(Failure::Refused(message)) => message,
        Err(Failure::Interrupted(message)) => {
            output::tell(&message);
            return ExitCode::from(INTERRUPTED);
        }
    };
    output::tell(&message);
    ExitCode::from(2)
}
