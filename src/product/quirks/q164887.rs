//! Q164887: NTENCAP in the service of PCM marks an upgrade as failed.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::{Cause, Deviation};
use crate::product::release::Level;
use crate::product::status::Status;

pub struct NtencapFailsInService;

impl Quirk for NtencapFailsInService {
    fn id(&self) -> &'static str {
        "q164887"
    }

    fn title(&self) -> &'static str {
        "NTENCAP marks an upgrade in the background as failed"
    }

    fn symptom(&self) -> &'static str {
        "An upgrade of the operating system runs under NTENCAP as a System (Background) Task and restarts \
         the machine. The job is marked as failed, and each time the service starts it runs again."
    }

    fn cause(&self) -> &'static str {
        "NTENCAP waits for the message that Windows ends, which programs of a service do not get, and \
         takes the upgrade for failed."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "marked as failed, and again at each start of the service; corrected in 1.2 SP2 (Q164887)",
            ),
            (Evidence::Inferred, "it is reported while Windows ends, and the row is Retrying"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["ntencap_fails_in_service"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40]) && (Level::V1_2..=Level::V1_2Sp1).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.ntencap_fails_in_service = true;
    }

    fn claims(&self, setup: &Setup, deviation: &Deviation) -> bool {
        let is_late = deviation.got == Status::Retrying && deviation.reference == Status::Complete;
        setup.machine.is_some() && is_late && deviation.cause == Cause::Reported
    }
}
