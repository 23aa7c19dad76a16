//! Q122320: packages beside a mandatory one are not offered.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct WindowClosesBehindMandatory;

impl Quirk for WindowClosesBehindMandatory {
    fn id(&self) -> &'static str {
        "q122320"
    }

    fn title(&self) -> &'static str {
        "Only the mandatory one of several new packages is offered"
    }

    fn symptom(&self) -> &'static str {
        "Several packages arrive, one of them mandatory. When the countdown has ended PCMWIN16 runs that one \
         and closes. The others are not offered until another package arrives or PCM is started again."
    }

    fn cause(&self) -> &'static str {
        "PCMWIN16 takes the end of what was mandatory for the end of its work and closes its window."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "PCMWIN16 of 1.0 to 1.2, corrected by a hotfix (Q122320)"),
            (Evidence::Assumed, "every set of dated hotfixes holds it, since the article gives no date"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["closes_after_mandatory"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.has_pcmwin16() && setup.release.hotfixes.is_none()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.closes_after_mandatory = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
