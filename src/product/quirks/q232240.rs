//! Q232240: A long name for the status MIF ends the installation.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct LongMifNamesFail;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::between(Build::new(1, 0, 0), Build::new(2, 0, 90));

impl Quirk for LongMifNamesFail {
    fn id(&self) -> &'static str {
        "q232240"
    }

    fn title(&self) -> &'static str {
        "A long name for the status MIF ends the installation"
    }

    fn symptom(&self) -> &'static str {
        "A 16-bit program whose status MIF has a name longer than 8.3 ends with a General Protection Fault, and there is no MIF."
    }

    fn cause(&self) -> &'static str {
        "The 16-bit run-time fails over the name; Service Pack 1 of SMS 2.0 corrects it."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "SMSISTUB caused a General Protection Fault in module ~GLC387E.TMP (Q232240)"),
            (Evidence::Assumed, "it fails when it writes the MIF, behind all items of the script"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["fails_over_long_mif_names"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.fails_over_long_mif_names = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
