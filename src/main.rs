//! The `sim` program: a table of contents. Each command has its file in `cli/`.

use std::process::ExitCode;

use clap::Parser as _;

mod cli;

fn main() -> ExitCode {
    let arguments = cli::args::Arguments::parse();
    let result = match &arguments.command {
        cli::args::Command::Run(args) => cli::run::run(args),
        cli::args::Command::Test(args) => cli::test::test(args),
        cli::args::Command::Inspect(args) => cli::inspect::inspect(args),
        cli::args::Command::List(args) => cli::list::list(args),
        cli::args::Command::Quirks(args) => cli::quirks::quirks(args),
        cli::args::Command::Ini(args) => cli::ini::ini(args),
        cli::args::Command::Schema => cli::schema::schema(),
        cli::args::Command::Shell(args) => cli::shell::shell(args),
        cli::args::Command::Completions(args) => cli::completions::completions(args),
    };
    cli::exit::conclude(result)
}
