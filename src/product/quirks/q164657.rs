//! Q164657: the service of PCM runs nothing while PCMWIN32 is in memory.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct DesktopHoldsServiceUp;

impl Quirk for DesktopHoldsServiceUp {
    fn id(&self) -> &'static str {
        "q164657"
    }

    fn title(&self) -> &'static str {
        "PCMSVC32 runs nothing beside PCMWIN32"
    }

    fn symptom(&self) -> &'static str {
        "While somebody is logged on to Windows NT and PCMWIN32 is loaded, its window closed or not, the \
         service does not run its packages, not even mandatory ones."
    }

    fn cause(&self) -> &'static str {
        "The service gives way to PCMWIN32 for as long as that is in memory, and not only while it runs a \
         package."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the service runs them once PCMWIN32 is out of memory; corrected in 1.2 SP2 (Q164657)",
            ),
            (
                Evidence::Stated,
                "the same article has it that the first pair of programs was designed like that (Q164657)",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["desktop_holds_service_up"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.desktop_holds_service_up = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
