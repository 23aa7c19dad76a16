//! The programs of the SMS client, and what each does when the machine runs it.
//!
//! The machine knows no SMS: it hands over the content of the file it is to run, and whoever knows that content acts.

use super::network::Network;
use super::{
    cliopts, dosetup, installer, ismif, logon_script, ntencap, scripted, setup, smsrun, smswork, winstart,
};
use crate::machine::boot::{inuse, restarter, windows_95_setup};
use crate::machine::shell::{Setting, Used};
use crate::machine::{Call, Content, Dialect, Flaws, Leave, Machine, OsKind, ProgramRun, Programs};
use crate::product::Behavior;

/// A program that is known by the content of its file, whatever the file is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Program {
    Smswork,
    Smsrun16,
    Smsrun32,
    /// Client setup: CLI_DOS, CLI_NT.
    ClientSetup,
    /// SETLS, which finds a logon server and runs a program against it.
    Setls,
    /// INVDOS, INVWIN32: what they find is written at the logon (`inventory.rs`), and here they only take time.
    Inventory,
    /// USERTSR stays in memory; its file does not stay open, as that of a Windows program does.
    Usertsr,
    Cliopts,
    /// ISMIF16, ISMIF32: writes a status MIF for setup programs that write none (Q186415).
    Ismif,
    /// NTENCAP of the package definitions for Windows NT: runs a program and restarts the machine behind it.
    Ntencap,
    /// DOSETUP of Program Group Control: runs a setup program and keeps in the registry how far that has come (Q152861).
    Dosetup,
}

impl Program {
    const ALL: [Self; 11] = [
        Self::Smswork,
        Self::Smsrun16,
        Self::Smsrun32,
        Self::ClientSetup,
        Self::Setls,
        Self::Inventory,
        Self::Usertsr,
        Self::Cliopts,
        Self::Ismif,
        Self::Ntencap,
        Self::Dosetup,
    ];

    /// What its file holds (sizes are assumed).
    pub const fn content(self) -> Content {
        let (size, seed) = match self {
            Self::Smswork => (28_416, 129_602),
            Self::Smsrun16 => (54_272, 145_588),
            Self::Smsrun32 => (61_440, 140_923),
            Self::ClientSetup => (212_992, 166_771),
            Self::Setls => (72_704, 174_793),
            Self::Inventory => (118_784, 126_642),
            Self::Usertsr => (45_056, 168_724),
            Self::Cliopts => (24_576, 168_725),
            Self::Ismif => (32_768, 186_415),
            Self::Ntencap => (40_960, 171_070),
            Self::Dosetup => (36_864, 152_861),
        };
        Content::Filler { size, seed }
    }

    fn of(content: &Content) -> Option<Self> {
        Self::ALL.into_iter().find(|program| program.content() == *content)
    }
}

/// Whether what a program does hangs on the network.
pub fn asks_network(content: &Content) -> bool {
    Program::of(content).is_some_and(|program| {
        !matches!(program, Program::Smswork | Program::Ismif | Program::Ntencap | Program::Dosetup)
    })
}

/// Knows the programs of the SMS client, those that scenarios describe, and those of other products that play a part in
/// restarts.
#[derive(Clone, Copy)]
pub struct ClientPrograms<'a> {
    /// The machine that they run on.
    pub os: OsKind,
    /// The mistakes of its shell.
    pub flaws: Flaws,
    pub behavior: Behavior,
    pub network: &'a Network,
    pub runner: Runner,
}

/// In what those who start programs differ.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Runner {
    /// PCM, which holds ExitWindowsExec back so that several packages share one restart (Q153227).
    pub holds_exits: bool,
    /// NTENCAP, which lets no program restart the machine (Q171070).
    pub holds_restarts: bool,
    /// A service: nobody sees or answers a dialog.
    pub without_desktop: bool,
}

impl Runner {
    /// Whether a call that ends Windows does nothing.
    pub fn holds_back(self, leave: &Leave) -> bool {
        self.holds_restarts
            || (self.holds_exits && matches!(leave, Leave::RestartWindows(_) | Leave::QuitWindows))
    }
}

impl ClientPrograms<'static> {
    /// The programs as they are on this machine where no logon server answers.
    pub fn on(machine: &Machine) -> Self {
        let behavior = Behavior::default();
        let runner = Runner::default();
        Self { os: machine.os, flaws: machine.flaws, behavior, network: Network::NONE, runner }
    }
}

impl ClientPrograms<'_> {
    /// The shell of the machine.
    pub const fn dialect(&self) -> Dialect {
        self.os.dialect()
    }

    /// What a shell is given that one of them starts, when it has run for so long and read so many keys.
    pub(super) fn setting<'a>(&'a self, call: &Call<'a>, done: &ProgramRun) -> Setting<'a> {
        Setting {
            keys: call.keys.get(done.keys_read..).unwrap_or_default(),
            power: call.power.left_after(done.elapsed),
            flaws: self.flaws,
            used: Used { steps: call.used.steps.saturating_add(done.steps), ..call.used },
            ..Setting::once(self.dialect(), call.now.after(done.elapsed), self)
        }
    }
}

impl Programs for ClientPrograms<'_> {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        if *content == restarter::content() {
            let setting = self.setting(call, &ProgramRun::default());
            return Some(restarter::run(call, setting));
        }
        if *content == windows_95_setup::content() {
            return Some(windows_95_setup::run(call));
        }
        if *content == winstart::content() {
            return Some(winstart::run(call, self));
        }
        if *content == inuse::content() {
            return Some(inuse::run(call));
        }
        let Some(program) = Program::of(content) else {
            return match scripted::Program::of(content) {
                Some(program) => Some(program.run(call, self)),
                None => installer::run(content, call, self),
            };
        };
        Some(match program {
            Program::Smswork => smswork::run(call, self),
            Program::Smsrun16 => smsrun::run(call, self),
            Program::Smsrun32 => smsrun::run_on_nt(call, self),
            Program::ClientSetup => setup::at_logon(call, self),
            Program::Setls => logon_script::setls(call, self),
            Program::Inventory => logon_script::inventory(call),
            Program::Usertsr => ProgramRun::default(),
            Program::Cliopts => cliopts::run(call),
            Program::Ismif => ismif::run(call, self.os),
            Program::Ntencap => ntencap::run(call, self),
            Program::Dosetup => dosetup::run(call, self),
        })
    }

    fn agrees_to_end(&self, content: &Content) -> bool {
        scripted::Program::of(content).is_none_or(|program| !program.refuses)
    }

    fn told_of_end(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let program = scripted::Program::of(content).filter(|program| !program.at_end.is_empty())?;
        Some(program.told_of_end(call, self))
    }
}
