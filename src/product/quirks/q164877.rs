//! Q164877: the service of Package Command Manager returns no status MIF.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::{Deviation, Silence};
use crate::product::release::Level;

pub struct ServiceKeepsStatusMifs;

impl Quirk for ServiceKeepsStatusMifs {
    fn id(&self) -> &'static str {
        "q164877"
    }

    fn title(&self) -> &'static str {
        "Jobs that the PCM service has run do not become Complete"
    }

    fn symptom(&self) -> &'static str {
        "The service runs a package, but no status comes back for some jobs, and they never become \
         Complete."
    }

    fn cause(&self) -> &'static str {
        "The service does not pass the status MIF of the package on."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "some jobs of the service return no status MIF and do not complete, in 1.2 until Service \
                 Pack 2 (Q164877)",
            ),
            (Evidence::Assumed, "those are the jobs whose package leaves a status MIF"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["service_loses_status_mifs"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
            && (Level::V1_2..Level::V1_2Sp2).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.service_loses_status_mifs = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn claims_silence(&self, silence: Silence) -> bool {
        silence == Silence::StatusMifLost
    }
}
