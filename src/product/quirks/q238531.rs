//! Q238531: No more than 1,024 files are taken out of a program.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct FewFilesExtracted;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_2_0;

impl Quirk for FewFilesExtracted {
    fn id(&self) -> &'static str {
        "q238531"
    }

    fn title(&self) -> &'static str {
        "No more than 1,024 files are taken out of a program"
    }

    fn symptom(&self) -> &'static str {
        "Of a program with more files /X takes out the first 1,024."
    }

    fn cause(&self) -> &'static str {
        "SMS Installer 2.0 stops there."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "no more than 1,024 files are extracted (Q238531)"),
            (Evidence::Inferred, "those that stand first in the program"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["extracts_few_files"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.extracts_few_files = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
