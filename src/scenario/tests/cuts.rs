//! The larger scripts that come with the program, cut short at every moment of their installation and of the restart behind it: no
//! file may be lost, and the next installation ends as one that nobody cut.

use std::collections::BTreeSet;

use crate::base::Span;
use crate::client::programs::ClientPrograms;
use crate::client::testing::{AT, Pc, path};
use crate::machine::version::Version;
use crate::machine::{Content, OsKind, State};
use crate::product::quirks;
use crate::scenario::{library, read};

const SYSTEMS: [OsKind; 3] = [OsKind::Win31, OsKind::Win95, OsKind::Nt40];
const SETUP: &str = "C:\\SETUP.EXE";
/// Cuts fall so far apart in the restart behind a script.
const STEP_OF_RESTART: Span = Span::ms(500);

/// A script, with the libraries that it finds and replaces; all of them are in use.
struct Script {
    scenario: &'static str,
    libraries: &'static [&'static str],
    /// The version that it brings.
    version: &'static str,
    /// How far apart cuts fall while it runs.
    step: Span,
}

const SCRIPTS: [Script; 3] = [
    Script {
        scenario: "q174330-fix",
        libraries: &["C:\\APP\\A.DLL", "C:\\APP\\B.DLL", "C:\\APP\\C.DLL"],
        version: "2.0.0.0",
        step: Span::ms(5),
    },
    Script {
        scenario: "q174330-driver",
        libraries: &["C:\\DRIVER\\SCAN.DLL"],
        version: "1.5.0.0",
        step: Span::ms(5),
    },
    Script {
        scenario: "q174330-suite",
        libraries: &["C:\\SUITE\\SYSTEM\\LIB01.DLL"],
        version: "7.0.0.0",
        step: Span::ms(25),
    },
];

impl Script {
    fn program(&self) -> Content {
        let text = library::find(self.scenario).unwrap();
        let scenario = read(self.scenario, text.as_bytes(), &quirks::ids()).unwrap();
        scenario.plan(0).packages[0].files[0].1.clone()
    }

    /// A machine on whose desktop the old libraries are in use.
    fn machine(&self, os: OsKind) -> Pc {
        let old = "1.0.0.0".parse::<Version>().unwrap().module("old", 0);
        let system_ini = ("C:\\WINDOWS\\SYSTEM.INI", Content::of("[386Enh]\r\ndevice=*vpicd\r\n"));
        let files: Vec<_> =
            self.libraries.iter().map(|file| (*file, old.clone())).chain([system_ini]).collect();
        Pc::up(os, &files, self.libraries).puts(SETUP, self.program())
    }

    /// Installs silently; whatever asks for the restart is answered.
    fn installs(pc: &Pc, power: Span) -> Pc {
        pc.types("C:\\SETUP.EXE /S", "\r", power)
    }

    fn versions(&self, pc: &Pc) -> Vec<Option<Version>> {
        let version = |file: &&str| Version::of(pc.machine.drives.read(&path(file)).ok()?);
        self.libraries.iter().map(version).collect()
    }

    /// Whether some library is there neither under its own name nor under a temporary one.
    fn has_lost(&self, pc: &Pc) -> bool {
        let above = path(self.libraries[0]).parent().unwrap().to_string();
        let missing = self.versions(pc).iter().filter(|version| version.is_none()).count();
        missing > pc.files(&above, "~GLH*.TMP").len()
    }

    fn is_cut_everywhere(&self, os: OsKind) {
        let pc = self.machine(os);
        let whole = Self::installs(&pc, Span::FOREVER);
        let new: Vec<_> = self.libraries.iter().map(|_| self.version.parse().ok()).collect();
        let settled = |pc: &Pc| if pc.machine.state == State::Desktop { pc.restarts() } else { pc.clone() };
        assert_eq!(self.versions(&settled(&whole)), new, "{} on {os:?}", self.scenario);
        let programs = ClientPrograms::on(&pc.machine);
        // Without a desktop around it the restart does not follow, which tells when it begins.
        let restart = pc.machine.clone().run(AT, "C:\\SETUP.EXE /S", &programs).elapsed;
        let mut left = BTreeSet::new();
        let mut power = Span::ZERO;
        while power < whole.elapsed {
            let cut = Self::installs(&pc, power);
            let at = format!("{} on {os:?} after {power}", self.scenario);
            assert_eq!(cut.machine.state, State::Off, "{at}");
            assert!(!self.has_lost(&cut), "{at}: a library is lost");
            if left.insert(cut.digest()) {
                let up = cut.starts(Span::FOREVER);
                assert!(self.versions(&up).iter().all(Option::is_some), "{at}: a start leaves a library out");
                let again = settled(&Self::installs(&up, Span::FOREVER));
                assert_eq!(self.versions(&again), new, "{at}: another installation ends otherwise");
            }
            power = power + if power < restart { self.step } else { STEP_OF_RESTART };
        }
        assert!(left.len() > 3, "{} on {os:?}: cuts left {} disks", self.scenario, left.len());
    }
}

#[test]
fn a_fix_is_cut_at_every_moment() {
    SYSTEMS.into_iter().for_each(|os| SCRIPTS[0].is_cut_everywhere(os));
}

#[test]
fn a_driver_is_cut_at_every_moment() {
    SYSTEMS.into_iter().for_each(|os| SCRIPTS[1].is_cut_everywhere(os));
}

#[test]
fn a_suite_is_cut_at_every_moment() {
    SYSTEMS.into_iter().for_each(|os| SCRIPTS[2].is_cut_everywhere(os));
}
