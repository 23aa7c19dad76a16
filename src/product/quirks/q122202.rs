//! Q122202: a mandatory package that is archived during the countdown never runs.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ArchivedInCountdown;

impl Quirk for ArchivedInCountdown {
    fn id(&self) -> &'static str {
        "q122202"
    }

    fn title(&self) -> &'static str {
        "A mandatory package can be archived during its countdown"
    }

    fn symptom(&self) -> &'static str {
        "While PCM counts down to a mandatory package, its user archives it, and it does not run any \
         more. Deleting PCMHIST.REG brings it back to Pending Commands, and it runs."
    }

    fn cause(&self) -> &'static str {
        "PCM lets go of a package that it counts down to."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "in 1.0 it does not run; corrected in 1.1 (Q122202)"),
            (
                Evidence::Assumed,
                "since then the package stays under Pending Commands: the article does not say what archiving does",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["archives_in_countdown"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level == Level::V1_0
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.archives_in_countdown = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
