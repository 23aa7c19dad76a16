//! A run of a compiled script, from its command line to what it asks of Windows.

use super::compiled::Compiled;
use super::switches::Switches;
use super::work::{Stop, Work};
use crate::base::Span;
use crate::client::programs::ClientPrograms;
use crate::machine::{Call, ProgramRun};
use crate::wire::mif::status::Outcome;

/// Unpacking the run-time, `~GLCxxxx.TMP` (assumed).
const START_TIME: Span = Span::ms(500);
/// What a program of Windows says in MS-DOS (general knowledge).
const NEEDS_WINDOWS: &str = "This program requires Microsoft Windows.";

pub fn run(compiled: &Compiled, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    if programs.os.windows_directory().is_none() {
        let mut done = ProgramRun { exit_code: 1, ..ProgramRun::default() };
        done.print(NEEDS_WINDOWS);
        return done;
    }
    let only_the_first = programs.behavior.one_installer_switch.have(compiled.build);
    let switches = Switches::parse(call.tail, only_the_first);
    let mut work = Work::of(call, programs, compiled);
    work.silent = switches.silent;
    work.set_first_variables(compiled, &switches);
    let end = match &switches.extracts {
        Some(directory) => work.extract(directory).map(|()| {
            if switches.leaves_windows {
                work.leave_behind_extraction();
            }
        }),
        None if switches.tests => work.begin(START_TIME),
        None => work.install(compiled, switches.manual),
    };
    if let Err(Stop::Broken(ending)) = end {
        work.done.broken_off = Some(ending);
    }
    work.done
}

impl Work<'_, '_> {
    fn set_first_variables(&mut self, compiled: &Compiled, switches: &Switches) {
        let temp = self.call.env.get("TEMP").unwrap_or(self.windows()).to_string();
        let inst = self.call.path.parent().map(|directory| directory.to_string()).unwrap_or_default();
        let system32 = self.os().system_directory().unwrap_or_default().to_string();
        for (name, value) in [
            ("WIN", self.windows().to_string()),
            ("SYS", self.system().to_string()),
            ("SYS32", system32),
            ("TEMP", temp),
            ("INST", inst.trim_end_matches('\\').to_string()),
            ("CMDLINE", switches.command_line.clone()),
            ("LANG", "English".to_string()),
        ] {
            self.variables.set(name, &value);
        }
        if let Some(global) = compiled.ipf.global() {
            self.log.title = global.lines("Title").first().unwrap_or(&"").to_string();
        }
        self.log.open(compiled.ipf.global().map_or("", |global| global.text("Log Pathname")));
    }

    /// Goes through the script, then through what it says of the event that this comes to; reports, and asks Windows for what
    /// RESTART says.
    fn install(&mut self, compiled: &Compiled, manual: bool) -> Result<(), Stop> {
        self.begin(START_TIME)?;
        let script = &compiled.script;
        let asked = if manual && !self.silent { self.ask_directories() } else { Ok(()) };
        let outcome = match asked.and_then(|()| self.walk(script, script.main.clone())) {
            Ok(()) | Err(Stop::Exit) => {
                self.walk_event(script, script.exit.clone())?;
                Outcome::Success
            }
            Err(Stop::Cancelled) => {
                // The files that wait under temporary names are to go, and that takes a restart (Q212847).
                self.undo_waiting()?;
                self.walk_event(script, script.cancel.clone())?;
                self.done.exit_code = 1;
                Outcome::Failed
            }
            Err(broken) => return Err(broken),
        };
        self.report(&compiled.mif, &compiled.mif.install, outcome)?;
        self.leave(compiled.suppresses_reboot_message)
    }
}
