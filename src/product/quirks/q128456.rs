//! Q128456: Windows 3.x runs nothing from MSTEST of a server with a long name.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct NoProgramFromLongNames;

impl Quirk for NoProgramFromLongNames {
    fn id(&self) -> &'static str {
        "q128456"
    }

    fn title(&self) -> &'static str {
        "Windows 3.x runs nothing from MSTEST of a server with a long name"
    }

    fn symptom(&self) -> &'static str {
        "A command that is found in MSTEST of a logon server whose name has more than 11 characters is not run: PCM says that it is unable to connect, with error 2."
    }

    fn cause(&self) -> &'static str {
        "KRNL386 of Windows 3.x cannot run a program by so long a UNC path; commands in the package itself run from a drive letter."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "symptom, cause, and that 1.2 has the correction; the article names 1.1 (Q128456)",
            ),
            (Evidence::Inferred, "1.0 is not affected: the article names 1.1 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["long_unc_fails"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311]) && setup.release.level == Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.long_unc_fails = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
