//! CONFIG.SYS of MS-DOS and Windows 95: drivers, then INSTALL programs, then the shell.

use super::menu::{self, Statement};
use super::work::Work;
use super::{Stage, State, Then};
use crate::base::Span;
use crate::machine::environment::Environment;
use crate::machine::os::OsKind;
use crate::machine::path::DosPath;

/// Loading a driver (assumed).
const DRIVER_TIME: Span = Span::ms(300);
/// Room for variables without `/E:`, from MS-DOS 5.0 on (Q33449).
const DEFAULT_ROOM_BYTES: usize = 256;
/// What `/E:` may ask for (H622: COMMAND).
const ROOM_BYTES: std::ops::RangeInclusive<usize> = 160..=32_768;
/// `/E:` is rounded up to this many bytes.
const ROOM_STEP_BYTES: usize = 16;

/// Statements that change nothing that a client's software sees.
const WITHOUT_EFFECT: [&str; 16] = [
    "BREAK",
    "BUFFERS",
    "BUFFERSHIGH",
    "COUNTRY",
    "DOS",
    "DRIVPARM",
    "FCBS",
    "FCBSHIGH",
    "FILES",
    "FILESHIGH",
    "LASTDRIVE",
    "LASTDRIVEHIGH",
    "NUMLOCK",
    "STACKS",
    "STACKSHIGH",
    "SWITCHES",
];

/// What SHELL= says, or stands in for it.
struct Shell {
    program: String,
    room_bytes: usize,
    /// `/P`: AUTOEXEC.BAT is run (Q71522).
    permanent: bool,
}

pub(super) fn run(work: &mut Work<'_>) -> Then {
    let bytes = work.machine.read_file(&root_file("CONFIG.SYS")).unwrap_or_default();
    let config = menu::read(&bytes);
    let mut shell = Shell {
        program: work.machine.os.shell().to_string(),
        room_bytes: default_room(work.machine.os),
        permanent: true,
    };
    let mut variables = Vec::new();
    if let Some(choice) = config.choice {
        variables.push(("CONFIG".to_string(), choice));
    }
    for statement in &config.statements {
        if !work.has_power() {
            return Then::PowerCut;
        }
        match statement.name.as_str() {
            "DEVICE" | "DEVICEHIGH" => load_driver(work, &statement.value),
            "SHELL" => shell = read_shell(work, &statement.value),
            "SET" => variables.extend(variable(&statement.value)),
            // These wait until all drivers are loaded (H622: INSTALL).
            "INSTALL" | "INSTALLHIGH" => {}
            name if WITHOUT_EFFECT.contains(&name) => {}
            _ => unknown(work, statement),
        }
    }
    install(work, &config.statements);
    start_shell(work, &shell, &variables)
}

/// Windows 95 gives its own virtual machines more room than MS-DOS (assumed to be as much as set-up programs ask for).
const fn default_room(os: OsKind) -> usize {
    match os {
        OsKind::Win95 => crate::machine::environment::ENVIRONMENT_BYTES,
        _ => DEFAULT_ROOM_BYTES,
    }
}

fn load_driver(work: &mut Work<'_>, value: &str) {
    let name = value.trim_start_matches(['/', '=']).split_whitespace().next().unwrap_or_default();
    match work.machine.drives.resolve(name) {
        Ok(path) if work.machine.drives.is_file(&path) => {
            work.spend(DRIVER_TIME);
            work.note_start(path);
        }
        _ => work.say(format!("Bad or missing {name}")),
    }
}

fn unknown(work: &mut Work<'_>, statement: &Statement) {
    work.say("Unrecognized command in CONFIG.SYS");
    work.say(format!("Error in CONFIG.SYS line {}", statement.line));
}

fn install(work: &mut Work<'_>, statements: &[Statement]) {
    let programs = statements.iter().filter(|s| matches!(s.name.as_str(), "INSTALL" | "INSTALLHIGH"));
    for statement in programs {
        work.shell(&statement.value);
    }
}

fn read_shell(work: &mut Work<'_>, value: &str) -> Shell {
    let mut words = value.split_whitespace();
    let mut shell = Shell {
        program: words.next().unwrap_or_default().to_string(),
        room_bytes: default_room(work.machine.os),
        permanent: false,
    };
    for word in words.map(str::to_ascii_uppercase) {
        if word == "/P" {
            shell.permanent = true;
        } else if let Some(room) = word.strip_prefix("/E:") {
            let asked = room.parse().ok().filter(|bytes| ROOM_BYTES.contains(bytes));
            if asked.is_none() {
                work.say("Parameter value not in allowed range.");
            }
            shell.room_bytes = asked.unwrap_or(DEFAULT_ROOM_BYTES).next_multiple_of(ROOM_STEP_BYTES);
        }
    }
    shell
}

fn variable(value: &str) -> Option<(String, String)> {
    let (name, value) = value.split_once('=')?;
    Some((name.trim().to_string(), value.to_string()))
}

fn start_shell(work: &mut Work<'_>, shell: &Shell, variables: &[(String, String)]) -> Then {
    let program = work.machine.drives.resolve(&shell.program);
    let Some(path) = program.ok().filter(|path| work.machine.drives.is_file(path)) else {
        work.say("Bad or missing Command Interpreter");
        return Then::Rest(State::Stopped);
    };
    let mut environment = Environment::with_room(shell.room_bytes);
    let comspec = ("COMSPEC".to_string(), path.to_string());
    for (name, value) in windows_95_variables(work.machine.os).iter().chain([&comspec]).chain(variables) {
        if environment.set(name, value).is_err() {
            work.say("Out of environment space");
        }
    }
    work.machine.env = environment;
    match shell.permanent {
        true => Then::Stage(Stage::Autoexec),
        false if work.machine.os == OsKind::Win95 => Then::Stage(Stage::Wininit),
        false => Then::Rest(State::Prompt),
    }
}

/// What IO.SYS of Windows 95 sets before it reads any file (assumed from its MSDOS.SYS).
fn windows_95_variables(os: OsKind) -> Vec<(String, String)> {
    if os != OsKind::Win95 {
        return Vec::new();
    }
    let set = [
        ("TMP", "C:\\WINDOWS\\TEMP"),
        ("TEMP", "C:\\WINDOWS\\TEMP"),
        ("PROMPT", "$p$g"),
        ("winbootdir", "C:\\WINDOWS"),
        ("PATH", "C:\\WINDOWS;C:\\WINDOWS\\COMMAND"),
    ];
    set.map(|(name, value)| (name.to_string(), value.to_string())).to_vec()
}

/// A file at the root of C:.
pub(super) fn root_file(name: &str) -> DosPath {
    DosPath::parse(&format!("C:\\{name}")).expect("it is a path")
}
