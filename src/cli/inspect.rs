//! `sim inspect`: goes back to a moment of a run and looks into one client's machine.
//!
//! Commands run on a copy of the machine: they may change what they like, and the run never hears of it.

use std::io::{BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;

use sms_sim::base::SimTime;
use sms_sim::client::programs::ClientPrograms;
use sms_sim::machine::{Drive, Machine, ShellRun};
use sms_sim::scenario::run::{Settings, look};

use super::args::InspectArgs;
use super::exit::Failure;
use super::shell::host;
use super::{load, output};

/// Bytes of a line that is typed at the prompt; the rest is the next line.
const MAX_TYPED_BYTES: u64 = 4_096;

pub fn inspect(args: &InspectArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario)?;
    let version = match &args.version {
        Some(version) => load::version(&scenario, version)?,
        None => 0,
    };
    let client = load::client(&scenario, &args.client)?;
    let settings = Settings { seed: args.seed, ..Settings::default() };
    let mut machine = look(&scenario, version, &settings, args.at, |world| world.machine(client));
    let commands = args.command.join(" ");
    if commands.is_empty() && !args.shell && args.export.is_none() {
        let hint = "give a command, as `-- DIR C:\\`, or `--shell`, or `--export DIR`";
        return Err(Failure::refused(format!("there is nothing to look for: {hint}")));
    }
    if !commands.is_empty() {
        show(&type_in(&mut machine, args.at, &commands))?;
    }
    if args.shell {
        prompt(&mut machine, args)?;
    }
    match &args.export {
        Some(directory) => export(&machine, directory),
        None => Ok(0),
    }
}

fn export(machine: &Machine, directory: &Path) -> Result<u8, Failure> {
    let disk = machine.drives.volume(Drive::C).map_err(Failure::refused)?;
    host::export(directory, disk)?;
    Ok(0)
}

fn type_in(machine: &mut Machine, at: SimTime, command: &str) -> ShellRun {
    let programs = ClientPrograms::on(machine);
    machine.type_in(at, command, &programs)
}

fn show(run: &ShellRun) -> Result<(), Failure> {
    let lines: String = run.console.iter().map(|line| format!("{line}\n")).collect();
    output::print(&lines)
}

/// Reads commands until the input ends or somebody says EXIT. The prompt is shown only to a person.
fn prompt(machine: &mut Machine, args: &InspectArgs) -> Result<(), Failure> {
    let mut stdin = std::io::stdin().lock();
    let person = stdin.is_terminal();
    let mut now = args.at;
    loop {
        if person {
            output::print(&format!("{}>", machine.place()))?;
        }
        let mut line = String::new();
        let read = stdin.by_ref().take(MAX_TYPED_BYTES).read_line(&mut line);
        let ended = read.map_err(|error| Failure::refused(format!("cannot read a command: {error}")))? == 0;
        if ended || line.trim().eq_ignore_ascii_case("exit") {
            return Ok(());
        }
        let run = type_in(machine, now, line.trim_end_matches(['\r', '\n']));
        now = now + run.elapsed;
        show(&run)?;
    }
}
