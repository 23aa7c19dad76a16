//! Log lines: what the services of the site write, and what the programs on a client write.

use jiff::civil::DateTime;

use super::date::{mdy, parse_mdy};

/// `Wed May 21 17:09:02 1997`, as services stamp their lines (Q169491).
const STAMP: &str = "%a %b %d %H:%M:%S %Y";

/// Why a line is not a log line, in words that finish "expected ...".
pub type LogError = &'static str;

/// A line in the log of a service: DESPOOL.LOG, DATALODR.LOG, PACMAN.LOG and so on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerLine {
    /// A `~` stands for a line break; most lines begin with one (Q169491).
    pub text: String,
    /// Such as `SMS_DESPOOLER`; without angle brackets.
    pub component: String,
    /// The server's clock, in whole seconds.
    pub at: DateTime,
    /// The thread, printed in hexadecimal.
    pub thread: u32,
}

impl ServerLine {
    /// The line, without a line end.
    pub fn render(&self) -> String {
        let Self { text, component, at, thread } = self;
        format!("{text}~  $$<{component}><{}~><thread={thread:X}>", at.strftime(STAMP))
    }

    /// Reads a line. The break and the blanks before `$$` vary between articles and are not part of the text.
    ///
    /// # Errors
    /// What was expected where the line departs from the format.
    pub fn parse(line: &str) -> Result<Self, LogError> {
        let (text, tags) = line.rsplit_once("$$<").ok_or("`$$<` and a component after the text")?;
        let (component, tags) =
            tags.split_once("><").ok_or("`<Www Mmm dd hh:mm:ss yyyy~>` after the component")?;
        let (stamp, tags) = tags.split_once("~><thread=").ok_or("`~><thread=` after the date")?;
        let thread = tags.strip_suffix('>').ok_or("`>` at the end")?;
        let text = text.trim_end_matches(' ');
        Ok(Self {
            text: text.strip_suffix('~').unwrap_or(text).to_string(),
            component: component.to_string(),
            at: DateTime::strptime(STAMP, stamp).map_err(|_| "a date like Wed May 21 17:09:02 1997")?,
            thread: u32::from_str_radix(thread, 16).map_err(|_| "a thread id in hexadecimal")?,
        })
    }
}

/// How PCM names itself in PCMWIN.LOG and PCMWIN32.LOG (Q169491).
pub const PACKAGE_COMMAND_MANAGER: &str = "Package Command Manager";

/// A line in the log of a client program: PCMWIN.LOG, SMSRUN.LOG, SMSLOG.TXT (Q169491, Q167759, Q107245).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClientLine {
    /// The client's clock, in whole seconds.
    pub at: DateTime,
    /// The writer, such as [`PACKAGE_COMMAND_MANAGER`]; without ` ==> `.
    pub program: String,
    pub text: String,
}

impl ClientLine {
    /// The line, without a line end.
    pub fn render(&self) -> String {
        format!("[{}] {} ==> {}", mdy(self.at), self.program, self.text)
    }

    /// Reads a line.
    ///
    /// # Errors
    /// What was expected where the line departs from the format.
    pub fn parse(line: &str) -> Result<Self, LogError> {
        let dated = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
        let (stamp, rest) = dated.ok_or("`[mm/dd/yy hh:mm:ss] ` at the start")?;
        let (program, text) = rest.split_once(" ==> ").ok_or("a program and ` ==> ` after the date")?;
        Ok(Self {
            at: parse_mdy(stamp).ok_or("a date like 05/21/97 17:09:02")?,
            program: program.to_string(),
            text: text.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DESPOOLER: &str = "~Waiting for ready instruction file....   \
        $$<SMS_DESPOOLER><Wed May 21 17:09:02 1997~><thread=DB>";
    const PCM: &str = "[05/21/97 17:09:02] Package Command Manager ==> \
        Need to report with DMTF MIF: C:\\WINNT\\ins_note.mif";

    #[test]
    fn the_trace_line_of_q169491_reads() {
        let line = ServerLine::parse(DESPOOLER).unwrap();
        assert_eq!(line.text, "~Waiting for ready instruction file....");
        assert_eq!(line.component, "SMS_DESPOOLER");
        assert_eq!(line.at, date(1997, 5, 21).at(17, 9, 2, 0));
        assert_eq!(line.thread, 0xDB);
        assert_eq!(line.render(), DESPOOLER.replace("....   $$", "....~  $$"));
    }

    #[test]
    fn the_service_line_of_q125934_reads() {
        let text = "text~   $$<SMS_PACKAGE_COMMAND_MANAGER_NT><Tue Nov 10 17:56:25 1998~><thread=112>";
        assert_eq!(ServerLine::parse(text).unwrap().text, "text");
    }

    #[test]
    fn the_client_line_of_q169491_reads_and_prints() {
        let line = ClientLine::parse(PCM).unwrap();
        assert_eq!(line.program, PACKAGE_COMMAND_MANAGER);
        assert_eq!(line.text, "Need to report with DMTF MIF: C:\\WINNT\\ins_note.mif");
        assert_eq!(line.render(), PCM);
    }

    #[test]
    fn other_lines_say_what_is_missing() {
        for line in ["", "text", "text~  $$<A>", "a~  $$<A><b~><thread=1>", "a~  $$<A><b~><thread=1"] {
            assert!(ServerLine::parse(line).is_err(), "{line}");
        }
        for wrong in ["Thu May 21", "May 21", "Wed May 32"] {
            assert!(ServerLine::parse(&DESPOOLER.replace("Wed May 21", wrong)).is_err(), "{wrong}");
        }
        assert_eq!(
            ClientLine::parse("[5/21/97] PCM ==> x"),
            Err("a date like 05/21/97 17:09:02"),
            "a line with a date of another form"
        );
    }

    proptest! {
        #[test]
        fn every_server_line_reads_back(
            text in testing::text(), component in "[A-Z_]{1,20}", at in testing::seconds(), thread: u32,
        ) {
            let line = ServerLine { text, component, at, thread };
            prop_assert_eq!(ServerLine::parse(&line.render()), Ok(line));
        }

        #[test]
        fn every_client_line_reads_back(
            at in testing::seconds(), program in "[A-Za-z:\\\\. ]{1,20}", text in testing::text(),
        ) {
            let line = ClientLine { at, program, text };
            prop_assert_eq!(ClientLine::parse(&line.render()), Ok(line));
        }

        #[test]
        fn no_text_panics(server in testing::bytes(DESPOOLER), client in testing::bytes(PCM)) {
            if let Ok(line) = ServerLine::parse(&String::from_utf8_lossy(&server)) {
                prop_assert_eq!(ServerLine::parse(&line.render()), Ok(line));
            }
            if let Ok(line) = ClientLine::parse(&String::from_utf8_lossy(&client)) {
                prop_assert_eq!(ClientLine::parse(&line.render()), Ok(line));
            }
        }
    }
}
