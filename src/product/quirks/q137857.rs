//! Q137857: a service pack of Windows NT 3.51 makes SET reset ERRORLEVEL, as it did in 3.5.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct ServicePackResetsErrorlevel;

/// The service pack that brought it back.
const BROUGHT_BACK_BY: u8 = 1;

impl Quirk for ServicePackResetsErrorlevel {
    fn id(&self) -> &'static str {
        "q137857"
    }

    fn title(&self) -> &'static str {
        "Tests of ERRORLEVEL find another exit code after a service pack"
    }

    fn symptom(&self) -> &'static str {
        "A batch file tests for 3, 2 and 1 and sets a variable at each match. Windows NT 3.51 as delivered leaves the last match \
         in the variable, as MS-DOS does; with the service pack it is the first match, as in Windows NT 3.5 and OS/2 1.3."
    }

    fn cause(&self) -> &'static str {
        "With the service pack, SET sets ERRORLEVEL to 0 again, so that no later test holds."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "3.51 prints 1 and 3, 3.5 and OS/2 1.3 print 3 and 1, and a service pack of 3.51 prints what 3.5 does (Q137857)",
            ),
            (Evidence::Inferred, "that SET is the cause: the numbers follow from what Q111429 says of it"),
            (Evidence::Assumed, "it is the first service pack"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["set_resets_errorlevel"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt351]) && setup.machine.is_some_and(|os| os.service_pack >= BROUGHT_BACK_BY)
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
