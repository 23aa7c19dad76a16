//! Q171080: SMS Installer asks for a restart where the person lacks the right to write.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct MissingRightsMeanInUse;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_1_0;

impl Quirk for MissingRightsMeanInUse {
    fn id(&self) -> &'static str {
        "q171080"
    }

    fn title(&self) -> &'static str {
        "SMS Installer asks for a restart where the person lacks the right to write"
    }

    fn symptom(&self) -> &'static str {
        "A script overwrites a file that the person has no right to write on NTFS. There is no error: the \
         installation wants to restart the machine."
    }

    fn cause(&self) -> &'static str {
        "The run-time of SMS Installer 1.0 takes any file that it cannot write for one that is in use."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "in place of an error a synchronous shutdown of the system is tried; SMS Installer 1.0 \
                 (Q171080)",
            ),
            (Evidence::Inferred, "the new file is queued like one that replaces a file in use"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["missing_rights_restart"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.missing_rights_restart = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
