//! Q136023: in Windows NT 3.51, batch files with bare line feeds stop early.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct LineFeedsEndBatchFiles;

/// The service pack of Windows NT 3.51 that corrects it.
const CORRECTED_BY: u8 = 1;

impl Quirk for LineFeedsEndBatchFiles {
    fn id(&self) -> &'static str {
        "q136023"
    }

    fn title(&self) -> &'static str {
        "A batch file whose lines end in a line feed alone stops early"
    }

    fn symptom(&self) -> &'static str {
        "A batch file that was written by a program of another system, with line feeds and no carriage returns, ends before all its \
         lines are run. Windows NT 3.5 runs it to its end."
    }

    fn cause(&self) -> &'static str {
        "CMD.EXE of Windows NT 3.51 loses its place in a file without carriage returns."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "3.51 stops early; 3.5 and the corrected 3.51 do not (Q136023)"),
            (
                Evidence::Assumed,
                "nothing behind the first such line is run; the first service pack corrects it",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["stops_at_bare_lf"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt351]) && setup.machine.is_some_and(|os| os.service_pack < CORRECTED_BY)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.stops_at_bare_lf = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
