//! What PCM says to the person and writes to its log when a package cannot be run.

use super::servers::Miss;
use super::{Kind, SCREEN};
use crate::client::Effect;
use crate::engine::Outbox;

/// Lines that the box has for servers (Q161310: it lists ten).
const MOST_SHOWN: usize = 10;
/// The error of a program that cannot be run by its UNC path (Q128456).
const NOT_FOUND: u8 = 2;

/// No server could be connected: the box of the desktop's PCM (Q128456, Q150727), and the log (Q185347).
pub(super) fn unable_to_connect(kind: Kind, directory: &str, misses: &[Miss], out: &mut Outbox<Effect>) {
    box_of(kind, misses, out);
    let log = kind.log();
    for Miss { path, .. } in misses.iter().take(MOST_SHOWN) {
        let below = if path.ends_with(directory) || !path.contains("SMS_PKG") {
            path.clone()
        } else {
            format!(r"{path}\{directory}")
        };
        out.note(log, || format!(r"Unable to connect to \\server\share(s) '{below}'"));
    }
    out.note(log, || {
        "This could be caused by a variety of conditions. Ensure Windows networking drivers are loaded. The Microsoft Network \
         client does not have Windows drivers."
            .to_string()
    });
}

/// Windows does not run a program from MSTEST of that server (Q128456).
pub(super) fn unable_to_run(kind: Kind, logon_server: &str, out: &mut Outbox<Effect>) {
    let path = format!(r"\\{logon_server}\SMS_SHR\MSTEST");
    box_of(kind, &[Miss { code: NOT_FOUND, path }], out);
}

fn box_of(kind: Kind, misses: &[Miss], out: &mut Outbox<Effect>) {
    if !kind.is_desktop() {
        return;
    }
    out.note(SCREEN, || r"Unable to connect. <errcode> -\\server\share.".to_string());
    for Miss { code, path } in misses.iter().take(MOST_SHOWN) {
        out.note(SCREEN, || format!("{code} -{path}."));
    }
}

/// The program could not be started (Q140920, Q160566). The service says nothing (Q152423).
pub(super) fn not_started(kind: Kind, command: &str, sought_in_package: bool, out: &mut Outbox<Effect>) {
    if !kind.is_desktop() {
        return;
    }
    if sought_in_package {
        let program = command.split(' ').next().unwrap_or_default();
        return out.note(SCREEN, || format!("Cannot find the file {program}."));
    }
    out.note(kind.log(), || "Running process handle=-1".to_string());
    out.note(kind.log(), || "Package is not setup correctly.".to_string());
    out.note(SCREEN, || {
        "Package Command Manager is unable to install a package because the package is setup incorrectly. PCM has logged an event \
         and sent it to your System Administrator."
            .to_string()
    });
}
