//! `sim man`: the manual page, from the same list that help is made from.

use clap::CommandFactory as _;

use super::args::{Arguments, ManArgs};
use super::exit::Failure;
use super::load;
use super::output;

pub fn man(args: &ManArgs) -> Result<u8, Failure> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let hint = load::hint(name, known.into_iter());
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| Failure::refused(format!("there is no command `{name}`{hint}")))?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Failure::Output)?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(0)
}
