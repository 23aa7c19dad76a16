//! Scripts on machines: what their items do, what waits for the next start, and that no cut loses a file.

mod applications;
mod pc;

use std::collections::BTreeSet;

use super::{Compiled, Source, Target};
use crate::base::{Calendar, Span};
use crate::client::programs::ClientPrograms;
use crate::client::testing::{AT, path};
use crate::machine::boot::State;
use crate::machine::version::Version;
use crate::machine::{Attributes, Clock, Content, LocalTime, Machine, OsKind, factory_image};
use crate::product::behavior::Behavior;
use crate::product::installer::Build;
use crate::product::quirks::{self, Setup};
use crate::wire::ipf::Ipf;
use pc::Pc;

const SETUP: &str = "C:\\SETUP.EXE";
const WINDOWS: [OsKind; 5] = [OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt351, OsKind::Nt40];

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// A script of items, each a name and attributes, with bars between them.
fn script(items: &[&str]) -> Ipf {
    let mut text = "Document Type: IPF\n".to_string();
    for item in items {
        let mut lines = item.split('|');
        text.push_str(&format!("item: {}\n", lines.next().unwrap()));
        lines.for_each(|line| text.push_str(&format!("  {line}\n")));
        text.push_str("end\n");
    }
    Ipf::parse(text.as_bytes()).unwrap()
}

fn compiled(items: &[&str], sources: &[(&str, Content)]) -> Compiled {
    let mut compiled = Compiled::new(Build::new(1, 0, 45), Target::Win16, &script(items)).unwrap();
    let source = |(path, content): &(&str, Content)| Source {
        path: path.to_string(),
        modified: LocalTime(0),
        content: content.clone(),
    };
    compiled.sources = sources.iter().map(source).collect();
    compiled
}

fn show(text: &str) -> String {
    format!("Display Message|Text=[{text}]|Flags=00001000")
}

/// What a script that shows these texts shows, on a machine with these files.
fn shown(os: OsKind, files: &[(&str, Content)], items: &[&str], texts: &[&str]) -> Vec<String> {
    let all: Vec<String> =
        items.iter().map(ToString::to_string).chain(texts.iter().map(|t| show(t))).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let pc = Pc::up(os, files, &[]).runs(&compiled(&all, &[]), "", &"\r".repeat(20));
    pc.screen.iter().filter(|line| line.starts_with('[')).cloned().collect()
}

#[test]
fn variables_are_set_in_many_ways() {
    let ini = ("C:\\WINDOWS\\X.INI", Content::of("[a]\r\nb= c \r\n"));
    for (item, text, value) in [
        ("Set Variable|Variable=X|Value=a|Flags=00000001", "%X%", "[a]"),
        ("Set Variable|Variable=X|Value=1|Flags=00000100", "%X%", "[2]"),
        ("Set Variable|Variable=X|Value=1|Flags=00001000", "%X%", "[0]"),
        ("Set Variable|Variable=X|Value=C:\\A\\\\|Flags=10001100", "%X%", "[C:\\A]"),
        ("Set Variable|Variable=X|Value=aB|Flags=00011000", "%X%", "[AB]"),
        (
            "Parse String|Source=C:\\Program Files|Pattern=\\|Variable1=A|Variable2=B",
            "%A% %B%",
            "[C: Program Files]",
        ),
        ("Read INI Value|Variable=X|Pathname=X.INI|Section=A|Item=B", "%X%", "[c]"),
        ("Read INI Value|Variable=X|Pathname=X.INI|Section=A|Item=Z|Default=d", "%X%", "[d]"),
        ("Get Environment Variable|Variable=X|Environment=COMSPEC", "%X%", "[C:\\COMMAND.COM]"),
        ("Get Temporary Filename|Variable=X", "%X%", "[GLF0001.TMP]"),
        ("Find File in Path|Variable=X|Pathname List=X.INI", "%X%", "[C:\\WINDOWS\\X.INI]"),
        ("Remark|Text=x", "%WIN% %SYS% %INST% %NONE%", "[C:\\WINDOWS C:\\WINDOWS\\SYSTEM C: ]"),
    ] {
        assert_eq!(shown(OsKind::Win95, std::slice::from_ref(&ini), &[item], &[text]), [value], "{item}");
    }
}

#[test]
fn a_configuration_is_so_or_is_not() {
    for (flags, text, so) in [
        ("10111011", "shell of Windows 95", &[OsKind::Win95, OsKind::Nt40][..]),
        ("01111011", "no such shell", &[OsKind::Win31, OsKind::Wfw311, OsKind::Nt351]),
        ("10011011", "32 bits", &[OsKind::Win95, OsKind::Nt351, OsKind::Nt40]),
        ("01011011", "16 bits", &[OsKind::Win31, OsKind::Wfw311]),
    ] {
        let (check, is_so) = (format!("Check Configuration|Flags={flags}"), show(text));
        for os in WINDOWS {
            let lines = shown(os, &[], &[&check, &is_so, "End Block"], &[]);
            assert_eq!(!lines.is_empty(), so.contains(&os), "{os:?}: {text}");
        }
    }
}

#[test]
fn blocks_take_one_branch_and_loops_end() {
    let taken = |x: &str| {
        let set = format!("Set Variable|Variable=X|Value={x}");
        let items = [
            &set,
            "If/While Statement|Variable=X|Value=1",
            "Set Variable|Variable=Y|Value=one",
            "ElseIf Statement|Variable=X|Value=2",
            "Set Variable|Variable=Y|Value=two",
            "Else Statement",
            "Set Variable|Variable=Y|Value=more",
            "End Block",
            "If/While Statement|Variable=N|Value=aaa|Flags=00010001",
            "Set Variable|Variable=N|Value=a|Flags=00000001",
            "End Block",
        ];
        shown(OsKind::Win31, &[], &items, &["%Y% %N%"])
    };
    assert_eq!(
        (taken("1"), taken("2"), taken("3")),
        (vec!["[one aaa]".into()], vec!["[two aaa]".into()], vec!["[more aaa]".into()])
    );
}

#[test]
fn a_loop_that_counts_from_nothing_goes_on_for_ever() {
    let count = |value: &str| {
        let increment = format!("Set Variable|Variable=COUNTER|Value={value}|Flags=00000100");
        let items = ["If/While Statement|Variable=COUNTER|Value=10|Flags=00010001", &increment, "End Block"];
        shown(OsKind::Win95, &[], &items, &["%COUNTER%"])
    };
    assert_eq!(count("%COUNTER%"), ["[10]"]);
    assert_eq!(count(""), [""; 0], "it never comes to the message (Q212793)");
}

#[test]
fn restart_is_set_by_the_items_that_need_one() {
    for (item, oses) in [
        ("Add to AUTOEXEC.BAT|New Text=REM x", &WINDOWS[..]),
        ("Add to CONFIG.SYS|New Text=REM x", &WINDOWS[..]),
        ("Add Device to SYSTEM.INI|Device=x.386", &WINDOWS[..]),
        ("Add Directory to Path|Directory=C:\\X", &WINDOWS[..]),
        ("Set Files/Buffers|Files=99", &WINDOWS[..2]),
    ] {
        for os in oses {
            let before = show("%RESTART%");
            let lines = shown(*os, &[], &[&before, item], &["%RESTART%"]);
            assert_eq!(lines, ["[]", "[S]"], "{os:?}: {item}");
        }
    }
    assert_eq!(shown(OsKind::Nt40, &[], &["Set Files/Buffers|Files=99"], &["%RESTART%"]), ["[]"]);
}

#[test]
fn only_the_values_of_restart_that_are_spelled_so_do_anything() {
    for os in WINDOWS {
        for (value, restarts) in
            [("", false), ("s", false), ("w", false), ("R", false), ("S", true), ("W", true)]
        {
            let set = format!("Set Variable|Variable=RESTART|Value={value}");
            let before = Pc::up(os, &[], &[]);
            let pc = before.runs(&compiled(&[&set], &[]), "", "\r");
            let loads = pc.elapsed > Span::secs(10);
            assert_eq!((loads, pc.machine.state), (restarts, State::Desktop), "{os:?}: {value:?}");
            let declined = before.runs(&compiled(&[&set], &[]), "", "\x1b");
            assert!(declined.elapsed < Span::secs(2), "{os:?}: {value:?}");
        }
    }
}

#[test]
fn a_program_runs_while_windows_restarts() {
    let bat = ("C:\\X.BAT", Content::of("ECHO between\r\n"));
    let pc = Pc::up(OsKind::Win31, &[bat], &[]);
    let pc = pc.runs(&compiled(&["Set Variable|Variable=RESTART|Value=E C:\\X.BAT"], &[]), "", "\r");
    assert!(pc.shows("between") && pc.machine.state == State::Desktop);
}

#[test]
fn a_silent_installation_asks_for_the_restart_alone() {
    let items = [&show("hello"), "Set Variable|Variable=RESTART|Value=S"];
    let mut program = compiled(&items, &[]);
    let pc = Pc::up(OsKind::Win95, &[], &[]);
    let asked = pc.runs(&program, " /S", "\r");
    assert!(!asked.shows("[hello]") && asked.screen.len() == 1 && asked.elapsed > Span::secs(10));
    let waits = pc.runs(&program, " /S", "");
    assert!(waits.screen.len() == 1 && waits.elapsed < Span::secs(10), "nobody answers");
    program.suppresses_reboot_message = true;
    let unasked = pc.runs(&program, " /S", "");
    assert!(unasked.screen.is_empty() && unasked.elapsed > Span::secs(10));
}

const OLD: &str = "C:\\LIB\\X.DLL";

/// A script that replaces three libraries, of which the first is in use.
fn fix() -> Compiled {
    let install = |name: &str| {
        format!("Install File|Source=C:\\SRC\\{name}|Destination=C:\\LIB\\{name}|Flags=0000000000000010")
    };
    let shows = show("%RESTART% %INSTALL_RESULT%");
    let items = [&shows, &install("X.DLL"), &shows, &install("Y.DLL"), &shows, &install("Z.DLL")];
    let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
    let new = version("2.0").module("new", 0);
    compiled(
        &items,
        &[("C:\\SRC\\X.DLL", new.clone()), ("C:\\SRC\\Y.DLL", new.clone()), ("C:\\SRC\\Z.DLL", new)],
    )
}

fn with_libraries(os: OsKind) -> Pc {
    let old = version("1.0").module("old", 0);
    Pc::up(os, &[(OLD, old.clone()), ("C:\\LIB\\Y.DLL", old)], &[OLD])
}

fn version_of(pc: &Pc, file: &str) -> Option<Version> {
    Version::of(pc.machine.drives.read(&path(file)).ok()?)
}

#[test]
fn what_is_in_use_waits_beside_it_and_comes_at_the_next_start() {
    for os in WINDOWS {
        let pc = with_libraries(os).runs(&fix(), "", "\r\r\r\x1b");
        assert_eq!(pc.screen[..3], ["[ ]", "[S I]", "[S ]"], "{os:?}");
        assert_eq!(version_of(&pc, OLD), Some(version("1.0")), "{os:?}");
        assert_eq!(pc.files("C:\\LIB", "*.TMP"), ["C:\\LIB\\~GLH0001.TMP"], "{os:?}");
        assert_eq!(version_of(&pc, "C:\\LIB\\Z.DLL"), Some(version("2.0")), "{os:?}");
        let again = pc.restarts();
        assert_eq!(version_of(&again, OLD), Some(version("2.0")), "{os:?}");
        assert_eq!(again.files("C:\\LIB", "*.TMP"), [""; 0], "{os:?}");
        assert_eq!(again.text(super::replace::BATCH), None);
    }
}

#[test]
fn a_file_with_a_long_name_is_replaced_too() {
    for os in [OsKind::Win95, OsKind::Nt40] {
        let mut pc = Pc::up(os, &[], &[]);
        let file = pc.machine.drives.resolve("C:\\Long Folder\\Long Library.dll").unwrap();
        let now = pc.machine.clock.local(AT);
        pc.machine.drives.make_directory(&file.parent().unwrap(), now).unwrap();
        pc.machine.drives.write(&file, Content::of("old"), now).unwrap();
        pc.machine.drives.hold(&file);
        let item = format!("Install File|Source=S|Destination={file}");
        let short = pc.machine.drives.resolve("C:\\LONGFO~1\\LONGLI~1.DLL").unwrap();
        let pc = pc.runs(&compiled(&[&item], &[("S", Content::of("new"))]), "", "\r");
        assert_eq!(pc.machine.drives.read(&short), Ok(&Content::of("new")), "{os:?}");
        // WININIT.EXE knows no long names (Q172456), and so the file has lost its own.
        let long_name = pc.machine.drives.entry(&short).unwrap().long_name();
        assert_eq!(long_name, (os == OsKind::Nt40).then_some("Long Library.dll"));
    }
}

/// Neither the old file nor the new one is in the directory, under whatever name.
fn has_lost(pc: &Pc) -> bool {
    pc.files("C:\\LIB", "*.*").is_empty()
        || (version_of(pc, OLD).is_none() && pc.files("C:\\LIB", "~GLH*.TMP").is_empty())
        || version_of(pc, "C:\\LIB\\Y.DLL").is_none() && pc.files("C:\\LIB", "~GLH*.TMP").is_empty()
}

#[test]
fn a_cut_at_any_step_loses_no_file_and_the_next_run_ends_as_ever() {
    for os in WINDOWS {
        let pc = with_libraries(os).holds(&fix());
        let whole = pc.types(SETUP, "\r\r\r\r", Span::FOREVER);
        assert_eq!(version_of(&whole, OLD), Some(version("2.0")), "{os:?}: it restarts");
        let mut left = BTreeSet::new();
        let fine = (0..1_500).step_by(5).chain((1_500..whole.elapsed.0 / 1_000_000).step_by(50));
        for power in fine.map(Span::ms).take_while(|power| *power < whole.elapsed) {
            let cut = pc.types(SETUP, "\r\r\r\r", power);
            assert_eq!(cut.machine.state, State::Off, "{os:?} after {power}");
            assert!(!has_lost(&cut), "{os:?} after {power}");
            if !left.insert(cut.digest()) {
                continue;
            }
            let up = cut.starts(Span::FOREVER);
            for file in [OLD, "C:\\LIB\\Y.DLL"] {
                assert!(version_of(&up, file).is_some(), "{os:?} after {power}: {file}");
            }
            let again = up.types(SETUP, "\r\r\r\r", Span::FOREVER).restarts();
            for file in [OLD, "C:\\LIB\\Y.DLL", "C:\\LIB\\Z.DLL"] {
                assert_eq!(version_of(&again, file), Some(version("2.0")), "{os:?} after {power}: {file}");
            }
        }
        assert!(left.len() > 3, "{os:?}: cuts left {} disks", left.len());
    }
}

#[test]
fn rules_say_which_old_file_stays() {
    let (old, new) = (version("2.0").module("", 0), version("1.0").module("", 0));
    for (flags, result) in
        [("", ""), ("0000000000000010", "V"), ("0000000000000100", "D"), ("0000000000001000", "E")]
    {
        let item = format!("Install File|Source=S|Destination={OLD}|Flags={flags}");
        let shows = show("%INSTALL_RESULT%");
        let pc = Pc::up(OsKind::Win95, &[(OLD, old.clone())], &[]);
        let pc = pc.runs(&compiled(&[&item, &shows], &[("S", new.clone())]), "", "\r");
        assert!(pc.shows(&format!("[{result}]")), "{flags}: {:?}", pc.screen);
        assert_eq!(version_of(&pc, OLD), Some(version(if result.is_empty() { "1.0" } else { "2.0" })));
    }
}

#[test]
fn a_cancelled_installation_takes_back_what_waits() {
    for os in WINDOWS {
        let items = [
            format!("Install File|Source=S|Destination={OLD}"),
            "Display Message|Text=Go on?".to_string(),
            "Install File|Source=S|Destination=C:\\LIB\\NEW.DLL".to_string(),
        ];
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let program = compiled(&items, &[("S", version("2.0").module("", 0))]);
        let pc = with_libraries(os).runs(&program, "", "\x1b\r");
        assert_eq!(version_of(&pc, OLD), Some(version("1.0")), "{os:?}");
        assert_eq!(pc.files("C:\\LIB", "*.*"), ["C:\\LIB\\X.DLL", "C:\\LIB\\Y.DLL"], "{os:?}");
        assert!(pc.elapsed > Span::secs(10), "{os:?}: it has asked for the restart");
    }
}

#[test]
fn the_profile_calls_and_the_registry_are_edited() {
    let items = [
        "Edit INI File|Pathname=X.INI|Settings=[a]|Settings=b=new|Settings=gone=|Settings=|Settings=[z]|Settings=",
        "Edit Registry|Total Keys=1|Key=Software\\A|New Value=%WIN%|Value Name=Dir|Root=2",
        "Get Registry Key Value|Variable=X|Key=Software\\A|Value Name=Dir|Flags=00000100",
    ];
    let ini = ("C:\\WINDOWS\\X.INI", Content::of("[a]\r\nb=old\r\ngone=1\r\nc=1\r\n[z]\r\nd=1\r\n"));
    let shows = show("%X%");
    let items: Vec<&str> = items.into_iter().chain([shows.as_str()]).collect();
    let pc = Pc::up(OsKind::Win95, &[ini], &[]).runs(&compiled(&items, &[]), "", "\r");
    assert_eq!(pc.text("C:\\WINDOWS\\X.INI").as_deref(), Some("[a]\r\nb=new\r\nc=1\r\n"));
    assert!(pc.shows("[C:\\WINDOWS]"));
}

#[test]
fn the_mif_tells_of_success_and_of_failure() {
    for (keys, status) in [("\r", "Success"), ("\x1b", "Failed")] {
        let mut program = compiled(&["Display Message|Text=Go on?"], &[]);
        program.mif.install = "APP.MIF".to_string();
        let pc = Pc::up(OsKind::Nt40, &[], &[]).runs(&program, "", keys);
        let mif = pc.text("C:\\WINNT\\APP.MIF").unwrap();
        assert!(mif.contains(&format!("VALUE = \"{status}\"")), "{mif}");
    }
}

#[test]
fn a_wizard_goes_forth_and_back_and_skips() {
    let page = |name: &str, field: &str| {
        format!(
            "Custom Dialog Set|Name={name}|Display Variable=DISPLAY|item: Dialog|Title={name} of three|item: Push Button|\
             Variable=DIRECTION|Value=N|Create Flags=00000001|end|item: Push Button|Variable=DIRECTION|Value=B|end|\
             item: Editbox|Variable={field}|end|end"
        )
    };
    let items = [
        "Wizard Block|Direction Variable=DIRECTION|Display Variable=DISPLAY|Dialog=Two|Variable=SKIP|Value=1"
            .to_string(),
        page("One", "NAME"),
        page("Two", "X"),
        page("Three", "COMPANY"),
        "End Block".to_string(),
        show("%NAME% %COMPANY%"),
    ];
    let run = |first: &str, keys: &str| {
        let items: Vec<&str> = std::iter::once(first).chain(items.iter().map(String::as_str)).collect();
        Pc::up(OsKind::Win31, &[], &[]).runs(&compiled(&items, &[]), "", keys).screen
    };
    let all = run("Remark", "Ann\r\r<\rMe\r\r");
    assert_eq!(
        all,
        ["One of three", "Two of three", "Three of three", "Two of three", "Three of three", "[Ann Me]"]
    );
    let skipped = run("Set Variable|Variable=SKIP|Value=1", "\r\r\r");
    assert_eq!(skipped, ["One of three", "Three of three", "[ ]"]);
}

/// How a machine behaves with its quirks.
fn with_quirks(os: OsKind) -> Behavior {
    let release = "1.2".parse().unwrap();
    quirks::behavior(&Setup::client(release, os, 0), quirks::ALL)
}

#[test]
fn wildcards_ask_for_a_restart_where_anything_is_in_use() {
    let item = "Install File|Source=C:\\SRC\\*.*|Destination=C:\\LIB";
    let shows = show("%RESTART%");
    let program = compiled(&[item, &shows], &[("C:\\SRC\\N.DLL", Content::of("n"))]);
    let mut pc = with_libraries(OsKind::Win95);
    assert!(pc.runs(&program, "", "\r").shows("[]"));
    pc.behavior = with_quirks(OsKind::Win95);
    assert!(pc.runs(&program, "", "\r\x1b").shows("[S]"));
}

#[test]
fn a_file_that_may_not_be_written_counts_as_in_use() {
    let item = format!("Install File|Source=S|Destination={OLD}");
    let program = compiled(&[&item], &[("S", version("2.0").module("", 0))]);
    let mut pc = Pc::up(OsKind::Nt40, &[(OLD, Content::of("old"))], &[]);
    pc.machine.drives.guard(vec![path(OLD)]);
    let refused = pc.runs(&program, "", "\r");
    assert!(refused.shows("Access denied: C:\\LIB\\X.DLL") && refused.elapsed < Span::secs(10));
    pc.behavior = with_quirks(OsKind::Nt40);
    let restarted = pc.runs(&program, "", "\r");
    assert!(restarted.elapsed > Span::secs(10), "no error, but a restart (Q171080)");
    assert_eq!(version_of(&restarted, OLD), Some(version("2.0")));
}

#[test]
fn a_read_only_file_is_replaced() {
    let item = format!("Install File|Source=S|Destination={OLD}");
    let mut pc = Pc::up(OsKind::Win95, &[(OLD, Content::of("old"))], &[]);
    pc.machine.drives.set_attributes(&path(OLD), Attributes::READ_ONLY).unwrap();
    let pc = pc.runs(&compiled(&[&item], &[("S", Content::of("new"))]), "", "");
    assert_eq!(pc.text(OLD).as_deref(), Some("new"));
}

#[test]
fn without_windows_nothing_is_installed() {
    let mut machine =
        Machine::new(OsKind::Dos6, factory_image(OsKind::Dos6), Clock::right(Calendar::default()));
    let program = compiled(&["Create Directory|Pathname=C:\\X"], &[]);
    machine.drives.write(&path(SETUP), program.content(), LocalTime(0)).unwrap();
    let run = machine.clone().run(AT, "SETUP", &ClientPrograms::on(&machine));
    assert_eq!(
        (run.console, run.exit_code),
        (vec!["This program requires Microsoft Windows.".to_string()], 1)
    );
}
