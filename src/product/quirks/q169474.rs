//! Q169474: packages run an hour late on Windows 95 while the site server does not observe daylight saving time.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct DaylightHourOfWindows95;

impl Quirk for DaylightHourOfWindows95 {
    fn id(&self) -> &'static str {
        "q169474"
    }

    fn title(&self) -> &'static str {
        "Packages run an hour late on Windows 95 with daylight saving time"
    }

    fn symptom(&self) -> &'static str {
        "A client of Windows 95 that adjusts its clock for daylight saving time runs packages one hour after \
         their date when the site server does not adjust its own."
    }

    fn cause(&self) -> &'static str {
        "Windows 95 tells adjusted times only, and PCM adjusts the dates of a record once more."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "Windows 95 with 1.0 to 1.2, open: one hour late (Q169474)"),
            (Evidence::Inferred, "all dates of a record are late by that hour"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["daylight_hour_alone"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.daylight_hour_alone = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
