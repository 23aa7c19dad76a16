//! Q191348: a service pack of Windows NT 3.51 stays under Pending Commands.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct RestartLeavesPending;

impl Quirk for RestartLeavesPending {
    fn id(&self) -> &'static str {
        "q191348"
    }

    fn title(&self) -> &'static str {
        "A package that was run stays under Pending Commands"
    }

    fn symptom(&self) -> &'static str {
        "PCM installs Service Pack 5 on Windows NT 3.51. It is installed, but stays under Pending \
         Commands instead of Executed Commands."
    }

    fn cause(&self) -> &'static str {
        "PCMWIN32 loses the mark when the package restarts the machine."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "on Windows NT 3.51; corrected in SP4 (Q191348, Q191441)"),
            (Evidence::Inferred, "that the restart is the cause: the article names none"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["restart_leaves_pending"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt351]) && (Level::V1_2..=Level::V1_2Sp3).contains(&setup.release.level)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.restart_leaves_pending = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
