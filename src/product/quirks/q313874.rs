//! Q313874: A file that is the same already is not replaced.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct IdenticalFilesSkipped;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_2_0;

impl Quirk for IdenticalFilesSkipped {
    fn id(&self) -> &'static str {
        "q313874"
    }

    fn title(&self) -> &'static str {
        "A file that is the same already is not replaced"
    }

    fn symptom(&self) -> &'static str {
        "The item says that the file is always replaced. It is passed over, and nothing waits for the next \
         start although the file is in use."
    }

    fn cause(&self) -> &'static str {
        "SMS Installer 2.0 compares the bytes first, and leaves alone a file that is the same."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "identical files are skipped by SMS Installer 2.0, and the log says so (Q313874)",
            ),
            (Evidence::Inferred, "a file in use that is skipped sets no RESTART"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["skips_identical"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.skips_identical = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
