//! Q140920: PCM 1.1 cannot start the driver of Microsoft Test 3.0.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct TestDriverNotStarted;

impl Quirk for TestDriverNotStarted {
    fn id(&self) -> &'static str {
        "q140920"
    }

    fn title(&self) -> &'static str {
        "PCM 1.1 cannot start the driver of Microsoft Test 3.0"
    }

    fn symptom(&self) -> &'static str {
        "A package that runs a script with MTRUN fails: PCM says that the package is set up incorrectly, and logs a process handle of -1."
    }

    fn cause(&self) -> &'static str {
        "PCM does not manage to start MTRUN.EXE; why, the article does not say."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "symptom, the line of the log, and that 1.2 has the correction; the article names 1.1 (Q140920)",
            ),
            (Evidence::Inferred, "only programs called MTRUN are affected"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["mtrun_fails"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level == Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.mtrun_fails = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
