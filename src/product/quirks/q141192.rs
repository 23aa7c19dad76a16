//! Q141192: instances of a repeating job are mandatory at once.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct RepeatedMandatoryDate;

impl Quirk for RepeatedMandatoryDate {
    fn id(&self) -> &'static str {
        "q141192"
    }

    fn title(&self) -> &'static str {
        "Instances of a repeating job are mandatory as soon as they are offered"
    }

    fn symptom(&self) -> &'static str {
        "The second instance of a repeating job with a mandatory date runs as soon as it is offered."
    }

    fn cause(&self) -> &'static str {
        "The Scheduler copies Mandatory After unchanged into each new instance, where it lies in the past."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.1, corrected in 1.2 (Q141192)"),
            (Evidence::Inferred, "1.0 is not affected, since it is not named"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["repeats_keep_mandatory"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level == Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.repeats_keep_mandatory = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
