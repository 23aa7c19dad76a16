//! Q173073: PCM says that a package is being installed when none is.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceHogsSemaphore;

impl Quirk for ServiceHogsSemaphore {
    fn id(&self) -> &'static str {
        "q173073"
    }

    fn title(&self) -> &'static str {
        "PCMWIN32 shows the box of the service though nothing is installed"
    }

    fn symptom(&self) -> &'static str {
        "A box titled Package Command Manager Service says that a package is being installed in the \
         background. No package is; the service is just looking for its instruction file."
    }

    fn cause(&self) -> &'static str {
        "The service takes the semaphore before it knows whether its logon server answers, and keeps it \
         while it waits for one that does not."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "unavailable logon servers cause the box; corrected in SP4, which takes the semaphore when a logon server is found (Q173073)",
            ),
            (Evidence::Assumed, "it waits 50 s, as long as a look that timed out in Q237690"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_hogs_semaphore"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && (Level::V1_2..=Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_hogs_semaphore = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
