//! Q152229: expired jobs alter the detailed job status.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, ExpiryNotice};
use crate::product::deviation::{Cause, Deviation};
use crate::product::release::Level;
use crate::product::status::Status;

pub struct ExpiredJobsAlterStatus;

impl ExpiredJobsAlterStatus {
    /// What an expiry notice does to a row, by release.
    fn status(setup: &Setup) -> Option<Status> {
        match setup.release.level {
            Level::V1_0 => Some(Status::Retrying),
            Level::V1_1 => Some(Status::Canceled),
            _ => None,
        }
    }
}

impl Quirk for ExpiredJobsAlterStatus {
    fn id(&self) -> &'static str {
        "q152229"
    }

    fn title(&self) -> &'static str {
        "Expired jobs alter the detailed job status"
    }

    fn symptom(&self) -> &'static str {
        "Once a job has expired, every workstation row shows Retrying (1.0) or Canceled (1.1), so that success, failure \
         and never having run can no longer be told apart."
    }

    fn cause(&self) -> &'static str {
        "The Despooler takes a client's notice of expiry for a result, and passes a job-status MIF to the Data Loader."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "1.0 sets Retrying, 1.1 sets Canceled, 1.2 keeps the last reported status (Q152229)",
            ),
            (
                Evidence::Inferred,
                "in 1.1 all five workstations of the example end as Canceled; only 1.0 is tabulated",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["expiry_notice"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        Self::status(setup).is_some()
    }

    fn apply(&self, setup: &Setup, behavior: &mut Behavior) {
        behavior.expiry_notice = Self::status(setup).map_or(ExpiryNotice::KeepsStatus, ExpiryNotice::Reports);
    }

    fn claims(&self, setup: &Setup, deviation: &Deviation) -> bool {
        deviation.cause == Cause::Expired && Some(deviation.got) == Self::status(setup)
    }
}
