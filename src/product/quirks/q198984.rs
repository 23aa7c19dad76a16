//! Q198984: Of several switches of a compiled script only the first works.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct OnlyFirstSwitch;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::ALL;

impl Quirk for OnlyFirstSwitch {
    fn id(&self) -> &'static str {
        "q198984"
    }

    fn title(&self) -> &'static str {
        "Of several switches of a compiled script only the first works"
    }

    fn symptom(&self) -> &'static str {
        "SETUP.EXE /S /X is to take the files out silently, but only the first of the two switches is \
         heeded."
    }

    fn cause(&self) -> &'static str {
        "The run-time stops looking for its own switches behind the first one."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "with several switches only the first works, SMS Installer 1.0 and 2.0 (Q198984)",
            ),
            (Evidence::Inferred, "the words of the others are dropped"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["one_installer_switch"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.one_installer_switch = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
