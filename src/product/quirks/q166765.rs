//! Q166765: the service of PCM runs a package again that the site has not seen to yet.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceRunsWhatIsLeft;

impl Quirk for ServiceRunsWhatIsLeft {
    fn id(&self) -> &'static str {
        "q166765"
    }

    fn title(&self) -> &'static str {
        "Below 20 minutes a background task runs twice"
    }

    fn symptom(&self) -> &'static str {
        "With a polling interval of less than 20 minutes the service runs a package again, because the \
         record is still in the instruction file at its next look."
    }

    fn cause(&self) -> &'static str {
        "The service goes by the instruction file and not by its history, and the record is there until \
         the site has processed the status."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "intervals below 20 minutes run packages again (Q166765)"),
            (
                Evidence::Inferred,
                "it is the record that counts: by its history the package is executed (Q125934)",
            ),
            (Evidence::Inferred, "the desktop goes by its history"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_runs_what_is_left"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && setup.release.level >= Level::V1_2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_runs_what_is_left = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
