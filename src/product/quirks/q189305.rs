//! Q189305: dates shift on clients in another time zone.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct DaylightHourInAnotherZone;

impl Quirk for DaylightHourInAnotherZone {
    fn id(&self) -> &'static str {
        "q189305"
    }

    fn title(&self) -> &'static str {
        "Packages run at another time on clients in another time zone"
    }

    fn symptom(&self) -> &'static str {
        "A mandatory package runs at another local time than the job says where the client is in another time \
         zone and observes daylight saving time."
    }

    fn cause(&self) -> &'static str {
        "PCM handles daylight saving time by itself, though dates are meant to be held against the client's \
         local time as they are."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "all PCM programs of 1.0 to 1.2, open (Q189305)"),
            (
                Evidence::Assumed,
                "the shift is the hour by which the clock is put forward: the article gives no amount",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["daylight_hour_abroad"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.daylight_hour_abroad = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
