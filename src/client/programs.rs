//! The programs that client setup puts on a disk, and what each does when the machine's shell runs it.
//!
//! The machine knows no SMS: it hands over the content of the file it is to run, and whoever knows that content acts.

use super::{scripted, smswork};
use crate::machine::boot::{restarter, windows_95_setup};
use crate::machine::shell::Setting;
use crate::machine::{Call, Content, Dialect, Flaws, Machine, ProgramRun, Programs};

/// Where SMSWORK.EXE lies (Q129602 names the program, Q127025 the directory of what client setup installs).
pub const SMSWORK: &str = r"MS\SMS\BIN\SMSWORK.EXE";

/// The content by which SMSWORK.EXE is known, whatever its file is called (its size is assumed).
pub const fn smswork_content() -> Content {
    Content::Filler { size: 28_416, seed: 129_602 }
}

/// Where SMSRUN32.EXE lies, which Windows NT starts from its Load value (Q140923, Q230660).
pub const SMSRUN32: &str = r"MS\SMS\BIN\SMSRUN32.EXE";

/// The content by which SMSRUN32.EXE is known (its size is assumed).
pub const fn smsrun32_content() -> Content {
    Content::Filler { size: 61_440, seed: 140_923 }
}

/// Knows the programs of the SMS client, those that scenarios describe, and those of other products that play a part in
/// restarts.
pub struct ClientPrograms {
    /// The shell of the machine that they run on.
    pub dialect: Dialect,
    /// The mistakes of that shell.
    pub flaws: Flaws,
}

impl ClientPrograms {
    /// The programs as they are on this machine.
    pub fn on(machine: &Machine) -> Self {
        Self { dialect: machine.os.dialect(), flaws: machine.flaws }
    }

    /// What a shell is given that one of them starts, when it has run for so long and read so many keys.
    pub(super) fn setting<'a>(&'a self, call: &Call<'a>, done: &ProgramRun) -> Setting<'a> {
        Setting {
            keys: call.keys.get(done.keys_read..).unwrap_or_default(),
            power: call.power.left_after(done.elapsed),
            flaws: self.flaws,
            ..Setting::once(self.dialect, call.now.after(done.elapsed), self)
        }
    }
}

impl Programs for ClientPrograms {
    fn run(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        // On Windows NT, SMSRUN32 does what SMSWORK does elsewhere (Q129602).
        if *content == smswork_content() || *content == smsrun32_content() {
            return Some(smswork::run(call, self));
        }
        if *content == restarter::content() {
            let setting = self.setting(call, &ProgramRun::default());
            return Some(restarter::run(call, setting));
        }
        if *content == windows_95_setup::content() {
            return Some(windows_95_setup::run(call));
        }
        Some(scripted::Program::of(content)?.run(call, self))
    }

    fn agrees_to_end(&self, content: &Content) -> bool {
        scripted::Program::of(content).is_none_or(|program| !program.refuses)
    }

    fn told_of_end(&self, content: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let program = scripted::Program::of(content).filter(|program| !program.at_end.is_empty())?;
        Some(program.told_of_end(call, self))
    }
}
