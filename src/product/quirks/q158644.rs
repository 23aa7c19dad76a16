//! Q158644: the service of PCM does not report a package that restarts the machine.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceNotToldOfEnd;

impl Quirk for ServiceNotToldOfEnd {
    fn id(&self) -> &'static str {
        "q158644"
    }

    fn title(&self) -> &'static str {
        "An upgrade of Windows NT in the background repeats for ever"
    }

    fn symptom(&self) -> &'static str {
        "An unattended upgrade to Windows NT 4.0 is sent as a System (Background) Task. Nobody is logged \
         on; the machine is upgraded and starts again, nothing is reported, and the service runs the \
         upgrade anew, for ever."
    }

    fn cause(&self) -> &'static str {
        "The service is not told that Windows ends, and so does not mark the package."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the upgrade succeeds, is not reported and repeats; corrected in 1.2 SP2 (Q158644)",
            ),
            (Evidence::Inferred, "that it is the message missing which Q164887 names"),
            (Evidence::Inferred, "any package that restarts the machine"),
            (Evidence::Inferred, "1.0 and 1.1 are not named, and left alone"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_is_not_told_of_end"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_is_not_told_of_end = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
