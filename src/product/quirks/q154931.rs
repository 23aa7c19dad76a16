//! Q154931: "Not Mandatory over Slow Link" does nothing.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct SlowLinksAreIgnored;

impl Quirk for SlowLinksAreIgnored {
    fn id(&self) -> &'static str {
        "q154931"
    }

    fn title(&self) -> &'static str {
        "Packages are mandatory over slow links all the same"
    }

    fn symptom(&self) -> &'static str {
        "A job is marked as not mandatory over slow links. Clients behind a slow link run its package at \
         the mandatory time like all others."
    }

    fn cause(&self) -> &'static str {
        "PCM does not look at Install Flag 2."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(Evidence::Stated, "it had no effect in any release (Q154931, Q191317)")]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["ignores_slow_links"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.ignores_slow_links = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
