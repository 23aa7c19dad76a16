//! Daylight saving time: the hour that PCM adds to the dates of a record where it should not.
//!
//! A record holds wall-clock times, which each client compares with its own clock (Q189305). PCM has a handling of daylight saving
//! time of its own, though, and comes to a later time than the record says.

use crate::base::Span;
use crate::product::Behavior;

/// The hour of daylight saving time. Q186132 shows it; that it is as much in Q189305, which gives no amount, is assumed.
const DAYLIGHT_HOUR: Span = Span::hours(1);

/// What a client and its site make of daylight saving time, which is in force throughout a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Daylight {
    /// The client's system adjusts its clock for it.
    pub client: bool,
    /// The site server's does.
    pub site: bool,
    /// The client's clock shows another time than the site's.
    pub abroad: bool,
}

impl Daylight {
    /// How much later than written PCM takes dates to be.
    pub fn late(self, behavior: &Behavior) -> Span {
        let adds = behavior.daylight_hour_always
            || behavior.daylight_hour_alone && !self.site
            || behavior.daylight_hour_abroad && self.abroad;
        if self.client && adds { DAYLIGHT_HOUR } else { Span::ZERO }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_added_once_and_only_to_clients_that_observe_it() {
        let abroad = Daylight { client: true, site: true, abroad: true };
        let alone = Daylight { client: true, site: false, abroad: false };
        let right = Behavior::default();
        let wrong = Behavior { daylight_hour_abroad: true, daylight_hour_alone: true, ..right };
        for (daylight, behavior, late) in [
            (abroad, right, Span::ZERO),
            (abroad, wrong, DAYLIGHT_HOUR),
            (alone, wrong, DAYLIGHT_HOUR),
            (Daylight { abroad: true, ..alone }, wrong, DAYLIGHT_HOUR),
            (Daylight { client: false, ..alone }, wrong, Span::ZERO),
            (Daylight { abroad: false, ..abroad }, wrong, Span::ZERO),
        ] {
            assert_eq!(daylight.late(&behavior), late, "{daylight:?}");
        }
    }
}
