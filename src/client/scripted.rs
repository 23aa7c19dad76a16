//! Programs that a scenario describes: what they do is written in their own files, so that a copy does the same.

use super::programs::ClientPrograms;
use crate::base::Span;
use crate::base::text::{decode, encode, same};
use crate::machine::boot::{can_restart_windows, restarter};
use crate::machine::ini::{self, Profile};
use crate::machine::shell::{self, Spawned};
use crate::machine::{Call, Content, Dialect, DosPath, Ending, Leave, OsKind, ProgramRun};

/// How the file of such a program begins.
const MARK: &str = "MZ program of a scenario\r\n";
/// Command lines that one program runs.
const MOST_COMMANDS: usize = 1_000;

/// What a program does, in the order of the fields.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Program {
    pub prints: Vec<String>,
    /// Command lines, each run in a shell of its own.
    pub runs: Vec<String>,
    pub writes: Vec<IniWrite>,
    /// Command lines of programs that it starts at its end and does not wait for.
    pub spawns: Vec<String>,
    /// With this on its own command line it runs those and waits for them.
    pub waits_with: Option<String>,
    /// Whether its file is in use from then on.
    pub stays: bool,
    /// Whether it refuses when it is asked if Windows may end.
    pub refuses: bool,
    /// Command lines that it runs when it is told that Windows ends.
    pub at_end: Vec<String>,
    pub takes: Span,
    /// Whether it restarts the machine at its end, as a program of MS-DOS does.
    pub reboots: bool,
    /// How it ends Windows at its own end, if it does.
    pub leaves: Option<Leaves>,
    /// Whether it shows a dialog that a person must answer: where there is no desktop, it waits for ever (Q214448).
    pub asks: bool,
    pub exit_code: u8,
}

/// A call of WritePrivateProfileString.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IniWrite {
    pub file: String,
    pub section: String,
    pub key: String,
    pub value: String,
}

/// The call with which it ends Windows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaves {
    /// With the restart program of the Windows directory; where Windows runs on no MS-DOS, the call fails.
    ExitWindowsExec,
    Reboot,
    RebootByForce,
}

impl Leaves {
    const ALL: [Self; 3] = [Self::ExitWindowsExec, Self::Reboot, Self::RebootByForce];

    /// As it stands in the program's file.
    const fn word(self) -> &'static str {
        match self {
            Self::ExitWindowsExec => "ExitWindowsExec",
            Self::Reboot => "EWX_REBOOT",
            Self::RebootByForce => "EWX_REBOOT+EWX_FORCE",
        }
    }

    /// What comes of the call.
    fn on(self, os: OsKind) -> Option<Leave> {
        match self {
            Self::ExitWindowsExec => {
                can_restart_windows(os).then(|| Leave::RestartWindows(restarter::command(os)))
            }
            Self::Reboot => Some(Leave::Restart),
            Self::RebootByForce => Some(Leave::ForcedRestart),
        }
    }
}

impl Program {
    /// The file of the program.
    pub fn content(&self) -> Content {
        let mut text = MARK.to_string();
        self.prints.iter().for_each(|line| text.push_str(&format!("prints {line}\r\n")));
        self.runs.iter().for_each(|line| text.push_str(&format!("runs {line}\r\n")));
        self.writes.iter().for_each(|write| text.push_str(&write.line()));
        for (says, word) in
            [(self.stays, "stays\r\n"), (self.refuses, "refuses\r\n"), (self.reboots, "reboots\r\n")]
        {
            text.push_str(if says { word } else { "" });
        }
        self.spawns.iter().for_each(|line| text.push_str(&format!("spawns {line}\r\n")));
        self.waits_with.iter().for_each(|switch| text.push_str(&format!("waits-with {switch}\r\n")));
        text.push_str(if self.asks { "asks\r\n" } else { "" });
        self.leaves.iter().for_each(|leave| text.push_str(&format!("leaves {}\r\n", leave.word())));
        self.at_end.iter().for_each(|line| text.push_str(&format!("at-end {line}\r\n")));
        text.push_str(&format!("takes {}\r\nexit {}\r\n", self.takes.0, self.exit_code));
        Content::of(encode(&text))
    }

    /// The program that a file is, if it is one.
    pub fn of(content: &Content) -> Option<Self> {
        let Content::Bytes(bytes) = content else { return None };
        if !bytes.starts_with(MARK.as_bytes()) {
            return None;
        }
        let mut program = Self::default();
        for line in decode(bytes).lines().skip(1) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "prints" => program.prints.push(rest.to_string()),
                "runs" => program.runs.push(rest.to_string()),
                "writes" => program.writes.push(IniWrite::read(rest)?),
                "spawns" => program.spawns.push(rest.to_string()),
                "waits-with" => program.waits_with = Some(rest.to_string()),
                "stays" => program.stays = true,
                "refuses" => program.refuses = true,
                "reboots" => program.reboots = true,
                "asks" => program.asks = true,
                "leaves" => {
                    program.leaves = Some(Leaves::ALL.into_iter().find(|leave| leave.word() == rest)?)
                }
                "at-end" => program.at_end.push(rest.to_string()),
                "takes" => program.takes = Span(rest.parse().ok()?),
                "exit" => program.exit_code = rest.parse().ok()?,
                _ => return None,
            }
        }
        Some(program)
    }

    /// Runs it.
    pub fn run(&self, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
        let mut done = ProgramRun { exit_code: self.exit_code, ..ProgramRun::default() };
        self.prints.iter().for_each(|line| done.print(line));
        if self.asks && programs.runner.without_desktop {
            done.broken_off = Some(Ending::Waiting);
            return done;
        }
        run_all(&self.runs, &mut done, call, programs);
        if done.broken_off.is_some() {
            return done;
        }
        self.writes.iter().take(MOST_COMMANDS).for_each(|write| write.carry_out(call, programs.dialect()));
        self.start_others(&mut done, call, programs);
        if self.stays {
            call.drives.hold(call.path);
        }
        done.elapsed = done.elapsed + self.takes;
        if done.elapsed >= call.power {
            done.broken_off = Some(Ending::PowerCut);
        } else if self.reboots {
            done.broken_off = Some(Ending::Reboots);
        } else if let Some(leave) = self.leaves.and_then(|leaves| leaves.on(programs.os))
            && !programs.runner.holds_back(&leave)
        {
            done.leave_windows(leave);
        }
        done
    }

    /// Starts what it leaves behind, or waits for it when its command line says so (Q150089).
    fn start_others(&self, done: &mut ProgramRun, call: &mut Call<'_>, programs: &ClientPrograms<'_>) {
        let is_said = |switch: &String| call.tail.split_whitespace().any(|word| same(word, switch));
        if self.waits_with.as_ref().is_some_and(is_said) {
            return run_all(&self.spawns, done, call, programs);
        }
        for command in self.spawns.iter().take(MOST_COMMANDS) {
            match left_behind(command, call) {
                Some(spawned) => done.spawned.push(spawned),
                None => done.print(&format!("Cannot find {command}")),
            }
        }
    }

    /// What it does when it is told that Windows ends.
    pub fn told_of_end(&self, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
        let mut done = ProgramRun::default();
        run_all(&self.at_end, &mut done, call, programs);
        done
    }
}

/// The program of a command line as it is loaded at this moment, if it is there.
fn left_behind(command: &str, call: &Call<'_>) -> Option<Spawned> {
    let (word, tail) = command.split_at(command.find(' ').unwrap_or(command.len()));
    let path = ["", ".EXE"].iter().find_map(|ending| {
        let path = call.drives.resolve(&format!("{word}{ending}")).ok()?;
        call.drives.is_file(&path).then_some(path)
    })?;
    let content = call.drives.read(&path).ok()?.clone();
    Some(Spawned { path, content, tail: tail.to_string() })
}

/// Runs command lines one after the other, until one does not come to its end.
fn run_all(commands: &[String], done: &mut ProgramRun, call: &mut Call<'_>, programs: &ClientPrograms<'_>) {
    for command in commands.iter().take(MOST_COMMANDS) {
        let setting = programs.setting(call, done);
        let run = shell::run(command, call.drives, &mut call.env.clone(), setting);
        done.add(run);
        if done.broken_off.is_some() {
            return;
        }
    }
}

impl IniWrite {
    /// As it stands in the program's file; no part holds a tab or the end of a line.
    fn line(&self) -> String {
        format!("writes {}\t{}\t{}\t{}\r\n", self.file, self.section, self.key, self.value)
    }

    fn read(rest: &str) -> Option<Self> {
        let mut parts = rest.split('\t').map(str::to_string);
        let mut next = || parts.next();
        Some(Self { file: next()?, section: next()?, key: next()?, value: next()? })
    }

    /// Of equal keys the call finds only the first (Q107695). A file that cannot be written stays as it is: the call
    /// says so, and the program does not care.
    fn carry_out(&self, call: &mut Call<'_>, dialect: Dialect) {
        let Ok(path) = DosPath::parse(&self.file) else { return };
        let entry = call.drives.entry(&path);
        let attributes = entry.map(|entry| entry.attributes);
        let bytes = call.drives.read(&path).ok().and_then(Content::known_bytes);
        let mut profile = Profile::new(bytes.as_deref(), profile_dialect(dialect));
        let [section, key, value] = [&self.section, &self.key, &self.value].map(|text| encode(text));
        profile.write_string(Some(&section), Some(&key), Some(&value));
        let Some(file) = profile.file else { return };
        if call.drives.write(&path, Content::of(file.to_bytes()), call.now).is_ok()
            && let Some(attributes) = attributes
        {
            // The file is there: it has just been written.
            let _ = call.drives.set_attributes(&path, attributes);
        }
    }
}

/// The functions of the system that has such a shell.
const fn profile_dialect(dialect: Dialect) -> ini::Dialect {
    match dialect {
        Dialect::Command7 => ini::Dialect::Win95,
        Dialect::CmdNt => ini::Dialect::Nt,
        _ => ini::Dialect::Win31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_read_back_from_its_file() {
        let program = Program {
            prints: vec!["one".to_string(), String::new()],
            runs: vec!["ECHO x>Y".to_string()],
            writes: vec![IniWrite {
                file: "C:\\WINDOWS\\WININIT.INI".to_string(),
                section: "rename".to_string(),
                key: "NUL".to_string(),
                value: "C:\\A B=1".to_string(),
            }],
            spawns: vec!["C:\\WINDOWS\\SETUP1.EXE /S".to_string()],
            waits_with: Some("-SMS".to_string()),
            stays: true,
            refuses: true,
            reboots: true,
            leaves: Some(Leaves::RebootByForce),
            asks: true,
            at_end: vec!["ECHO y>Z".to_string()],
            takes: Span::secs(3),
            exit_code: 7,
        };
        assert_eq!(Program::of(&program.content()), Some(program));
        assert_eq!(Program::of(&Content::of("MZ")), None);
        assert_eq!(Program::of(&Content::of(format!("{MARK}flies\r\n"))), None);
    }

    #[test]
    fn what_takes_longer_than_a_month_is_a_hang() {
        use crate::base::{Calendar, SimTime};
        use crate::machine::shell::{Limit, MAX_TIME};
        use crate::machine::{Clock, Machine, OsKind, factory_image};

        let mut machine =
            Machine::new(OsKind::Win31, factory_image(OsKind::Win31), Clock::right(Calendar::default()));
        let slow = Program { takes: MAX_TIME, ..Program::default() };
        let path = DosPath::parse("C:\\SLOW.EXE").unwrap();
        machine.drives.write(&path, slow.content(), machine.clock.local(SimTime::ZERO)).unwrap();
        let run = machine.run(SimTime::ZERO, "C:\\SLOW", &ClientPrograms::on(&machine));
        assert_eq!(run.ending, Ending::Hang(Limit::Time));
    }
}
