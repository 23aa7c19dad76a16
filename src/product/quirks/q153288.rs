//! Q153288: SMSRUN picks a logon server at random.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, LogonServerChoice};
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct LogonServerAtRandom;

impl Quirk for LogonServerAtRandom {
    fn id(&self) -> &'static str {
        "q153288"
    }

    fn title(&self) -> &'static str {
        "SMSRUN picks a logon server at random"
    }

    fn symptom(&self) -> &'static str {
        "At the start of Windows a client goes across a slow line to a far logon server, although a near one answers."
    }

    fn cause(&self) -> &'static str {
        "SMSRUN16 and SMSRUN32 take any server of the list in SMS.INI, instead of the one that CurrentLogonServer names."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (
                Evidence::Stated,
                "1.0 and 1.1 choose at random from the list; 1.2 tries CurrentLogonServer first (Q153288)",
            ),
            (
                Evidence::Assumed,
                "when the one that was picked does not answer, those behind it in the list are tried",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["logon_server_choice"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level < Level::V1_2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.logon_server_choice = LogonServerChoice::Random;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
