//! Q125934: the service of Package Command Manager gives its packages no WINDIR.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceWithoutWindir;

impl Quirk for ServiceWithoutWindir {
    fn id(&self) -> &'static str {
        "q125934"
    }

    fn title(&self) -> &'static str {
        "Packages run by the PCM service find no WINDIR"
    }

    fn symptom(&self) -> &'static str {
        "A program that asks for the Windows directory by the variable WINDIR gives up when the service \
         runs it. PCM writes that the process died, and reports success all the same."
    }

    fn cause(&self) -> &'static str {
        "The service of release 1.0 starts programs in an environment without WINDIR."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the program says that the variable is not set, and the log that the process died and that \
                 the package was executed (Q125934)",
            ),
            (Evidence::Inferred, "1.1 gives the variable: the article names 1.0 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_lacks_windir"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40]) && setup.release.level == Level::V1_0
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_lacks_windir = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
