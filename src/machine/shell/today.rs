//! DATE and TIME. What they set holds for the rest of the run.

use jiff::civil::{Date, DateTime, Time};

use super::session::Session;
use crate::machine::clock::LocalTime;

/// How often a wrong answer is asked for again.
const MAX_QUESTIONS: usize = 8;

impl Session<'_> {
    /// `DATE [mm-dd-yy]`.
    pub fn date(&mut self, rest: &str) {
        self.look_at_dates();
        let shown = self.now().civil().strftime("%a %m-%d-%Y").to_string();
        let questions = [format!("Current date is {shown}"), "Enter new date (mm-dd-yy): ".to_string()];
        self.ask_for(rest, &questions, "Invalid date", |now, text| {
            Some(DateTime::from_parts(date_of(text)?, now.time()))
        });
    }

    /// `TIME [hh:mm[:ss[.cc]][a|p]]`.
    pub fn time(&mut self, rest: &str) {
        self.look_at_dates();
        let now = self.now().civil();
        let (hour, half) = (now.hour() % 12, if now.hour() < 12 { 'a' } else { 'p' });
        let hour = if hour == 0 { 12 } else { hour };
        let cents = now.millisecond() / 10;
        let shown = format!("{hour:2}:{:02}:{:02}.{cents:02}{half}", now.minute(), now.second());
        let questions = [format!("Current time is {shown}"), "Enter new time: ".to_string()];
        self.ask_for(rest, &questions, "Invalid time", |now, text| {
            Some(DateTime::from_parts(now.date(), time_of(text)?))
        });
    }

    /// Sets the clock to what is given or typed; an empty line leaves it.
    fn ask_for(
        &mut self,
        given: &str,
        [current, question]: &[String; 2],
        wrong: &str,
        read: fn(DateTime, &str) -> Option<DateTime>,
    ) {
        let mut answer = given.trim().to_string();
        if answer.is_empty() {
            self.say(current);
        }
        for _ in 0..MAX_QUESTIONS {
            if answer.is_empty() {
                self.console.print(question);
                let Some(typed) = self.read_line() else { return };
                answer = typed.trim().to_string();
            }
            if answer.is_empty() {
                return;
            }
            if let Some(set) = read(self.now().civil(), &answer) {
                return self.set_clock(LocalTime::from(set));
            }
            self.say("");
            self.say(wrong);
            answer.clear();
        }
    }
}

fn numbers(text: &str, separators: [char; 3]) -> Option<Vec<i16>> {
    text.split(separators).map(|part| part.parse().ok()).collect()
}

/// `6-3-96` or `06/03/1996`; years of two digits lie in 1980 to 2079.
fn date_of(text: &str) -> Option<Date> {
    let parts = numbers(text, ['-', '/', '.'])?;
    let [month, day, year] = parts.as_slice() else { return None };
    let year = match year {
        80..=99 => 1_900 + year,
        0..80 => 2_000 + year,
        1980..=2099 => *year,
        _ => return None,
    };
    Date::new(year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

fn time_of(text: &str) -> Option<Time> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let afternoon = text[digits.len()..].to_ascii_lowercase().starts_with('p');
    let parts = numbers(digits, [':', '.', ','])?;
    let part = |nth: usize| parts.get(nth).copied().unwrap_or(0);
    let hour = if afternoon && part(0) < 12 { part(0) + 12 } else { part(0) };
    let small = |n: i16| i8::try_from(n).ok();
    let nanos = i32::from(part(3)) * 10_000_000;
    Time::new(small(hour)?, small(part(1))?, small(part(2))?, nanos).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read_as_they_are_written() {
        for (text, date) in [
            ("6-3-96", Some("1996-06-03")),
            ("06/03/2001", Some("2001-06-03")),
            ("1-1-05", Some("2005-01-01")),
            ("13-1-96", None),
            ("today", None),
            ("1-1", None),
        ] {
            assert_eq!(date_of(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
        for (text, time) in [
            ("8:30", Some("08:30:00")),
            ("8:30p", Some("20:30:00")),
            ("23:59:58.99", Some("23:59:58.99")),
            ("24:00", None),
            ("", None),
        ] {
            assert_eq!(time_of(text).map(|t| t.to_string()).as_deref(), time, "{text}");
        }
    }
}
