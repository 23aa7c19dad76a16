//! `sim ini`: reads and edits an INI file on this machine as the functions of an old Windows would.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use sms_sim::machine::ini::{self, Dialect, IniFile, Op, Profile, Reply, latin1, unlatin1};
use sms_sim::report::write;

use super::exit::Failure;
use super::output;

/// The largest INI file and the largest list of calls that are read, in bytes.
const MAX_FILE_BYTES: u64 = 16 << 20;
/// A buffer in which every answer has room.
const ROOMY_BYTES: usize = 2 * MAX_FILE_BYTES as usize;

const EXAMPLES: &str = r#"Examples:
  sim ini SMS.INI get 'SMS Work' PendingWork         the value; exit code 1 if there is no such key
  sim ini SMS.INI get Local SetupPhase installed     the value, or else `installed`
  sim ini --dialect win95 WIN.INI set windows run 'C:\NET\AGENT.EXE'
  sim ini WININIT.INI delete rename                  the whole section
  sim ini SYSTEM.INI keys 386Enh                     one to a line, repeated ones too
  sim ini WIN.INI sections
  sim ini WIN.INI apply calls.json                   many calls, their answers as JSON

OPS.json is a list of calls, as [["get","windows","run","",256],["write","windows","run",null],["snap"]]:
  ["get",SECTION,KEY,DEFAULT,SIZE]  ["getint",SECTION,KEY,DEFAULT]
  ["getsection",SECTION,SIZE]       ["getnames",SIZE]
  ["write",SECTION,KEY,VALUE]       ["writesection",SECTION,"K=V\u0000K=V\u0000"]
  ["flush"]                         ["snap"]
null is the NULL of the call. A character stands for the byte of its number, also in the other arguments.

A file that does not exist is answered as Windows does: nothing is found in it, and writing creates it.

Exit codes:
  0  answered
  1  get: there is no such key and no default was given
  2  usage, or the file cannot be read or written"#;

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct IniArgs {
    /// Whose functions answer: win31, win95 or nt
    #[arg(long, value_name = "WINDOWS", default_value = "nt", global = true)]
    dialect: Dialect,
    /// The INI file
    file: PathBuf,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the value of a key
    Get {
        section: String,
        key: String,
        /// What to print if there is no such key
        #[arg(allow_hyphen_values = true)]
        default: Option<String>,
    },
    /// Give a key a value
    Set {
        section: String,
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Delete a key, or a whole section
    Delete { section: String, key: Option<String> },
    /// Print the names of a section's keys
    Keys { section: String },
    /// Print the names of the sections
    Sections,
    /// Make calls one after the other and print their answers as JSON
    Apply {
        /// The calls
        #[arg(value_name = "OPS.json")]
        ops: PathBuf,
    },
}

pub fn ini(args: &IniArgs) -> Result<u8, Failure> {
    let Some(lines) = answer(args)? else {
        output::tell(&format!("{}: there is no such key", args.file.display()));
        return Ok(1);
    };
    output::print(&lines.iter().map(|line| format!("{line}\n")).collect::<String>())?;
    Ok(0)
}

/// Does what is asked, and writes the file if that has changed it. The lines to print; `None` if there is no
/// such key.
fn answer(args: &IniArgs) -> Result<Option<Vec<String>>, Failure> {
    let mut profile = open(&args.file, args.dialect)?;
    let before = profile.file.clone();
    let lines = act(&args.action, &mut profile, &args.file)?;
    if let Some(file) = profile.file.filter(|file| before.as_ref() != Some(file)) {
        save(&args.file, &file)?;
    }
    Ok(lines)
}

fn act(action: &Action, profile: &mut Profile, path: &Path) -> Result<Option<Vec<String>>, Failure> {
    let lines = match action {
        Action::Get { section, key, default } => return get(profile, section, key, default.as_deref()),
        Action::Set { section, key, value } => write_string(profile, path, section, Some(key), Some(value))?,
        Action::Delete { section, key } => write_string(profile, path, section, key.as_deref(), None)?,
        Action::Keys { section } => strings(&profile.string(Some(&bytes(section)?), None, None, ROOMY_BYTES)),
        Action::Sections => strings(&profile.section_names(ROOMY_BYTES)),
        Action::Apply { ops } => vec![apply(profile, ops)?],
    };
    Ok(Some(lines))
}

fn get(
    profile: &Profile,
    section: &str,
    key: &str,
    default: Option<&str>,
) -> Result<Option<Vec<String>>, Failure> {
    let (section, key, given) = (bytes(section)?, bytes(key)?, default.map(bytes).transpose()?);
    if default.is_none() && profile.value(&section, &key).is_none() {
        return Ok(None);
    }
    let reply = profile.string(Some(&section), Some(&key), given.as_deref(), ROOMY_BYTES);
    Ok(Some(vec![latin1(&reply.written[..reply.returned])]))
}

/// The strings of a list.
fn strings(list: &Reply) -> Vec<String> {
    let end = list.written.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let strings = list.written[..end].split(|&byte| byte == 0);
    strings.filter(|_| end > 0).map(latin1).collect()
}

fn write_string(
    profile: &mut Profile,
    path: &Path,
    section: &str,
    key: Option<&str>,
    value: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let (section, key, value) = (bytes(section)?, key.map(bytes).transpose()?, value.map(bytes).transpose()?);
    if profile.write_string(Some(&section), key.as_deref(), value.as_deref()) {
        return Ok(Vec::new());
    }
    let why =
        if profile.read_only { "it is read-only" } else { "the function makes no file for an empty value" };
    Err(Failure::Refused(format!("error: cannot write {}: {why}", path.display())))
}

/// Makes the calls in a file; the answers, each with its call, and the file as they leave it.
fn apply(profile: &mut Profile, path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let text = read(path)?
        .ok_or_else(|| Failure::Refused(format!("error: cannot read {shown}: there is no such file")))?;
    let json: Value = serde_json::from_slice(&text)
        .map_err(|error| Failure::Refused(format!("error: {shown} is not JSON: {error}")))?;
    let ops = Op::read_all(&json).map_err(|error| Failure::Refused(format!("error: {shown}: {error}")))?;
    let answers = ini::run(&ops, profile);
    let calls = json.as_array().into_iter().flatten();
    let results = calls.zip(&answers).map(|(call, answer)| {
        let mut result = serde_json::Map::from_iter([("op".to_string(), call.clone())]);
        result.extend(answer.to_json());
        Value::Object(result)
    });
    let results: Value = results.collect();
    let last = profile.file.as_ref().map(|file| latin1(file.as_bytes()));
    Ok(format!("{:#}", json!({ "results": results, "final": last })))
}

/// The file as the functions see it; one that does not exist is none to them.
fn open(path: &Path, dialect: Dialect) -> Result<Profile, Failure> {
    let mut profile = Profile::new(read(path)?.as_deref(), dialect);
    profile.read_only = fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly());
    Ok(profile)
}

/// Replaces the file in one step. A link stays a link, and who may read the file stays the same.
fn save(path: &Path, file: &IniFile) -> Result<(), Failure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let before = fs::metadata(&path);
    write::write_file(&path, file.as_bytes()).map_err(Failure::refused)?;
    let kept = before.map_or(Ok(()), |meta| fs::set_permissions(&path, meta.permissions()));
    kept.map_err(|error| Failure::Refused(format!("error: cannot write {}: {error}", path.display())))
}

/// The bytes of a file; `None` if it does not exist.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let refused = |why: &str| Err(Failure::Refused(format!("error: cannot read {}: {why}", path.display())));
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(meta) if meta.is_dir() => return refused("it is a folder"),
        Ok(meta) if meta.len() > MAX_FILE_BYTES => return refused("it is larger than 16 MiB"),
        _ => {}
    }
    fs::read(path).map(Some).or_else(|error| refused(&error.to_string()))
}

/// The bytes of an argument.
fn bytes(argument: &str) -> Result<Vec<u8>, Failure> {
    unlatin1(argument).map_err(|why| Failure::Refused(format!("error: `{argument}`: {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer_in(folder: &Path, action: Action) -> Option<Vec<String>> {
        let args = IniArgs { dialect: Dialect::Win95, file: folder.join("a.ini"), action };
        answer(&args).ok().expect("nothing is wrong with it")
    }

    fn get(key: &str, default: Option<&str>) -> Action {
        Action::Get { section: "s".to_string(), key: key.to_string(), default: default.map(str::to_string) }
    }

    fn set(key: &str, value: &str) -> Action {
        Action::Set { section: "s".to_string(), key: key.to_string(), value: value.to_string() }
    }

    #[test]
    fn what_is_set_is_in_the_file_and_what_is_missing_is_told() {
        let home = tempfile::tempdir().unwrap();
        let (ask, file) = (|action| answer_in(home.path(), action), home.path().join("a.ini"));
        let line = |text: &str| Some(vec![text.to_string()]);
        assert_eq!((ask(get("k", None)), ask(get("k", Some("d ")))), (None, line("d")));
        assert_eq!(ask(Action::Sections), Some(Vec::new()));
        assert!(!file.exists(), "reading makes no file");
        assert_eq!(ask(set("k", "'ä'")), Some(Vec::new()));
        assert_eq!(fs::read(&file).unwrap(), b"[s]\r\nk='\xe4'\r\n");
        assert_eq!((ask(get("k", None)), ask(get("x", None))), (line("ä"), None));
        assert_eq!(
            (ask(Action::Sections), ask(Action::Keys { section: " S".to_string() })),
            (line("s"), line("k"))
        );
        ask(Action::Delete { section: "s".to_string(), key: None });
        assert_eq!(fs::read(&file).unwrap(), b"");
    }

    #[test]
    fn what_cannot_be_written_is_refused_and_the_file_stays() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a.ini");
        let refused = |action| {
            let args = IniArgs { dialect: Dialect::Win95, file: file.clone(), action };
            let Err(Failure::Refused(said)) = answer(&args) else { return String::new() };
            said
        };
        assert!(refused(set("k", "")).contains("makes no file for an empty value"));
        assert!(refused(set("k", "€")).contains("the character `€`"));
        fs::write(&file, "[s]\r\n").unwrap();
        let mut mode = fs::metadata(&file).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&file, mode).unwrap();
        assert!(refused(set("k", "v")).ends_with("it is read-only"));
        assert_eq!(fs::read(&file).unwrap(), b"[s]\r\n");
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert!(refused(get("k", None)).ends_with("it is a folder"));
    }

    #[test]
    fn calls_are_answered_in_the_form_in_which_answers_were_recorded() {
        let home = tempfile::tempdir().unwrap();
        let ops = home.path().join("ops.json");
        fs::write(&ops, r#"[["write", "s", "k", "'v'"], ["get", "s", "k", "", 9], ["snap"]]"#).unwrap();
        let mut profile = Profile::new(None, Dialect::Nt);
        let printed: Value =
            serde_json::from_str(&apply(&mut profile, &ops).ok().expect("the calls are right")).unwrap();
        assert_eq!(
            printed,
            json!({
                "results": [
                    { "op": ["write", "s", "k", "'v'"], "ret": 1 },
                    { "op": ["get", "s", "k", "", 9], "ret": 1, "buf": "v\0Z", "value": "v" },
                    { "op": ["snap"], "file": "[s]\r\nk='v'\r\n" },
                ],
                "final": "[s]\r\nk='v'\r\n",
            })
        );
    }

    #[test]
    fn calls_that_are_none_are_named() {
        let home = tempfile::tempdir().unwrap();
        let ops = home.path().join("ops.json");
        for (text, complaint) in [
            ("{}", "a list of calls is expected"),
            (r#"[["snap"], ["got", 1]]"#, "call 2: `got` is none of get, getint"),
            (r#"[["get", "s", "k", ""]]"#, "call 1: `get` takes 4 arguments, not 3"),
            (r#"[["get", "s", "k", "", -1]]"#, "call 1: -1 is no size of a buffer"),
            (r#"[["write", "s", "k", "€"]]"#, "call 1: the character `€` is none of the 256"),
            ("[", "is not JSON"),
        ] {
            fs::write(&ops, text).unwrap();
            let error = apply(&mut Profile::new(None, Dialect::Nt), &ops).expect_err("it is refused");
            assert!(matches!(&error, Failure::Refused(said) if said.contains(complaint)), "{text}");
        }
    }
}
