//! Q161412: SMSLS.BAT trips over a blank in PATH.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, ScriptPath};
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct BlanksInPath;

impl Quirk for BlanksInPath {
    fn id(&self) -> &'static str {
        "q161412"
    }

    fn title(&self) -> &'static str {
        "The logon script fails when PATH has a blank"
    }

    fn symptom(&self) -> &'static str {
        "On Windows 95 with a directory such as C:\\Program Files in PATH, the logon script shows four messages of the command \
         interpreter, and neither client setup nor the inventory runs."
    }

    fn cause(&self) -> &'static str {
        "SMSLS.BAT saves PATH and sets it from what it saved without quotes, and to COMMAND.COM a blank begins another parameter."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the four messages, the cause, and the quotes that help (Q161412)"),
            (Evidence::Stated, "Service Pack 3 of 1.2 has the correction (list of fixes)"),
            (Evidence::Inferred, "which lines of the script give the messages"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["script_path"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level < Level::V1_2Sp3
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.script_path = ScriptPath::Bare;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
