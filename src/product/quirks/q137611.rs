//! Q137611: the call of CLIENT.BAT comes behind WIN in AUTOEXEC.BAT.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::{Behavior, ClientBatPlace};
use crate::product::deviation::Deviation;

pub struct ClientBatBehindWindows;

impl Quirk for ClientBatBehindWindows {
    fn id(&self) -> &'static str {
        "q137611"
    }

    fn title(&self) -> &'static str {
        "CLIENT.BAT is run only when Windows is left"
    }

    fn symptom(&self) -> &'static str {
        "Remote control and SMSWORK do not run although the machine was started again: AUTOEXEC.BAT calls CLIENT.BAT in the \
         line behind WIN, which is not reached before the user leaves Windows."
    }

    fn cause(&self) -> &'static str {
        "Client setup appends the call to the end of AUTOEXEC.BAT instead of putting it before the line that starts Windows."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "on Windows for Workgroups the call is appended behind WIN (Q137611)"),
            (
                Evidence::Inferred,
                "only there: in 1.1 and 1.2 Q139142 has the call one line before WIN, and says nothing of Workgroups",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["client_bat_place"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Wfw311])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.client_bat_place = ClientBatPlace::AtTheEnd;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
