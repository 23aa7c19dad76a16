//! Q200439: No status MIF on Windows 95.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct NoMifOnWindows95;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_1_0;

impl Quirk for NoMifOnWindows95 {
    fn id(&self) -> &'static str {
        "q200439"
    }

    fn title(&self) -> &'static str {
        "No status MIF on Windows 95"
    }

    fn symptom(&self) -> &'static str {
        "A script that reports a failure through a status MIF is shown as complete when it runs on Windows \
         95: there is no MIF."
    }

    fn cause(&self) -> &'static str {
        "Programs that were compiled for WIN16/WIN32 with SMS Installer 1.0 write no status MIF on Windows \
         95."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "on Windows NT and for True Win32 there is a MIF (Q200439)"),
            (Evidence::Inferred, "it is missing always, where the article says that it may be"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["loses_mif"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.loses_mif = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
