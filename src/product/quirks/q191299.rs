//! Q191299: PCMDOS breaks off when it writes its report.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::{Deviation, Silence};
use crate::product::release::Level;

pub struct PcmdosBreaksOff;

impl Quirk for PcmdosBreaksOff {
    fn id(&self) -> &'static str {
        "q191299"
    }

    fn title(&self) -> &'static str {
        "PCMDOS breaks off behind a package"
    }

    fn symptom(&self) -> &'static str {
        "The package ends, and PCMDOS does not come back: it breaks off with an abnormal program \
         termination, error 3, and no status reaches the site."
    }

    fn cause(&self) -> &'static str {
        "PCMDOS does not find the directory to which it wants to write the status file."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the message and the correction in Service Pack 4 (Q191299)"),
            (Evidence::Inferred, "no status comes of the run, because the file could not be written"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["pcmdos_breaks_off"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Dos5, OsKind::Dos6])
            && (Level::V1_2..Level::V1_2Sp4).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.pcmdos_breaks_off = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn claims_silence(&self, silence: Silence) -> bool {
        silence == Silence::BrokenOff
    }
}
