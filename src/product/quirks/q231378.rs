//! Q231378: PCMWIN32 that finds the service busy at its start ends.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct GoneBesideBusyService;

impl Quirk for GoneBesideBusyService {
    fn id(&self) -> &'static str {
        "q231378"
    }

    fn title(&self) -> &'static str {
        "PCMWIN32 ends when the service is busy at its start"
    }

    fn symptom(&self) -> &'static str {
        "The service runs a package while somebody logs on. PCMWIN32 waits for it in vain, ends, and is \
         not started again before the next logon."
    }

    fn cause(&self) -> &'static str {
        "PCMWIN32 asks for the semaphore that it shares with the service once, when it starts."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.2, corrected by a hotfix of 5/4/99 (Q231378)"),
            (Evidence::Assumed, "how long it waits: it is taken to end at once"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["quits_beside_busy_service"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40])
            && setup.release.level >= Level::V1_2
            && setup.release.hotfixes < Some((1999, 5))
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.quits_beside_busy_service = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
