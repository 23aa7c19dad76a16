//! Finding what a package's command names.

use std::sync::Arc;

use super::run::free_drive;
use super::{Kind, Start};
use crate::machine::{Drive, Image, Machine, OsKind};

/// The driver of Microsoft Test 3.0.
const TEST_DRIVER: &str = "MTRUN";
/// From names of more characters, Windows 3.x runs no program by its UNC path (Q128456).
const LONGEST_IN_UNC: usize = 11;

/// Where the program of a command was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// In the package or on the machine.
    Here,
    /// In MSTEST of the logon server, which this drive was connected to; with the command line that runs it from there.
    /// Windows runs it by its UNC path; that it takes a letter instead is a simplification.
    Mstest(Drive, String),
    Nowhere,
    /// Windows does not run it from a server with so long a name (Q128456).
    TooFar,
}

/// Looks for the program: in the package's directory, on the machine, and in the directory MSTEST of the logon server (Q128456,
/// Q152423, Q158734). The package is connected already.
pub(super) fn find(machine: &mut Machine, start: &Start) -> Found {
    let (program, rest) = start.command.split_at(start.command.find(' ').unwrap_or(start.command.len()));
    if start.behavior.seeks_drives_in_package && program.get(1..2) == Some(":") {
        return Found::Nowhere;
    }
    if machine.finds_program(start.command) {
        return Found::Here;
    }
    let skips = start.by == Kind::Service && start.behavior.service_passes_mstest_over;
    match &start.mstest {
        Some(share) if !skips => in_mstest(machine, share, start, (program, rest)),
        _ => Found::Nowhere,
    }
}

fn in_mstest(
    machine: &mut Machine,
    share: &Arc<Image>,
    start: &Start,
    (program, rest): (&str, &str),
) -> Found {
    let Some(drive) = free_drive(machine) else { return Found::Nowhere };
    machine.drives.map(drive, share.clone());
    let command = format!("{drive}\\{program}{rest}");
    let is_driver = program.to_ascii_uppercase().starts_with(TEST_DRIVER);
    let is_windows_3 = matches!(machine.os, OsKind::Win31 | OsKind::Wfw311);
    let is_far = is_windows_3 && start.servers.logon.name.len() > LONGEST_IN_UNC;
    match () {
        () if !machine.finds_program(&command) || is_driver && start.behavior.mtrun_fails => {
            machine.drives.unmap(drive);
            Found::Nowhere
        }
        () if is_far && start.behavior.long_unc_fails => Found::TooFar,
        () => Found::Mstest(drive, command),
    }
}
