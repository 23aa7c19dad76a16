//! Q180151: PCM does not know DisableRandomPCMServers.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

/// Year and month of the hotfix.
const HOTFIX: (u16, u8) = (1999, 1);

pub struct ServerSettingUnknown;

impl Quirk for ServerSettingUnknown {
    fn id(&self) -> &'static str {
        "q180151"
    }

    fn title(&self) -> &'static str {
        "PCM does not know DisableRandomPCMServers"
    }

    fn symptom(&self) -> &'static str {
        "Whatever SMS.INI says, PCM goes on to servers far away when the logon server cannot be used."
    }

    fn cause(&self) -> &'static str {
        "The setting came with a hotfix, and with Service Pack 4."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "the setting, its values and the hotfix of January 1999, for 1.1 and 1.2 (Q180151)",
            ),
            (Evidence::Stated, "Service Pack 4 knows the setting (Q195944)"),
            (Evidence::Inferred, "1.0, which the article does not name, does not know it either"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["ignores_server_setting"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some()
            && setup.release.level < Level::V1_2Sp4
            && setup.release.hotfixes.is_none_or(|month| month < HOTFIX)
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.ignores_server_setting = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
