//! Q231489: files copied by wildcards ask for a restart when any file of the directory is in use.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct WildcardsRestart;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_1_0;

impl Quirk for WildcardsRestart {
    fn id(&self) -> &'static str {
        "q231489"
    }

    fn title(&self) -> &'static str {
        "Files copied by wildcards ask for a restart when any file of the directory is in use"
    }

    fn symptom(&self) -> &'static str {
        "A script installs *.* into a directory. None of the files is in use, but another one there is, \
         and the installation asks for a restart."
    }

    fn cause(&self) -> &'static str {
        "Behind a copy by wildcards the run-time of SMS Installer 1.0 looks for files in use in the whole \
         directory."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "not so when the directory is empty or has no file in use, with an item a file, or with a \
                 later build (Q231489)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["wildcards_restart"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.wildcards_restart = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
