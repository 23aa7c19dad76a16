//! `sim inspect`: goes back to a moment of a run and looks into one client's machine.
//!
//! Commands run on a copy of the machine: they may change what they like, and the run never hears of it.

use std::io::{BufRead, IsTerminal as _, Read as _};
use std::path::Path;
use std::sync::Arc;

use sms_sim::base::SimTime;
use sms_sim::base::text::encode;
use sms_sim::client::network::Network;
use sms_sim::client::programs::ClientPrograms;
use sms_sim::machine::shell::{Setting, Standing, run};
use sms_sim::machine::{Drive, Ending, Machine, ShellRun, State};
use sms_sim::product::Behavior;
use sms_sim::scenario::run::{Settings, look};

use super::args::InspectArgs;
use super::exit::Failure;
use super::shell::{host, unusual};
use super::{load, output};

/// Bytes of a line that is typed at the prompt; the rest is the next line.
const MAX_TYPED_BYTES: u64 = 4_096;

/// A copy of the machine, and what commands on it find.
struct Copy {
    machine: Machine,
    now: SimTime,
    behavior: Behavior,
    network: Arc<Network>,
}

pub fn inspect(args: &InspectArgs) -> Result<u8, Failure> {
    let scenario = load::scenario(&args.scenario, &load::given(&args.set))?;
    let version = match &args.version {
        Some(version) => load::version(&scenario, version)?,
        None => 0,
    };
    let client = load::client(&scenario, &args.client)?;
    let command = args.command.join(" ");
    if command.is_empty() && !args.shell && args.export.is_none() {
        let hint = "give a command, as `-- DIR C:\\`, or `--shell`, or `--export DIR`";
        return Err(Failure::refused(format!("there is nothing to look for: {hint}")));
    }
    let settings = Settings { seed: args.seed, ..Settings::default() };
    let mut copy = look(&scenario, version, &settings, args.at, |world| Copy {
        machine: world.machine(client),
        now: args.at,
        behavior: world.behavior_of(client),
        network: world.network_of(client),
    });
    tell_state(&args.client, &copy);
    if !command.is_empty() {
        copy.converse(&command, &mut std::io::empty())?;
    }
    if args.shell {
        copy.prompt()?;
    }
    if let Some(directory) = &args.export {
        export(&copy.machine, directory)?;
    }
    Ok(0)
}

/// Nobody could type anything at a machine that is not in use: what it answers is what its disk holds at this moment.
fn tell_state(client: &str, copy: &Copy) {
    let Copy { machine, now, .. } = copy;
    let stage = match machine.state {
        State::Prompt | State::Desktop => return,
        State::Starting(stage) => format!(": {}", stage.words()),
        _ => String::new(),
    };
    output::tell(&format!("at {now} {client} {}{stage}", machine.state.words()));
}

fn export(machine: &Machine, directory: &Path) -> Result<(), Failure> {
    let disk = machine.drives.volume(Drive::C).map_err(Failure::refused)?;
    host::export(directory, disk)
}

impl Copy {
    /// Runs a command. What it asks is answered by the next line of `answers`, for which it is run again from the start.
    /// Gives whether the answers sufficed.
    fn converse(&mut self, command: &str, answers: &mut dyn BufRead) -> Result<bool, Failure> {
        let before = self.machine.clone();
        let (mut keys, mut shown) = (Vec::new(), 0);
        loop {
            self.machine = before.clone();
            let run = self.type_in(command, &keys);
            let lines: String = run.console.iter().skip(shown).map(|line| format!("{line}\n")).collect();
            output::print(&lines)?;
            shown = run.console.len();
            let answer = if run.ending == Ending::Waiting { line(answers)? } else { None };
            let Some(answer) = answer else {
                self.now = self.now + run.elapsed;
                if let Some(why) = unusual(run.ending) {
                    output::tell(&format!("the command did not end: {why}"));
                }
                return Ok(run.ending != Ending::Waiting);
            };
            keys.extend(encode(&answer));
            keys.push(b'\r');
        }
    }

    fn type_in(&mut self, command: &str, keys: &[u8]) -> ShellRun {
        let Self { machine, now, behavior, network } = self;
        let programs = ClientPrograms { behavior: *behavior, network, ..ClientPrograms::on(machine) };
        let setting = Setting {
            standing: Standing::Resident,
            flaws: machine.flaws,
            keys,
            ..Setting::once(machine.os.dialect(), machine.clock.local(*now), &programs)
        };
        run(command, &mut machine.drives, &mut machine.env, setting)
    }

    /// Reads commands until the input ends or somebody says EXIT. The prompt is shown only to a person.
    fn prompt(&mut self) -> Result<(), Failure> {
        let mut stdin = std::io::stdin().lock();
        let person = stdin.is_terminal();
        loop {
            if person {
                output::print(&format!("{}>", self.machine.place()))?;
            }
            let Some(command) = line(&mut stdin)? else {
                return output::print(if person { "\n" } else { "" });
            };
            if command.trim().eq_ignore_ascii_case("exit") {
                return Ok(());
            }
            if !self.converse(&command, &mut stdin)? {
                return Ok(());
            }
        }
    }
}

/// The next line, without its end; `None` where there is none.
fn line(input: &mut dyn BufRead) -> Result<Option<String>, Failure> {
    let mut line = Vec::new();
    let read = input.take(MAX_TYPED_BYTES).read_until(b'\n', &mut line);
    read.map_err(|error| Failure::refused(format!("cannot read a command: {error}")))?;
    let text = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_string();
    Ok((!line.is_empty()).then_some(text))
}
