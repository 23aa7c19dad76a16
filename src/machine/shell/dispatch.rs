//! Which command a line is.

use super::parse::{internal_word, is_delimiter};
use super::session::{Session, Start};
use crate::base::text::upper_text;
use crate::machine::path::Drive;

impl Session<'_> {
    /// Runs a command whose redirections have been taken out.
    pub fn dispatch(&mut self, text: &str, start: Start) {
        let whole = text;
        let text = text.trim_start_matches(|c| is_delimiter(c) || c == '\n');
        let marks = whole[..whole.len() - text.len()].matches([',', ';', '=']).count();
        if marks > 1 && !text.is_empty() {
            return self.complain(self.dialect.not_found());
        }
        if text.is_empty() || !self.has_power() {
            return;
        }
        if let Some(drive) = drive_change(text) {
            return self.change_drive(drive);
        }
        let (word, rest) = internal_word(text);
        match internal(&upper_text(word)) {
            Some(command) => {
                if self.open_output() {
                    command(self, rest, start);
                }
            }
            None => self.external(text, start),
        }
    }

    pub fn change_drive(&mut self, drive: Drive) {
        if let Err(error) = self.drives.set_current(drive) {
            self.complain(&error.to_string());
        }
    }
}

/// A command that is part of the shell: given the rest of its line.
type Internal = fn(&mut Session<'_>, &str, Start);

fn internal(word: &str) -> Option<Internal> {
    Some(match word {
        "BREAK" => |session, rest, _| session.break_checking(rest),
        "CALL" => |session, rest, _| session.call(rest),
        "CD" | "CHDIR" => |session, rest, _| session.change_directory(rest),
        "CHCP" => |session, rest, _| session.code_page(rest),
        "CLS" => |session, _, _| session.console.print("\x0c"),
        "COPY" => |session, rest, _| session.copy(rest),
        "CTTY" => |session, rest, _| session.change_terminal(rest),
        "DATE" => |session, rest, _| session.date(rest),
        "DEL" | "ERASE" => |session, rest, _| session.del(rest),
        "DIR" => |session, rest, _| session.list(rest),
        "ECHO" => |session, rest, _| session.echo(rest),
        "EXIT" => |session, _, _| session.exit(),
        "FOR" => |session, rest, _| session.start_repeat(rest),
        "GOTO" => |session, rest, _| session.goto(rest),
        "IF" => |session, rest, start| session.condition(rest, start),
        "LH" | "LOADHIGH" => |session, rest, start| session.load_high(rest, start),
        "MD" | "MKDIR" => |session, rest, _| session.make_directory(rest),
        "PATH" => |session, rest, _| session.path(rest),
        "PAUSE" => |session, _, _| session.pause(),
        "PROMPT" => |session, rest, _| session.set_prompt(rest),
        "RD" | "RMDIR" => |session, rest, _| session.remove_directory(rest),
        "REM" => |_, _, _| (),
        "REN" | "RENAME" => |session, rest, _| session.ren(rest),
        "SET" => |session, rest, _| session.set(rest),
        "SHIFT" => |session, _, _| session.shift(),
        "TIME" => |session, rest, _| session.time(rest),
        "TYPE" => |session, rest, _| session.show_file(rest),
        "VER" => |session, _, _| session.version(),
        "VERIFY" => |session, rest, _| session.verify(rest),
        "VOL" => |session, rest, _| session.volume_label(rest),
        _ => return None,
    })
}

/// The drive of a line that is nothing but `F:`.
pub(super) fn drive_change(text: &str) -> Option<Drive> {
    let letter = text.trim_end_matches(is_delimiter).strip_suffix(':')?;
    let mut chars = letter.chars();
    Drive::new(chars.next()?).filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_letter_and_a_colon_change_the_drive() {
        assert_eq!(drive_change("f: "), Drive::new('F'));
        for text in ["F:X", ":", "FF:", "F", "1:"] {
            assert_eq!(drive_change(text), None, "{text}");
        }
    }
}
