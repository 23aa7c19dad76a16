//! Q174933: the service of PCM never runs what is not mandatory.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceLeavesOptional;

impl Quirk for ServiceLeavesOptional {
    fn id(&self) -> &'static str {
        "q174933"
    }

    fn title(&self) -> &'static str {
        "A background task without a mandatory date never runs"
    }

    fn symptom(&self) -> &'static str {
        "A System (Background) Task is sent without Mandatory After. It never runs, and neither \
         PACMAN.LOG nor the event log says why."
    }

    fn cause(&self) -> &'static str {
        "The service asks for a mandatory date. Since SP3 it also runs what is optional, once it is \
         offered, if the package definition says that no user input is required."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the rule since 1.2 SP3 (Q174933)"),
            (Evidence::Inferred, "1.0 and 1.1 are like 1.2"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_leaves_optional"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && setup.release.level < Level::V1_2Sp3
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_leaves_optional = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
