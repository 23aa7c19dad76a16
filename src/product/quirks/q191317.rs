//! Q191317: the option "Not Mandatory over Slow Link" is gone.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct NoOptionForSlowLinks;

impl Quirk for NoOptionForSlowLinks {
    fn id(&self) -> &'static str {
        "q191317"
    }

    fn title(&self) -> &'static str {
        "Not Mandatory over Slow Link cannot be chosen any more"
    }

    fn symptom(&self) -> &'static str {
        "The box \"Not Mandatory over Slow Link\" is no longer in the properties of a job."
    }

    fn cause(&self) -> &'static str {
        "It never had any effect, and Service Pack 4 took it out."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the box was removed in SP4 (Q191317)"),
            (Evidence::Inferred, "records are then written with Install Flag 0"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["has_no_slow_link_option"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level >= Level::V1_2Sp4
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.has_no_slow_link_option = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
