//! Whole starts of machines whose files are hostile, cut anywhere, and what people then do to them.

use sms_sim::base::{Calendar, SimTime, Span};
use sms_sim::client::programs::{self, ClientPrograms};
use sms_sim::client::scripted::Program;
use sms_sim::machine::boot::{
    self, Doing, Exit, RUN_KEYS, Stage, Step, Then, can_restart_windows, restarter,
};
use sms_sim::machine::registry::Data;
use sms_sim::machine::{Clock, Content, DosPath, Machine, OsKind, State, factory_image};

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

/// Stages in a row before a start is taken to go round in circles.
const MOST_STAGES: usize = 64;
/// What people do at most.
const MOST_ACTIONS: usize = 6;

/// Files that some system reads when it starts.
const FILES: [&str; 14] = [
    "C:\\CONFIG.SYS",
    "C:\\AUTOEXEC.BAT",
    "C:\\WINDOWS\\WIN.INI",
    "C:\\WINDOWS\\SYSTEM.INI",
    "C:\\WINDOWS\\WININIT.INI",
    "C:\\WINDOWS\\STARTUP.GRP",
    "C:\\WINNT\\STARTUP.GRP",
    "C:\\WINNT\\WIN.INI",
    "C:\\STARTUP.CMD",
    "C:\\SMS.INI",
    "C:\\A.BAT",
    "C:\\MS\\SMS\\BIN\\CLIENT.BAT",
    "C:\\A.TXT",
    "C:\\_MSSETUP.BAT",
];

/// Where the registry names what a start is to do.
const VALUES: [(&str, &str); 5] = [
    (r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager", "PendingFileRenameOperations"),
    (r"HKLM\SYSTEM\CurrentControlSet\Services\A", "ImagePath"),
    (r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Windows", "load"),
    (r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Winlogon", "ParseAutoexec"),
    (r"HKLM\SYSTEM\CurrentControlSet\Services\B", "Start"),
];

#[derive(Debug)]
struct Start {
    os: OsKind,
    files: Vec<(&'static str, Bytes)>,
    registry: Vec<(String, String, Data)>,
    program: Program,
    keys: Bytes,
    power: Span,
    loads: Vec<DosPath>,
    /// What people do when it has come to rest.
    actions: Vec<Action>,
}

#[derive(Debug)]
enum Action {
    End(Exit<'static>),
    LogOn,
    CutPower,
    Type(String),
}

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    let stock = Stock { texts: &corpus::BOOT, words: corpus::BOOT_WORDS };
    let all = FILES.map(|file| (file, text(draw, &stock)));
    Box::new(Start {
        os: *draw.pick(&OsKind::ALL),
        files: all.into_iter().filter(|_| !draw.one_in(3)).collect(),
        registry: draw.list(8, |draw| value(draw, &stock)),
        program: Program {
            runs: draw.list(3, |draw| {
                draw.pick(&["C:\\PROG.EXE", "C:\\A.BAT", "ECHO x", "C:\\SMSWORK.EXE", "C:\\_MSSETUP.EXE"])
                    .to_string()
            }),
            stays: draw.one_in(2),
            refuses: draw.one_in(8),
            at_end: draw.list(2, |draw| draw.pick(&["C:\\PROG.EXE", "C:\\A.BAT", "DEL C:\\*.*"]).to_string()),
            takes: Span::ms(draw.skewed(5_000) as u64),
            ..Program::default()
        },
        keys: Bytes(draw.list(32, |draw| *draw.pick(b"YNyn\r12\x03 "))),
        power: if draw.one_in(3) { Span::ms(draw.skewed(60_000) as u64) } else { Span::FOREVER },
        loads: draw.list(3, |draw| path(draw.pick::<&str>(&FILES))),
        actions: draw.list(MOST_ACTIONS, |draw| action(draw, &stock)),
    })
}

fn value(draw: &mut Draw, stock: &Stock<'_>) -> (String, String, Data) {
    let words = |draw: &mut Draw| String::from_utf8_lossy(&text(draw, stock).0).into_owned();
    let (key, name) = if draw.one_in(2) {
        (draw.pick(&RUN_KEYS).to_string(), draw.pick(&["A", "!B", ""]).to_string())
    } else {
        let (key, name) = draw.pick(&VALUES);
        (key.to_string(), name.to_string())
    };
    let data = match draw.below(4) {
        0 => Data::Number(draw.below(4) as u32),
        1 => Data::Texts(draw.list(8, |draw| {
            draw.pick(&[r"\??\C:\A.TXT", r"!\??\C:\B.TXT", "", r"\??\", "!", r"\??\C:\WINNT", "D:\\X"])
                .to_string()
        })),
        2 => Data::Text(draw.pick(&["C:\\PROG.EXE", "C:\\A.BAT", "0", "STAYS.EXE  PROG.EXE"]).to_string()),
        _ => Data::Text(words(draw)),
    };
    (key, name, data)
}

fn action(draw: &mut Draw, stock: &Stock<'_>) -> Action {
    match draw.below(8) {
        0..=2 => Action::End(*draw.pick(&[
            Exit::Restart,
            Exit::ShutDown,
            Exit::QuitWindows,
            Exit::RestartWindows(None),
            Exit::RestartWindows(Some("C:\\PROG.EXE")),
            Exit::RestartWindows(Some("C:\\_MSSETUP.EXE")),
        ])),
        3 | 4 => Action::LogOn,
        5 => Action::CutPower,
        _ => {
            let line = String::from_utf8_lossy(&text(draw, stock).0).into_owned();
            Action::Type(if draw.one_in(2) { "WIN".to_string() } else { line })
        }
    }
}

impl Start {
    fn machine(&self) -> Machine {
        let mut machine = Machine::new(self.os, factory_image(self.os), Clock::right(Calendar::default()));
        machine.state = State::Off;
        let programs = [
            ("C:\\PROG.EXE", self.program.content()),
            ("C:\\SMSWORK.EXE", programs::Program::Smswork.content()),
            ("C:\\_MSSETUP.EXE", restarter::content()),
        ];
        let files = self.files.iter().map(|(name, text)| (*name, Content::of(text.0.clone())));
        for (name, content) in files.chain(programs) {
            let (file, now) = (path(name), machine.clock.local(SimTime::ZERO));
            let above = file.parent().expect("it is a file's");
            let volume = machine.drives.volume_mut(file.drive).expect("C: is there");
            volume.make_directories(&above.below, now).expect("nothing is in the way");
            machine.drives.write(&file, content, now).expect("there is room");
        }
        self.registry.iter().for_each(|(key, name, data)| {
            machine.drives.registry_mut().set(key, name, data.clone());
        });
        machine
    }

    /// Goes from a stage as far as it goes.
    fn go(&self, mut machine: Machine, first: Stage, at: SimTime) -> Machine {
        let mut next = Then::Stage(first);
        for _ in 0..MOST_STAGES {
            let Then::Stage(stage) = next else { break };
            let step = self.with_doing(&machine, |machine, doing| boot::run(machine, stage, at, doing));
            next = step.then;
            machine = step.after;
        }
        match next {
            Then::Stage(_) => panic!("the start goes round in circles"),
            Then::Rest(state) => assert_eq!(machine.state, state, "the machine is in another state"),
            Then::PowerCut => machine.lose_power(),
        }
        machine
    }

    fn with_doing(&self, machine: &Machine, run: impl Fn(&Machine, Doing<'_>) -> Step) -> Step {
        let programs = ClientPrograms::on(machine);
        run(
            machine,
            Doing {
                programs: &programs,
                keys: &self.keys.0,
                power: self.power,
                loads: &self.loads,
                policy: &[],
                network: boot::Network::default(),
            },
        )
    }

    fn act(&self, mut machine: Machine, action: &Action, at: SimTime) -> Machine {
        let step = match (action, machine.state) {
            (Action::CutPower, _) => {
                machine.lose_power();
                return machine;
            }
            (_, State::Off) => return self.go(machine, Stage::SelfTest, at),
            (Action::LogOn, State::Welcome) => return self.go(machine, Stage::Logon, at),
            (Action::Type(command), State::Prompt | State::Desktop) => {
                self.with_doing(&machine, |machine, doing| boot::type_in(machine, command, at, doing))
            }
            (Action::End(exit), State::Prompt | State::Desktop | State::Welcome) => {
                let possible = can_restart_windows(self.os) && machine.state == State::Desktop;
                let exit =
                    if possible || !matches!(exit, Exit::RestartWindows(_)) { *exit } else { Exit::Restart };
                self.with_doing(&machine, |machine, doing| boot::end_session(machine, exit, at, doing))
            }
            _ => return machine,
        };
        match step.then {
            Then::Stage(stage) => self.go(step.after, stage, at),
            Then::Rest(_) => step.after,
            Then::PowerCut => {
                let mut machine = step.after;
                machine.lose_power();
                machine
            }
        }
    }
}

impl Input for Start {
    fn attempt(&self) {
        let mut machine = self.go(self.machine(), Stage::SelfTest, SimTime::day(1));
        for (n, action) in self.actions.iter().enumerate() {
            machine = self.act(machine, action, SimTime::day(2 + n as u64));
        }
    }
}

fn path(name: &str) -> DosPath {
    DosPath::parse(name).expect("it is a path")
}
