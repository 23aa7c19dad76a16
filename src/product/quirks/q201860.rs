//! Q201860: The uninstaller brings back the first 127 bytes of a binary value.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct OldValuesCut;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_1_0;

impl Quirk for OldValuesCut {
    fn id(&self) -> &'static str {
        "q201860"
    }

    fn title(&self) -> &'static str {
        "The uninstaller brings back the first 127 bytes of a binary value"
    }

    fn symptom(&self) -> &'static str {
        "A binary value that an installation wrote over comes back cut when the application is uninstalled."
    }

    fn cause(&self) -> &'static str {
        "INSTALL.LOG keeps no more than 127 bytes of the old value."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the value is restored, but cut at 127 bytes; 2.0 keeps all (Q201860)"),
            (Evidence::Assumed, "the log has the bytes as digits"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["cuts_old_values"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.cuts_old_values = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
