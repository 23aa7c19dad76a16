//! Q165508: 32-bit PCM takes packages from any server of the list.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct RandomServerAlways;

impl Quirk for RandomServerAlways {
    fn id(&self) -> &'static str {
        "q165508"
    }

    fn title(&self) -> &'static str {
        "32-bit PCM takes packages from any server of the list"
    }

    fn symptom(&self) -> &'static str {
        "On Windows NT a package comes from a server at random, though the logon server or a network drive's server is in the list."
    }

    fn cause(&self) -> &'static str {
        "The first three steps of the choice never match in PCMWIN32 and PCMSVC32, and only the random one is left."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "symptom and cause, for 1.0 to 1.2; Service Pack 2 has the correction, and the 16-bit programs are not affected (Q165508)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["random_server_always"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40]) && setup.release.level < Level::V1_2Sp2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.random_server_always = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
