//! The commands that are part of CMD.EXE, and what becomes of the exit code.

use super::super::parse::{ends_internal_word, is_delimiter};
use super::super::session::{Session, Start};
use super::super::{COMMAND_TIME, dispatch::drive_change};
use crate::base::text::upper_text;

/// What a command does to the exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Code {
    /// It leaves it as it is, even when it fails.
    Kept,
    /// 1 when it fails, else as it is.
    Failing,
    /// 0 or 1.
    Told,
    /// The command sets it by itself.
    Own,
}

type Run = fn(&mut Session<'_>, &str);

impl Session<'_> {
    /// Runs a command without redirections, IF and FOR.
    pub fn simple(&mut self, text: &str, start: Start) {
        self.step(1);
        self.spend(COMMAND_TIME);
        let text = text.trim_start_matches(is_delimiter);
        if text.is_empty() || self.is_over() {
            return;
        }
        self.failed = false;
        if let Some(drive) = drive_change(text) {
            return self.change_drive(drive);
        }
        let end = text.find(|c| ends_internal_word(c) || c == '(');
        let (word, rest) = text.split_at(end.unwrap_or(text.len()));
        let quoted = rest.starts_with('"');
        match command(&upper_text(word), self.has_extensions()).filter(|_| !quoted) {
            Some((run, code)) => self.internal_command(run, code, rest),
            None => self.external(text, start),
        }
        if self.flaws.set_resets_errorlevel && RESET_BY_FLAW.contains(&upper_text(word).as_str()) {
            self.exit_code = 0;
        }
    }

    fn internal_command(&mut self, run: Run, code: Code, rest: &str) {
        let before = self.exit_code;
        run(self, rest);
        let failed = self.failed;
        self.exit_code = match code {
            Code::Own => self.exit_code,
            Code::Kept => before,
            Code::Told => i32::from(failed),
            Code::Failing if failed => 1,
            Code::Failing => before,
        };
    }
}

/// The commands whose exit code [`super::super::Flaws::set_resets_errorlevel`] is about (Q111429).
const RESET_BY_FLAW: [&str; 4] = ["SET", "PATH", "DPATH", "PROMPT"];

/// A command and what it does to the exit code (as Wine's CMD.EXE does it).
fn command(word: &str, extended: bool) -> Option<(Run, Code)> {
    of_files(word).or_else(|| of_shell(word)).or_else(|| of_extensions(word).filter(|_| extended))
}

fn of_files(word: &str) -> Option<(Run, Code)> {
    let found: (Run, Code) = match word {
        "CD" | "CHDIR" => (|session, rest| session.go_to(rest), Code::Told),
        "COPY" => (|session, rest| session.copy(rest), Code::Told),
        "DEL" | "ERASE" => (|session, rest| session.erase(rest), Code::Own),
        "DIR" => (|session, rest| session.list(rest), Code::Told),
        "MD" | "MKDIR" => (|session, rest| session.make_directories(rest), Code::Told),
        "MOVE" => (|session, rest| session.move_files_to(rest), Code::Told),
        "RD" | "RMDIR" => (|session, rest| session.remove_directories(rest), Code::Kept),
        "REN" | "RENAME" => (|session, rest| session.ren(rest), Code::Told),
        "TYPE" => (|session, rest| session.type_files(rest), Code::Told),
        _ => return None,
    };
    Some(found)
}

fn of_shell(word: &str) -> Option<(Run, Code)> {
    let found: (Run, Code) = match word {
        "CALL" => (|session, rest| session.call_command(rest), Code::Own),
        "CHCP" => (|session, rest| session.code_page(rest), Code::Told),
        "CLS" => (|session, _| session.console.print("\x0c"), Code::Kept),
        "DATE" => (|session, rest| session.date(rest), Code::Kept),
        "ECHO" => (|session, rest| session.echo(rest), Code::Kept),
        "ENDLOCAL" => (|session, _| session.end_local(), Code::Kept),
        "EXIT" => (|session, rest| session.exit_with(rest), Code::Own),
        "GOTO" => (|session, rest| session.jump(rest), Code::Failing),
        "PATH" => (|session, rest| session.path(rest), Code::Kept),
        "PAUSE" => (|session, _| session.pause(), Code::Kept),
        "PROMPT" => (|session, rest| session.set_prompt(rest), Code::Kept),
        "BREAK" | "DPATH" | "REM" | "TITLE" => (|_, _| (), Code::Kept),
        "SET" => (|session, rest| session.set_or_show(rest), Code::Own),
        "SETLOCAL" => (|session, rest| session.set_local(rest), Code::Failing),
        "SHIFT" => (|session, rest| session.shift_from(rest), Code::Kept),
        "TIME" => (|session, rest| session.time(rest), Code::Kept),
        "VER" => (|session, _| session.version(), Code::Told),
        "VERIFY" => (|session, rest| session.verify(rest), Code::Failing),
        "VOL" => (|session, rest| session.volume_label(rest), Code::Told),
        _ => return None,
    };
    Some(found)
}

/// Those that came with the command extensions of NT; PUSHD and POPD are there without them too, and nobody misses them.
fn of_extensions(word: &str) -> Option<(Run, Code)> {
    let found: (Run, Code) = match word {
        "ASSOC" | "FTYPE" => (|session, rest| session.associate(rest), Code::Failing),
        "COLOR" => (|session, rest| session.color(rest), Code::Failing),
        "POPD" => (|session, _| session.pop_place(), Code::Failing),
        "PUSHD" => (|session, rest| session.push_place(rest), Code::Told),
        "START" => (|session, rest| session.start(rest), Code::Own),
        _ => return None,
    };
    Some(found)
}
