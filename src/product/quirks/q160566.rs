//! Q160566: PCM looks in the package for a program that is given with its drive.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct DrivesSoughtInPackage;

impl Quirk for DrivesSoughtInPackage {
    fn id(&self) -> &'static str {
        "q160566"
    }

    fn title(&self) -> &'static str {
        "PCM looks in the package for a program that is given with its drive"
    }

    fn symptom(&self) -> &'static str {
        "A package whose command begins with a drive, as Q:\\App1, is not run: PCM says that it cannot find the file."
    }

    fn cause(&self) -> &'static str {
        "PCM looks for the program in the package's directory, whatever path the command gives."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "symptom and cause, for 1.2; a hotfix has the correction, whose date the archive does not give (Q160566)",
            ),
            (Evidence::Inferred, "no service pack has it"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["seeks_drives_in_package"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level >= Level::V1_2 && setup.release.hotfixes.is_none()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.seeks_drives_in_package = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
