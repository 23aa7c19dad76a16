//! Whole runs of scripts of SMS Installer: what can be compiled is run on a machine, with other scripts in it, any switches, any keys
//! and any power, and its uninstaller after it.

use sms_sim::base::{Calendar, SimTime, Span};
use sms_sim::client::installer::{Compiled, Source, Target};
use sms_sim::client::programs::ClientPrograms;
use sms_sim::machine::boot::{self, Doing, Step};
use sms_sim::machine::version::Version;
use sms_sim::machine::{Clock, Content, DosPath, LocalTime, Machine, OsKind, State, factory_image};
use sms_sim::product::installer::Build;
use sms_sim::product::quirks::{self, Setup};
use sms_sim::wire::ipf::Ipf;

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

/// The systems that a script may find itself on.
const SYSTEMS: [OsKind; 6] =
    [OsKind::Dos6, OsKind::Win31, OsKind::Wfw311, OsKind::Win95, OsKind::Nt351, OsKind::Nt40];
const BUILDS: [Build; 4] =
    [Build::new(1, 0, 34), Build::new(1, 0, 45), Build::new(2, 0, 64), Build::new(2, 0, 147)];
const COMMANDS: [&str; 9] = [
    "C:\\SETUP.EXE",
    "C:\\SETUP.EXE /S",
    "C:\\SETUP.EXE /S",
    "C:\\SETUP.EXE /X C:\\OUT",
    "C:\\SETUP.EXE /X",
    "C:\\SETUP.EXE /M /Z OUT",
    "C:\\APP\\UNINSTAL.EXE /S C:\\APP\\INSTALL.LOG",
    "C:\\APP\\UNINSTAL.EXE /C C:\\APP\\INSTALL.LOG \"Goodbye\"",
    "C:\\APP\\UNINSTAL.EXE /R C:\\APP\\INSTALL.LOG",
];

#[derive(Debug)]
struct Script {
    text: Bytes,
    os: OsKind,
    build: Build,
    target: Target,
    commands: Vec<&'static str>,
    keys: Bytes,
    power: Span,
}

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    Box::new(Script {
        text: text(draw, &Stock { texts: &corpus::IPF, words: corpus::IPF_WORDS }),
        os: *draw.pick(&SYSTEMS),
        build: *draw.pick(&BUILDS),
        target: *draw.pick(&[Target::Win16, Target::Win32]),
        commands: draw.list(4, |draw| *draw.pick(&COMMANDS)),
        keys: Bytes(draw.list(40, |draw| *draw.pick(b"YNARI\r\r\r\t\x1b<C:\\"))),
        power: if draw.one_in(4) { Span::ms(draw.skewed(10_000) as u64) } else { Span::FOREVER },
    })
}

impl Script {
    fn program(&self, ipf: &Ipf) -> Option<Compiled> {
        let scripts = [("A.IPF", ipf), ("B.IPF", &Ipf::of(Vec::new()))];
        let mut compiled = Compiled::including(self.build, self.target, ipf, &scripts).ok()?;
        compiled.mif.install = "INSTALLATION.MIF".to_string();
        let module = Version([2, 0, 0, 0]).module("new", 0);
        let source =
            |path: &str| Source { path: path.to_string(), modified: LocalTime(0), content: module.clone() };
        compiled.sources = ["C:\\SRC\\A.DLL", "C:\\SRC\\B.DLL", "S"].map(source).to_vec();
        Some(compiled)
    }

    /// A machine on whose desktop a library is in use and another one may not be changed.
    fn machine(&self, program: &Compiled) -> Machine {
        let mut machine = Machine::new(self.os, factory_image(self.os), Clock::right(Calendar::default()));
        let now = machine.clock.local(SimTime::ZERO);
        let old = Version([1, 0, 0, 0]).module("old", 0);
        let directory = path("C:\\LIB");
        machine.drives.make_directory(&directory, now).expect("there is none");
        for (file, content) in
            [("C:\\SETUP.EXE", program.content()), ("C:\\LIB\\A.DLL", old.clone()), ("C:\\LIB\\B.DLL", old)]
        {
            machine.drives.write(&path(file), content, now).expect("there is room");
        }
        machine.drives.hold(&path("C:\\LIB\\A.DLL"));
        machine.drives.guard(vec![path("C:\\LIB\\B.DLL")]);
        machine
    }

    fn types(&self, machine: &Machine, command: &str, at: SimTime) -> Step {
        let release = "1.2".parse().expect("it is a release");
        let behavior = quirks::behavior(&Setup::client(release, self.os, 0), quirks::ALL);
        let programs = ClientPrograms { behavior, ..ClientPrograms::on(machine) };
        let network = boot::Network::default();
        let (keys, power) = (&self.keys.0[..], self.power);
        let doing = Doing { programs: &programs, keys, power, loads: &[], policy: &[], network };
        boot::type_in(machine, command, at, doing)
    }
}

impl Input for Script {
    fn attempt(&self) {
        let Ok(ipf) = Ipf::parse(&self.text.0) else { return };
        let Some(program) = self.program(&ipf) else { return };
        assert_eq!(Compiled::of(&program.content()).as_ref(), Some(&program), "its file reads otherwise");
        let mut machine = self.machine(&program);
        for (n, command) in self.commands.iter().enumerate() {
            let step = self.types(&machine, command, SimTime::day(1 + n as u64));
            let goes_on = matches!(step.after.state, State::Desktop | State::Prompt);
            machine = step.after;
            if !goes_on {
                return;
            }
        }
        assert!(machine.drives.read(&path("C:\\LIB\\A.DLL")).is_ok_and(|file| *file != Content::empty()));
    }
}

fn path(name: &str) -> DosPath {
    DosPath::parse(name).expect("it is a path")
}
