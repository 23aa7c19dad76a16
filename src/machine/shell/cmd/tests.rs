//! What batch files do in CMD.EXE, in tables: a script, and what is on the screen when it has run.

use proptest::prelude::*;

use super::node::Node;
use super::parse::{NoMore, parse};
use crate::machine::clock::LocalTime;
use crate::machine::drives::Drives;
use crate::machine::environment::Environment;
use crate::machine::shell::{
    Call, Dialect, Ending, Flaws, Limit, ProgramRun, Programs, Setting, ShellRun, run,
};
use crate::machine::volume::{Content, Image, Volume};

const NOW: LocalTime = LocalTime(1_000_000_000_000);

/// Knows `SETRC n`, which ends with exit code n.
struct Helpers;

impl Programs for Helpers {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let exit_code = call.tail.trim().parse().unwrap_or(0);
        (*content == Content::of("SETRC")).then(|| ProgramRun { exit_code, ..ProgramRun::default() })
    }
}

fn run_files(files: &[(&str, &str)], command: &str, dialect: Dialect, flaws: Flaws, keys: &[u8]) -> ShellRun {
    let mut disk = Volume::new(Image::empty(1 << 20));
    disk.make_directories(&"SUB\\IN".parse().unwrap(), NOW).unwrap();
    for (path, text) in
        [("SETRC.EXE", "SETRC"), ("CMD.EXE", "shell"), ("A.TXT", "aaa\r\n"), ("SUB\\B.TXT", "b c\r\nd e\r\n")]
            .iter()
            .chain(files)
    {
        disk.write(&path.parse().unwrap(), Content::of(*text), NOW).unwrap();
    }
    let mut drives = Drives::new(disk);
    let mut env = Environment::default();
    env.set("PROMPT", "$P$G").unwrap();
    let setting = Setting { keys, flaws, ..Setting::once(dialect, NOW, &Helpers) };
    run(command, &mut drives, &mut env, setting)
}

/// Runs a script as CASE.CMD with ECHO off, and gives what is on the screen, lines joined by `|`.
fn screen_in(dialect: Dialect, script: &str) -> String {
    let script = format!("@ECHO OFF\n{script}\n").replace('\n', "\r\n");
    let sub = "@ECHO s %1\r\n@EXIT /B 3\r\n";
    let files = [("CASE.CMD", script.as_str()), ("S.CMD", sub)];
    run_files(&files, "CASE \"a b\" c d", dialect, Flaws::NONE, b"yes\r").console.join("|")
}

#[test]
fn blocks_conditions_and_operators() {
    for (script, screen) in [
        ("IF EXIST A.TXT (\nECHO yes\nECHO more\n) ELSE (\nECHO no\n)", "yes|more"),
        ("IF NOT EXIST A.TXT (ECHO yes) ELSE IF 1==2 (ECHO no) ELSE ECHO else", "else"),
        ("IF /I a==A ECHO 1\nIF 10 GTR 9 ECHO 2\nIF a LSS b ECHO 3\nIF 0x10 EQU 16 ECHO 4", "1|2|3|4"),
        ("IF 1==2 ECHO no & ECHO no\nECHO end", "end"),
        ("IF (%9)==() ECHO empty\nIF DEFINED NONE ECHO no\nIF \"%~1\"==\"a b\" ECHO same", "empty|same"),
        ("SETRC 0 && ECHO ok || ECHO no\nSETRC 3 && ECHO no || ECHO failed", "ok |failed"),
        ("EXIT /B -1\n", ""),
        (
            "CALL :S -1\nIF ERRORLEVEL 0 ECHO no\nIF ERRORLEVEL -1 ECHO minus\nGOTO :EOF\n:S\nEXIT /B %1",
            "minus",
        ),
        ("(ECHO a\n(ECHO b & ECHO c))>X\nTYPE X", "a|b |c"),
        ("ECHO a^&b ^\nc \"^&\"", "a&b c \"^&\""),
        ("NONE 2>ERR & TYPE ERR & ECHO x>NUL", Dialect::CmdNt.not_found()),
        ("(NONE & ECHO out) >X 2>&1\nFIND /C \".\" <X", "1"),
        ("ECHO b|SORT\nSET X=1|SORT\nECHO [%X%]", "b|[]"),
        ("(ECHO a", "The syntax of the command is incorrect."),
        ("IF a b\nECHO not reached", "b was unexpected at this time."),
    ] {
        assert_eq!(screen_in(Dialect::CmdNt, script), screen, "{script}");
    }
}

#[test]
fn variables_and_arguments() {
    for (script, screen) in [
        ("ECHO %~1 %* %~nx0", "a b \"a b\" c d CASE.CMD"),
        ("SHIFT /1\nECHO %0 %1 %2\nSHIFT\nECHO %0", "CASE c d|c"),
        (
            "SET /A X=2+3*4,Y=X%%5\nECHO %X% %Y%\nSET /A 1/0\nECHO %ERRORLEVEL%",
            "14 4|Divide by zero error.|1073750993",
        ),
        ("SET /P X=Well? \nECHO [%X%]", "Well? yes|[yes]"),
        ("SET X=one two\nECHO %X:~4% %X:one=1% %X: =% %X:~0,-4%", "two 1 two onetwo one"),
        ("SET X=1\nSETLOCAL\nSET X=2\nCD SUB\nENDLOCAL\nCD\nECHO %X%", "C:\\|1"),
        ("SET X=1\nCALL ECHO %%X%%\nSETLOCAL ENABLEDELAYEDEXPANSION\nSET X=2& ECHO %X% !X!", "1|1 2"),
        ("SET NONE", "Environment variable NONE not defined"),
        ("PUSHD SUB\\IN\nCD\nPOPD\nCD", "C:\\SUB\\IN|C:\\"),
    ] {
        assert_eq!(screen_in(Dialect::CmdNt, script), screen, "{script}");
    }
}

#[test]
fn repetitions_and_calls() {
    for (script, screen) in [
        ("FOR %%A IN (1 2) DO (\nFOR %%B IN (x y) DO ECHO %%A%%B\n)", "1x|1y|2x|2y"),
        ("FOR /L %%I IN (5,-2,1) DO ECHO %%I", "5|3|1"),
        ("FOR /R %%F IN (*.TXT) DO ECHO %%~nF %%~zF", "A 5|B 10"),
        ("FOR /D %%D IN (*) DO ECHO %%D", "SUB"),
        ("FOR /F \"tokens=1,2\" %%A IN (SUB\\B.TXT) DO ECHO %%B%%A", "cb|ed"),
        ("FOR /F %%A IN ('ECHO one ^| SORT') DO ECHO [%%A]", "[one]"),
        ("FOR /F \"delims=\" %%A IN (\"a b\") DO ECHO [%%A]", "[a b]"),
        ("FOR %%A IN (1 2 3) DO IF %%A==2 GOTO L\nECHO no\n:L\nECHO out", "out"),
        ("CALL S x && ECHO no\nECHO %ERRORLEVEL%", "s x|3"),
        ("S x & ECHO then\nECHO not reached", "s x|then"),
        ("CALL S x >OUT\nFIND \"s\" <OUT", "s x"),
        ("CALL :L 1\nECHO back\nGOTO :EOF\n:L\nECHO in %0 %1", "in :L 1|back"),
        ("CMD /C \"CD SUB & SET Q=1\"\nCD\nECHO [%Q%]", "C:\\|[]"),
        ("GOTO NONE\nECHO no", "The system cannot find the batch label specified - NONE"),
        (
            "RD /S /Q SUB\nIF NOT EXIST SUB ECHO gone\nMD X\\Y\nDEL /Q *.TXT\nIF NOT EXIST A.TXT ECHO none",
            "gone|none",
        ),
        ("ECHO ON & CALL :E\nECHO x\nGOTO :EOF\n:E\n@ECHO OFF", "x"),
    ] {
        assert_eq!(screen_in(Dialect::CmdNt, script), screen, "{script}");
    }
}

#[test]
fn of_two_equal_labels_nt_takes_the_next_and_os_2_the_first() {
    let script = "GOTO A\n:L\nECHO first\nGOTO E\n:A\nGOTO L\n:L\nECHO second\n:E";
    assert_eq!(screen_in(Dialect::CmdNt, script), "second");
    assert_eq!(screen_in(Dialect::CmdOs2, script), "first");
}

#[test]
fn os_2_numbers_its_messages() {
    for (script, screen) in [
        ("DEL NONE", "SYS0002: The system cannot find the file specified."),
        ("GOTO NONE\nECHO no", "SYS1039: The system cannot find the batch label specified - NONE"),
        ("NONE", &format!("SYS1041: {}", Dialect::CmdOs2.not_found())),
        ("DEL CASE.CMD", "SYS1816: The batch file cannot be found."),
        ("CALL :L\nECHO back\nGOTO E\n:L\nECHO in\n:E", "in|back"),
        ("(ECHO a & ECHO b) && ECHO ^& || ECHO no", "a |b|& "),
    ] {
        assert_eq!(screen_in(Dialect::CmdOs2, script), screen, "{script}");
    }
}

/// F17: two calls of a program, and what IF ERRORLEVEL says after SET (Q137857, Q111429).
#[test]
fn q111429_set_resets_the_exit_code() {
    let script = "@ECHO OFF\r\nSETRC 3\r\nif errorlevel 3 set x=3\r\nif errorlevel 2 set x=2\r\nif errorlevel 1 set x=1\r\n\
        echo Return is: %x%\r\nSETRC 3\r\nif errorlevel 1 set x=1\r\nif errorlevel 2 set x=2\r\nif errorlevel 3 set x=3\r\n\
        echo Return is: %x%\r\n";
    let screen = |set_resets_errorlevel| {
        let flaws = Flaws { set_resets_errorlevel, ..Flaws::NONE };
        run_files(&[("T.BAT", script)], "T", Dialect::CmdNt, flaws, &[]).console
    };
    assert_eq!(screen(false), ["Return is: 1", "Return is: 3"]);
    assert_eq!(screen(true), ["Return is: 3", "Return is: 1"]);
}

#[test]
fn q136023_a_file_with_bare_line_feeds_stops_early() {
    let files = [("T.CMD", "@ECHO one\n@ECHO two\n")];
    let screen = |stops_at_bare_lf| {
        let flaws = Flaws { stops_at_bare_lf, ..Flaws::NONE };
        run_files(&files, "T", Dialect::CmdNt, flaws, &[]).console
    };
    assert_eq!(screen(false), ["one", "two"]);
    assert_eq!(screen(true), ["one"]);
}

#[test]
fn what_would_not_end_is_stopped() {
    for (script, limit) in [
        ("@CALL T", Limit::Nesting),
        ("@CALL :L\r\n:L\r\n@CALL :L", Limit::Nesting),
        ("@T", Limit::Steps),
        ("@((((((((((CALL T))))))))))", Limit::Nesting),
        ("@((((FOR %%A IN (1) DO ((((IF 1==1 (CALL T))))))))) | SORT", Limit::Nesting),
        ("@T & REM", Limit::Nesting),
        (":L\r\n@GOTO L", Limit::Steps),
        (
            ":L\r\n@ECHO xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>NUL\r\n@GOTO L",
            Limit::Output,
        ),
        ("TYPE T.CMD >> T.CMD\r\nTYPE T.", Limit::Output),
        ("@FOR /L %%I IN (1,0,2) DO @REM", Limit::Steps),
        (
            "@FOR /L %%I IN (1,1,99999) DO @ECHO xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            Limit::Output,
        ),
        ("@FOR /F %%A IN ('T') DO @REM", Limit::Nesting),
    ] {
        let run = run_files(&[("T.CMD", script)], "T", Dialect::CmdNt, Flaws::NONE, &[]);
        assert_eq!(run.ending, Ending::Hang(limit), "{script}");
    }
    assert!(parse(&"(".repeat(10_000), &mut NoMore, true).is_err());
    assert!(parse(&"IF a==a ".repeat(1_000), &mut NoMore, true).is_err());
    assert!(parse(&"@".repeat(10_000), &mut NoMore, true).is_err());
}

#[test]
fn a_redirection_is_no_argument() {
    let node = parse("ECHO a 2>E >>F x1>G", &mut NoMore, true).unwrap().unwrap();
    let Node::Redirected(command, redirections) = node else { panic!("{node:?}") };
    assert_eq!((*command, redirections.len()), (Node::Simple("ECHO a   x1".to_string()), 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_a_command_or_none(text in "[ -~\n]{0,200}") {
        let _ = parse(&text, &mut NoMore, true);
    }

    #[test]
    fn any_pieces_are_a_batch_file_that_ends(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "IF ", "ELSE ", "a==a ", "EXIST A.TXT ", "FOR %%A IN (", "FOR /F %%A IN ('", "') DO ", ") DO ", "%%A ", "%1", "%~dp0 ",
            "^", "\"", "&", "&&", "||", "|", ">X ", "2>&1 ", "<A.TXT ", "ECHO ", "SET /A X+=", "CALL ", "CALL :L ", ":L", "GOTO L", "GOTO :EOF",
            "SETLOCAL", "EXIT /B ", "DEL T.CMD", "T ", "\r\n", "\n", "!X!", "%X:~1% ", "SHIFT ", "é",
        ]), 0..60),
    ) {
        for dialect in [Dialect::CmdNt, Dialect::CmdOs2] {
            let text = pieces.concat();
            let files = [("T.CMD", text.as_str())];
            let first = run_files(&files, "T x", dialect, Flaws::NONE, b"y\r");
            let again = run_files(&files, "T x", dialect, Flaws::NONE, b"y\r");
            prop_assert_eq!(format!("{first:?}"), format!("{again:?}"));
        }
    }
}
