//! Q149673: a client whose SMS.INI is locked is installed a second time.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::{Behavior, LockedSmsIni};
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct LockedSmsIniMeansNotInstalled;

impl Quirk for LockedSmsIniMeansNotInstalled {
    fn id(&self) -> &'static str {
        "q149673"
    }

    fn title(&self) -> &'static str {
        "A client is installed again with a new SMSID"
    }

    fn symptom(&self) -> &'static str {
        "One computer appears several times in the SMS Administrator, each time with another SMSID, because client setup has \
         installed the client again at a logon."
    }

    fn cause(&self) -> &'static str {
        "When client setup cannot open SMS.INI because another program has it open, it takes the file for missing, and the client \
         for not installed."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "the cause, and that 1.1 has it and 1.2 has not (Q149673)"),
            (
                Evidence::Inferred,
                "1.0 has it too: the article names 1.1 only, and has no release before 1.2 without it",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["locked_sms_ini"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level < Level::V1_2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.locked_sms_ini = LockedSmsIni::TakenForMissing;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
