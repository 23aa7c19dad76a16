//! What batch files do, in tables: a script, and what is on the screen and the disk when it has run.

mod exceptions;
mod held;
mod long;
mod oracle;
mod screen;

use proptest::prelude::*;

use super::*;
use crate::base::text::{decode, encode};
use crate::machine::path::{DosPath, Drive};
use crate::machine::volume::{Attributes, Content, Image, Volume};

const DISK_BYTES: u64 = 1 << 20;
const NOW: LocalTime = LocalTime(1_000_000_000_000);
const OLD: LocalTime = LocalTime(10_000_000_000);

/// Knows `SETRC n`, which ends with exit code n, and `SHOWARG`, which prints what it is given.
struct Helpers;

impl Programs for Helpers {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let elapsed = Span::secs(1);
        if *content == Content::of("SETRC") {
            let exit_code = call.tail.trim().parse().unwrap_or(0);
            return Some(ProgramRun { exit_code, elapsed, ..ProgramRun::default() });
        }
        let shown = ProgramRun { elapsed, output: format!("[{}]\r\n", call.tail), ..ProgramRun::default() };
        (*content == Content::of("SHOWARG")).then_some(shown)
    }
}

/// A machine with a few files on C: and the helpers on F:, which PATH leads to.
struct Pc {
    drives: Drives,
    env: Environment,
    dialect: Dialect,
    flaws: Flaws,
}

impl Pc {
    fn new(files: &[(&str, &str)]) -> Self {
        let mut disk = Volume::new(Image::empty(DISK_BYTES));
        disk.make_directory(&"SUB".parse().unwrap(), OLD).unwrap();
        for (path, text) in [("A.TXT", "aaa\r\n"), ("B.TXT", "bbb\r\n")].iter().chain(files) {
            disk.write(&path.parse().unwrap(), Content::of(crlf(text)), OLD).unwrap();
        }
        let mut share = Volume::new(Image::empty(DISK_BYTES));
        for name in ["SETRC", "SHOWARG", "UNKNOWN"] {
            share.write(&format!("{name}.EXE").parse().unwrap(), Content::of(name), OLD).unwrap();
        }
        share.write(&"COMMAND.COM".parse().unwrap(), Content::of("shell"), OLD).unwrap();
        let mut drives = Drives::new(Volume::new(disk.freeze()));
        drives.map(Drive::new('F').unwrap(), share.freeze());
        let mut env = Environment::default();
        for (name, value) in [("PROMPT", "$P$G"), ("PATH", "F:\\;C:\\SUB")] {
            env.set(name, value).unwrap();
        }
        Self { drives, env, dialect: Dialect::Command6, flaws: Flaws::NONE }
    }

    /// One whose CASE.BAT holds these bytes.
    fn of_script(script: &[u8], dialect: Dialect) -> Self {
        let mut pc = Self { dialect, ..Self::new(&[]) };
        pc.drives.write(&"C:\\CASE.BAT".parse().unwrap(), Content::of(script), OLD).unwrap();
        pc
    }

    fn run(&mut self, command: &str, standing: Standing) -> ShellRun {
        self.typed(command, standing, &[])
    }

    fn typed(&mut self, command: &str, standing: Standing, keys: &[u8]) -> ShellRun {
        let setting =
            Setting { standing, keys, flaws: self.flaws, ..Setting::once(self.dialect, NOW, &Helpers) };
        run(command, &mut self.drives, &mut self.env, setting)
    }

    fn text(&self, path: &str) -> Option<String> {
        let content = self.drives.read(&DosPath::parse(path).unwrap()).ok()?;
        Some(decode(&content.bytes(0, 10_000).collect::<Vec<_>>()))
    }

    fn attributes(&self, path: &str) -> String {
        self.drives.entry(&path.parse().unwrap()).unwrap().attributes.to_string()
    }
}

fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// Runs a script as CASE.BAT with `args`, ECHO off, and gives what is on the screen, lines joined by `|`.
fn screen_of(script: &str, args: &str, files: &[(&str, &str)]) -> String {
    let script = format!("@ECHO OFF\n{script}\n");
    let mut pc = Pc::new(&[&[("CASE.BAT", script.as_str())], files].concat());
    pc.run(&format!("CASE {args}"), Standing::Resident).console.join("|")
}

#[test]
fn conditions_jumps_and_calls() {
    let sub = ("S.BAT", "ECHO s %1\nSETRC 9\n");
    let lost = ("LOST.BAT", "@GOTO NOWHERE\n");
    for (script, screen) in [
        ("GOTO L\nECHO no\n:L rest\nECHO yes", "yes"),
        ("GOTO LONGLABEL2\n:LONGLABEL1\nECHO first\nGOTO E\n:LONGLABEL2\nECHO second\n:E", "first"),
        ("GOTO %1\nECHO no\n:TWO\nECHO two", "two"),
        ("ECHO a\nGOTO NOWHERE\nECHO no", "a|Label not found"),
        ("CALL LOST\nECHO no", "Label not found"),
        ("COMMAND /C LOST\nECHO yes", "Label not found|yes"),
        ("IF EXIST A.TXT ECHO yes\nIF NOT EXIST A.TXT ECHO no", "yes"),
        ("IF EXIST *.TXT ECHO 1\nIF EXIST SUB ECHO 2\nIF EXIST SUB\\NUL ECHO 3", "1|3"),
        ("IF NOT EXIST NODIR\\NUL ECHO none", "none"),
        ("IF %1==TWO ECHO yes\nIF \"%2\"==\"\" ECHO empty\nIF two==TWO ECHO no", "yes|empty"),
        ("IF %2==x ECHO no\nIF a=a ECHO no\nECHO end", "Syntax error|Syntax error|end"),
        ("SETRC 5\nIF ERRORLEVEL 5 IF NOT ERRORLEVEL 6 ECHO five\nIF ERRORLEVEL 0 ECHO any", "five|any"),
        ("CALL S x\nIF ERRORLEVEL 9 ECHO back", "s x|back"),
        ("S x\nECHO not reached", "s x"),
        ("CALL S a,b;c\nCALL CALL ECHO twice", "s a|twice"),
        ("CALL NONE\nNONE\nC:\\SUB\\NONE.EXE", &["Bad command or file name"; 3].join("|")),
        ("UNKNOWN\nIF ERRORLEVEL 1 ECHO one", "Cannot execute F:\\UNKNOWN.EXE|one"),
        ("SHOWARG/x  y\nSHOWARG", "[/x  y]|[]"),
        ("DEL CASE.BAT\nECHO no", "Batch file missing"),
        ("EXIT\nECHO stays\nCOMMAND /C EXIT\nECHO too", "stays|too"),
        ("TYPE A.TXT|MORE\nECHO end", "aaa|end"),
        ("F:\nTYPE C:A.TXT|MORE\nECHO end", "Intermediate file error during pipe|end"),
    ] {
        assert_eq!(screen_of(script, "TWO", &[sub, lost]), screen, "{script}");
    }
}

#[test]
fn labels_terminals_and_code_pages() {
    for (script, screen) in [
        ("LABEL new disk\nVOL", "| Volume in drive C is NEW DISK"),
        ("LABEL C:a*b\nVOL C:", "Invalid characters in volume label|| Volume in drive C has no label"),
        ("CTTY NUL\nECHO unseen\nCTTY CON\nECHO seen\nCTTY X", "seen|Invalid device"),
        ("CHCP\nCHCP 437\nCHCP 850", "Active code page: 437|NLSFUNC not installed"),
    ] {
        assert_eq!(screen_of(script, "", &[]), screen, "{script}");
    }
}

#[test]
fn replace_replaces_or_adds() {
    let files = [("SUB\\A.TXT", "old"), ("SUB\\C.TXT", "other"), ("C.TXT", "new")];
    for (script, screen) in [
        (
            "REPLACE *.TXT SUB\nTYPE SUB\\C.TXT",
            "Replacing C:\\SUB\\A.TXT|Replacing C:\\SUB\\C.TXT|2 file(s) replaced|new",
        ),
        ("REPLACE *.TXT SUB /A", "Adding C:\\SUB\\B.TXT|1 file(s) added"),
        ("REPLACE C.TXT SUB /U", "No files replaced"),
        ("REPLACE C.TXT \\ /S /P", "Replace C:\\SUB\\C.TXT? (Y/N) "),
        (
            "ATTRIB +R SUB\\C.TXT\nREPLACE C.TXT SUB\nIF ERRORLEVEL 5 REPLACE C.TXT SUB /R",
            "Replacing C:\\SUB\\C.TXT|Access denied|Replacing C:\\SUB\\C.TXT|1 file(s) replaced",
        ),
        ("REPLACE X.TXT SUB\nIF ERRORLEVEL 2 IF NOT ERRORLEVEL 3 ECHO two", "No files found - X.TXT|two"),
        ("REPLACE A.TXT NODIR\nIF ERRORLEVEL 3 IF NOT ERRORLEVEL 4 ECHO three", "Path not found|three"),
        ("REPLACE A.TXT SUB /A /U\nIF ERRORLEVEL 11 ECHO eleven", "Parameters not compatible|eleven"),
    ] {
        assert_eq!(screen_of(script, "", &files), screen, "{script}");
    }
}

#[test]
fn text_and_variables() {
    for (script, screen) in [
        ("ECHO.\nECHO.x\nECHO  y\nECHO", "|x| y|ECHO is off"),
        ("SET V=a b \nECHO [%V%] [%v%]\nSET V=\nECHO [%V%]", "[a b ] [a b ]|[]"),
        ("SET V=a=b\nSET V\nECHO [%V%]", "Syntax error|Syntax error|[]"),
        ("SET A=%%B%%\nSET B=deep\nECHO %A% %0 %1 100%%", "%B% CASE x 100%"),
        ("REM nothing %1\n:: nothing\n\nECHO end", "end"),
        ("@ECHO ON\nECHO hi\n@REM\n\nSET X=", "|C:\\>ECHO hi|hi||C:\\>|C:\\>SET X=||C:\\>"),
        ("TYPE A.TXT\nTYPE NONE\nTYPE *.TXT", "aaa|File not found - NONE|Invalid filename or file not found"),
        ("SET>V.OUT\nTYPE V.OUT", "PROMPT=$P$G|PATH=F:\\;C:\\SUB"),
    ] {
        assert_eq!(screen_of(script, "x", &[]), screen, "{script}");
    }
}

#[test]
fn files_are_copied_renamed_and_deleted() {
    let one = "        1 file(s) copied";
    let none = "        0 file(s) copied";
    for (script, screen, file, text) in [
        ("COPY A.TXT X.TXT", one.to_string(), "C:\\X.TXT", Some("aaa\r\n")),
        ("COPY A.TXT SUB", one.to_string(), "C:\\SUB\\A.TXT", Some("aaa\r\n")),
        ("COPY A.TXT SUB\\", one.to_string(), "C:\\SUB\\A.TXT", Some("aaa\r\n")),
        ("COPY A.TXT LONGFILENAME.TEXT", one.to_string(), "C:\\LONGFILE.TEX", Some("aaa\r\n")),
        ("COPY *.TXT *.BAK", "A.TXT|B.TXT|        2 file(s) copied".into(), "C:\\B.BAK", Some("bbb\r\n")),
        ("COPY *.TXT NEW", format!("A.TXT|B.TXT|{one}"), "C:\\NEW", Some("aaa\r\nbbb\r\n\x1a")),
        ("COPY A.TXT+B.TXT", format!("A.TXT|B.TXT|{one}"), "C:\\A.TXT", Some("aaa\r\nbbb\r\n\x1a")),
        ("COPY /B A.TXT+B.TXT X", format!("A.TXT|B.TXT|{one}"), "C:\\X", Some("aaa\r\nbbb\r\n")),
        ("COPY A.TXT B.TXT /Y", one.to_string(), "C:\\B.TXT", Some("aaa\r\n")),
        ("COPY A.TXT NUL", one.to_string(), "C:\\NUL1", None),
        ("COPY A.TXT X >NUL", String::new(), "C:\\X", Some("aaa\r\n")),
        ("COPY NONE X", format!("File not found - NONE|{none}"), "C:\\X", None),
        (
            "COPY A.TXT A.TXT",
            format!("File cannot be copied onto itself|{none}"),
            "C:\\A.TXT",
            Some("aaa\r\n"),
        ),
        ("COPY EMPTY B.TXT", none.to_string(), "C:\\B.TXT", None),
        ("COPY A.TXT NODIR\\X", "Path not found".into(), "C:\\A.TXT", Some("aaa\r\n")),
        ("COPY A.TXT F:X", format!("Access denied - X|{none}"), "C:\\A.TXT", Some("aaa\r\n")),
        ("COPY A.TXT /Q X", "Invalid switch - /Q".into(), "C:\\X", None),
        ("COPY", "Required parameter missing".into(), "C:\\X", None),
        ("REN *.TXT *.OLD", String::new(), "C:\\B.OLD", Some("bbb\r\n")),
        ("REN A.TXT B.TXT", "Duplicate file name or file not found".into(), "C:\\A.TXT", Some("aaa\r\n")),
        ("REN A.TXT SUB\\X", "Invalid filename or file not found".into(), "C:\\A.TXT", Some("aaa\r\n")),
        ("DEL *.TXT", String::new(), "C:\\A.TXT", None),
        ("ERASE NONE", "File not found".into(), "C:\\A.TXT", Some("aaa\r\n")),
        ("DEL A.TXT B.TXT", "Too many parameters - B.TXT".into(), "C:\\A.TXT", Some("aaa\r\n")),
    ] {
        let mut pc = Pc::new(&[("EMPTY", ""), ("CASE.BAT", &format!("@ECHO OFF\n{script}\n"))]);
        let run = pc.run("CASE", Standing::Resident);
        assert_eq!(run.console.join("|"), screen, "{script}");
        assert_eq!(pc.text(file).as_deref(), text, "{script}");
    }
}

#[test]
fn attributes_guard_files() {
    let mut pc = Pc::new(&[]);
    for (command, screen, attributes) in [
        ("ATTRIB A.TXT", "  A          C:\\A.TXT", "A"),
        ("ATTRIB +R A.TXT", "", "RA"),
        ("DEL A.TXT", "Access denied", "RA"),
        ("COPY B.TXT A.TXT", "Access denied - A.TXT|        0 file(s) copied", "RA"),
        ("ECHO x>A.TXT", "File creation error", "RA"),
        ("ATTRIB -R +H A.TXT", "", "HA"),
        ("ATTRIB A.TXT", "  A   H      C:\\A.TXT", "HA"),
        ("DEL A.TXT", "File not found", "HA"),
        ("TYPE A.TXT", "aaa", "HA"),
        ("ATTRIB +R A.TXT", "Not resetting hidden file C:\\A.TXT", "HA"),
        ("ATTRIB -H -A A.TXT", "", ""),
        ("ECHO x>>A.TXT", "", "A"),
        ("ATTRIB +R NONE", "File not found - NONE", "A"),
        ("ATTRIB +X A.TXT", "Parameter format not correct - +X", "A"),
    ] {
        assert_eq!(pc.run(command, Standing::Resident).console.join("|"), screen, "{command}");
        assert_eq!(pc.attributes("C:\\A.TXT"), attributes, "{command}");
    }
}

#[test]
fn directories_and_drives() {
    for (script, screen) in [
        ("CD SUB\nCD\nCD..\nCD", "C:\\SUB|C:\\"),
        ("CD NODIR\nCD ..", "Invalid directory|Invalid directory"),
        ("CD SUB\\\nCD", "C:\\SUB"),
        ("MD NEW\nMD NEW\nMD X\\Y", "Directory already exists|Unable to create directory"),
        ("MD NEW\nRD NEW\nRD NEW", "Invalid path, not directory,|or directory not empty"),
        ("CD SUB\nRD C:\\SUB", "Attempt to remove current directory - C:\\SUB"),
        ("CD SUB\nF:\nCD\nCD C:\nC:\nCD", "F:\\|C:\\SUB|C:\\SUB"),
        ("Z:\nCD Z:", "Invalid drive specification|Invalid drive specification"),
        ("MD SUB\\NEW X\nMD", "Too many parameters - X|Required parameter missing"),
        ("F:\nMD X\nECHO x>X", "Unable to create directory|File creation error"),
    ] {
        assert_eq!(screen_of(script, "", &[]), screen, "{script}");
    }
}

#[test]
fn redirections_catch_output_but_no_messages() {
    let mut pc = Pc::new(&[(
        "CASE.BAT",
        "@ECHO OFF\nECHO one>1.OUT\nECHO two >>1.OUT\nTYPE NONE>2.OUT\nIF a==b ECHO x>3.OUT\n\
         COPY NONE X>4.OUT\nNONE>5.OUT\nECHO x>NODIR\\6.OUT\nSHOWARG a>7.OUT\nREM <NONE\n",
    )]);
    let run = pc.run("CASE", Standing::Resident);
    assert_eq!(
        run.console,
        [
            "File not found - NONE",
            "File not found - NONE",
            "Bad command or file name",
            "File creation error",
            "File not found"
        ]
    );
    let texts = (1..=7).map(|n| pc.text(&format!("C:\\{n}.OUT")));
    let wanted =
        [Some("one\r\ntwo \r\n"), Some(""), Some(""), Some("        0 file(s) copied\r\n"), None, None];
    assert!(texts.eq(wanted.iter().copied().chain([Some("[ a]\r\n")]).map(|t| t.map(str::to_string))));
}

#[test]
fn a_full_disk_is_reported_and_the_copy_is_gone() {
    let mut pc = Pc::new(&[]);
    let payload = Content::Filler { size: DISK_BYTES / 2, seed: 1 };
    pc.drives.write(&"C:\\BIG.EXE".parse().unwrap(), payload, OLD).unwrap();
    let run = pc.run("COPY BIG.EXE B.TXT", Standing::Once);
    assert_eq!(run.console, ["Insufficient disk space", "        0 file(s) copied"]);
    assert_eq!((run.exit_code, pc.text("C:\\B.TXT")), (0, None));
}

#[test]
fn a_copy_keeps_the_date_and_takes_its_time() {
    let mut pc = Pc::new(&[]);
    let payload = Content::Filler { size: 500_000, seed: 1 };
    pc.drives.write(&"C:\\BIG.EXE".parse().unwrap(), payload.clone(), OLD).unwrap();
    let run = pc.run("COPY BIG.EXE X.EXE", Standing::Once);
    assert_eq!(run.elapsed, Span::secs(1) + COMMAND_TIME);
    let copy = pc.drives.entry(&"C:\\X.EXE".parse().unwrap()).unwrap();
    assert_eq!((copy.modified, copy.content()), (OLD, Some(&payload)));
    let run = pc.run("SETRC 3", Standing::Once);
    assert_eq!((run.exit_code, run.elapsed), (3, Span::secs(1) + COMMAND_TIME));
}

#[test]
fn only_the_resident_shell_keeps_its_variables() {
    for (standing, kept) in [(Standing::Resident, Some("1")), (Standing::Once, None)] {
        let mut pc = Pc::new(&[("V.BAT", "@SET V=1\n@COMMAND /C SET V=2\n")]);
        pc.run("V", standing);
        assert_eq!(pc.env.get("V"), kept);
    }
}

#[test]
fn tools_and_questions() {
    let lines = ("L.TXT", "pear\nApple\nfig\n");
    for (script, keys, screen) in [
        ("SORT <L.TXT\nSORT /R <L.TXT", "", "Apple|fig|pear|pear|fig|Apple"),
        ("TYPE L.TXT|FIND /N \"p\"\nIF ERRORLEVEL 1 ECHO no", "", "[1]pear|[2]Apple"),
        ("FIND /C /I \"APPLE\" L.TXT", "", "|---------- L.TXT: 1"),
        ("FIND \"none\" <L.TXT\nIF ERRORLEVEL 1 ECHO none", "", "none"),
        ("CHOICE /C:ABC Which\nIF ERRORLEVEL 2 ECHO two", "xb", "Which[A,B,C]?\x07B|two"),
        ("CHOICE /N /T:N,5 Go?\nIF ERRORLEVEL 2 ECHO no", "", "Go?N|no"),
        (
            "MD D\\E\nMD D\nMD D\\E\nDELTREE /Y D\nIF NOT EXIST D\\NUL ECHO gone",
            "",
            "Unable to create directory|Deleting d...|gone",
        ),
        ("MOVE A.TXT SUB\nIF EXIST SUB\\A.TXT ECHO there", "", "c:\\a.txt => c:\\sub\\a.txt [ok]|there"),
        (
            "XCOPY SUB NEW /S\nIF ERRORLEVEL 1 ECHO none",
            "D",
            "Does NEW specify a file name|or directory name on the target|(F = file, D = directory)?D|\
             Reading source file(s)...|File not found - *.*|        0 file(s) copied|none",
        ),
        (
            "DATE 1-2-95\nTIME 13:05\nECHO x>X\nDIR X",
            "",
            "| Volume in drive C has no label| Directory of C:\\||X                        3 01-02-95   1:05p\
             |        1 file(s)              3 bytes|                       1,036,288 bytes free",
        ),
        (
            "PATH C:\\DOS;C:\\NO SUCH\nPATH\nPATH \"C:\\NO SUCH\"\nPATH",
            "",
            "Too many parameters|PATH=F:\\;C:\\SUB|PATH=\"C:\\NO SUCH\"",
        ),
        ("PATH\nPATH c:\\dos;\nPATH\nPATH ;\nPATH", "", "PATH=F:\\;C:\\SUB|PATH=C:\\DOS;|No Path"),
        ("FOR %%F IN (*.TXT) DO TYPE %%F|FIND \"a\"", "", "aaa|pear"),
        ("COMMAND /C ECHO in >X\nTYPE X", "", "in "),
    ] {
        let mut pc = Pc::new(&[("CASE.BAT", &format!("@ECHO OFF\n{script}\n")), lines]);
        let shown = pc.typed("CASE", Standing::Resident, keys.as_bytes()).console.join("|");
        assert_eq!(shown, screen, "{script}");
    }
}

#[test]
fn what_would_not_end_is_stopped() {
    let text = "x".repeat(100);
    for (script, ending) in [
        (":L\nGOTO L".to_string(), Ending::Hang(Limit::Steps)),
        ("CASE".to_string(), Ending::Hang(Limit::Steps)),
        ("CALL CASE".to_string(), Ending::Hang(Limit::Nesting)),
        ("COMMAND /C CASE".to_string(), Ending::Hang(Limit::Nesting)),
        (format!(":L\nECHO {text}\nGOTO L"), Ending::Hang(Limit::Output)),
        (format!(":L\nECHO {text}>NUL\nGOTO L"), Ending::Hang(Limit::Output)),
        ("DEL SUB".to_string(), Ending::Waiting),
        ("COMMAND".to_string(), Ending::Waiting),
        ("GOTO X".to_string(), Ending::Aborted),
        ("ECHO done".to_string(), Ending::Finished),
    ] {
        let mut pc = Pc::new(&[("CASE.BAT", &format!("@ECHO OFF\n{script}\n"))]);
        let run = pc.run("CASE", Standing::Once);
        assert_eq!(run.ending, ending, "{script}");
        assert!(run.steps <= MAX_STEPS + MAX_BATCH_BYTES);
    }
}

#[test]
fn a_batch_file_that_is_only_payload_does_no_harm() {
    let mut pc = Pc::new(&[]);
    let payload = Content::Filler { size: 300_000, seed: 1 };
    pc.drives.write(&"C:\\X.BAT".parse().unwrap(), payload, OLD).unwrap();
    let run = pc.run("X", Standing::Once);
    assert!(run.steps <= MAX_STEPS && run.ending != Ending::Waiting);
}

#[test]
fn hidden_programs_run_and_com_comes_before_bat() {
    let mut pc = Pc::new(&[("SETRC.BAT", "@ECHO OFF\nECHO bat\n"), ("SETRC.COM", "SHOWARG")]);
    pc.drives.set_attributes(&"C:\\SETRC.COM".parse().unwrap(), Attributes::HIDDEN).unwrap();
    assert_eq!(pc.run("setrc 1", Standing::Once).console, ["[ 1]"]);
    assert_eq!(pc.run("SETRC.BAT", Standing::Once).console, ["bat"]);
}

/// What lines that look like commands are made of.
const LIKELY: &str = "@ ECHO ECHO. IF NOT EXIST ERRORLEVEL == a GOTO :L L CALL CASE COPY A.TXT *.* SUB .. \\ \
    F: C: DEL REN MD RD CD TYPE ATTRIB +R -H SET V=x %V% %1 % %% > >> < NUL | \" EXIT COMMAND \
    /C /Y + , é SETRC FOR %%F IN ( ) DO (*.*) %F DIR /S FIND \"a\" SORT MORE XCOPY MOVE DELTREE CHOICE \
    PAUSE SHIFT DATE TIME PATH PROMPT VER LH CON && || & ^ ELSE";

/// Lines that look like commands, and any others; as many bytes as characters.
fn scripts() -> impl Strategy<Value = Vec<u8>> {
    let words: Vec<&str> = LIKELY.split(' ').chain(["\n"; 10]).collect();
    let likely = prop::collection::vec(prop::sample::select(words), 0..60).prop_map(|words| words.join(" "));
    let text = prop_oneof![likely, "[ -~\r\n]{0,200}"].prop_map(|text| encode(&crlf(&text)));
    prop_oneof![3 => text, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

fn dialects() -> impl Strategy<Value = Dialect> {
    prop::sample::select(&Dialect::ALL[..])
}

#[test]
fn a_question_to_the_end_of_a_pipe_waits_and_does_not_ask_for_ever() {
    let mut pc = Pc::of_script(b"ECHO no|XCOPY CASE.BAT NEW\r\n", Dialect::Command6);
    assert_eq!(pc.run("CASE", Standing::Resident).ending, Ending::Waiting);
}

proptest! {
    #[test]
    fn any_bytes_are_a_batch_file_that_ends(
        script in scripts(),
        command in scripts(),
        dialect in dialects(),
        keys in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut pc = Pc::of_script(&script, dialect);
        let before = pc.drives.clone();
        let digest = before.volume(Drive::C).unwrap().digest();
        for line in ["CASE one two", decode(&command).as_str()] {
            let run = pc.typed(line, Standing::Once, &keys);
            let shown: usize = run.console.iter().map(String::len).sum();
            prop_assert!(shown <= MAX_OUTPUT_CHARS);
            prop_assert!(run.steps <= MAX_STEPS + MAX_BATCH_BYTES);
        }
        prop_assert_eq!(before.volume(Drive::C).unwrap().digest(), digest);
    }

    #[test]
    fn a_run_depends_on_nothing_but_what_it_is_given(script in scripts(), dialect in dialects()) {
        let once = || {
            let mut pc = Pc::of_script(&script, dialect);
            let run = pc.run("CASE", Standing::Resident);
            (format!("{run:?}"), pc.drives.volume(Drive::C).unwrap().digest(), pc.env)
        };
        prop_assert_eq!(once(), once());
    }
}
