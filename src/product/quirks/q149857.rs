//! Q149857: Windows NT 3.51 with Service Pack 4 does not carry out delayed renames.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct PendingRenamesIgnored;

/// The service pack that brought the defect.
const SERVICE_PACK: u8 = 4;

impl Quirk for PendingRenamesIgnored {
    fn id(&self) -> &'static str {
        "q149857"
    }

    fn title(&self) -> &'static str {
        "Files marked for replacement at the next start are not replaced"
    }

    fn symptom(&self) -> &'static str {
        "A setup program asks for a restart to replace files in use. MoveFileEx reports success, but after the restart the \
         old files are still there, and so is the list of what was to be renamed."
    }

    fn cause(&self) -> &'static str {
        "The Session Manager of Service Pack 4 for Windows NT 3.51 does not look at PendingFileRenameOperations."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "with Service Pack 4 the calls succeed, and after the start files and keys are unchanged (Q149857, Q148485)",
            ),
            (Evidence::Inferred, "Service Pack 5 has the corrected Session Manager"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["ignores_pending_renames"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt351]) && setup.machine.is_some_and(|os| os.service_pack == SERVICE_PACK)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.ignores_pending_renames = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
