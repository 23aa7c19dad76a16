//! Q198710: Edit INI File keeps a section that is to go, when another follows it in the list.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct DeletedSectionTakesValues;

/// The builds of SMS Installer that have it: 1.0, and 2.0 as first released.
const BUILDS: Builds = Builds::between(Build::new(1, 0, 0), Build::new(2, 0, 90));

impl Quirk for DeletedSectionTakesValues {
    fn id(&self) -> &'static str {
        "q198710"
    }

    fn title(&self) -> &'static str {
        "Edit INI File keeps a section that is to go, and gives it the values of the next one"
    }

    fn symptom(&self) -> &'static str {
        "One item takes a section away and sets values in another. The first section is still there, and the values stand in it."
    }

    fn cause(&self) -> &'static str {
        "The run-time does not close a section without values before it comes to the next one in the list of the item."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "SMS Installer 1.0 and 2.0; two items, or a removal that comes last, do what they say; corrected with Service \
                 Pack 1 of SMS 2.0 (Q198710)",
            ),
            (Evidence::Inferred, "it happens always, and build 91 of 2.0 is the corrected one"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["removed_section_takes_values"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.removed_section_takes_values = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
