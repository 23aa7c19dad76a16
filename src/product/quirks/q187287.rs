//! Q187287: PCM does not remind of what is pending.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct NoReminder;

impl Quirk for NoReminder {
    fn id(&self) -> &'static str {
        "q187287"
    }

    fn title(&self) -> &'static str {
        "PCM does not come back once its window was closed"
    }

    fn symptom(&self) -> &'static str {
        "A user who closes the window of PCM with packages pending sees it again only when one becomes \
         mandatory or PCM is started again."
    }

    fn cause(&self) -> &'static str {
        "PCM before Service Pack 4 does not know PCMPackageReminderInterval in [Local] of SMS.INI."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "PCMWIN32 of Service Pack 4 and of 24 March 1998 knows the key: minutes, 0 or none for never (Q187287)",
            ),
            (Evidence::Assumed, "the hotfixes of that month bring it to any earlier service pack"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["knows_no_reminder"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.is_nt() && setup.release.level < Level::V1_2Sp4 && !setup.release.has_hotfixes_of(1998, 3)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.knows_no_reminder = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
