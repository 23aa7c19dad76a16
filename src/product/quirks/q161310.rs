//! Q161310: PCM looks for a package too high up on a NetWare logon server.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ShortNetwarePath;

impl Quirk for ShortNetwarePath {
    fn id(&self) -> &'static str {
        "q161310"
    }

    fn title(&self) -> &'static str {
        "PCM looks for a package too high up on a NetWare logon server"
    }

    fn symptom(&self) -> &'static str {
        "A package on more than ten NetWare servers is not found, though the logon server holds it, when the user has no rights on the ten of the record."
    }

    fn cause(&self) -> &'static str {
        "The path that PCM makes for the third step of its choice is <volume>\\pcmpkg.src instead of <volume>\\SMS\\logon.srv\\pcmpkg.src."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "symptom, cause and both paths, for 1.2; Service Pack 2 has the correction (Q161310)",
            ),
            (Evidence::Inferred, "1.0 and 1.1 are not affected: the article names 1.2 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["short_netware_path"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && (Level::V1_2..Level::V1_2Sp2).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.short_netware_path = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
