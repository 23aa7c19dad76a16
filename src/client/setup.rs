//! Client setup: puts the SMS client on a machine, and keeps it up to date.

mod autoexec;
pub mod files;
mod phases;
pub mod start_files;
#[cfg(test)]
mod tests;

pub use autoexec::starts_windows;
pub use phases::{at_logon, spend, verify};

use super::SMS_DIRECTORY;
use super::network::Network;
use super::sms_ini::{
    self, LOCAL, MOST_SERVERS, PACKAGE_COMMAND_MANAGER, RESULT_SHARE_POINT, SERVERS, SMS, SmsIni,
};
use crate::base::text::decode;
use crate::machine::registry::Data;
use crate::machine::{Content, DosPath, Drives, LocalTime, Machine, OsKind, VolumeError};
use crate::product::Behavior;
use files::BIN;

/// The directories that client setup makes (Q127072, Q153085).
const SMS_DIRECTORIES: [&str; 7] = ["BIN", "DATA", "IDMIFS", "LOGS", "NOIDMIFS", "SMSPROXY", "TEMP"];
/// The key whose Load value Windows NT starts at logon (Q140923).
const NT_WINDOWS: &str = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Windows";
/// As much of a text file as setup reads.
const MOST_TEXT_BYTES: usize = 1 << 20;

/// What setup works on.
struct Target<'a> {
    drives: &'a mut Drives,
    os: OsKind,
    behavior: &'a Behavior,
    now: LocalTime,
}

impl Target<'_> {
    /// The text of a file; empty where there is none.
    fn text(&self, file: &DosPath) -> String {
        let content = self.drives.read(file).cloned().unwrap_or_else(|_| Content::empty());
        decode(&content.text_bytes(MOST_TEXT_BYTES))
    }
}

/// Installs the SMS client. Fails when the disk has no room for it. Files that are there already are kept: a scenario may
/// have put older ones there.
pub fn install(
    machine: &mut Machine,
    behavior: &Behavior,
    network: &Network,
    now: LocalTime,
) -> Result<(), VolumeError> {
    let is_new = !machine.drives.is_file(&sms_ini::path());
    let ini = match SmsIni::open(&machine.drives) {
        Ok(ini) => ini,
        Err(_) => new_sms_ini(machine.os, network),
    };
    let mut target = Target { drives: &mut machine.drives, os: machine.os, behavior, now };
    install_files(&mut target, &ini)?;
    if is_nt(machine.os) {
        machine.drives.registry_mut().set(NT_WINDOWS, "Load", Data::Text(format!("{BIN}\\SMSRUN32.EXE")));
    }
    if is_new { ini.save(&mut machine.drives, now) } else { Ok(()) }
}

/// Puts everything but SMS.INI on the disk.
fn install_files(target: &mut Target<'_>, ini: &SmsIni) -> Result<(), VolumeError> {
    for directory in SMS_DIRECTORIES {
        let path = path(&format!("{SMS_DIRECTORY}\\{directory}"));
        target.drives.volume_mut(path.drive)?.make_directories(&path.below, target.now)?;
    }
    for file in files::of(target.os) {
        let to = path(&format!("{BIN}\\{}", file.name));
        if !target.drives.is_file(&to) {
            target.drives.write(&to, file.content, target.now)?;
        }
    }
    start_files::write_smsrun_ini(target)?;
    start_files::put_on_load_line(target)?;
    if is_nt(target.os) {
        return Ok(());
    }
    start_files::write_client_bat(target, ini)?;
    autoexec::insert_call(target)
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

/// SMS.INI as setup makes it from DOMAIN.INI, with the first eight of the logon servers (Q140145). How entries of `[Servers]`
/// are called is assumed, after those of `[AppleServers]` (Q127929).
fn new_sms_ini(os: OsKind, network: &Network) -> SmsIni {
    let mut ini = SmsIni::empty();
    if let Some(number) = os_number(os) {
        ini.set(SMS, "OS", &number.to_string());
    }
    ini.set(SMS, "SiteCode", &network.site);
    if let Some(server) = network.own_server() {
        ini.set(SMS, "CopyListVersion", &server.copy_list.to_string());
        ini.set(SMS, "CurrentLogonServer", &server.name);
    }
    ini.set(LOCAL, "SetupPhase", "installed");
    if let Some(share) = &network.result_share_point {
        ini.set(PACKAGE_COMMAND_MANAGER, RESULT_SHARE_POINT, share);
    }
    for (server, n) in network.servers.iter().take(MOST_SERVERS).zip(1..) {
        ini.set(SERVERS, &format!("Server{n}"), &server.name);
    }
    ini
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
