//! Q140928: instruction files still hold the commands of canceled jobs.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct OpenInstructionsGivenUp;

impl Quirk for OpenInstructionsGivenUp {
    fn id(&self) -> &'static str {
        "q140928"
    }

    fn title(&self) -> &'static str {
        "Canceled jobs stay in instruction files"
    }

    fn symptom(&self) -> &'static str {
        "A job is canceled, but the instruction file of a client still holds its command, and the client may \
         run it. The Despooler's log shows WIN32 error 32."
    }

    fn cause(&self) -> &'static str {
        "The Despooler does not try again when another program has the instruction file open."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "1.0 and 1.1, corrected in 1.2; error 32 while the file is unpacked (Q140928)",
            ),
            (
                Evidence::Inferred,
                "somebody else has the file open, as the error says; from 1.2 on the Despooler tries again",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["gives_up_open_instructions"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level <= Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.gives_up_open_instructions = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
