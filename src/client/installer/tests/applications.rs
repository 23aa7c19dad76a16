//! Applications that come with a log and go by it.

use super::compiled;
use super::pc::Pc;
use crate::base::Span;
use crate::client::installer::Compiled;
use crate::machine::registry::Data;
use crate::machine::{Content, OsKind};

/// An application with a log, a shortcut, a value and the uninstaller.
fn application(text: &str) -> Compiled {
    let items = [
        "Set Variable|Variable=MAINDIR|Value=C:\\APP",
        "Set Variable|Variable=APPTITLE|Value=App",
        "Set Variable|Variable=BACKUPDIR|Value=%MAINDIR%\\BACKUP",
        "Include Script|Pathname=%_SMSINSTL_%\\INCLUDE\\uninstal.ipf",
        "Install File|Source=S|Destination=%MAINDIR%\\A.TXT",
        "Install File|Source=S|Destination=%WIN%\\B.DLL",
        "Edit Registry|Total Keys=1|Key=Software\\App|New Value=1|Value Name=V|Root=2",
        "Add to AUTOEXEC.BAT|New Text=REM App",
        "Set Variable|Variable=RESTART",
    ];
    compiled(&items, &[("S", Content::of(text))])
}

#[test]
fn an_application_goes_as_its_log_says() {
    let pc = Pc::up(OsKind::Win95, &[], &[]).runs(&application("one"), " /S", "");
    let log = pc.text("C:\\APP\\INSTALL.LOG").unwrap();
    assert!(log.contains("Made Dir: C:\\APP\r\n") && log.contains("File Copy: C:\\APP\\A.TXT\r\n"), "{log}");
    let key = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\App";
    assert!(pc.machine.drives.registry().text(key, "UninstallString").is_some());
    let pc = pc.types("C:\\APP\\UNINSTAL.EXE /S C:\\APP\\INSTALL.LOG", "", Span::FOREVER);
    assert_eq!(pc.text("C:\\APP\\A.TXT"), None);
    assert_eq!(
        pc.text("C:\\WINDOWS\\B.DLL").as_deref(),
        Some("one"),
        "a file of the Windows directory stays"
    );
    assert_eq!(pc.machine.drives.registry().get(r"HKLM\Software\App", "V"), None::<&Data>);
    assert!(pc.text("C:\\AUTOEXEC.BAT").unwrap().contains("REM App"), "edits of AUTOEXEC.BAT stay (Q168772)");
    assert!(pc.text("C:\\APP\\INSTALL.LOG").is_none());
}

#[test]
fn a_rollback_goes_back_one_installation_and_the_last_takes_all() {
    let mut pc = Pc::up(OsKind::Win31, &[], &[]);
    for build in ["one", "two", "three"] {
        pc = pc.runs(&application(build), " /S", "");
    }
    assert_eq!(pc.files("C:\\APP\\BACKUP", "A.*"), ["C:\\APP\\BACKUP\\A.TXT", "C:\\APP\\BACKUP\\A.001"]);
    for left in [Some("two"), Some("one"), None] {
        pc = pc.types("C:\\APP\\UNINSTAL.EXE /S /A /R C:\\APP\\INSTALL.LOG", "", Span::FOREVER);
        assert_eq!(pc.text("C:\\APP\\A.TXT").as_deref(), left);
    }
}

#[test]
fn an_uninstaller_without_a_log_says_so() {
    let pc = Pc::up(OsKind::Win31, &[], &[]).runs(&application("x"), " /S", "");
    let pc = pc.types("C:\\APP\\UNINSTAL.EXE /S C:\\NONE.LOG", "", Span::FOREVER);
    assert!(pc.shows("Could not open INSTALL.LOG file."));
}

#[test]
fn lines_that_a_script_adds_to_the_log_are_heeded() {
    let items = [
        "Set Variable|Variable=MAINDIR|Value=C:\\APP",
        "Include Script|Pathname=uninstal.ipf",
        "Create Directory|Pathname=%MAINDIR%\\DATA",
        "Add Text to INSTALL.LOG|Text=File Tree: %MAINDIR%\\DATA\\*.*",
        "Add Text to INSTALL.LOG|Text=RegDB TREE: Software\\Acme",
        "Add Text to INSTALL.LOG|Text=RegDB Root: 2",
        "Add Text to INSTALL.LOG|Text=Execute path: C:\\BYE.BAT",
        "Add Text to INSTALL.LOG|Text=Execute path: C:\\BYE.BAT again",
        "Add Text to INSTALL.LOG|Text=Non-System File: ",
        "Install File|Source=S|Destination=%WIN%\\OWN.DLL",
    ];
    let bye = ("C:\\BYE.BAT", Content::of("ECHO bye%1>>C:\\BYE.TXT\r\n"));
    let mut pc =
        Pc::up(OsKind::Win95, &[bye], &[]).runs(&compiled(&items, &[("S", Content::of("x"))]), " /S", "");
    pc = pc.puts("C:\\APP\\DATA\\LATER.TXT", Content::of("made later"));
    let registry = pc.machine.drives.registry_mut();
    registry.set(r"HKLM\Software\Acme\App", "V", Data::Number(1));
    registry.set(r"HKLM\Software\Acmeter", "V", Data::Number(1));
    let pc = pc.types("C:\\APP\\UNINSTAL.EXE /A C:\\APP\\INSTALL.LOG", "", Span::FOREVER);
    assert_eq!(pc.text("C:\\APP\\DATA\\LATER.TXT"), None);
    assert_eq!(pc.text("C:\\WINDOWS\\OWN.DLL"), None, "the log says that it is no file of the system");
    assert_eq!(
        pc.text("C:\\BYE.TXT").as_deref(),
        Some("bye\r\n"),
        "a program with arguments is not run (Q172863)"
    );
    let registry = pc.machine.drives.registry();
    assert_eq!(registry.get(r"HKLM\Software\Acme\App", "V"), None::<&Data>);
    assert!(registry.get(r"HKLM\Software\Acmeter", "V").is_some());
}

#[test]
fn what_was_deleted_or_renamed_does_not_come_back() {
    let items = [
        "Set Variable|Variable=MAINDIR|Value=C:\\APP",
        "Include Script|Pathname=uninstal.ipf",
        "Delete File|Pathname=C:\\OLD\\A.TXT",
        "Rename File/Directory|Old Pathname=C:\\OLD\\B.TXT|New Filename=C.TXT",
        "Edit INI File|Pathname=C:\\OLD\\X.INI|Settings=[a]|Settings=b=new|Settings=",
        "Edit INI File|Pathname=C:\\OLD\\MADE.INI|Settings=[a]|Settings=b=new|Settings=",
    ];
    let old = ["A.TXT", "B.TXT"].map(|name| (format!("C:\\OLD\\{name}"), Content::of(name)));
    let mut files: Vec<(&str, Content)> =
        old.iter().map(|(file, text)| (file.as_str(), text.clone())).collect();
    files.push(("C:\\OLD\\X.INI", Content::of("[a]\r\nb=old\r\n")));
    let pc = Pc::up(OsKind::Nt40, &files, &[]).runs(&compiled(&items, &[]), " /S", "");
    assert!(pc.text("C:\\OLD\\MADE.INI").is_some());
    let pc = pc.types("C:\\APP\\UNINSTAL.EXE /S C:\\APP\\INSTALL.LOG", "", Span::FOREVER);
    assert_eq!(pc.files("C:\\OLD", "*.*"), ["C:\\OLD\\C.TXT", "C:\\OLD\\X.INI"]);
    assert_eq!(pc.text("C:\\OLD\\X.INI").as_deref(), Some("[a]\r\nb=new\r\n"));
    assert!(pc.text("C:\\APP\\UNINSTAL.EXE").is_none(), "the uninstaller goes too");
}
