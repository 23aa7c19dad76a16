//! Q200437: The status MIF is called .mif.mif.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct MifExtensionDoubled;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::between(Build::new(1, 0, 45), Build::new(1, 0, 45));

impl Quirk for MifExtensionDoubled {
    fn id(&self) -> &'static str {
        "q200437"
    }

    fn title(&self) -> &'static str {
        "The status MIF is called .mif.mif"
    }

    fn symptom(&self) -> &'static str {
        "The script names its status MIF MYFILE.MIF. The file in the Windows directory is called \
         MYFILE.MIF.mif."
    }

    fn cause(&self) -> &'static str {
        "Build 45 of 1.0 adds the extension to the name also when it is there, in programs that were \
         compiled for Win32."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "build 1.0.45, True Win32; programs for WIN16/WIN32 have the right name (Q200437)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["doubles_mif_extension"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.doubles_mif_extension = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
