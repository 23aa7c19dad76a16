//! Programs that a scenario describes: what they do is written in their own files, so that a copy does the same.

use super::programs::ClientPrograms;
use crate::base::Span;
use crate::base::text::decode;
use crate::machine::shell;
use crate::machine::{Call, Content, Ending, ProgramRun};

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
    /// Whether its file is in use from then on.
    pub stays: bool,
    pub takes: Span,
    pub exit_code: u8,
}

impl Program {
    /// The file of the program.
    pub fn content(&self) -> Content {
        let mut text = MARK.to_string();
        self.prints.iter().for_each(|line| text.push_str(&format!("prints {line}\r\n")));
        self.runs.iter().for_each(|line| text.push_str(&format!("runs {line}\r\n")));
        if self.stays {
            text.push_str("stays\r\n");
        }
        text.push_str(&format!("takes {}\r\nexit {}\r\n", self.takes.0, self.exit_code));
        Content::of(crate::base::text::encode(&text))
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
                "stays" => program.stays = true,
                "takes" => program.takes = Span(rest.parse().ok()?),
                "exit" => program.exit_code = rest.parse().ok()?,
                _ => return None,
            }
        }
        Some(program)
    }

    /// Runs it.
    pub fn run(&self, call: &mut Call<'_>, programs: &ClientPrograms) -> ProgramRun {
        let mut done = ProgramRun { exit_code: self.exit_code, ..ProgramRun::default() };
        self.prints.iter().for_each(|line| done.print(line));
        for command in self.runs.iter().take(MOST_COMMANDS) {
            let setting = programs.setting(call, &done);
            let run = shell::run(command, call.drives, &mut call.env.clone(), setting);
            done.add(run);
            if done.broken_off.is_some() {
                return done;
            }
        }
        if self.stays {
            call.drives.hold(call.path);
        }
        done.elapsed = done.elapsed + self.takes;
        if done.elapsed >= call.power {
            done.broken_off = Some(Ending::PowerCut);
        }
        done
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
            stays: true,
            takes: Span::secs(3),
            exit_code: 7,
        };
        assert_eq!(Program::of(&program.content()), Some(program));
        assert_eq!(Program::of(&Content::of("MZ")), None);
        assert_eq!(Program::of(&Content::of(format!("{MARK}flies\r\n"))), None);
    }
}
