//! Client setup at work in the field, in two phases (Q166771).
//!
//! ```text
//!   logon script: CLI_DOS, CLI_NT          next Windows start: SMSRUN calls client setup again
//!   CopyListVersion differs?  ----------->  a component runs?  --yes--> nothing; the phase stays
//!   then SetupPhase=verify_files            else copies what differs --> SetupPhase=installed
//! ```

use super::files::{self, BIN, ClientFile};
use super::{Target, client_batch, install_files, new_sms_ini, path, start_files};
use crate::base::Span;
use crate::client::network::LogonServer;
use crate::client::programs::ClientPrograms;
use crate::client::sms_ini::{self, LOCAL, SMS, SmsIni, WORKSTATION_STATUS};
use crate::machine::{Call, Ending, OsKind, ProgramRun, VolumeError};
use crate::product::behavior::LockedSmsIni;

/// What client setup shows whenever it runs (Q166771, Q168598).
const VERIFYING: &str = "Verifying Microsoft Systems Management Server client installation...";
/// What it shows when SMS.INI cannot be written (Q161216).
const NO_SMS_INI: &str = "Problem opening or creating SMS.INI";
/// Package Command Manager as a service (Q166765).
const PCM_SERVICE: &str = "PCMSVC32.EXE";
/// Comparing copy lists, and copying one file (assumed).
const COMPARE_TIME: Span = Span::secs(2);
const TIME_PER_FILE: Span = Span::secs(1);

/// Client setup as the logon script runs it, against the server that the client belongs to.
pub fn at_logon(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = ProgramRun::default();
    done.print(VERIFYING);
    let Some(server) = programs.network.own_server() else { return done };
    if !spend(&mut done, call, COMPARE_TIME) {
        return done;
    }
    match SmsIni::open_to_change(call.drives) {
        Ok(ini) => compare(ini, call, programs, server, &mut done),
        // Opened by somebody else is not missing: setup looks again at the next logon (Q149673).
        Err(VolumeError::SharingViolation) if programs.behavior.locked_sms_ini == LockedSmsIni::LeftAlone => {
        }
        Err(_) => install_afresh(call, programs, &mut done),
    }
    done
}

/// Holds CopyListVersion against that of the server, and flags the client when they differ.
fn compare(
    mut ini: SmsIni,
    call: &mut Call<'_>,
    programs: &ClientPrograms<'_>,
    server: &LogonServer,
    done: &mut ProgramRun,
) {
    let version = server.copy_list.to_string();
    if ini.get(SMS, "CopyListVersion") != version {
        ini.set(SMS, "CopyListVersion", &version);
        ini.set(LOCAL, "SetupPhase", "verify_files");
        if ini.save(call.drives, call.now).is_err() {
            done.print(NO_SMS_INI);
        }
    }
    // Without Windows there is no SMSRUN, and nothing that could be running: both phases are one (assumed).
    if matches!(programs.os, OsKind::Dos5 | OsKind::Dos6) && ini.is_to_verify() {
        verify_files(call, programs, server, done);
    }
}

/// SMS is not there, or so setup thinks: it puts all files on the disk and takes the next SMSID. Whoever had SMS.INI open has
/// let go of it by the time it is written (assumed; else the new SMSID of Q149673 would be lost).
fn install_afresh(call: &mut Call<'_>, programs: &ClientPrograms<'_>, done: &mut ProgramRun) {
    let copying = TIME_PER_FILE.times(files::of(programs.os).len() as u64);
    if !spend(done, call, copying) {
        return;
    }
    call.drives.release(&sms_ini::path());
    let now = call.now.after(done.elapsed);
    let mut target = Target { drives: call.drives, os: programs.os, behavior: &programs.behavior, now };
    let mut ini = new_sms_ini(programs.os, programs.network);
    ini.set(SMS, "SMS Unique ID", &programs.network.next_sms_id);
    let written = install_files(&mut target, &ini).and_then(|()| ini.save(call.drives, now));
    if written.is_err() {
        done.print(NO_SMS_INI);
    }
}

/// The second phase, as SMSRUN calls it.
pub fn verify(
    call: &mut Call<'_>,
    programs: &ClientPrograms<'_>,
    server: &LogonServer,
    done: &mut ProgramRun,
) {
    let running = running_component(call, programs.behavior.pcm_service_blocks_setup);
    if let Some(name) = running.as_ref().filter(|_| is_verbose(call.tail)) {
        done.print(&format!("Client executable active: {}", name.to_lowercase()));
        done.print("Warning: Client component in use.");
        done.print("Client component files will not be overwritten or removed.");
    }
    done.print(VERIFYING);
    if spend(done, call, COMPARE_TIME) && running.is_none() {
        verify_files(call, programs, server, done);
    }
}

/// `/V` has SMSRUN and client setup say what they do (Q168463); of that, only what keeps them from it is modelled.
fn is_verbose(tail: &str) -> bool {
    tail.split_whitespace().any(|word| word.eq_ignore_ascii_case("/v"))
}

/// The name of a program of the client that runs: its file is in use. The service of Package Command Manager may be an
/// exception.
fn running_component(call: &Call<'_>, service_counts: bool) -> Option<String> {
    let bin = path(BIN);
    let in_bin =
        call.drives.held().filter(|file| file.drive == bin.drive && file.below.is_within(&bin.below));
    let mut names = in_bin.filter_map(|file| file.name());
    names.find(|name| service_counts || !name.eq_ignore_ascii_case(PCM_SERVICE)).map(str::to_string)
}

/// Copies what differs from the server's files, and writes anew what starts the client. A file that the server has not leaves
/// the phase as it is (Q168598).
fn verify_files(
    call: &mut Call<'_>,
    programs: &ClientPrograms<'_>,
    server: &LogonServer,
    done: &mut ProgramRun,
) {
    let Ok(mut ini) = SmsIni::open_to_change(call.drives) else { return };
    let extra = server.lists.iter().map(|name| ClientFile::opaque(name));
    let mut not_downloaded = Vec::new();
    for file in files::of(programs.os).into_iter().chain(extra) {
        if server.lacks.iter().any(|name| name.eq_ignore_ascii_case(&file.name)) {
            not_downloaded.push(file.name);
        } else if !copy(call, &file, done) {
            return;
        }
    }
    let now = call.now.after(done.elapsed);
    let mut target = Target { drives: call.drives, os: programs.os, behavior: &programs.behavior, now };
    // A disk without room keeps the old files, and the next start tries again.
    if write_start_files(&mut target, &ini).is_err() {
        return;
    }
    if not_downloaded.is_empty() {
        ini.delete(WORKSTATION_STATUS, "FilesNotDownloaded");
        ini.set(LOCAL, "SetupPhase", "installed");
    } else {
        ini.set(WORKSTATION_STATUS, "FilesNotDownloaded", &not_downloaded.join(","));
    }
    if ini.save(call.drives, now).is_err() {
        done.print(NO_SMS_INI);
    }
}

/// Copies one file unless it is the same already. Says whether setup can go on.
fn copy(call: &mut Call<'_>, file: &ClientFile, done: &mut ProgramRun) -> bool {
    let to = path(&format!("{BIN}\\{}", file.name));
    if call.drives.read(&to).is_ok_and(|content| *content == file.content) {
        return true;
    }
    spend(done, call, TIME_PER_FILE)
        && call.drives.write(&to, file.content.clone(), call.now.after(done.elapsed)).is_ok()
}

fn write_start_files(target: &mut Target<'_>, ini: &SmsIni) -> Result<(), VolumeError> {
    start_files::write_smsrun_ini(target)?;
    start_files::put_on_load_line(target)?;
    if target.drives.is_file(&path(client_batch(target.os))) {
        start_files::write_client_bat(target, ini)?;
    }
    Ok(())
}

/// Lets time pass; says whether there is still power.
pub fn spend(done: &mut ProgramRun, call: &Call<'_>, span: Span) -> bool {
    done.elapsed = done.elapsed + span;
    if done.elapsed >= call.power {
        done.broken_off = Some(Ending::PowerCut);
    }
    done.broken_off.is_none()
}
