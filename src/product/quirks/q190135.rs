//! Q190135: a status MIF with a syntax error makes a failed package Complete.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{BadStatusMif, Behavior};
use crate::product::deviation::{Cause, Deviation};
use crate::product::release::Level;
use crate::product::status::Status;

pub struct BadStatusMifMeansSuccess;

/// The month of the corrected files.
const FIXED: (u16, u8) = (1998, 7);

impl Quirk for BadStatusMifMeansSuccess {
    fn id(&self) -> &'static str {
        "q190135"
    }

    fn title(&self) -> &'static str {
        "A status MIF with a syntax error makes a failed package Complete"
    }

    fn symptom(&self) -> &'static str {
        "The installation has failed and says so in a status MIF with a syntax error. The Despooler logs \
         the error, drops the MIF, and the workstation is shown as Complete."
    }

    fn cause(&self) -> &'static str {
        "Without a MIF the Despooler takes a package for installed, and it treats one that does not compile \
         as none."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the lines of the log and the wrong status; corrected by files of 1998-07-10 (Q190135)",
            ),
            (Evidence::Inferred, "1.0 and 1.1 are not affected: the article names 1.2 only"),
            (Evidence::Inferred, "with the correction no status comes of such a MIF"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["bad_status_mif"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        let level = setup.release.level >= Level::V1_2;
        level && setup.machine.is_none() && setup.release.hotfixes.is_none_or(|month| month < FIXED)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.bad_status_mif = BadStatusMif::TakenForSuccess;
    }

    fn claims(&self, _: &Setup, deviation: &Deviation) -> bool {
        deviation.cause == Cause::Reported
            && deviation.got == Status::Complete
            && deviation.reference == Status::None
    }
}
