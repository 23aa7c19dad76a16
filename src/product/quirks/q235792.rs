//! Q235792: A file with a long name is installed under its first eight characters.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct LongNamesCut;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::between(Build::new(2, 0, 0), Build::new(2, 0, 90));

impl Quirk for LongNamesCut {
    fn id(&self) -> &'static str {
        "q235792"
    }

    fn title(&self) -> &'static str {
        "A file with a long name is installed under its first eight characters"
    }

    fn symptom(&self) -> &'static str {
        "A library with a version and a long name lies there under the first eight characters of its name; INSTALL.LOG has the long one, and it is not registered."
    }

    fn cause(&self) -> &'static str {
        "On Windows 95 the item that checks versions cuts the name instead of asking for its alias; a service pack of SMS 2.0 corrects it."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "FolioCacheCleaner.dll becomes foliocac.dll where versions are checked, and another file keeps its name (Q235792)",
            ),
            (Evidence::Inferred, "corrected with the build of Service Pack 1, 2.0.91"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["cuts_long_names"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.cuts_long_names = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
