//! Q152423: the service of PCM does not look into MSTEST.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServicePassesMstestOver;

impl Quirk for ServicePassesMstestOver {
    fn id(&self) -> &'static str {
        "q152423"
    }

    fn title(&self) -> &'static str {
        "The service of PCM does not look into MSTEST"
    }

    fn symptom(&self) -> &'static str {
        "A background package whose program lies in MSTEST of the logon server fails, and nothing is said."
    }

    fn cause(&self) -> &'static str {
        "PCMSVC32 looks for the program in the package only, where the desktop programs look into MSTEST as well."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "symptom and cause, for 1.0 to 1.2; Service Pack 2 has the correction (Q152423)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_passes_mstest_over"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40]) && setup.release.level < Level::V1_2Sp2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_passes_mstest_over = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
