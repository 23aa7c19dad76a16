//! Q189313: Extracted files have names of 19 characters at most.

use super::{Evidence, Quirk, Setup};
use crate::machine::OsKind;
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::installer::Builds;

pub struct ExtractedNamesCut;

/// The builds of SMS Installer that have it.
const BUILDS: Builds = Builds::OF_1_0;

impl Quirk for ExtractedNamesCut {
    fn id(&self) -> &'static str {
        "q189313"
    }

    fn title(&self) -> &'static str {
        "Extracted files have names of 19 characters at most"
    }

    fn symptom(&self) -> &'static str {
        "Files that /X takes out of a program lie there under the first 19 characters of their names."
    }

    fn cause(&self) -> &'static str {
        "SMS Installer 1.0 cuts a name behind its 19th character when it takes the file out."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "names longer than 19 characters are cut at the 19th (Q189313)"),
            (Evidence::Inferred, "builds of 2.0, which the article does not name, do not cut"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["cuts_extracted_names"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.runs(&[OsKind::Win95, OsKind::Nt35, OsKind::Nt351, OsKind::Nt40])
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.cuts_extracted_names = BUILDS;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
