//! Q149672: the service of Package Command Manager takes a low process handle for an error.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::{Cause, Deviation};
use crate::product::release::Level;
use crate::product::status::Status;

pub struct LowHandleMeansError;

impl Quirk for LowHandleMeansError {
    fn id(&self) -> &'static str {
        "q149672"
    }

    fn title(&self) -> &'static str {
        "A package that ran under the PCM service is reported Retrying"
    }

    fn symptom(&self) -> &'static str {
        "The package runs to its end, but PACMAN.LOG has an execution error with a number below 32, and the \
         workstation is shown as Retrying."
    }

    fn cause(&self) -> &'static str {
        "The service tests the handle of the new process as if it were the answer of WinExec, whose answers \
         below 32 are errors."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "handle 20 of the example, the two lines of the log and the status (Q149672)"),
            (Evidence::Stated, "1.1 has the defect, and 1.2 the correction"),
            (Evidence::Inferred, "1.0 has it not: the article names 1.1 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["small_handles_are_errors"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40]) && setup.release.level == Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.small_handles_are_errors = true;
    }

    fn claims(&self, _: &Setup, deviation: &Deviation) -> bool {
        deviation.cause == Cause::Reported
            && deviation.got == Status::Retrying
            && deviation.reference == Status::Complete
    }
}
