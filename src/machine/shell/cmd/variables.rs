//! SET, SETLOCAL and ENDLOCAL of CMD.EXE.

use super::super::parse::{is_delimiter, words};
use super::super::session::Session;
use super::Saved;
use super::arithmetic::{Variables, evaluate, number_of};
use crate::base::text::upper_text;
use crate::machine::environment::Environment;

/// SETLOCALs that one batch file may have open.
const MAX_SAVED: usize = 32;

impl Variables for Environment {
    fn number(&self, name: &str) -> i32 {
        self.get(name).map_or(0, number_of)
    }

    fn assign(&mut self, name: &str, value: i32) {
        // There is no room left when this fails, and SET /A says nothing of it.
        let _ = self.set(name, &value.to_string());
    }
}

impl Session<'_> {
    /// `SET` lists, `SET prefix` lists what begins with it, `SET name=value` sets; with the extensions `/A` and `/P`.
    pub fn set_or_show(&mut self, rest: &str) {
        let text = rest.trim_start_matches(is_delimiter);
        if self.has_extensions()
            && let Some(switch) = text.get(..2).map(upper_text)
        {
            match switch.as_str() {
                "/A" => return self.set_number(&text[2..]),
                "/P" => return self.set_typed(text[2..].trim_start()),
                _ => {}
            }
        }
        // With a quote before the name, all behind the last quote is dropped.
        let quoted = text.strip_prefix('"').filter(|_| self.has_extensions());
        let text = quoted.map_or(text, |inner| inner.rsplit_once('"').map_or(inner, |(inner, _)| inner));
        match text.split_once('=') {
            Some((name, value)) if !name.is_empty() => self.set_variable(&upper_text(name), value),
            Some(_) => self.complain("Syntax error"),
            None => self.show_variables(text.trim_end()),
        }
        if self.failed {
            self.exit_code = 1;
        }
    }

    fn show_variables(&mut self, prefix: &str) {
        let wanted = upper_text(prefix);
        let mut list: Vec<String> = self
            .env
            .iter()
            .filter(|(name, _)| upper_text(name).starts_with(&wanted))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        list.sort();
        list.iter().for_each(|line| self.say(line));
        if list.is_empty() && !prefix.is_empty() {
            self.complain(&format!("No such variable - {prefix}"));
        }
    }

    /// The value is shown only outside a batch file.
    fn set_number(&mut self, expression: &str) {
        match evaluate(expression, self.env) {
            Ok(value) if self.running_batch().is_none() => self.console.print(&value.to_string()),
            Ok(_) => {}
            Err(wrong) => {
                self.tell(wrong.message());
                self.failed = true;
                self.exit_code = wrong.code();
            }
        }
    }

    /// `SET /P name=question`; an empty answer leaves the variable as it is, and the exit code is 1.
    fn set_typed(&mut self, text: &str) {
        let text = text.trim_matches('"');
        let Some((name, question)) = text.split_once('=') else {
            return self.complain("Syntax error");
        };
        self.console.print(question.trim_start().trim_matches('"'));
        let answer = self.read_answer().unwrap_or_default();
        if answer.is_empty() {
            self.failed = true;
            self.exit_code = 1;
        } else {
            self.set_variable(&upper_text(name), &answer);
        }
    }

    /// `SETLOCAL [ENABLEEXTENSIONS | DISABLEEXTENSIONS] [ENABLEDELAYEDEXPANSION | DISABLEDELAYEDEXPANSION]`. The last
    /// two came with Windows 2000 and are taken here all the same, as Wine takes them.
    pub fn set_local(&mut self, rest: &str) {
        let place = self.drives.directory(self.drives.current()).ok();
        let (delayed, extended) = (self.cmd.delayed, self.cmd.extended);
        let saved = Saved { env: self.env.clone(), place, delayed, extended };
        let Some(batch) = self.running_batch() else { return };
        if batch.saved.len() >= MAX_SAVED {
            return self.complain("Too many SETLOCALs");
        }
        batch.saved.push(saved);
        for word in words(rest).into_iter().filter(|_| self.dialect.has_extensions()) {
            match upper_text(&word).as_str() {
                "ENABLEEXTENSIONS" => self.cmd.extended = true,
                "DISABLEEXTENSIONS" => self.cmd.extended = false,
                "ENABLEDELAYEDEXPANSION" => self.cmd.delayed = true,
                "DISABLEDELAYEDEXPANSION" => self.cmd.delayed = false,
                _ => return self.complain("Syntax error"),
            }
        }
    }

    /// Undoes the last SETLOCAL of the running batch file.
    pub fn end_local(&mut self) {
        if let Some(saved) = self.running_batch().and_then(|batch| batch.saved.pop()) {
            self.restore(saved);
        }
    }

    /// Variables, drive and directory as SETLOCAL found them.
    pub fn restore(&mut self, saved: Saved) {
        *self.env = saved.env;
        (self.cmd.delayed, self.cmd.extended) = (saved.delayed, saved.extended);
        if let Some(place) = saved.place {
            // The directory may be gone; then the present one stays.
            let _ = self.drives.set_directory(&place);
            let _ = self.drives.set_current(place.drive);
        }
    }
}
