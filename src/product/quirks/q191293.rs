//! Q191293: the service of PCM looks on no other logon server.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceAsksOneServer;

impl Quirk for ServiceAsksOneServer {
    fn id(&self) -> &'static str {
        "q191293"
    }

    fn title(&self) -> &'static str {
        "PCMSVC32 does not look on another logon server"
    }

    fn symptom(&self) -> &'static str {
        "The instruction file is not on the logon server that the service uses, but on another. The \
         service finds none, and nothing runs."
    }

    fn cause(&self) -> &'static str {
        "The service does not go to the other logon servers."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "corrected in SP4 (Q191293)"),
            (Evidence::Inferred, "1.0 and 1.1 are not named, and left alone"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_asks_one_server"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && (Level::V1_2..=Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_asks_one_server = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
