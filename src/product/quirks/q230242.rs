//! Q230242: PCM tries on and on with an account that is locked.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind::{Nt35, Nt40, Nt351};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct TriesOnWithLockedAccount;

impl Quirk for TriesOnWithLockedAccount {
    fn id(&self) -> &'static str {
        "q230242"
    }

    fn title(&self) -> &'static str {
        "PCM keeps asking with a locked account"
    }

    fn symptom(&self) -> &'static str {
        "Clients whose password has expired, or whose account is locked, ask the domain controller at \
         every poll, which has no time for anything else."
    }

    fn cause(&self) -> &'static str {
        "PCM does not remember that it was refused. Since the hotfix it suspends real tries for three \
         days, or until it is started again, and only writes to its log that it tries."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "1.2, corrected by a hotfix of 5/6/99 (Q230242)"),
            (Evidence::Assumed, "`until restart` is the start of PCM"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["tries_on_with_locked_account"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[Nt35, Nt351, Nt40])
            && setup.release.level >= Level::V1_2
            && setup.release.hotfixes < Some((1999, 5))
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.tries_on_with_locked_account = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
