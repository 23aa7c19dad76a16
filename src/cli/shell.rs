//! `sim shell`: runs one batch file on a disk of its own, which can be made from a directory of the host.

pub mod host;
mod programs;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::date;
use serde_json::{Map, Value, json};
use sms_sim::base::text::decode;
use sms_sim::machine::shell::{Dialect, Ending, Setting, ShellRun, Standing, run as run_command};
use sms_sim::machine::volume::{Content, Entry};
use sms_sim::machine::{Attributes, Drive, Drives, Environment, Image, LocalTime, RelPath, Volume};
use sms_sim::scenario::document::word::Keys;

use super::args::Format;
use super::exit::Failure;
use super::output;

/// The size of the disk.
const DISK_BYTES: u64 = 512 << 20;
/// Room for variables in COMMAND.COM, as `/E:2128` gives it, whose last byte ends the block.
const DOS_ENVIRONMENT_BYTES: usize = 2_127;
/// Room for variables in CMD.EXE (assumed).
const CMD_ENVIRONMENT_BYTES: usize = 32 << 10;
/// The helper programs are there, so that C: holds nothing but what is imported.
const HELPERS: &str = "A:\\";
/// As much of a file as JSON shows.
const MAX_SHOWN_BYTES: usize = 1 << 20;

const EXAMPLES: &str = "\
Examples:
  sim shell --dialect dos6 SETUP.BAT C:\\APP                 a batch file of the host, alone on a disk
  sim shell --dialect nt --import disk/ SETUP.BAT           one of the files imported to C:\\
  sim shell --dialect dos5 --import disk/ --export after/ --format json SETUP.BAT

The programs SETRC (ends with the exit code given), SHOWARG (shows its arguments) and UPCASE (a filter) are on the PATH.
The exit code of sim is 0 when the batch file ran, whatever its ERRORLEVEL.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct ShellArgs {
    /// Whose language the batch file is in
    #[arg(long, value_enum, value_name = "DIALECT")]
    dialect: DialectName,
    /// Copy the files of this directory to C:\ first
    #[arg(long, value_name = "DIR")]
    import: Option<PathBuf>,
    /// Set attributes of imported files: lines as `SMS.INI HA`
    #[arg(long, value_name = "FILE")]
    attrs: Option<PathBuf>,
    /// Set a variable; may be given more than once
    #[arg(long = "set", value_name = "NAME=VALUE")]
    variables: Vec<String>,
    /// The current directory at the start
    #[arg(long, value_name = "PATH", default_value = "C:\\")]
    cwd: String,
    /// What is typed at the keyboard: \r is Enter, \x1a ^Z, \x03 ^C
    #[arg(long, value_name = "TEXT", default_value = "")]
    keys: String,
    /// Write C:\ to this directory at the end; it must be empty or not be there
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// What to print on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The batch file: one of those imported, or a file of the host
    #[arg(value_name = "SCRIPT.BAT")]
    script: String,
    /// What it is given
    #[arg(value_name = "ARGS", trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum DialectName {
    /// COMMAND.COM of MS-DOS 5.0
    Dos5,
    /// COMMAND.COM of MS-DOS 6.2x
    Dos6,
    /// COMMAND.COM of Windows 95
    Win95,
    /// CMD.EXE of Windows NT
    Nt,
    /// CMD.EXE of OS/2
    Os2,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Dos5 => Self::Command5,
            DialectName::Dos6 => Self::Command6,
            DialectName::Win95 => Self::Command7,
            DialectName::Nt => Self::CmdNt,
            DialectName::Os2 => Self::CmdOs2,
        }
    }
}

pub fn shell(args: &ShellArgs) -> Result<u8, Failure> {
    let mut disk = Volume::new(Image::empty_with(DISK_BYTES, Dialect::from(args.dialect).naming()));
    if let Some(directory) = &args.import {
        host::import(directory, &mut disk, start_of_files())?;
    }
    let script = place_script(args, &mut disk)?;
    if let Some(list) = &args.attrs {
        set_attributes(list, &mut disk)?;
    }
    let mut drives = Drives::new(disk);
    drives.add(
        Drive::new('A').unwrap_or(Drive::C),
        programs::disk(start_of_files()).map_err(Failure::refused)?,
    );
    let cwd = drives.resolve(&args.cwd).map_err(Failure::refused)?;
    drives.set_directory(&cwd).map_err(|error| Failure::refused(format!("{}: {error}", args.cwd)))?;
    let mut env = environment(args)?;
    let keys = typed(&args.keys)?;
    let now = date(1996, 6, 3).at(9, 0, 0, 0).into();
    let setting = Setting {
        standing: Standing::Resident,
        keys: &keys,
        ..Setting::once(args.dialect.into(), now, &programs::Helpers)
    };
    let command = [&["CALL".to_string(), script], args.arguments.as_slice()].concat().join(" ");
    let result = run_command(&command, &mut drives, &mut env, setting);
    if let Some(directory) = &args.export {
        host::export(directory, drives.volume(Drive::C).map_err(Failure::refused)?)?;
    }
    match args.format {
        Format::Text => print_text(&result)?,
        Format::Json => print_json(&result, &drives, &env)?,
    }
    Ok(0)
}

/// When the files of the disk were written.
fn start_of_files() -> LocalTime {
    date(1994, 1, 2).at(3, 4, 6, 0).into()
}

/// How the script is called: by its name on C:, where a file of the host is copied to unless it was imported.
fn place_script(args: &ShellArgs, disk: &mut Volume) -> Result<String, Failure> {
    let given = Path::new(&args.script);
    let inside = args.import.as_ref().and_then(|import| given.strip_prefix(import).ok());
    let on_disk = inside.map_or_else(|| args.script.clone(), |path| path.to_string_lossy().into_owned());
    let below = on_disk.trim_start_matches("C:").trim_start_matches("c:").trim_start_matches(['\\', '/']);
    let imported = RelPath::parse_long(below).ok().filter(|path| disk.exists(path));
    let path = match imported {
        Some(path) => path,
        None => {
            let name = given.file_name().unwrap_or_default().to_string_lossy();
            let path = RelPath::parse_long(&name)
                .map_err(|why| Failure::refused(format!("{}: {why}", args.script)))?;
            let bytes = host::read(given)?;
            disk.write(&path, Content::of(bytes), start_of_files()).map_err(Failure::refused)?;
            path
        }
    };
    let in_root = args.cwd.trim_end_matches(['\\', '/']).eq_ignore_ascii_case("C:");
    Ok(if in_root { path.as_str().to_string() } else { format!("C:\\{path}") })
}

fn set_attributes(list: &Path, disk: &mut Volume) -> Result<(), Failure> {
    let text = decode(&host::read(list)?);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = |why: &str| Failure::refused(format!("{}: `{line}`: {why}", list.display()));
        let (name, letters) = line.rsplit_once([' ', '\t', '=']).unwrap_or((line, ""));
        let path = RelPath::parse_long(name.trim()).map_err(|why| wrong(&why.to_string()))?;
        let set = letters.chars().map(Attributes::of_letter).collect::<Option<Vec<Attributes>>>();
        let set = set.ok_or_else(|| wrong("attributes are of R, H, S and A"))?;
        let set = set.into_iter().fold(Attributes::NONE, Attributes::with);
        disk.set_attributes(&path, set).map_err(|error| wrong(&error.to_string()))?;
    }
    Ok(())
}

fn environment(args: &ShellArgs) -> Result<Environment, Failure> {
    let cmd = Dialect::from(args.dialect).is_cmd();
    let mut env = Environment::with_room(if cmd { CMD_ENVIRONMENT_BYTES } else { DOS_ENVIRONMENT_BYTES });
    let shell = format!("{HELPERS}{}", if cmd { "CMD.EXE" } else { "COMMAND.COM" });
    let standard = [("COMSPEC", shell.as_str()), ("PATH", HELPERS), ("PROMPT", "$P$G")];
    let given = args.variables.iter().map(|text| {
        text.split_once('=').ok_or_else(|| Failure::refused(format!("--set {text}: it has no `=`")))
    });
    for pair in standard.into_iter().map(Ok).chain(given) {
        let (name, value) = pair?;
        env.set(name, value)
            .map_err(|_| Failure::refused(format!("--set {name}: out of environment space")))?;
    }
    Ok(env)
}

/// The bytes of `--keys`.
fn typed(text: &str) -> Result<Vec<u8>, Failure> {
    let keys = text
        .parse::<Keys>()
        .map_err(|expected| Failure::refused(format!("--keys {text}: expected {expected}")))?;
    Ok(keys.0)
}

/// How the run ended, in the words of a single answer.
fn status(ending: Ending) -> &'static str {
    match ending {
        Ending::Finished => "ok",
        Ending::Aborted => "at_prompt",
        Ending::Waiting => "waiting_for_key",
        Ending::Hang(_) => "timeout",
        Ending::Stays => "in_program",
        Ending::Reboots => "reboots",
        Ending::LeavesWindows => "leaves_windows",
        Ending::PowerCut => "power_cut",
    }
}

/// Why a run did not simply end.
pub fn unusual(ending: Ending) -> Option<String> {
    let why = match ending {
        Ending::Finished => return None,
        Ending::Aborted => "all batch files were given up",
        Ending::Waiting => "it waits for a key",
        Ending::Hang(limit) => return Some(format!("it would go on for ever ({limit:?})")),
        Ending::Stays => "a program of it stays",
        Ending::Reboots => "a program of it restarts the machine",
        Ending::LeavesWindows => "a program of it ends Windows",
        Ending::PowerCut => "the power went",
    };
    Some(why.to_string())
}

fn print_text(result: &ShellRun) -> Result<(), Failure> {
    let console: String = result.console.iter().map(|line| format!("{line}\n")).collect();
    let why = unusual(result.ending).map(|why| format!("; {why}")).unwrap_or_default();
    output::print(&format!("{console}ERRORLEVEL {}{why}\n", result.exit_code))
}

/// Each byte of texts is the character of its number, so that nothing is lost.
fn latin(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().map(char::from).collect()
}

fn print_json(result: &ShellRun, drives: &Drives, env: &Environment) -> Result<(), Failure> {
    let disk = drives.volume(Drive::C).map_err(Failure::refused)?;
    let mut tree = Map::new();
    host::walk(disk, &RelPath::root(), &mut |path, entry| {
        tree.insert(path.as_str().to_string(), leaf(entry));
        Ok(())
    })?;
    let cwd = drives.directory(drives.current()).map_err(Failure::refused)?;
    let bytes = |text: &str| latin(sms_sim::base::text::encode(text));
    let document = json!({
        "status": status(result.ending),
        "errorlevel": result.exit_code,
        "cwd": cwd.to_string(),
        "console": result.console.iter().map(|line| bytes(line)).collect::<Vec<_>>(),
        "env": env.iter().map(|(name, value)| (name.to_string(), json!(bytes(value)))).collect::<Map<_, _>>(),
        "tree": tree,
    });
    output::print(&format!("{document:#}\n"))
}

fn leaf(entry: &Entry) -> Value {
    let attrs = entry.attributes.to_string();
    match entry.content() {
        None => json!({ "dir": true, "attrs": attrs }),
        Some(content) => json!({
            "text": latin(content.bytes(0, MAX_SHOWN_BYTES)),
            "size": content.size(),
            "attrs": attrs,
            "modified": entry.modified.to_string(),
            "kept_time": entry.modified == start_of_files(),
        }),
    }
}
