//! Q317189: a pending rename of something that is gone stops Windows NT 4.0 at every start.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

pub struct StaleRenameStopsTheStart;

impl Quirk for StaleRenameStopsTheStart {
    fn id(&self) -> &'static str {
        "q317189"
    }

    fn title(&self) -> &'static str {
        "A pending rename of a file that is gone stops the start"
    }

    fn symptom(&self) -> &'static str {
        "A file or a directory was marked for renaming at the next start, and is gone before that. The start ends with \
         Stop c000021a, status 0xc0000017, and so does every start behind it."
    }

    fn cause(&self) -> &'static str {
        "The Session Manager ends itself when it cannot open what PendingFileRenameOperations names, before the list is \
         taken away."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "Windows NT 4.0 with any service pack up to 6a stops with this message (Q317189)",
            ),
            (
                Evidence::Inferred,
                "every start stops, because the list stays; a deletion of what is gone stops it too",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["stops_at_stale_renames"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.stops_at_stale_renames = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
