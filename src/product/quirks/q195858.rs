//! Q195858: Parse String leaves the token at the head of the second variable.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::{Build, Builds};

pub struct ParseStringKeepsToken;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::between(Build::new(1, 0, 35), Build::new(2, 0, 54));

impl Quirk for ParseStringKeepsToken {
    fn id(&self) -> &'static str {
        "q195858"
    }

    fn title(&self) -> &'static str {
        "Parse String leaves the token at the head of the second variable"
    }

    fn symptom(&self) -> &'static str {
        "A script splits a path at the backslash. The second variable begins with the backslash."
    }

    fn cause(&self) -> &'static str {
        "From build 35 of 1.0 to build 54 of 2.0 the run-time keeps the token; builds before and after \
         drop it."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[(
            Evidence::Stated,
            "builds up to 34 drop the token, 35 to 54 keep it, later ones drop it again (Q195858)",
        )]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["parse_keeps_token"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.parse_keeps_token = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
