//! Q153369: months of dates in instruction files count from 0.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct MonthsFromZero;

impl Quirk for MonthsFromZero {
    fn id(&self) -> &'static str {
        "q153369"
    }

    fn title(&self) -> &'static str {
        "PCMDUMP shows the month before the right one"
    }

    fn symptom(&self) -> &'static str {
        "PCMDUMP prints 00 for January and 11 for December."
    }

    fn cause(&self) -> &'static str {
        "Instruction files hold months counted from 0, as the C library has them. 0 also stands for no date."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.0 and 1.1, corrected in 1.2 (Q153369)"),
            (
                Evidence::Inferred,
                "all three dates of a record, since three samples of Q123499 lie 24 weeks apart when read so; PCM takes a mandatory date or an expiry in January for none",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["months_from_zero"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level <= Level::V1_1
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.months_from_zero = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
