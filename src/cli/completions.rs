//! `sim completions`: a script that teaches a shell the commands and options.

use clap::CommandFactory as _;

use super::args::{Arguments, CompletionsArgs};
use super::exit::Failure;
use super::output;

pub fn completions(args: &CompletionsArgs) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "sim", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
