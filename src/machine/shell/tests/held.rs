//! Files that the running system holds open: what each shell says, asks and leaves.

use super::*;

const QUESTION: &str = "|Sharing violation reading drive C|Abort, Retry, Fail?";
const IN_USE: &str = "The process cannot access the file because it is being used by another process.";

/// Runs `script` in a batch file on a machine that holds A.TXT open; what is on the screen, and how it ended.
fn held(dialect: Dialect, script: &str, keys: &str) -> (Pc, ShellRun) {
    let name = if dialect == Dialect::CmdOs2 { "CASE.CMD" } else { "CASE.BAT" };
    let mut pc = Pc::new(&[(name, &format!("@ECHO OFF\n{script}\n"))]);
    pc.dialect = dialect;
    pc.drives.hold(&"C:\\A.TXT".parse().unwrap());
    let run = pc.typed("CASE", Standing::Resident, keys.as_bytes());
    assert_eq!(pc.text("C:\\A.TXT").as_deref(), Some("aaa\r\n"), "{script}");
    (pc, run)
}

#[test]
fn command_com_asks_and_goes_on_as_it_is_told() {
    for (script, keys, screen) in [
        ("COPY B.TXT A.TXT", "F", "F|Fail on INT 24 - A.TXT|        0 file(s) copied"),
        ("COPY B.TXT A.TXT\nECHO next", "a", "a|next"),
        ("COPY B.TXT+X.TXT A.TXT", "A", "A"),
        ("DEL A.TXT", "F", "F|Access denied"),
        ("DEL A.TXT\nECHO next", "A", "A|next"),
        ("REN A.TXT C.TXT", "F", "F|Duplicate file name or file not found"),
        ("MOVE B.TXT A.TXT", "f", "f|c:\\b.txt => c:\\a.txt [access denied]"),
        ("MOVE A.TXT B.TXT\nTYPE B.TXT", "f", "f|c:\\a.txt => c:\\b.txt [access denied]|bbb"),
        ("MOVE A.TXT SUB", "A", "A"),
        ("ECHO x>A.TXT", "F", "F|File creation error"),
        ("ECHO x>>A.TXT\nECHO next", "A", "A|next"),
        ("DEL A.TXT", "xF", "x|Abort, Retry, Fail?F|Access denied"),
        ("TYPE B.TXT|SORT >A.TXT\nECHO next", "A", "A|next"),
    ] {
        for dialect in [Dialect::Command6, Dialect::Command7] {
            let (_, run) = held(dialect, script, keys);
            let shown = run.console.join("|");
            let behind = shown.strip_prefix("B.TXT|").unwrap_or(&shown);
            assert_eq!(behind, format!("{QUESTION}{screen}"), "{script}");
            assert_eq!(
                (run.ending, run.exit_code > 0),
                (Ending::Finished, script.starts_with("MOVE")),
                "{script}"
            );
        }
    }
}

#[test]
fn a_file_that_stays_held_is_asked_about_again() {
    let (_, run) = held(Dialect::Command5, "DEL A.TXT", "RRF");
    assert_eq!(run.console.join("|"), format!("{QUESTION}R|{QUESTION}R|{QUESTION}F|Access denied"));
}

#[test]
fn a_question_without_an_answer_ends_the_run() {
    for script in ["DEL *.TXT", "COPY B.TXT A.TXT", "ECHO x>A.TXT", "MOVE A.TXT SUB", "REN A.TXT C.TXT"] {
        let (pc, run) = held(Dialect::Command6, &format!("{script}\nDEL B.TXT"), "");
        assert_eq!((run.console.join("|"), run.ending), (QUESTION.to_string(), Ending::Waiting), "{script}");
        assert!(pc.text("C:\\B.TXT").is_some(), "{script}");
    }
}

#[test]
fn wildcards_go_on_after_fail_and_stop_at_abort() {
    for (script, keys, b_stays) in
        [("DEL *.TXT", "F", false), ("DEL *.TXT", "A", true), ("DELTREE /Y *.TXT", "F", false)]
    {
        let (pc, _) = held(Dialect::Command6, script, keys);
        assert_eq!(pc.text("C:\\B.TXT").is_some(), b_stays, "{script} {keys}");
    }
}

#[test]
fn xcopy_tells_what_stopped_it() {
    for (keys, code) in [("F", 4), ("A", 5)] {
        let (_, run) = held(Dialect::Command6, "MD D\nCOPY B.TXT D\\A.TXT >NUL\nXCOPY D\\A.TXT C:\\", keys);
        assert_eq!(run.exit_code, code, "{:?}", run.console);
    }
}

#[test]
fn cmd_exe_asks_nothing() {
    for (script, code, screen) in [
        ("COPY B.TXT A.TXT", 1, "{}|        0 file(s) copied."),
        ("REN A.TXT C.TXT", 1, "{}"),
        ("MOVE B.TXT A.TXT", 1, "{}|        0 file(s) moved."),
        ("MOVE A.TXT SUB", 1, "{}|        0 file(s) moved."),
        ("DEL *.TXT", 0, "{}"),
        ("ECHO x>A.TXT", 0, "{}"),
        ("ECHO x>>A.TXT", 0, "{}"),
        ("XCOPY B.TXT A.TXT", 4, "Reading source file(s)...|B.TXT|{}"),
        ("DEL A.TXT && ECHO no", 0, "{}"),
    ] {
        for (dialect, text) in
            [(Dialect::CmdNt, IN_USE.to_string()), (Dialect::CmdOs2, format!("SYS0032: {IN_USE}"))]
        {
            let (_, run) = held(dialect, script, "");
            let screen = screen.replace("{}", &text);
            assert_eq!(run.console.join("|"), screen, "{script}");
            assert_eq!((run.exit_code, run.ending), (code, Ending::Finished), "{script}");
        }
    }
}

#[test]
fn a_held_file_can_be_read_copied_and_listed() {
    for dialect in Dialect::ALL {
        let script =
            "TYPE A.TXT\nCOPY A.TXT X >NUL\nTYPE X\nATTRIB A.TXT\nXCOPY A.TXT SUB >NUL\nTYPE SUB\\A.TXT";
        let (_, run) = held(dialect, script, "");
        assert_eq!(run.console.join("|"), "aaa|aaa|  A          C:\\A.TXT|aaa", "{dialect:?}");
    }
}
