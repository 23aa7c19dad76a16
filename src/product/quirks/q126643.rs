//! Q126643: Package Command Manager finds no server with a long name.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct LongServerNames;

impl Quirk for LongServerNames {
    fn id(&self) -> &'static str {
        "q126643"
    }

    fn title(&self) -> &'static str {
        "Package Command Manager finds no server with a long name"
    }

    fn symptom(&self) -> &'static str {
        "A package on a server whose name has more than 12 characters cannot be run: PCM says that it is unable to connect, and Program Group Control gives error 20."
    }

    fn cause(&self) -> &'static str {
        "The client of 1.0 has room for 12 characters of a server's name."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "symptom, the length, and that 1.1 has the correction (Q126643)"),
            (
                Evidence::Inferred,
                "only the choice of a distribution server is modelled: with a logon server of such a name nothing would come at all",
            ),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["longest_server_name"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_some() && setup.release.level == Level::V1_0
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.longest_server_name = Some(12);
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
