//! Whole runs of a shell in every dialect: several batch files, programs, files held open, full disks, too little
//! power, and keys.

use sms_sim::base::text::decode;
use sms_sim::base::{Calendar, SimTime, Span};
use sms_sim::client::network::Network;
use sms_sim::client::programs::{self, ClientPrograms, Runner};
use sms_sim::client::scripted::{IniWrite, Program};
use sms_sim::machine::shell::{self, MAX_STEPS, Setting, ShellRun, Standing};
use sms_sim::machine::{
    Attributes, Call, Clock, Content, Dialect, DosPath, Drive, Drives, Ending, Environment, Flaws, Image,
    OsKind, ProgramRun, Programs, Volume,
};

use sms_sim::product::Behavior;

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

/// Of a disk that is not nearly full.
const DISK_BYTES: u64 = 64 << 20;
/// A program that stays is gone on from so often.
const MOST_RETURNS: usize = 8;
const STAYS: &str = "MZ stays";

/// A disk and a command.
#[derive(Debug)]
pub struct Pc {
    dialect: Dialect,
    flaws: Flaws,
    command: Bytes,
    standing: Standing,
    pub keys: Bytes,
    files: Vec<(String, Bytes, Attributes)>,
    held: Vec<String>,
    disk_bytes: u64,
    power: Span,
    variables: Vec<(String, String)>,
    programs: Vec<(String, Program)>,
    /// Whether it is run twice, to see that a run repeats.
    pub twice: bool,
}

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    let stock = Stock { texts: &corpus::BATCH, words: corpus::BATCH_WORDS };
    let mut pc = Pc::plain(*draw.pick(&Dialect::ALL), command(draw, &stock));
    for name in ["A.BAT", "B.BAT", "C.CMD", "A.TXT", "B.TXT", "D\\A.BAT", "D\\H.TXT", "SMS.INI"] {
        if !draw.one_in(3) {
            pc.file(name, text(draw, &stock));
        }
    }
    pc.files.push(("SMS.INI".to_string(), pending_work(draw), Attributes::NONE));
    for file in &mut pc.files {
        file.2 = attributes(draw);
    }
    pc.keys = Bytes(draw.list(64, |draw| *draw.pick(b"YNAFRIyn\rabc\x03\x1a 0")));
    pc.held =
        draw.list(4, |draw| draw.pick(&["A.BAT", "A.TXT", "B.TXT", "C:\\D\\A.BAT", "PROG.EXE"]).to_string());
    pc.disk_bytes = if draw.one_in(4) { 40_000 + draw.skewed(400_000) as u64 } else { DISK_BYTES };
    pc.power = if draw.one_in(3) { Span::ms(draw.skewed(20_000) as u64) } else { Span::FOREVER };
    pc.flaws.set_resets_errorlevel = draw.one_in(4);
    pc.flaws.stops_at_bare_lf = draw.one_in(4);
    pc.standing = *draw.pick(&[Standing::Resident, Standing::Once]);
    pc.variables = draw.list(6, |draw| variable(draw, &stock));
    pc.twice = draw.one_in(4);
    pc.programs = vec![("PROG.EXE".to_string(), program(draw, &stock))];
    Box::new(pc)
}

/// What is put behind the name of a batch file.
pub fn arguments(draw: &mut Draw) -> String {
    draw.list(12, |draw| format!(" {}", draw.pick(corpus::BATCH_WORDS).trim())).concat()
}

fn command(draw: &mut Draw, stock: &Stock<'_>) -> Bytes {
    match draw.below(4) {
        0 => Bytes(text(draw, stock).0.into_iter().filter(|byte| !b"\r\n".contains(byte)).collect()),
        1 => Bytes(format!("CALL A{}", arguments(draw)).into_bytes()),
        _ => Bytes(format!("A{}", arguments(draw)).into_bytes()),
    }
}

fn pending_work(draw: &mut Draw) -> Bytes {
    let queue = draw.list(6, |draw| {
        *draw.pick(&["A", "ECHO x", "SMSWORK", "PROG", "COPY A.TXT C.TXT", "STAYS", "DEL *.*"])
    });
    Bytes(format!("[SMS Work]\r\nPendingWork={}\r\n", queue.join(",")).into_bytes())
}

fn attributes(draw: &mut Draw) -> Attributes {
    let sets = [Attributes::NONE, Attributes::READ_ONLY, Attributes::HIDDEN, Attributes::SYSTEM];
    if draw.one_in(2) { sets[0] } else { *draw.pick(&sets) }
}

fn variable(draw: &mut Draw, stock: &Stock<'_>) -> (String, String) {
    let name =
        draw.pick(&["X", "PATH", "COMSPEC", "PROMPT", "TEMP", "COPYCMD", "DIRCMD", "PATHEXT"]).to_string();
    (name, decode(&text(draw, stock).0).chars().take(draw.skewed(2_000)).collect())
}

fn program(draw: &mut Draw, stock: &Stock<'_>) -> Program {
    Program {
        prints: draw.list(3, |_| "printed".to_string()),
        runs: draw.list(4, |draw| if draw.one_in(2) { "PROG".to_string() } else { line(draw, stock) }),
        stays: draw.one_in(4),
        takes: Span::ms(draw.skewed(10_000) as u64),
        exit_code: draw.byte(),
        writes: draw.list(3, |draw| ini_write(draw, stock)),
        ..Program::default()
    }
}

fn ini_write(draw: &mut Draw, stock: &Stock<'_>) -> IniWrite {
    let file = format!("C:\\{}", draw.pick(&["SMS.INI", "NEW.INI", "A.TXT", "D", "NONE\\X.INI", "PROG.EXE"]));
    let [section, key, value] = [line(draw, stock), line(draw, stock), line(draw, stock)];
    IniWrite { file, section, key, value }
}

fn line(draw: &mut Draw, stock: &Stock<'_>) -> String {
    decode(&text(draw, stock).0).lines().next().unwrap_or_default().to_string()
}

impl Pc {
    /// With nothing unusual about it.
    pub fn plain(dialect: Dialect, command: Bytes) -> Self {
        Self {
            dialect,
            flaws: Flaws::NONE,
            command,
            standing: Standing::Resident,
            keys: Bytes(Vec::new()),
            files: Vec::new(),
            held: Vec::new(),
            disk_bytes: DISK_BYTES,
            power: Span::FOREVER,
            variables: Vec::new(),
            programs: Vec::new(),
            twice: false,
        }
    }

    pub fn file(&mut self, name: &str, text: Bytes) {
        self.files.push((name.to_string(), text, Attributes::NONE));
    }

    /// The disk, without what there is no room for.
    fn drives(&self) -> Drives {
        let mut drives = Drives::new(Volume::new(Image::empty(self.disk_bytes)));
        let now = Clock::right(Calendar::default()).local(SimTime::ZERO);
        let _ = drives.make_directory(&path("D"), now);
        for (name, text, attributes) in &self.files {
            let _ = drives.write(&path(name), Content::of(text.0.clone()), now);
            let _ = drives.set_attributes(&path(name), *attributes);
        }
        for (name, program) in &self.programs {
            let _ = drives.write(&path(name), program.content(), now);
        }
        let _ = drives.write(&path("STAYS.EXE"), Content::of(STAYS), now);
        let _ = drives.write(&path("SMSWORK.EXE"), programs::Program::Smswork.content(), now);
        drives.map(Drive::new('F').expect("it is a letter"), Image::empty(0));
        self.held.iter().for_each(|name| drives.hold(&path(name)));
        drives
    }

    /// The programs of a client that has this shell.
    fn client(&self) -> ClientPrograms<'static> {
        let has_it = |os: &OsKind| os.dialect() == self.dialect;
        let os = OsKind::ALL.into_iter().find(has_it).unwrap_or(OsKind::Dos6);
        let (behavior, runner) = (Behavior::default(), Runner::default());
        ClientPrograms { os, flaws: self.flaws, behavior, network: Network::NONE, runner }
    }

    /// Runs the command, and whatever waits for programs that stay.
    fn run(&self) -> (ShellRun, Drives) {
        let (mut drives, mut env) = (self.drives(), Environment::default());
        for (name, value) in &self.variables {
            let _ = env.set(name, value);
        }
        let programs = All { client: self.client() };
        let now = Clock::right(Calendar::default()).local(SimTime::ZERO);
        let once = Setting::once(self.dialect, now, &programs);
        let setting = Setting {
            flaws: self.flaws,
            standing: self.standing,
            keys: &self.keys.0,
            power: self.power,
            ..once
        };
        let mut run = shell::run(&decode(&self.command.0), &mut drives, &mut env, setting);
        check(&run);
        for _ in 0..MOST_RETURNS {
            let Some(rest) = run.rest.take() else { break };
            run = shell::resume(rest, &mut drives, &mut env, setting);
            check(&run);
        }
        (run, drives)
    }
}

fn check(run: &ShellRun) {
    // The step that goes beyond the limit is counted, and searching for a label counts many at once.
    assert!(run.steps <= 2 * MAX_STEPS, "{} steps", run.steps);
    assert_eq!(run.rest.is_some(), run.ending == Ending::Stays, "what waits, and how the run ended");
}

impl Input for Pc {
    fn attempt(&self) {
        let (first, drives) = self.run();
        let free = drives.volume(Drive::C).expect("C: is there").free_bytes();
        assert!(free <= self.disk_bytes, "{free} of {} bytes are free", self.disk_bytes);
        if self.twice {
            let (again, _) = self.run();
            assert_eq!(
                (first.console, first.elapsed),
                (again.console, again.elapsed),
                "a run does not repeat"
            );
        }
    }
}

fn path(name: &str) -> DosPath {
    DosPath::parse(&format!("C:\\{}", name.trim_start_matches("C:\\"))).expect("it is a path")
}

/// The programs of the client, and one that stays until somebody leaves it.
struct All {
    client: ClientPrograms<'static>,
}

impl Programs for All {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        if *content == Content::of(STAYS) {
            return Some(ProgramRun { broken_off: Some(Ending::Stays), ..ProgramRun::default() });
        }
        self.client.run(content, call)
    }
}
