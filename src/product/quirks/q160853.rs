//! Q160853: open Job Details keep mandatory packages from running.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct JobDetailsHoldPackagesUp;

impl Quirk for JobDetailsHoldPackagesUp {
    fn id(&self) -> &'static str {
        "q160853"
    }

    fn title(&self) -> &'static str {
        "Nothing mandatory runs while Job Details are open"
    }

    fn symptom(&self) -> &'static str {
        "A package whose mandatory time has come does not run as long as somebody leaves Job Details \
         open."
    }

    fn cause(&self) -> &'static str {
        "The window that shows Job Details keeps the rest of PCM waiting."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the package runs when the window is closed; no release corrects it (Q160853)",
            ),
            (Evidence::Inferred, "the countdown begins only then"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["details_hold_packages_up"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.details_hold_packages_up = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
