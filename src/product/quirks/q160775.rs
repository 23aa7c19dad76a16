//! Q160775: no status comes from clients that use the NETX redirector.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::{Deviation, Silence};
use crate::product::release::Level;

pub struct NoStatusOverNetx;

impl Quirk for NoStatusOverNetx {
    fn id(&self) -> &'static str {
        "q160775"
    }

    fn title(&self) -> &'static str {
        "No status comes from MS-DOS and Windows 3.1 clients that use NETX"
    }

    fn symptom(&self) -> &'static str {
        "A package is run, but nothing is written to DESPOOLR.BOX of the logon server, and the status of \
         the workstation never changes."
    }

    fn cause(&self) -> &'static str {
        "PCMDOS and PCMWIN16 write their report to a UNC name, and the NETX redirector takes drive letters \
         only."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "symptom and cause, that the VLM redirector is not affected, and the correction in Service \
                 Pack 2 (Q160775)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["reports_to_unc_names"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Dos5, OsKind::Dos6, OsKind::Win31]) && setup.release.level < Level::V1_2Sp2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.reports_to_unc_names = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn claims_silence(&self, silence: Silence) -> bool {
        silence == Silence::NoUncNames
    }
}
