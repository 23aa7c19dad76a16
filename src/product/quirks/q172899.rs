//! Q172899: a client whose clock is ahead keeps the Despooler waiting.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ClockAheadKeepsDespoolerWaiting;

impl Quirk for ClockAheadKeepsDespoolerWaiting {
    fn id(&self) -> &'static str {
        "q172899"
    }

    fn title(&self) -> &'static str {
        "Results of a client whose clock is ahead are not processed in time"
    }

    fn symptom(&self) -> &'static str {
        "A package has run, but the job details do not change; the log of the Despooler says that the \
         instruction will not be processed till a date that the clock of the client showed."
    }

    fn cause(&self) -> &'static str {
        "The instruction carries the time at which it was executed by the clock of the client, and the \
         Despooler takes it for the earliest time to process it."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the line of the log, and the correction in Service Pack 4 (Q172899)"),
            (Evidence::Inferred, "1.0 and 1.1 do the same: the format of the instruction did not change"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["waits_for_execution_time"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level < Level::V1_2Sp4
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.waits_for_execution_time = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
