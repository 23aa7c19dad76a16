//! Q111429: in Windows NT 3.5, SET takes the exit code of the last program away.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct SetResetsErrorlevel;

/// The service pack of Windows NT 3.5 that corrects it.
const CORRECTED_BY: u8 = 1;

impl Quirk for SetResetsErrorlevel {
    fn id(&self) -> &'static str {
        "q111429"
    }

    fn title(&self) -> &'static str {
        "SET takes the exit code of the last program away"
    }

    fn symptom(&self) -> &'static str {
        "A batch file runs a program, sets a variable, and then asks for the exit code of the program: IF ERRORLEVEL finds 0, where \
         MS-DOS still finds what the program left."
    }

    fn cause(&self) -> &'static str {
        "SET, PATH, DPATH and PROMPT of CMD.EXE set ERRORLEVEL to 0, like commands that are programs."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the four commands reset it in Windows NT 3.1 and 3.5, and a service pack of 3.5 ends that (Q111429)",
            ),
            (Evidence::Assumed, "it is the first service pack"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["set_resets_errorlevel"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt35]) && setup.machine.is_some_and(|os| os.service_pack < CORRECTED_BY)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.set_resets_errorlevel = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
