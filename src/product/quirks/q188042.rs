//! Q188042: expired packages flood the logon server with .SNI files.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ExpiryNoticeAtEveryPoll;

impl Quirk for ExpiryNoticeAtEveryPoll {
    fn id(&self) -> &'static str {
        "q188042"
    }

    fn title(&self) -> &'static str {
        "Expired packages flood the logon server with instructions"
    }

    fn symptom(&self) -> &'static str {
        "Every client writes another .SNI for each expired package at every poll, until the Despooler has \
         updated its instruction file. When Maintenance Manager is stopped they pile up on the logon server."
    }

    fn cause(&self) -> &'static str {
        "PCM does not remember that it has given notice of an expired record."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "PCMWIN16, PCMWIN32 and PCMSVC32 of 1.2 leave one .SNI after the other on the logon server, changed in Service Pack 4 (Q188042)",
            ),
            (
                Evidence::Inferred,
                "one at every poll; that 1.0 and 1.1 are not affected follows from their not being named",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["repeats_expiry_notice"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.pcm_has_windows() && (Level::V1_2..=Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.repeats_expiry_notice = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
