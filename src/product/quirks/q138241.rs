//! Q138241: the Despooler executes an instruction before its status MIF has come.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::{Cause, Deviation};
use crate::product::status::Status;

pub struct InstructionBeforeItsStatusMif;

impl Quirk for InstructionBeforeItsStatusMif {
    fn id(&self) -> &'static str {
        "q138241"
    }

    fn title(&self) -> &'static str {
        "A failed package is reported Complete when the Despooler looks between two files"
    }

    fn symptom(&self) -> &'static str {
        "A status MIF says that the installation has failed, and the workstation is shown as Complete."
    }

    fn cause(&self) -> &'static str {
        "PCM writes the .SNI and the .PCK one after the other. A Despooler that looks between the two finds \
         the instruction alone, takes the package for installed, and never asks for the MIF again."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the order of the two files, and what comes of a look between them (Q138241)"),
            (Evidence::Stated, "no release is named that corrects it"),
            (Evidence::Inferred, "Q169491 has the two files in the other order; a scenario chooses"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["forestalls_status_mifs"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.forestalls_status_mifs = true;
    }

    fn claims(&self, _: &Setup, deviation: &Deviation) -> bool {
        deviation.cause == Cause::Reported
            && deviation.got == Status::Complete
            && deviation.reference == Status::Retrying
    }
}
