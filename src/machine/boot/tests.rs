//! Starts of whole machines, and starts cut short.

use super::*;
use crate::base::Calendar;
use crate::machine::registry::Data;
use crate::machine::{Call, Clock, Content, DosPath, Drive, NoPrograms, ProgramRun, Programs, factory_image};

const AT: SimTime = SimTime::day(1);

fn path(text: &str) -> DosPath {
    DosPath::parse(text).unwrap()
}

fn machine(os: OsKind, files: &[(&str, &str)]) -> Machine {
    let mut machine = Machine::new(os, factory_image(os), Clock::right(Calendar::default()));
    machine.state = State::Off;
    put(&mut machine, files);
    machine
}

fn put(machine: &mut Machine, files: &[(&str, &str)]) {
    let now = machine.clock.local(SimTime::ZERO);
    for (file, text) in files {
        let file = path(file);
        let above = file.parent().unwrap();
        machine.drives.volume_mut(file.drive).unwrap().make_directories(&above.below, now).unwrap();
        machine.drives.write(&file, Content::of(text), now).unwrap();
    }
}

/// What a start came to, and all that was seen of it.
struct Start {
    machine: Machine,
    console: Vec<String>,
    started: Vec<String>,
    stages: Vec<Stage>,
    elapsed: Span,
}

impl Start {
    fn text(&self, file: &str) -> Option<String> {
        self.machine.read_file(&path(file)).map(|bytes| String::from_utf8(bytes).unwrap())
    }
}

/// Goes from a stage as far as it goes, with so much power.
fn go(machine: &Machine, first: Stage, power: Span) -> Start {
    let mut start = Start {
        machine: machine.clone(),
        console: Vec::new(),
        started: Vec::new(),
        stages: Vec::new(),
        elapsed: Span::ZERO,
    };
    let mut next = Some(first);
    while let Some(stage) = next {
        let left = if power == Span::FOREVER { power } else { power.left_after(start.elapsed) };
        let network = Network::default();
        let doing = Doing { programs: &NoPrograms, keys: &[], power: left, loads: &[], policy: &[], network };
        let step = run(&start.machine, stage, AT + start.elapsed, doing);
        start.machine = step.after;
        start.elapsed = start.elapsed + step.elapsed;
        start.console.extend(step.console);
        start.started.extend(step.started.iter().map(DosPath::to_string));
        start.stages.push(stage);
        next = if let Then::Stage(stage) = step.then { Some(stage) } else { None };
        if step.then == Then::PowerCut {
            start.machine.lose_power();
        }
    }
    start
}

/// Ends the session, and goes on from there as far as it goes.
fn leave(machine: &Machine, exit: Exit<'_>, programs: &dyn Programs) -> Start {
    let network = Network::default();
    let doing = Doing { programs, keys: &[], power: Span::FOREVER, loads: &[], policy: &[], network };
    let step = end_session(machine, exit, AT, doing);
    match step.then {
        Then::Stage(stage) => go(&step.after, stage, Span::FOREVER),
        _ => Start {
            machine: step.after,
            console: step.console,
            started: Vec::new(),
            stages: Vec::new(),
            elapsed: step.elapsed,
        },
    }
}

fn start(machine: &Machine) -> Start {
    go(machine, Stage::SelfTest, Span::FOREVER)
}

#[test]
fn every_system_as_delivered_comes_to_rest() {
    for (os, state) in [
        (OsKind::Dos5, State::Prompt),
        (OsKind::Dos6, State::Prompt),
        (OsKind::Win31, State::Desktop),
        (OsKind::Wfw311, State::Desktop),
        (OsKind::Win95, State::Desktop),
        (OsKind::Nt35, State::Welcome),
        (OsKind::Nt351, State::Welcome),
        (OsKind::Nt40, State::Welcome),
        (OsKind::Os2, State::Desktop),
    ] {
        let start = start(&machine(os, &[]));
        assert_eq!((start.machine.state, &start.console[..]), (state, &[][..]), "{os:?}");
        let windows_runs = start.machine.drives.held().count() > 0;
        assert_eq!(windows_runs, state != State::Prompt, "{os:?}");
    }
}

#[test]
fn drivers_load_before_install_programs_and_these_before_the_shell() {
    let config = "INSTALL=C:\\A.BAT\r\nDEVICE=C:\\B.SYS /X\r\nDEVICE=C:\\NONE.SYS\r\nDEVIZE=X\r\n";
    let files = [("C:\\CONFIG.SYS", config), ("C:\\A.BAT", "@ECHO OFF\r\nECHO a\r\n"), ("C:\\B.SYS", "b")];
    let start = start(&machine(OsKind::Dos6, &files));
    assert_eq!(start.started, ["C:\\B.SYS"]);
    let messages = [
        "Bad or missing C:\\NONE.SYS",
        "Unrecognized command in CONFIG.SYS",
        "Error in CONFIG.SYS line 4",
        "a",
    ];
    assert_eq!(start.console, messages);
}

#[test]
fn without_slash_p_the_shell_runs_no_autoexec_bat() {
    let autoexec = ("C:\\AUTOEXEC.BAT", "@ECHO OFF\r\nECHO here\r\n");
    for (shell, console, room) in [
        ("SHELL=C:\\COMMAND.COM /E:512\r\n", &[][..], 512),
        ("SHELL=C:\\COMMAND.COM /E:505 /P\r\n", &["here"][..], 512),
        ("SHELL=C:\\COMMAND.COM /E:12 /P\r\n", &["Parameter value not in allowed range.", "here"][..], 256),
        ("SHELL=C:\\4DOS.COM /P\r\n", &["Bad or missing Command Interpreter"][..], 0),
    ] {
        let start = start(&machine(OsKind::Dos6, &[("C:\\CONFIG.SYS", shell), autoexec]));
        assert_eq!(start.console, console, "{shell}");
        let mut env = start.machine.env.clone();
        if room > 0 {
            assert!(env.set("X", &"x".repeat(room)).is_err(), "{shell}");
            assert_eq!(env.iter().map(|(n, v)| n.len() + v.len() + 2).sum::<usize>(), room, "{shell}");
        }
    }
}

#[test]
fn a_question_at_the_start_waits() {
    let mut bare = machine(OsKind::Dos6, &[]);
    bare.drives.delete(&path("C:\\AUTOEXEC.BAT")).unwrap();
    let asked = start(&bare);
    assert_eq!(asked.machine.state, State::Asks);
    assert!(asked.console.iter().any(|line| line.starts_with("Enter new date")), "{:?}", asked.console);
    let forever = start(&machine(OsKind::Dos6, &[("C:\\AUTOEXEC.BAT", "@ECHO OFF\r\n:A\r\nGOTO A\r\n")]));
    assert_eq!(forever.machine.state, State::Hangs(Limit::Steps));
}

#[test]
fn what_stands_behind_win_waits_until_windows_is_left() {
    let autoexec = "@ECHO OFF\r\nPATH C:\\WINDOWS\r\nWIN\r\nECHO left>C:\\LEFT.TXT\r\n";
    let up = start(&machine(OsKind::Win31, &[("C:\\AUTOEXEC.BAT", autoexec)]));
    assert_eq!((up.machine.state, up.text("C:\\LEFT.TXT")), (State::Desktop, None));
    let down = leave(&up.machine, Exit::QuitWindows, &NoPrograms);
    assert_eq!(down.text("C:\\LEFT.TXT").as_deref(), Some("left\r\n"));
    assert_eq!((down.machine.state, down.machine.drives.held().count()), (State::Prompt, 0));
}

/// An application that refuses while its file says so, and leaves a file when it is told of the end.
struct Applications;

impl Programs for Applications {
    fn run(&self, _: &Content, _: &mut Call<'_>) -> Option<ProgramRun> {
        None
    }

    fn agrees_to_end(&self, content: &Content) -> bool {
        *content != Content::of("refuses")
    }

    fn told_of_end(&self, _: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let at = path(&format!("C:\\{}.END", call.path.name()?.split('.').next()?));
        call.drives.write(&at, Content::empty(), call.now).ok()?;
        Some(ProgramRun::default())
    }
}

#[test]
fn an_application_that_refuses_keeps_windows_up_however_it_is_to_end() {
    let exits =
        [Exit::QuitWindows, Exit::RestartWindows(Some("ECHO x>C:\\DOS.TXT")), Exit::ShutDown, Exit::Restart];
    for (second, ends) in [("refuses", false), ("agrees", true)] {
        let files = [("C:\\A.EXE", "agrees"), ("C:\\B.EXE", second)];
        let mut up = machine(OsKind::Win31, &files);
        up.state = State::Desktop;
        files.iter().for_each(|(file, _)| up.drives.hold(&path(file)));
        for exit in exits {
            let down = leave(&up, exit, &Applications);
            assert_eq!(down.text("C:\\A.END").is_some(), ends, "{exit:?} when B {second}");
            assert_eq!(down.text("C:\\B.END").is_some(), ends, "{exit:?} when B {second}");
            assert_eq!(down.machine.drives.holds(&path("C:\\A.EXE")), !ends, "{exit:?} when B {second}");
            let in_dos = matches!(exit, Exit::RestartWindows(_)) && ends;
            assert_eq!(down.text("C:\\DOS.TXT").is_some(), in_dos, "{exit:?} when B {second}");
        }
    }
}

#[test]
fn a_restart_of_windows_95_carries_out_wininit_ini_and_starts_no_machine() {
    let mut up = start(&machine(OsKind::Win95, &[])).machine;
    put(&mut up, RENAMED);
    let again = leave(&up, Exit::RestartWindows(None), &NoPrograms);
    assert_eq!(again.text("C:\\WINDOWS\\SYSTEM\\OLD.DLL").as_deref(), Some("new"));
    assert!(!again.stages.contains(&Stage::SelfTest) && again.machine.state == State::Desktop);
}

#[test]
fn load_comes_before_run_and_an_empty_entry_is_complained_about() {
    let win_ini = "[windows]\r\nload=A.EXE  B\r\nrun=C.EXE NONE.EXE\r\n";
    let files = [
        ("C:\\WINDOWS\\WIN.INI", win_ini),
        ("C:\\WINDOWS\\A.EXE", "a"),
        ("C:\\WINDOWS\\SYSTEM\\B.EXE", "b"),
        ("C:\\C.EXE", "c"),
    ];
    let up = start(&machine(OsKind::Win31, &files));
    let programs: Vec<&str> =
        up.started.iter().map(String::as_str).filter(|p| !p.ends_with("WIN.COM")).collect();
    assert_eq!(programs, ["C:\\WINDOWS\\A.EXE", "C:\\WINDOWS\\SYSTEM\\B.EXE", "C:\\C.EXE"]);
    assert_eq!(up.console.len(), 2, "{:?}", up.console);
    assert!(up.machine.drives.holds(&path("C:\\WINDOWS\\A.EXE")), "it stays");
}

const RENAMES: &str = "[rename]\r\nNUL=C:\\TEMP\\GONE.TXT\r\nNUL=C:\\TEMP\\TOO.TXT\r\n\
                       C:\\WINDOWS\\SYSTEM\\OLD.DLL=C:\\TEMP\\NEW.TMP\r\nC:\\X\\NONE.DLL=C:\\TEMP\\NONE.TMP\r\n";
const RENAMED: &[(&str, &str)] = &[
    ("C:\\WINDOWS\\WININIT.INI", RENAMES),
    ("C:\\TEMP\\GONE.TXT", "1"),
    ("C:\\TEMP\\TOO.TXT", "2"),
    ("C:\\TEMP\\NEW.TMP", "new"),
    ("C:\\WINDOWS\\SYSTEM\\OLD.DLL", "old"),
];

#[test]
fn windows_95_renames_before_anything_is_in_use() {
    let up = start(&machine(OsKind::Win95, RENAMED));
    assert_eq!(up.text("C:\\WINDOWS\\SYSTEM\\OLD.DLL").as_deref(), Some("new"));
    for gone in ["C:\\TEMP\\GONE.TXT", "C:\\TEMP\\TOO.TXT", "C:\\TEMP\\NEW.TMP", "C:\\WINDOWS\\WININIT.INI"] {
        assert_eq!(up.text(gone), None, "{gone}");
    }
    assert_eq!(up.text("C:\\WINDOWS\\WININIT.BAK").as_deref(), Some(RENAMES));
}

#[test]
fn a_start_cut_anywhere_loses_neither_file_and_the_next_start_ends_as_ever() {
    let whole = start(&machine(OsKind::Win95, RENAMED));
    let step = Span::ms(10);
    for n in 0..=whole.elapsed.0 / step.0 {
        let cut = go(&machine(OsKind::Win95, RENAMED), Stage::SelfTest, step.times(n));
        assert_eq!(cut.machine.state, State::Off, "after {}", step.times(n));
        let dll = cut.text("C:\\WINDOWS\\SYSTEM\\OLD.DLL");
        assert!(matches!(dll.as_deref(), Some("old" | "new")), "after {}: {dll:?}", step.times(n));
        let again = start(&cut.machine);
        assert_eq!(again.text("C:\\WINDOWS\\SYSTEM\\OLD.DLL").as_deref(), Some("new"));
        assert_eq!(again.text("C:\\WINDOWS\\WININIT.BAK").as_deref(), Some(RENAMES));
    }
}

fn pending(list: &[&str]) -> Machine {
    let mut machine = machine(OsKind::Nt40, &[("C:\\TEMP\\NEW.TMP", "new"), ("C:\\WINNT\\OLD.DLL", "old")]);
    let list = list.iter().map(|text| text.to_string()).collect();
    let key = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager";
    machine.drives.registry_mut().set(key, "PendingFileRenameOperations", Data::Texts(list));
    machine
}

const TO_DO: &[&str] =
    &[r"\??\C:\TEMP\NEW.TMP", r"!\??\C:\WINNT\OLD.DLL", r"\??\C:\TEMP\LEFT.TMP", "", r"\??\C:\TEMP", ""];

/// As [`pending`] with [`TO_DO`], and a file that is to be deleted, with its directory behind it.
fn much_pending() -> Machine {
    let mut machine = pending(TO_DO);
    put(&mut machine, &[("C:\\TEMP\\LEFT.TMP", "left over")]);
    machine
}

#[test]
fn a_start_of_windows_nt_cut_anywhere_loses_neither_file_and_the_next_start_ends_as_ever() {
    let whole = start(&much_pending());
    let disk = |start: &Start| start.machine.drives.volume(Drive::C).unwrap().digest();
    assert_eq!(whole.text("C:\\WINNT\\OLD.DLL").as_deref(), Some("new"));
    let step = Span::ms(10);
    for n in 0..=whole.elapsed.0 / step.0 {
        let power = step.times(n);
        let cut = go(&much_pending(), Stage::SelfTest, power);
        assert_eq!(cut.machine.state, State::Off, "after {power}");
        let dll = cut.text("C:\\WINNT\\OLD.DLL");
        let waits = cut.text("C:\\TEMP\\NEW.TMP").is_some();
        assert!(
            dll.as_deref() == Some("new") || (dll.as_deref() == Some("old") && waits),
            "after {power}: {dll:?}"
        );
        let again = start(&cut.machine);
        assert_eq!(again.machine.state, State::Welcome, "after {power}");
        assert_eq!(disk(&again), disk(&whole), "after {power}");
        assert_eq!(again.machine.drives.registry().iter().count(), 0, "after {power}");
    }
}

#[test]
fn with_the_mistake_of_q317189_an_unlucky_cut_stops_every_start_behind_it() {
    let mut machine = much_pending();
    machine.flaws.stops_at_stale_renames = true;
    let whole = start(&machine);
    assert_eq!(whole.machine.state, State::Welcome);
    let after_cut = |n| start(&go(&machine, Stage::SelfTest, Span::ms(10 * n)).machine);
    let stopped: Vec<_> = (0..whole.elapsed.0 / Span::ms(10).0)
        .map(after_cut)
        .filter(|start| start.machine.state == State::Stopped)
        .collect();
    // The three entries take 20 ms each, and one is carried out before the list is taken away.
    assert!((1..=6).contains(&stopped.len()), "{}", stopped.len());
    for first in stopped {
        assert_eq!(start(&first.machine).machine.state, State::Stopped);
    }
}

#[test]
fn windows_nt_renames_only_over_a_file_when_told_to() {
    for (list, left) in [
        (&[r"\??\C:\TEMP\NEW.TMP", r"!\??\C:\WINNT\OLD.DLL"], (None, Some("new"))),
        (&[r"\??\C:\TEMP\NEW.TMP", r"\??\C:\WINNT\OLD.DLL"], (Some("new"), Some("old"))),
        (&[r"\??\C:\TEMP\NEW.TMP", r"!\??\D:\OLD.DLL"], (Some("new"), Some("old"))),
        (&[r"\??\C:\WINNT\OLD.DLL", ""], (Some("new"), None)),
    ] {
        let up = start(&pending(list));
        let got = (up.text("C:\\TEMP\\NEW.TMP"), up.text("C:\\WINNT\\OLD.DLL"));
        assert_eq!((got.0.as_deref(), got.1.as_deref()), left, "{list:?}");
        assert_eq!(up.machine.drives.registry().iter().count(), 0, "the list is gone");
    }
}

#[test]
fn a_person_of_windows_nt_gets_what_autoexec_bat_sets_but_not_what_it_calls() {
    let autoexec = "@SET ONE=1\r\nPATH C:\\BIN;%ONE%\r\nCALL C:\\MORE.BAT\r\nECHO x>C:\\RAN.TXT\r\n";
    let files = [("C:\\AUTOEXEC.BAT", autoexec), ("C:\\MORE.BAT", "SET TWO=2\r\n")];
    let mut welcome = start(&machine(OsKind::Nt40, &files)).machine;
    assert_eq!(welcome.env.get("ONE"), None);
    let up = go(&welcome, Stage::Logon, Span::FOREVER);
    let env = &up.machine.env;
    assert_eq!((env.get("ONE"), env.get("TWO"), up.text("C:\\RAN.TXT")), (Some("1"), None, None));
    assert_eq!(env.get("PATH"), Some("C:\\WINNT\\SYSTEM32;C:\\WINNT;C:\\BIN;1"));
    let key = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Winlogon";
    welcome.drives.registry_mut().set(key, "ParseAutoexec", Data::Text("0".to_string()));
    assert_eq!(go(&welcome, Stage::Logon, Span::FOREVER).machine.env.get("ONE"), None);
}

#[test]
fn a_program_of_run_once_runs_once() {
    let once = r"HKLM\Software\Microsoft\Windows\CurrentVersion\RunOnce";
    let run = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run";
    let mut pc = machine(OsKind::Win95, &[("C:\\ONCE.EXE", "1"), ("C:\\EVER.EXE", "2")]);
    pc.drives.registry_mut().set(run, "Ever", Data::Text("C:\\EVER.EXE".to_string()));
    pc.drives.registry_mut().set(once, "Once", Data::Text("C:\\ONCE.EXE".to_string()));
    let first = start(&pc);
    assert_eq!(first.started, ["C:\\ONCE.EXE", "C:\\EVER.EXE"]);
    assert_eq!(start(&first.machine).started, ["C:\\EVER.EXE"]);
}

#[test]
fn os_2_waits_for_call_and_not_for_run() {
    let files = [
        ("C:\\CONFIG.SYS", "RUN=C:\\B.EXE\r\nCALL=C:\\OS2\\CMD.EXE /C C:\\A.CMD\r\nSET X=1\r\n"),
        ("C:\\A.CMD", "@ECHO a\r\n"),
        ("C:\\B.EXE", "b"),
        ("C:\\STARTUP.CMD", "@ECHO %X%\r\n"),
    ];
    let up = start(&machine(OsKind::Os2, &files));
    assert_eq!(up.console, ["a", "1"]);
    assert_eq!(up.started, ["C:\\B.EXE"]);
}
