//! Cases with the answers of real shells: each is run on a volume, per dialect, and compared.
//!
//! `cases.jsonl` holds, per case, the batch file, what it is given, and under `dos` and `nt` what a real shell answered
//! (`from` says which). The DOS shell is MS-DOS 4.00, so `corrections.jsonl` overrides its answer where later versions are
//! documented to differ, with the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::exceptions::EXCEPTIONS;
use super::screen::{console_of, in_words_of_nt, without_messages};
use crate::base::text::{check_short_name, decode, upper_text};
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;
use crate::machine::path::{Drive, Naming, RelPath};
use crate::machine::shell::{Call, Dialect, Ending, ProgramRun, Programs, Setting, ShellRun, Standing, run};
use crate::machine::volume::{Attributes, Content, Image, Volume};

const CASES: &str = "cases.jsonl";
const CORRECTIONS: &str = "corrections.jsonl";

const DISK_BYTES: u64 = 32 << 20;
/// Where the helper programs are, as in the shells that answered.
const DOS_PATH: &str = "A:\\";
const NT_PATH: &str = "C:\\windows\\system32;C:\\windows;C:\\windows\\system32\\wbem;\
    C:\\windows\\system32\\WindowsPowershell\\v1.0;T:\\";
/// The room for variables of the DOS that answered.
const ENVIRONMENT_BYTES: usize = 2_127;
/// A program of one case: prints `com` and ends with the exit code 36.
const PRINTS_COM: &[u8] = b"\xba\x0b\x01\xb4\x09\xcd\x21\xb4\x4c\xcd\x21com\r\n$";
/// Exit codes that the driver of the DOS shells told apart; others were rounded down.
const EXACT_CODES: [u8; 13] = [42, 50, 64, 77, 99, 100, 127, 128, 199, 200, 253, 254, 255];
const HIGHEST_EXACT: u8 = 40;

#[derive(Deserialize)]
struct Case {
    id: String,
    #[serde(default)]
    batch: String,
    #[serde(default)]
    raw: bool,
    eol: Option<String>,
    run: Option<String>,
    args: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    cwd: Option<String>,
    keys: Option<String>,
    #[serde(default)]
    files: Vec<File>,
    dos: Option<Answer>,
    nt: Option<Answer>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    text: Option<String>,
    hex: Option<String>,
    attrs: Option<String>,
    #[serde(default)]
    dir: bool,
}

/// What a shell answered. Files that are as they were are left out; `None` is not compared.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Answer {
    status: Option<String>,
    rc: Option<u8>,
    cwd: Option<String>,
    console: Option<Vec<String>>,
    env: BTreeMap<String, String>,
    tree: BTreeMap<String, Leaf>,
    gone: Vec<String>,
}

#[derive(Clone, Deserialize)]
struct Leaf {
    text: Option<String>,
    attrs: Option<String>,
    kept: Option<bool>,
    #[serde(default)]
    dir: bool,
}

/// What binds later versions instead of the answer, as far as it says anything.
#[derive(Deserialize)]
struct Correction {
    id: String,
    dialects: Vec<String>,
    /// The reason, for the reader.
    why: String,
    status: Option<String>,
    rc: Option<u8>,
    cwd: Option<String>,
    console: Option<Vec<String>>,
    env: Option<BTreeMap<String, String>>,
    tree: Option<BTreeMap<String, Leaf>>,
    gone: Option<Vec<String>>,
}

/// The helper programs, which every shell had on its PATH.
struct Helpers;

impl Programs for Helpers {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let done =
            |exit_code, output: String| Some(ProgramRun { exit_code, output, ..ProgramRun::default() });
        let is = |text: &[u8]| *content == Content::of(text);
        match () {
            () if is(b"SETRC") => done(call.tail.trim().parse().unwrap_or(0), String::new()),
            () if is(b"SHOWARG") => done(0, format!("[{}]\r\n", call.tail)),
            () if is(b"UPCASE") => done(0, upper_text(&decode(call.input))),
            () if is(PRINTS_COM) => done(36, "com\r\n".to_string()),
            () => None,
        }
    }
}

fn old() -> LocalTime {
    date(1994, 1, 2).at(3, 4, 6, 0).into()
}

fn now() -> LocalTime {
    date(1996, 6, 3).at(9, 0, 0, 0).into()
}

/// Latin-1 text, which stands for bytes in the data, as bytes.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

impl File {
    fn bytes(&self) -> Vec<u8> {
        match &self.hex {
            Some(hex) => {
                (0..hex.len() / 2).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap()).collect()
            }
            None => bytes(self.text.as_deref().unwrap_or_default()),
        }
    }
}

impl Case {
    fn script(&self) -> Vec<u8> {
        let as_is = self.raw || self.eol.as_deref() == Some("lf");
        bytes(&if as_is {
            self.batch.clone()
        } else {
            self.batch.replace("\r\n", "\n").replace('\n', "\r\n")
        })
    }

    fn name(&self) -> &str {
        self.run.as_deref().unwrap_or("CASE.BAT")
    }

    /// The disk before the batch file runs; `None` when a name is none on this disk.
    fn disk(&self, nt: bool) -> Option<Volume> {
        let naming = if nt { Naming::WindowsNt } else { Naming::Short };
        let mut disk = Volume::new(Image::empty_with(DISK_BYTES, naming));
        for file in &self.files {
            let path = RelPath::parse(&file.path).ok()?;
            if file.dir {
                disk.make_directories(&path, old()).ok()?;
                continue;
            }
            disk.make_directories(&path.parent()?, old()).ok()?;
            disk.write(&path, Content::of(file.bytes()), old()).ok()?;
            let letters = file.attrs.as_deref().unwrap_or("A");
            let set = letters.chars().filter_map(Attributes::of_letter);
            disk.set_attributes(&path, set.fold(Attributes::NONE, Attributes::with)).ok()?;
        }
        disk.write(&self.name().parse().ok()?, Content::of(self.script()), old()).ok()?;
        Some(disk)
    }

    /// The screen without names of files that stand alone: NT's COPY shows those of several sources, and Wine's does not.
    fn without_copied(&self, mut lines: Vec<String>) -> Vec<String> {
        if upper_text(&self.batch).contains("COPY") {
            lines.retain(|line| !self.files.iter().any(|file| upper_text(&file.path) == upper_text(line)));
        }
        lines
    }

    fn answer(&self, dialect: Dialect) -> Option<Answer> {
        let nt = matches!(dialect, Dialect::CmdNt | Dialect::CmdOs2);
        let mut answer = if nt { self.nt.clone() } else { self.dos.clone() }.unwrap_or_default();
        let known = answer.console.is_some();
        if let Some(console) = answer.console.as_mut().filter(|_| !nt) {
            console.iter_mut().for_each(|line| *line = later_wording(line, dialect));
            let texts = answer.tree.values_mut().filter_map(|leaf| leaf.text.as_mut());
            texts.for_each(|text| *text = later_wording(text, dialect));
        }
        if nt {
            let texts = answer.tree.values_mut().filter_map(|leaf| leaf.text.as_mut());
            texts.for_each(|text| *text = in_words_of_nt(std::slice::from_ref(text)).join("\n"));
        }
        let correction = corrections().into_iter().find(|c| c.id == self.id && c.is_for(dialect));
        let corrected = correction.is_some();
        if let Some(c) = correction {
            c.apply(&mut answer);
        }
        (known || corrected).then_some(answer)
    }
}

impl Correction {
    fn is_for(&self, dialect: Dialect) -> bool {
        assert!(!self.why.is_empty(), "{}", self.id);
        self.dialects.iter().any(|name| Dialect::of_name(name) == Some(dialect))
    }

    fn apply(self, answer: &mut Answer) {
        answer.status = self.status.or(answer.status.take());
        answer.rc = self.rc.or(answer.rc);
        answer.cwd = self.cwd.or(answer.cwd.take());
        answer.console = self.console.or(answer.console.take());
        answer.env = self.env.unwrap_or_else(|| std::mem::take(&mut answer.env));
        answer.tree = self.tree.unwrap_or_else(|| std::mem::take(&mut answer.tree));
        answer.gone = self.gone.unwrap_or_else(|| std::mem::take(&mut answer.gone));
    }
}

fn lines_of<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = format!("{}/src/machine/shell/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

fn corrections() -> Vec<Correction> {
    lines_of(CORRECTIONS)
}

/// MS-DOS 4.00 and later versions word some messages differently.
fn later_wording(line: &str, dialect: Dialect) -> String {
    let changed = [
        ("Access denied  - ", "Access denied - "),
        ("File(s) copied", "file(s) copied"),
        ("Invalid switch -  /", "Invalid switch - /"),
        ("not correct -  ", "not correct - "),
        ("MS-DOS Version 4.00", dialect.version_text()),
    ];
    let line = if line == "Access denied " { "Access denied" } else { line };
    changed.iter().fold(line.to_string(), |text, (from, to)| text.replace(from, to))
}

/// A machine as the case finds it.
struct Bench {
    drives: Drives,
    env: Environment,
    before: Volume,
}

impl Bench {
    fn new(case: &Case, dialect: Dialect) -> Option<Self> {
        let nt = matches!(dialect, Dialect::CmdNt | Dialect::CmdOs2);
        let before = case.disk(dialect == Dialect::CmdNt)?;
        let mut drives = Drives::new(before.clone());
        let mut tools = Volume::new(Image::empty(DISK_BYTES));
        for name in ["SETRC", "SHOWARG", "UPCASE"] {
            tools.write(&format!("{name}.EXE").parse().unwrap(), Content::of(name), old()).unwrap();
        }
        tools.write(&"COMMAND.COM".parse().unwrap(), Content::of("shell"), old()).unwrap();
        drives.add(Drive::new(if nt { 'T' } else { 'A' }).unwrap(), tools);
        if let Some(cwd) = &case.cwd {
            let path = drives.resolve(cwd).ok()?;
            drives.set_directory(&path).ok()?;
        }
        let (path, shell) = if nt { (NT_PATH, "T:\\COMMAND.COM") } else { (DOS_PATH, "A:\\COMMAND.COM") };
        let mut env = Environment::with_room(if nt { 32 << 10 } else { ENVIRONMENT_BYTES });
        for (name, value) in [("COMSPEC", shell), ("PATH", path), ("PROMPT", "$P$G")] {
            env.set(name, value).unwrap();
        }
        Some(Self { drives, env, before })
    }

    fn run(&mut self, case: &Case, dialect: Dialect) -> ShellRun {
        for (name, value) in &case.env {
            self.env.set(name, value).unwrap();
        }
        let root = if case.cwd.is_some() { "\\" } else { "" };
        let command = format!("CALL {root}{} {}", case.name(), case.args.as_deref().unwrap_or_default());
        let keys = bytes(case.keys.as_deref().unwrap_or_default());
        let standing = Standing::Resident;
        let setting = Setting { standing, keys: &keys, ..Setting::once(dialect, now(), &Helpers) };
        run(command.trim_end(), &mut self.drives, &mut self.env, setting)
    }
}

fn code_as_captured(code: u8) -> u8 {
    let below = EXACT_CODES.iter().copied().filter(|&exact| exact <= code).max();
    if code <= HIGHEST_EXACT { code } else { below.unwrap_or(HIGHEST_EXACT) }
}

/// A path as the capture of the answers spelled it: names of 8.3 in upper case.
fn as_captured(path: &RelPath) -> String {
    let name = |name: &str| if check_short_name(name).is_ok() { upper_text(name) } else { name.to_string() };
    path.names().map(name).collect::<Vec<_>>().join("\\")
}

/// Files and directories of C:, as path and leaf.
fn tree_of(volume: &Volume, directory: &RelPath, found: &mut BTreeMap<String, Leaf>) {
    for (name, entry) in volume.list(directory).unwrap() {
        let Ok(path) = directory.join(name) else { continue };
        let content = entry.content().map(|c| c.bytes(0, 1 << 20).map(char::from).collect());
        found.insert(
            as_captured(&path),
            Leaf {
                text: content,
                attrs: Some(entry.attributes.to_string()),
                kept: Some(entry.modified == old()),
                dir: entry.is_directory(),
            },
        );
        if entry.is_directory() {
            tree_of(volume, &path, found);
        }
    }
}

/// What the disk should hold after the case.
fn wanted_tree(before: &Volume, answer: &Answer) -> BTreeMap<String, Leaf> {
    let mut wanted = BTreeMap::new();
    tree_of(before, &RelPath::root(), &mut wanted);
    answer.gone.iter().for_each(|path| drop(wanted.remove(&upper_text(path))));
    wanted.extend(answer.tree.iter().map(|(path, leaf)| (path.clone(), leaf.clone())));
    wanted
}

fn compare_trees(wanted: &BTreeMap<String, Leaf>, got: &BTreeMap<String, Leaf>, nt: bool, say: &mut String) {
    for path in wanted.keys().filter(|path| !got.contains_key(*path)) {
        let _ = writeln!(say, "  missing {path}");
    }
    for (path, leaf) in got {
        let Some(want) = wanted.get(path) else {
            let _ = writeln!(say, "  unexpected {path}: {:?}", leaf.text);
            continue;
        };
        if want.dir != leaf.dir || (!want.dir && want.text != leaf.text) {
            let _ = writeln!(say, "  {path}: {:?}, should be {:?}", leaf.text, want.text);
        }
        if want.dir {
            continue;
        }
        // The host of the NT answers sets A on every file.
        let letters = |leaf: &Leaf| leaf.attrs.clone().map(|a| if nt { a.replace('A', "") } else { a });
        if want.attrs.is_some() && letters(want) != letters(leaf) {
            let _ = writeln!(say, "  {path}: attributes {:?}, should be {:?}", leaf.attrs, want.attrs);
        }
        if want.kept.is_some() && want.kept != leaf.kept {
            let _ = writeln!(say, "  {path}: time kept {:?}, should be {:?}", leaf.kept, want.kept);
        }
    }
}

/// Runs a case and says in which it differs from the answer; empty when in nothing, `None` when there is no answer.
fn differences(case: &Case, dialect: Dialect) -> Option<String> {
    let answer = case.answer(dialect)?;
    let nt = matches!(dialect, Dialect::CmdNt | Dialect::CmdOs2);
    let Some(mut bench) = Bench::new(case, dialect) else {
        return Some("  no such names here\n".to_string());
    };
    let baseline = bench.env.clone();
    let result = bench.run(case, dialect);
    let mut say = String::new();
    let status = match result.ending {
        Ending::Finished => "ok",
        Ending::Aborted => "at_prompt",
        Ending::Waiting => "waiting_for_key",
        Ending::Hang(_) => "timeout",
        Ending::Stays | Ending::Reboots | Ending::LeavesWindows | Ending::PowerCut => "no shell answers so",
    };
    let wanted_status = answer.status.as_deref().unwrap_or("ok");
    // EXIT ends CMD.EXE, and the run with it.
    let wanted_status = if wanted_status == "shell_exited" { "ok" } else { wanted_status };
    if status != wanted_status {
        let _ = writeln!(say, "  status {status}, should be {wanted_status}");
    }
    let code = if nt { result.exit_code } else { code_as_captured(result.exit_code) };
    if answer.rc.is_some_and(|rc| rc != code) {
        let _ = writeln!(say, "  errorlevel {code}, should be {:?}", answer.rc);
    }
    let cwd = bench.drives.directory(Drive::C).unwrap().to_string();
    if cwd != answer.cwd.as_deref().unwrap_or("C:\\") {
        let _ = writeln!(say, "  cwd {cwd}, should be {:?}", answer.cwd);
    }
    let shown = console_of(&result.console, status == "at_prompt");
    let wanted: Vec<String> = answer.console.iter().flatten().map(|line| decode(&bytes(line))).collect();
    let wanted = if nt { in_words_of_nt(&wanted) } else { wanted };
    let wanted_shown = console_of(&wanted, status == "at_prompt");
    let [shown, wanted_shown] =
        [shown, wanted_shown].map(|lines| if nt { case.without_copied(lines) } else { lines });
    // Both were stopped, each when it was.
    let common = if status == "timeout" { shown.len().min(wanted_shown.len()) } else { usize::MAX };
    let [shown, wanted_shown] =
        [shown, wanted_shown].map(|lines| lines.into_iter().take(common).collect::<Vec<_>>());
    if shown != wanted_shown && !(nt && without_messages(&shown) == without_messages(&wanted_shown)) {
        let _ = writeln!(say, "  console {shown:?}\n  should  {wanted:?}");
    }
    let set: BTreeMap<String, String> = bench
        .env
        .iter()
        .filter(|(name, value)| baseline.get(name) != Some(value))
        .map(|(name, value)| (upper_text(name), value.to_string()))
        .collect();
    let wanted: BTreeMap<String, String> =
        answer.env.iter().map(|(name, value)| (upper_text(name), value.clone())).collect();
    if set != wanted {
        let _ = writeln!(say, "  env {set:?}, should be {wanted:?}");
    }
    let mut got = BTreeMap::new();
    tree_of(bench.drives.volume(Drive::C).unwrap(), &RelPath::root(), &mut got);
    compare_trees(&wanted_tree(&bench.before, &answer), &got, nt, &mut say);
    Some(say)
}

/// Every case whose answer binds the dialect passes, but for the exceptions; and those do not.
fn check(dialect: Dialect) {
    let mut complaints = String::new();
    let (mut passed, mut excepted) = (0, 0);
    for case in lines_of::<Case>(CASES) {
        let Some(said) = differences(&case, dialect) else { continue };
        let exception = EXCEPTIONS.iter().find(|e| e.dialect == dialect && e.cases.contains(&&*case.id));
        match (said.is_empty(), exception) {
            (true, None) => passed += 1,
            (false, Some(_)) => excepted += 1,
            (true, Some(exception)) => {
                let _ = writeln!(complaints, "{}: passes, though: {}", case.id, exception.reason);
            }
            (false, None) => {
                let _ = writeln!(complaints, "{}:\n{said}", case.id);
            }
        }
    }
    println!("{dialect:?}: {passed} passed, {excepted} excepted");
    let failed = complaints.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).count();
    assert!(complaints.is_empty(), "{dialect:?}: {passed} passed, {failed} failed\n{complaints}");
}

#[test]
fn command_com_5_answers_as_real_shells_do() {
    check(Dialect::Command5);
}

#[test]
fn command_com_6_answers_as_real_shells_do() {
    check(Dialect::Command6);
}

#[test]
fn command_com_of_windows_95_answers_as_real_shells_do() {
    check(Dialect::Command7);
}

#[test]
fn cmd_exe_of_nt_answers_as_real_shells_do() {
    check(Dialect::CmdNt);
}

#[test]
fn every_correction_and_exception_names_a_case() {
    let ids: Vec<String> = lines_of::<Case>(CASES).into_iter().map(|case| case.id).collect();
    let excepted = EXCEPTIONS.iter().flat_map(|e| e.cases).map(|id| id.to_string());
    let named = corrections().into_iter().map(|c| c.id).chain(excepted);
    let strangers: Vec<String> = named.filter(|id| !ids.contains(id)).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}
