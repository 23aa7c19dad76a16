//! Q156402: PCM looks for a package too high up on the logon server.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ShortServerPath;

impl Quirk for ShortServerPath {
    fn id(&self) -> &'static str {
        "q156402"
    }

    fn title(&self) -> &'static str {
        "PCM looks for a package too high up on the logon server"
    }

    fn symptom(&self) -> &'static str {
        "Where no server of the record can be used, PCM cannot connect to the logon server either, though it holds the package: it looks at \\\\server\\share\\pcmpkg.src."
    }

    fn cause(&self) -> &'static str {
        "The path that PCM makes for the third step of its choice lacks SMS and the package's directory."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "symptom and path, for 1.2; Service Pack 2 has the correction (Q156402)"),
            (
                Evidence::Inferred,
                "the article on NetWare servers, Q161310, has another path; this one is taken for the others",
            ),
            (Evidence::Inferred, "1.0 and 1.1 are not affected: the article names 1.2 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["short_server_path"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && (Level::V1_2..Level::V1_2Sp2).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.short_server_path = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
