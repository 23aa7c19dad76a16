//! Q186132: mandatory dates are an hour late on Windows 95.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct DaylightHourOfServicePack3;

impl Quirk for DaylightHourOfServicePack3 {
    fn id(&self) -> &'static str {
        "q186132"
    }

    fn title(&self) -> &'static str {
        "The mandatory date is an hour late on Windows 95"
    }

    fn symptom(&self) -> &'static str {
        "A job is mandatory after 3:00 PM, and PCM on Windows 95 has it at 4:00 PM, though zones and clocks \
         are the same. On Windows NT it is right."
    }

    fn cause(&self) -> &'static str {
        "PCM of Service Pack 3 adds the hour of daylight saving time to the dates of a record."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.2 with Service Pack 3 on Windows 95, open: exactly one hour (Q186132)"),
            (
                Evidence::Inferred,
                "the hour is that of daylight saving time, so that it is added only where that is observed; PCM also acts an hour late, since to set the job an hour earlier helps",
            ),
            (Evidence::Assumed, "Service Pack 4 has it as well: no correction is known"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["daylight_hour_always"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95]) && setup.release.level >= Level::V1_2Sp3
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.daylight_hour_always = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
