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
