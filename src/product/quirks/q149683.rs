//! Q149683: PCM's window appears with nothing in it.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct HiddenOffersOpenTheWindow;

impl Quirk for HiddenOffersOpenTheWindow {
    fn id(&self) -> &'static str {
        "q149683"
    }

    fn title(&self) -> &'static str {
        "The window of PCM appears and is empty"
    }

    fn symptom(&self) -> &'static str {
        "PCM opens its window when it starts or polls, but there is nothing in its list."
    }

    fn cause(&self) -> &'static str {
        "Any record in the instruction file counts as pending for the window, also one whose Offer After has \
         not come yet."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.0 and 1.1, corrected in 1.2 (Q149683)"),
            (
                Evidence::Assumed,
                "the window opens at a start and when the file has changed, not at every poll",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["hidden_offers_open_window"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.pcm_has_windows() && setup.release.level <= Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.hidden_offers_open_window = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
