//! The `sim` program: a table of contents. Each command has its file in `cli/`.

use std::process::ExitCode;

use clap::Parser as _;

mod cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = cli::args::Arguments::parse();
    cli::terminal::configure(arguments.color, arguments.quiet);
    let result = match &arguments.command {
        cli::args::Command::Run(args) => cli::run::run(args),
        cli::args::Command::Test(args) => cli::test::test(args),
        cli::args::Command::Explain(args) => cli::explain::explain(args),
        cli::args::Command::Diff(args) => cli::diff::diff(args),
        cli::args::Command::Sweep(args) => cli::sweep::sweep(args),
        cli::args::Command::New(args) => cli::new::new(args),
        cli::args::Command::Check(args) => cli::check::check(args),
        cli::args::Command::Export(args) => cli::export::export(args),
        cli::args::Command::Inspect(args) => cli::inspect::inspect(args),
        cli::args::Command::List(args) => cli::list::list(args),
        cli::args::Command::Quirks(args) => cli::quirks::quirks(args),
        cli::args::Command::Ini(args) => cli::ini::ini(args),
        cli::args::Command::Schema => cli::schema::schema(),
        cli::args::Command::Shell(args) => cli::shell::shell(args),
        cli::args::Command::Completions(args) => cli::completions::completions(args),
        cli::args::Command::Man(args) => cli::man::man(args),
    };
    cli::exit::conclude(result)
}
