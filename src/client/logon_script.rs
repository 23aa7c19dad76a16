//! The logon script: what lies on NETLOGON, and the programs that it runs.
//!
//! Of SMSLS.BAT the article gives a few lines, its labels and its order (Q161412, Q157681, Q121387); this one has that order,
//! and neither the test for slow links nor that for room in the environment.

use std::sync::Arc;

use super::programs::{ClientPrograms, Program};
use crate::base::Span;
use crate::machine::{
    Call, Content, DosPath, Ending, Image, LocalTime, ProgramRun, Programs, RelPath, Volume,
};
use crate::product::Behavior;
use crate::product::behavior::ScriptPath;

/// What a logon runs.
pub const SMSLS: &str = "SMSLS.BAT";
/// Room on the share (assumed).
const SHARE_BYTES: u64 = 20 << 20;
/// Finding a logon server (assumed).
const SETLS_TIME: Span = Span::secs(1);
const INVENTORY_TIME: Span = Span::secs(5);

/// The programs beside the script (Q138348, Q157681).
const PROGRAMS: [(&str, Program); 6] = [
    ("X86.BIN\\SETLS16.EXE", Program::Setls),
    ("X86.BIN\\SETLS32.EXE", Program::Setls),
    ("X86.BIN\\CLI_DOS.EXE", Program::ClientSetup),
    ("X86.BIN\\CLI_NT.EXE", Program::ClientSetup),
    ("X86.BIN\\INVDOS.EXE", Program::Inventory),
    ("X86.BIN\\INVWIN32.EXE", Program::Inventory),
];

/// The share as a site sets it up.
pub fn netlogon(behavior: &Behavior, now: LocalTime) -> Arc<Image> {
    let mut share = Volume::new(Image::empty(SHARE_BYTES));
    let script = (SMSLS, Content::of(smsls(behavior.script_path)));
    let programs = PROGRAMS.iter().map(|(name, program)| (*name, program.content()));
    for (name, content) in std::iter::once(script).chain(programs) {
        let path = RelPath::parse(name).expect("the names are valid");
        let above = path.parent().unwrap_or_else(RelPath::root);
        share.make_directories(&above, now).expect("the share has room");
        share.write(&path, content, now).expect("the share has room");
    }
    share.freeze()
}

/// The script. It finds its own directory as `%0\..` (Q121387), and has client setup before the inventory (Q157681).
fn smsls(path: ScriptPath) -> String {
    // What sets PATH is where Q161412 has its first and its last message.
    let (find, restore) = match path {
        ScriptPath::Quoted => (r#"PATH=%0\..;%0\..\%SMS_BIN%;"%PATH%""#, r#"PATH="%SMS_P%""#),
        ScriptPath::Bare => (r"PATH=%0\..;%0\..\%SMS_BIN%;%PATH%", "PATH=%SMS_P%"),
    };
    let lines = [
        "@ECHO OFF",
        ":START",
        "SET SMS_BIN=X86.BIN",
        "SET SMS_P=%PATH%",
        "IF \"%OS%\"==\"Windows_NT\" GOTO RUN_NT",
        ":RUN_FROM",
        find,
        ":RUN_DOS",
        "SETLS16 -m:E -i -p:CLI_DOS.EXE",
        "SETLS16 -m:E -i -p:INVDOS.EXE -pa:/i",
        ":RESTORE",
        restore,
        "GOTO END",
        ":RUN_NT",
        r"%0\..\%SMS_BIN%\SETLS32 -m:E -i -p:CLI_NT.EXE",
        r"%0\..\%SMS_BIN%\SETLS32 -m:E -i -p:INVWIN32.EXE -pa:/i",
        ":END",
        "SET SMS_P=",
        "SET SMS_BIN=",
    ];
    lines.map(|line| format!("{line}\r\n")).concat()
}

/// SETLS runs the program that `-p:` names, which lies beside it here, with what `-pa:` gives it. Which server it then works on
/// is up to the program.
pub fn setls(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let value = |word: &'static str| call.tail.split_whitespace().filter_map(move |w| w.strip_prefix(word));
    let arguments: String = value("-pa:").map(|argument| format!(" {argument}")).collect();
    let path = value("-p:").next().and_then(|name| beside(call.path, name));
    let content = path.as_ref().and_then(|path| call.drives.read(path).ok().cloned());
    let (Some(path), Some(content)) = (path, content) else {
        return ProgramRun { exit_code: 1, elapsed: SETLS_TIME, ..ProgramRun::default() };
    };
    if call.power <= SETLS_TIME {
        let broken_off = Some(Ending::PowerCut);
        return ProgramRun { elapsed: SETLS_TIME, broken_off, ..ProgramRun::default() };
    }
    let mut inner = Call {
        path: &path,
        tail: &arguments,
        input: &[],
        drives: call.drives,
        env: call.env,
        now: call.now.after(SETLS_TIME),
        keys: call.keys,
        power: call.power.left_after(SETLS_TIME),
        used: call.used,
    };
    let mut run = programs.run(&content, &mut inner).unwrap_or_default();
    run.elapsed = run.elapsed + SETLS_TIME;
    run.started.insert(0, path);
    run
}

fn beside(program: &DosPath, name: &str) -> Option<DosPath> {
    program.parent()?.join(name).ok()
}

/// The Inventory Agent takes its time.
pub fn inventory(call: &Call<'_>) -> ProgramRun {
    let mut done = ProgramRun { elapsed: INVENTORY_TIME, ..ProgramRun::default() };
    if done.elapsed >= call.power {
        done.broken_off = Some(Ending::PowerCut);
    }
    done
}
