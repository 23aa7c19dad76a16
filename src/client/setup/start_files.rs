//! The files through which the client starts with the machine: CLIENT.BAT, the load= line of WIN.INI, and SMSRUN's own list.

use super::files::{BIN, started_by_smsrun};
use super::{Target, client_batch, path};
use crate::base::text::{decode, encode, same};
use crate::client::sms_ini::{OPTIONS, SmsIni};
use crate::machine::ini::{Dialect, IniFile};
use crate::machine::{Content, OsKind, VolumeError};

/// SMSRUN's list of programs, in the DATA directory (Q161912, Q164657).
pub const fn smsrun_ini(os: OsKind) -> Option<&'static str> {
    match os {
        OsKind::Win31 | OsKind::Wfw311 | OsKind::Win95 => Some(r"C:\MS\SMS\DATA\SMSRUN16.INI"),
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => Some(r"C:\MS\SMS\DATA\SMSRUN32.INI"),
        OsKind::Dos5 | OsKind::Dos6 | OsKind::Os2 => None,
    }
}

/// CLIENT.BAT runs SMSWORK (Q129602) and loads USERTSR with the options that SMS.INI has for it (Q168724, Q158647). Under
/// Workgroups that has /W, so that it waits for WUSER (Q127025). The wording of the file is assumed.
pub(super) fn write_client_bat(on: &mut Target<'_>, ini: &SmsIni) -> Result<(), VolumeError> {
    let mut lines = vec!["@ECHO OFF".to_string(), format!("{BIN}\\SMSWORK.EXE")];
    let waits = if on.os == OsKind::Wfw311 { " /W" } else { "" };
    if matches!(on.os, OsKind::Dos5 | OsKind::Dos6 | OsKind::Win31 | OsKind::Wfw311) {
        let options = ini.get(OPTIONS, "usertsr");
        let gap = if options.is_empty() { "" } else { " " };
        lines.push(format!("{BIN}\\USERTSR.EXE{waits}{gap}{options}"));
    }
    let text: String = lines.into_iter().map(|line| line + "\r\n").collect();
    on.drives.write(&path(client_batch(on.os)), Content::of(encode(&text)), on.now)
}

/// Client setup writes the list anew, also over one that somebody has edited (Q164657).
pub(super) fn write_smsrun_ini(on: &mut Target<'_>) -> Result<(), VolumeError> {
    let Some(file) = smsrun_ini(on.os) else { return Ok(()) };
    let lines: String = started_by_smsrun(on.os).iter().map(|line| format!("load={line}\r\n")).collect();
    on.drives.write(&path(file), Content::of(format!("[startup]\r\n{lines}")), on.now)
}

/// Puts SMSRUN16 on the load= line, behind what stands there, unless it is there already; whether the file exists is not
/// looked at (Q174952). Windows NT has the line in its registry.
pub(super) fn put_on_load_line(on: &mut Target<'_>) -> Result<(), VolumeError> {
    if !matches!(on.os, OsKind::Win31 | OsKind::Wfw311 | OsKind::Win95) {
        return Ok(());
    }
    let file = path(r"C:\WINDOWS\WIN.INI");
    let mut win_ini = IniFile::parse(&encode(&on.text(&file)), Dialect::of(on.os));
    let line = win_ini.get(b"windows", b"load").map(decode).unwrap_or_default();
    if line.split([' ', ',']).any(is_smsrun) {
        return Ok(());
    }
    let longer = format!("{line} {BIN}\\SMSRUN16.EXE");
    win_ini.set(b"windows", b"load", longer.trim_start().as_bytes());
    on.drives.write(&file, Content::of(win_ini.to_bytes()), on.now)
}

fn is_smsrun(program: &str) -> bool {
    let name = program.rsplit(['\\', ':']).next().unwrap_or_default();
    same(name, "SMSRUN16.EXE") || same(name, "SMSRUN16")
}
