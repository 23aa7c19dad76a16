//! Q199664: Edit INI File takes away two sections at most.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct TwoSectionsGone;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::between(Build::new(1, 0, 0), Build::new(2, 0, 90));

impl Quirk for TwoSectionsGone {
    fn id(&self) -> &'static str {
        "q199664"
    }

    fn title(&self) -> &'static str {
        "Edit INI File takes away two sections at most"
    }

    fn symptom(&self) -> &'static str {
        "One item names four sections to be taken away. Two of them are still there afterwards."
    }

    fn cause(&self) -> &'static str {
        "The run-time heeds at most two removals of sections in one item."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "SMS Installer 1.0 and 2.0; corrected with a service pack of SMS 2.0 (Q199664)",
            ),
            (Evidence::Inferred, "it is the first two that go, and build 91 of 2.0 is the corrected one"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["removes_two_sections"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.removes_two_sections = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
