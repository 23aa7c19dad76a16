//! Q163488: a package whose offer date or mandatory date comes later is not offered or run.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct UnmodifiedInstructionsSkipped;

impl Quirk for UnmodifiedInstructionsSkipped {
    fn id(&self) -> &'static str {
        "q163488"
    }

    fn title(&self) -> &'static str {
        "Packages are neither offered nor run when their date comes"
    }

    fn symptom(&self) -> &'static str {
        "A package whose Offer After or Mandatory After lies in the future when its record arrives is neither \
         shown nor run when that time comes, until any other package arrives or PCM is started again."
    }

    fn cause(&self) -> &'static str {
        "PCM does nothing at a poll that finds its instruction file unmodified. Only the look with which it \
         starts always reads on."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "PCMWIN16, PCMWIN32 and PCMSVC32 of 1.2, corrected in Service Pack 2; another package or a restart of PCM releases it (Q163488)",
            ),
            (
                Evidence::Inferred,
                "expiry is looked for at every poll all the same (Q188042); that 1.0 and 1.1 are not affected follows from their not being named",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["skips_unmodified_instructions"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.pcm_has_windows() && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.skips_unmodified_instructions = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
