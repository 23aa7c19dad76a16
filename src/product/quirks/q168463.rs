//! Q168463: the service of Package Command Manager keeps client setup from its work.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct PcmServiceBlocksSetup;

impl Quirk for PcmServiceBlocksSetup {
    fn id(&self) -> &'static str {
        "q168463"
    }

    fn title(&self) -> &'static str {
        "A running PCM service keeps a client from being updated"
    }

    fn symptom(&self) -> &'static str {
        "On Windows NT the files of the client are never brought up to date, restart or not; SMSRUN32 /V says that pcmsvc32.exe \
         is active."
    }

    fn cause(&self) -> &'static str {
        "The service starts before anybody logs on, and where its file lies in MS\\SMS\\BIN client setup counts it among the \
         programs that must not run while files are copied."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "symptom, cause and both workarounds, for 1.2 (Q168463)"),
            (Evidence::Stated, "Service Pack 3 has the correction (list of fixes)"),
            (Evidence::Inferred, "1.0 and 1.1 are not affected: the article names 1.2 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["pcm_service_blocks_setup"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
            && (Level::V1_2..Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.pcm_service_blocks_setup = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
