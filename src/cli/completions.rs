//! `sim completions`: a script that teaches a shell the commands and options.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::args::{Arguments, CompletionsArgs};
use super::exit::Failure;

pub fn completions(args: &CompletionsArgs) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "sim", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(0)
}
