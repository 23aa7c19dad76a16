//! Q229809: packages are installed again when the history of PCM is lost.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct LostHistoryReinstalls;

impl Quirk for LostHistoryReinstalls {
    fn id(&self) -> &'static str {
        "q229809"
    }

    fn title(&self) -> &'static str {
        "A lost PCM history has old packages installed again"
    }

    fn symptom(&self) -> &'static str {
        "PCMHIST.REG is deleted or damaged, and packages that were installed weeks or months ago are \
         installed again, also those that ran as mandatory."
    }

    fn cause(&self) -> &'static str {
        "PCM makes its history anew from the records in the instruction file, which do not tell what has been \
         executed."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "Service Pack 3 and 4 of 1.2, corrected by programs of 9 June 1998 (Q229809)"),
            (
                Evidence::Inferred,
                "it takes records that are still there after they have been executed, which Q166765 and Q172899 do not have: a scenario chooses",
            ),
            (Evidence::Assumed, "where it is corrected, PCM still knows what it has executed"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["forgets_executed"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
            && setup.release.level >= Level::V1_2Sp3
            && !setup.release.has_hotfixes_of(1998, 6)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.forgets_executed = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
