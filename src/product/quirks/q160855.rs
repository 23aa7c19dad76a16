//! Q160855: the service of PCM finds no instruction file on a logon server with Windows NT 4.0.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct FilesOfNt40Missed;

impl Quirk for FilesOfNt40Missed {
    fn id(&self) -> &'static str {
        "q160855"
    }

    fn title(&self) -> &'static str {
        "No instruction file on a logon server with Windows NT 4.0"
    }

    fn symptom(&self) -> &'static str {
        "PACMAN.LOG says `No instruction file.` although the file is on the logon server, and nothing \
         runs."
    }

    fn cause(&self) -> &'static str {
        "The service on older systems does not come to see files on a server with Windows NT 4.0."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "on Windows NT 3.5 Workstation and standalone servers with 3.51; corrected in 1.2 SP2 (Q160855)",
            ),
            (
                Evidence::Inferred,
                "servers with 3.51 are not among the clients here, so that 3.5 alone is left",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_misses_files_of_nt40"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35]) && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_misses_files_of_nt40 = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
