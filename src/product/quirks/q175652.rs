//! Q175652: a package that restarts the machine by force stays pending.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, SynchronousExit};
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ForcedRestartStaysPending;

impl Quirk for ForcedRestartStaysPending {
    fn id(&self) -> &'static str {
        "q175652"
    }

    fn title(&self) -> &'static str {
        "A package that restarts the machine by force stays pending"
    }

    fn symptom(&self) -> &'static str {
        "A setup program restarts the machine by force. Afterwards the package is still under Pending \
         Commands, its status has not changed, and it may run again."
    }

    fn cause(&self) -> &'static str {
        "PCM marks a package when it sees its process end, or when it is told that Windows ends. A forced \
         restart leaves no time for the one and nobody told for the other, and \
         SynchronousSystemExitRequired of the package definition does not help yet."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "symptom and cause; with the files of 1997-12-04, or Service Pack 4, a package with that \
                 key is marked as soon as it has started (Q175652)",
            ),
            (Evidence::Inferred, "earlier releases than 1.2 do the same"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["synchronous_exit"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level < Level::V1_2Sp4
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.synchronous_exit = SynchronousExit::AtEnd;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
