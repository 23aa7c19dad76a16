//! Q165147: PCMWIN32 runs System (Background) Tasks.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct DesktopRunsBackgroundTasks;

impl Quirk for DesktopRunsBackgroundTasks {
    fn id(&self) -> &'static str {
        "q165147"
    }

    fn title(&self) -> &'static str {
        "PCMWIN32 runs what only the service should"
    }

    fn symptom(&self) -> &'static str {
        "A mandatory System (Background) Task opens the window of PCM on the desktop of Windows NT, which \
         counts down and runs it."
    }

    fn cause(&self) -> &'static str {
        "PCMWIN32 does not look whether a record is for the service alone."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "corrected in 1.2 SP2 (Q165147)"),
            (
                Evidence::Stated,
                "a PCMWIN32 that leaves such tasks alone came with the service as an update before SP2 (Resource Kit)",
            ),
            (Evidence::Assumed, "that update is taken to be of 1996-12: no text dates it"),
            (Evidence::Inferred, "1.0 and 1.1 are not named, and left alone"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["desktop_runs_background"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40])
            && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
            && setup.release.hotfixes < Some((1996, 12))
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.desktop_runs_background = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
