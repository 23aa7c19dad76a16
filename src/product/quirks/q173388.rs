//! Q173388: several mandatory packages that are due do not run in the order of their dates.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, DueOrder};
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct DuePackagesOutOfOrder;

impl Quirk for DuePackagesOutOfOrder {
    fn id(&self) -> &'static str {
        "q173388"
    }

    fn title(&self) -> &'static str {
        "Overdue mandatory packages run in the wrong order"
    }

    fn symptom(&self) -> &'static str {
        "A user logs on when several packages have become mandatory. All of them run, but not in the \
         order of their mandatory times."
    }

    fn cause(&self) -> &'static str {
        "PCM takes them as it finds them in its instruction file."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "they do not run by date and time; corrected in SP4 (Q173388)"),
            (Evidence::Inferred, "the order is that of the records: the article names none"),
            (Evidence::Inferred, "1.0 and 1.1 are not named, and left alone"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["due_order"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && (Level::V1_2..=Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.due_order = DueOrder::ByRecord;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
