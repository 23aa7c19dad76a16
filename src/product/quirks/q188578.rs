//! Q188578: PCM that finds no logon server at its start ends.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct GoneWithoutLogonServer;

impl Quirk for GoneWithoutLogonServer {
    fn id(&self) -> &'static str {
        "q188578"
    }

    fn title(&self) -> &'static str {
        "PCM ends when it finds no logon server at its start"
    }

    fn symptom(&self) -> &'static str {
        "No logon server answers when PCM starts. It writes so to its log and ends; packages that come \
         later are not offered before the next logon."
    }

    fn cause(&self) -> &'static str {
        "PCM looks for a logon server once, when it starts."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "PCMWIN16 and PCMWIN32 of 1.2, corrected by a hotfix of 6/23/98 (Q188578)"),
            (Evidence::Inferred, "1.0 and 1.1 are not named, and left alone"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["quits_without_server"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
            && setup.release.level >= Level::V1_2
            && setup.release.hotfixes < Some((1998, 6))
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.quits_without_server = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
