//! The commands and their options: help and completions are made from this list.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use sms_sim::base::SimTime;
use sms_sim::product::Release;
use sms_sim::scenario::limits::{MEMORY_LIMIT, parse_size};
use sms_sim::scenario::settings::Given;

/// A deterministic simulator of Systems Management Server 1.x software distribution.
#[derive(Parser)]
#[command(name = "sim", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Arguments {
    /// When to colour; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto, global = true, display_order = 900)]
    pub color: Colour,
    /// Print results and errors only: no progress, no remarks
    #[arg(short, long, global = true, display_order = 901)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run one scenario and show what became of it
    Run(RunArgs),
    /// Run scenarios on every version they name, and say which hold
    Test(TestArgs),
    /// Tell how a client's status came about, event by event
    Explain(ExplainArgs),
    /// Lay two versions, quirk sets or seeds of a scenario side by side
    Diff(DiffArgs),
    /// Vary one setting of a scenario, and tell where what is found changes
    Sweep(SweepArgs),
    /// Write a scenario to begin with, which runs as it is
    New(NewArgs),
    /// Read scenarios without running them, and say what is wrong with them
    Check(CheckArgs),
    /// Write what happened in a run for other programs
    Export(ExportArgs),
    /// Look into a client's machine at a moment of a run
    Inspect(InspectArgs),
    /// List the scenarios that come with the program
    List(ListArgs),
    /// Show which release has which defect
    Quirks(QuirksArgs),
    /// Read and edit an INI file as the functions of an old Windows would
    Ini(super::ini::IniArgs),
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Run a batch file on a disk of its own
    Shell(super::shell::ShellArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

const EXIT_CODES: &str = "\
Exit codes:
  0  pass
  1  an expectation failed
  2  usage or scenario error
  3  the simulator contradicts itself
  4  the run did not settle
  5  a second run differed
  6  inconclusive: something that was to be tried was not
Ctrl-C ends a run with exit code 130: it says how far it came, and writes nothing.";

const RUN_EXAMPLES: &str = "\
Examples:
  sim run scenarios/q152229.yaml              every version, status table, charts in reports/q152229
  sim run q152229 --version 1.1 --seed 7      one version, other poll phases and delays
  sim run q152229 --without q152229           what was intended, and which cells that changes
  sim run q152229 --format json > out.json    one JSON document on stdout
  sim run q152229 --trace 2>&1 | less         what happened, line by line
  sim run fleet/expiry-1m --set clients=10000 a fleet, as large as you like";

#[derive(Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct RunArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// Run this version only; may be given more than once
    #[arg(long = "version", value_name = "V", value_parser = expected::<Release>)]
    pub versions: Vec<Release>,
    #[command(flatten)]
    pub shared: SharedArgs,
    /// Where charts, JSON and transcripts go [default: reports/NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Print the transcript on stderr
    #[arg(long)]
    pub trace: bool,
    /// Let every poll happen, also those that will find nothing; the digest must not change
    #[arg(long)]
    pub every_poll: bool,

    /// Work every start of a machine and every package out anew, also those that come out alike
    #[arg(long)]
    pub no_memo: bool,
    /// Run twice and compare digests
    #[arg(long)]
    pub twice: bool,
    /// Stop at this time, as `d2 08:30`
    #[arg(long, value_name = "T", value_parser = expected::<SimTime>)]
    pub until: Option<SimTime>,
}

/// What a run depends on besides its scenario and version.
#[derive(Args)]
pub struct SharedArgs {
    /// What all random draws depend on
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = seed, allow_hyphen_values = true)]
    pub seed: u64,
    /// Set a number that the scenario has under `settings`; may be given more than once
    #[arg(long, value_name = "NAME=N", value_parser = Given::parse)]
    pub set: Vec<(String, u64)>,
    /// Refuse a run that would take more memory than this, as `4G` or `512M`
    #[arg(long, value_name = "SIZE", default_value = MEMORY_LIMIT, value_parser = parse_size)]
    pub memory_limit: u64,
    /// Work on so many threads; what comes out is the same [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_THREADS)))]
    pub threads: Option<u16>,
    /// Switch a quirk off; may be given more than once
    #[arg(long, value_name = "QUIRK")]
    pub without: Vec<String>,
}

/// Threads that anybody can have use for.
const MOST_THREADS: u16 = 256;

const TEST_EXAMPLES: &str = "\
Examples:
  sim test                          all scenarios that come with the program
  sim test my-scenarios/            all .yaml and .yml files of a folder, those in canary/ left out
  sim test --filter q1522           those whose name has this in it
  sim test --junit results.xml      for a CI server
  sim test --update-transcripts my-scenarios/
                                    writes my-scenarios/transcripts/*.txt; from then on, sim test tells
                                    where a run differs from them";

#[derive(Args)]
#[command(after_help = TEST_EXAMPLES)]
pub struct TestArgs {
    /// Scenario files, folders of them, or names [default: those that come with the program]
    pub paths: Vec<PathBuf>,
    /// Write a JUnit report to this file
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only cases whose name, as `q152229::1.1`, has this text in it
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Write the transcript of each case beside its scenario, in transcripts/; no expectation is touched
    #[arg(long, conflicts_with = "seed")]
    pub update_transcripts: bool,
    /// What all random draws depend on; transcripts are held against runs with seed 0 only
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = seed, allow_hyphen_values = true)]
    pub seed: u64,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  sim explain q152229 --client W1                     on the scenario's first version
  sim explain q152229 --client W5 --version 1.2       why nothing is reported
  sim explain q152229 --client W1 --at 'd1 00:00'     as it was then";

#[derive(Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// The client whose status it is
    #[arg(long, value_name = "NAME")]
    pub client: String,
    /// The job [default: the only one]
    #[arg(long, value_name = "JOB")]
    pub job: Option<String>,
    /// The version [default: the scenario's first]
    #[arg(long, value_name = "V", value_parser = expected::<Release>)]
    pub version: Option<Release>,
    /// The moment, as `d2 08:30` [default: the end]
    #[arg(long, value_name = "T", value_parser = expected::<SimTime>)]
    pub at: Option<SimTime>,
    /// What all random draws depend on
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = seed, allow_hyphen_values = true)]
    pub seed: u64,
    /// Set a number that the scenario has under `settings`; may be given more than once
    #[arg(long, value_name = "NAME=N", value_parser = Given::parse)]
    pub set: Vec<(String, u64)>,
    /// Switch a quirk off; may be given more than once
    #[arg(long, value_name = "QUIRK")]
    pub without: Vec<String>,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  sim diff q152229 1.0 1.2               two versions
  sim diff q152229 1.0 1.0-q152229       a version, and the same with a quirk switched off
  sim diff q152229 1.1 1.1@7             the same with other poll phases and delays
  sim diff q152229 1.0 1.2 --format json | jq .parting

Exit codes:
  0  the runs are the same, event by event
  1  they differ
  2  usage or scenario error";

#[derive(Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// One side, as `VERSION[-QUIRK]...[@SEED]`: quirks are switched off; the seed is 0 unless it says another
    #[arg(value_name = "A")]
    pub one: String,
    /// The other side, in the same way
    #[arg(value_name = "B")]
    pub other: String,
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

const SWEEP_EXAMPLES: &str = "\
Examples:
  sim sweep q166765 clients.P5.poll 1m 30m --beside 20m
                                            from which interval on the package runs once
  sim sweep q166765 clients.P5.poll 10m 16m --step 10s --seeds 50
                                            the same more closely, with more phases and delays";

#[derive(Args)]
#[command(after_help = SWEEP_EXAMPLES)]
pub struct SweepArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// The keys that lead to the setting, as `clients.W1.poll`; entries of a list are counted from 1
    #[arg(value_name = "KEYS")]
    pub key: String,
    /// The first value: a number, or a length of time like `20m`
    #[arg(value_name = "FROM")]
    pub from: String,
    /// The last value
    #[arg(value_name = "TO")]
    pub to: String,
    /// From one value to the next [default: 1, or 1m]
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
    /// How many seeds each value is run with, from 0 on
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub seeds: u64,
    /// A value that an article names, to print beside what is found
    #[arg(long, value_name = "VALUE")]
    pub beside: Option<String>,
    /// The version [default: the scenario's first]
    #[arg(long, value_name = "V", value_parser = expected::<Release>)]
    pub version: Option<Release>,
    /// Switch a quirk off; may be given more than once
    #[arg(long, value_name = "QUIRK")]
    pub without: Vec<String>,
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Args)]
pub struct NewArgs {
    /// The article that the scenario is to play, as Q123456
    pub article: String,
    /// The file to write [default: the article in lower case, .yaml]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Args)]
pub struct CheckArgs {
    /// Scenario files, folders of them, or names [default: those that come with the program]
    pub paths: Vec<PathBuf>,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  sim export q152229 --as perfetto     trace-1.0.json and so on: open them in ui.perfetto.dev
  sim export q152229 --as csv          events.csv, files.csv and status.csv
  sim export fleet/expiry-1m --as csv  status.csv with every row of a fleet";

#[derive(Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// For which program
    #[arg(long = "as", value_enum, value_name = "FORM")]
    pub form: Form,
    /// This version only; may be given more than once
    #[arg(long = "version", value_name = "V", value_parser = expected::<Release>)]
    pub versions: Vec<Release>,
    #[command(flatten)]
    pub shared: SharedArgs,
    /// Where the files go [default: reports/NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Perfetto,
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

#[derive(Args)]
pub struct ManArgs {
    /// Of this command [default: of the program]
    pub command: Option<String>,
}

const INSPECT_EXAMPLES: &str = r"Examples:
  sim inspect q152229 --client W4 --at 'd0 12:00' -- DIR C:\EXCEL
  sim inspect q152229 --client W1 --at 'd0 09:04' --version 1.1 -- TYPE C:\AUTOEXEC.BAT
  sim inspect q152229 --client W1 --at 'd1 00:00' --shell
  sim inspect q152229 --client W4 --at 'd0 12:00' --export w4-disk";

#[derive(Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct InspectArgs {
    /// A scenario file, or the name of a scenario that comes with the program
    #[arg(value_name = "FILE-OR-NAME")]
    pub scenario: String,
    /// The client to look into
    #[arg(long, value_name = "NAME")]
    pub client: String,
    /// The moment, as `d2 08:30`
    #[arg(long, value_name = "T")]
    pub at: SimTime,
    /// The version [default: the scenario's first]
    #[arg(long, value_name = "V")]
    pub version: Option<Release>,
    /// What all random draws depend on
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = seed, allow_hyphen_values = true)]
    pub seed: u64,
    /// Set a number that the scenario has under `settings`; may be given more than once
    #[arg(long, value_name = "NAME=N", value_parser = Given::parse)]
    pub set: Vec<(String, u64)>,
    /// Read commands, and answers to what they ask, from stdin, with a prompt if that is a terminal
    #[arg(long)]
    pub shell: bool,
    /// Write the files of the machine's C: to this directory
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
    /// A command for the machine's own shell, run on a copy of it; in quotes as a whole where it has quotes or `>` in it
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}

#[derive(Args)]
pub struct ListArgs {
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Args)]
pub struct QuirksArgs {
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell to complete for
    pub shell: Shell,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// A value whose error is worded as what should have been there.
fn expected<T: FromStr<Err = String>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|wanted| format!("expected {wanted}"))
}

pub fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}
