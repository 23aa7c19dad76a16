//! Q195944: PCM does not know preferred distribution servers.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;

/// Year and month of the hotfix.
const HOTFIX: (u16, u8) = (1999, 6);

pub struct PreferredServersUnknown;

impl Quirk for PreferredServersUnknown {
    fn id(&self) -> &'static str {
        "q195944"
    }

    fn title(&self) -> &'static str {
        "PCM does not know preferred distribution servers"
    }

    fn symptom(&self) -> &'static str {
        "Whatever the registry lists as preferred servers, PCM takes packages from the logon server or from any server of the list."
    }

    fn cause(&self) -> &'static str {
        "Preferred servers came with a hotfix for the 32-bit programs."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "the settings, the place in the registry and the hotfix of June 1999, for 1.2 (Q195944)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["ignores_preferred_servers"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.hotfixes.is_none_or(|month| month < HOTFIX)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.ignores_preferred_servers = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
