//! Client setup: puts the SMS client on a machine.

mod autoexec;

use super::SMS_DIRECTORY;
use super::programs::{SMSRUN32, SMSWORK, smsrun32_content, smswork_content};
use crate::machine::registry::Data;
use crate::machine::{Attributes, Content, DosPath, LocalTime, Machine, OsKind, VolumeError};
use crate::product::Behavior;

/// The directories that client setup makes (Q127072, Q153085).
const SMS_DIRECTORIES: [&str; 7] = ["BIN", "DATA", "IDMIFS", "LOGS", "NOIDMIFS", "SMSPROXY", "TEMP"];
/// Called at every start; here it does nothing but run SMSWORK (Q129602; the text is assumed).
const CLIENT_BAT: &str = "@ECHO OFF\r\nC:\\MS\\SMS\\BIN\\SMSWORK.EXE\r\n";
const SMS_INI: &str = "C:\\SMS.INI";
/// The key whose Load value Windows NT starts at logon (Q140923).
const NT_WINDOWS: &str = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Windows";

/// Installs the SMS client. Fails when the disk has no room for it.
pub fn install(machine: &mut Machine, behavior: &Behavior, now: LocalTime) -> Result<(), VolumeError> {
    for directory in SMS_DIRECTORIES {
        let path = path(&format!("{SMS_DIRECTORY}\\{directory}"));
        machine.drives.volume_mut(path.drive)?.make_directories(&path.below, now)?;
    }
    if !is_nt(machine.os) {
        machine.drives.write(&path(&format!("C:\\{SMSWORK}")), smswork_content(), now)?;
        machine.drives.write(&path(client_batch(machine.os)), Content::of(CLIENT_BAT), now)?;
        autoexec::insert_call(machine, behavior, now)?;
    } else {
        machine.drives.write(&path(&format!("C:\\{SMSRUN32}")), smsrun32_content(), now)?;
        machine.registry.set(NT_WINDOWS, "Load", Data::Text(format!("C:\\{SMSRUN32}")));
    }
    write_sms_ini(machine, now)
}

fn is_nt(os: OsKind) -> bool {
    matches!(os, OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40)
}

/// CLIENT.BAT, which OS/2 runs under the extension of its own batch files (assumed).
const fn client_batch(os: OsKind) -> &'static str {
    match os {
        OsKind::Os2 => "C:\\MS\\SMS\\BIN\\CLIENT.CMD",
        _ => "C:\\MS\\SMS\\BIN\\CLIENT.BAT",
    }
}

/// SMS.INI as client setup leaves it, Hidden (Q139086); one that is there already is kept.
fn write_sms_ini(machine: &mut Machine, now: LocalTime) -> Result<(), VolumeError> {
    let path = path(SMS_INI);
    if machine.drives.is_file(&path) {
        return Ok(());
    }
    let os = os_number(machine.os).map(|number| format!("OS={number}\r\n")).unwrap_or_default();
    let text = format!("[SMS]\r\n{os}[Local]\r\nSetupPhase=installed\r\n");
    machine.drives.write(&path, Content::of(text), now)?;
    machine.drives.set_attributes(&path, Attributes::HIDDEN)
}

/// `OS=` of SMS.INI, where an article gives it (Q138829, Q171329).
const fn os_number(os: OsKind) -> Option<u8> {
    match os {
        OsKind::Dos5 | OsKind::Dos6 => Some(1),
        OsKind::Win31 | OsKind::Wfw311 => Some(2),
        OsKind::Win95 => Some(5),
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 | OsKind::Os2 => None,
    }
}

fn path(text: &str) -> DosPath {
    DosPath::parse(text).expect("it is a path")
}
