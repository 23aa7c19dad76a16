//! Q185805: PCM counts down five minutes before a mandatory package, whatever SMS.INI says.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct CountdownCannotBeSwitchedOff;

impl Quirk for CountdownCannotBeSwitchedOff {
    fn id(&self) -> &'static str {
        "q185805"
    }

    fn title(&self) -> &'static str {
        "Nobody can do without the countdown"
    }

    fn symptom(&self) -> &'static str {
        "PCM waits five minutes before it runs a mandatory package, also where DisablePCMCountdown=TRUE \
         stands in [Local] of SMS.INI."
    }

    fn cause(&self) -> &'static str {
        "PCM learned that key only with Service Pack 4."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the key works with PCMWIN16 and PCMWIN32 of SP4 (Q185805)"),
            (Evidence::Inferred, "1.0 and 1.1 do not know it either: it came with 1.2 SP4"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["always_counts_down"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level < Level::V1_2Sp4
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.always_counts_down = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
