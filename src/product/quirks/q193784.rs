//! Q193784: Package Command Manager loses sight of a package with SynchronousSystemExitRequired.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct SynchronousExitSticks;

/// The month of the corrected files.
const FIXED: (u16, u8) = (1998, 9);

impl Quirk for SynchronousExitSticks {
    fn id(&self) -> &'static str {
        "q193784"
    }

    fn title(&self) -> &'static str {
        "Behind an optional package with SynchronousSystemExitRequired nothing runs any more"
    }

    fn symptom(&self) -> &'static str {
        "The package runs and is marked as executed, but the Execute button stays grey, the log repeats \
         that the process handle is 0, and no later package is run."
    }

    fn cause(&self) -> &'static str {
        "PCM of Service Pack 4 marks the package as soon as it has started, and then waits for the end of a \
         process whose handle it has thrown away."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the lines of the log, the workarounds (no such key, mandatory, PCM of Service Pack 3), and \
                 the correction of September 1998 (Q193784)",
            ),
            (Evidence::Inferred, "cause"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["synchronous_exit_sticks"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        let is_level = setup.machine.is_some() && setup.release.level == Level::V1_2Sp4;
        is_level && setup.release.hotfixes.is_none_or(|month| month < FIXED)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.synchronous_exit_sticks = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
