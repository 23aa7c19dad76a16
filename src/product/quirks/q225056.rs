//! Q225056: PCM as a service runs a job that has expired.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct ServiceRunsExpired;

impl Quirk for ServiceRunsExpired {
    fn id(&self) -> &'static str {
        "q225056"
    }

    fn title(&self) -> &'static str {
        "The PCM service runs packages that have expired"
    }

    fn symptom(&self) -> &'static str {
        "A mandatory package that expired before the service ever looked runs when it does."
    }

    fn cause(&self) -> &'static str {
        "The service runs what is due before it looks whether it has expired."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.2, corrected by PCM programs of 28 January 1999 (Q225056)"),
            (
                Evidence::Inferred,
                "the order of the two looks is the cause; that 1.0 and 1.1 are not affected follows from their not being named",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_runs_expired"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.is_nt() && setup.release.level >= Level::V1_2 && !setup.release.has_hotfixes_of(1999, 1)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_runs_expired = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
