//! Q150026: the overall status of a job stays Retrying.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct OverallStaysRetrying;

impl Quirk for OverallStaysRetrying {
    fn id(&self) -> &'static str {
        "q150026"
    }

    fn title(&self) -> &'static str {
        "The overall status of a job stays Retrying"
    }

    fn symptom(&self) -> &'static str {
        "One workstation was Retrying and has become Complete since, others have not run the package yet. \
         The rows are right, but the overall status is still Retrying and not Active."
    }

    fn cause(&self) -> &'static str {
        "The status of the job as a whole is not reckoned anew when a row leaves Retrying."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "rows Complete, Complete and None under Retrying, in 1.0, 1.1 and 1.2 (Q150026)",
            ),
            (Evidence::Inferred, "Active is what it ought to be"),
            (Evidence::Assumed, "once no workstation is still to come, the status leaves Retrying"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["overall_sticks_at_retrying"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.overall_sticks_at_retrying = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
