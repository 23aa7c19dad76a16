//! The `.SNI` file: the Despooler instruction in which PCM tells the site what became of a job on one client.
//!
//! The first line is known from Q172899. That the file also carries the launch status, an execution time and
//! a count of retries is stated (Q169491, Q140374); how it writes them is not, so the lines after the first
//! are assumed.

use jiff::civil::DateTime;

use super::date::{mdy, parse_mdy};
use super::lines::{LineError, Lines};

/// The instruction type, as the Despooler logs it (Q169491). WIREMOVE: remove the workstation's instruction
/// (inferred).
pub const INSTRUCTION_TYPE: &str = "MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE";

/// What stands between the job and the client, in words of unknown meaning (Q172899).
const FILLER: &str = "FV  FVx   x   FV  FVx   x";

const NOTICE: &str = "NOTICE = ";
const EXECUTION_TIME: &str = "EXECUTION TIME = ";
const RETRIES: &str = "RETRIES = ";

/// One client's report on one job. The ids hold no white space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sni {
    /// The site code of the job.
    pub site: String,
    pub job_id: String,
    /// The client's SMSID.
    pub sms_id: String,
    pub notice: Notice,
    /// When the Despooler may execute it: whole seconds of the client's own clock, so that a client ahead of
    /// time makes the Despooler wait (Q172899).
    pub execution_time: DateTime,
    /// How often the Despooler has tried (Q140374).
    pub retries: u16,
}

/// What is reported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Notice {
    /// The command was run. `launched` is PCM's own view: whether the program could be started (Q149672). `mif`: a status MIF
    /// belongs to it (the record has a field for its name, Q125934).
    Ran { launched: bool, mif: bool },
    /// The job expired, and its record should leave the instruction file (Q152229, Q188042). That the file
    /// tells this from a run is inferred: the 1.2 Despooler treats the two differently.
    Expired,
}

impl Notice {
    const ALL: [Self; 5] = [
        Self::Ran { launched: true, mif: false },
        Self::Ran { launched: true, mif: true },
        Self::Ran { launched: false, mif: false },
        Self::Ran { launched: false, mif: true },
        Self::Expired,
    ];

    /// What it is about, for a transcript.
    pub const fn subject(self) -> &'static str {
        match self {
            Self::Ran { launched: true, .. } => "result",
            Self::Ran { launched: false, .. } => "launch failure",
            Self::Expired => "expiry",
        }
    }

    /// A number of its own, for the digest.
    pub const fn number(self) -> u64 {
        match self {
            Self::Ran { launched: true, .. } => 1,
            Self::Ran { launched: false, .. } => 2,
            Self::Expired => 3,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Ran { launched: true, mif: false } => "LAUNCHED",
            Self::Ran { launched: true, mif: true } => "LAUNCHED, ISV MIF",
            Self::Ran { launched: false, mif: false } => "LAUNCH FAILED",
            Self::Ran { launched: false, mif: true } => "LAUNCH FAILED, ISV MIF",
            Self::Expired => "EXPIRED",
        }
    }
}

impl Sni {
    /// The text of the file.
    pub fn render(&self) -> String {
        format!(
            "{INSTRUCTION_TYPE} {} {}   {FILLER}   {}\r\n{NOTICE}{}\r\n{EXECUTION_TIME}{}\r\n{RETRIES}{}\r\n",
            self.site,
            self.job_id,
            self.sms_id,
            self.notice.word(),
            mdy(self.execution_time),
            self.retries
        )
    }

    /// Reads the file back.
    ///
    /// # Errors
    /// The line that is not as [`Sni::render`] writes it; a corrupt `.SNI` is what the Despooler answers with
    /// `error code = 38a` (Q168130).
    pub fn parse(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::of(bytes)?;
        let (site, job_id, sms_id) = parse_first_line(&mut lines)?;
        let sni = Self {
            site,
            job_id,
            sms_id,
            notice: parse_notice(&mut lines)?,
            execution_time: parse_execution_time(&mut lines)?,
            retries: parse_retries(&mut lines)?,
        };
        lines.end()?;
        Ok(sni)
    }
}

fn parse_first_line(lines: &mut Lines) -> Result<(String, String, String), LineError> {
    let rest =
        lines.after(INSTRUCTION_TYPE, "an instruction of type MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE")?;
    let expected = "a site code, a job id, filler and an SMSID";
    let (before, after) = rest.split_once(FILLER).ok_or(lines.wrong(expected))?;
    let words: Vec<&str> = before.split_whitespace().chain(after.split_whitespace()).take(4).collect();
    match words[..] {
        [site, job_id, sms_id] => Ok((site.to_string(), job_id.to_string(), sms_id.to_string())),
        _ => Err(lines.wrong(expected)),
    }
}

fn parse_notice(lines: &mut Lines) -> Result<Notice, LineError> {
    let expected = "NOTICE = LAUNCHED, LAUNCH FAILED or EXPIRED";
    let word = lines.after(NOTICE, expected)?;
    Notice::ALL.into_iter().find(|notice| notice.word() == word).ok_or(lines.wrong(expected))
}

fn parse_execution_time(lines: &mut Lines) -> Result<DateTime, LineError> {
    let expected = "EXECUTION TIME = mm/dd/yy hh:mm:ss";
    let time = lines.after(EXECUTION_TIME, expected)?;
    parse_mdy(time).ok_or(lines.wrong(expected))
}

fn parse_retries(lines: &mut Lines) -> Result<u16, LineError> {
    let expected = "RETRIES = a number up to 65535";
    let count = lines.after(RETRIES, expected)?;
    count.parse().map_err(|_| lines.wrong(expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use jiff::civil::date;
    use proptest::prelude::*;

    const SAMPLE: &str = "\
        MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE VAQ VAQ0000F   FV  FVx   x   FV  FVx   x   VAQ00005\r\n\
        NOTICE = LAUNCHED\r\nEXECUTION TIME = 05/13/01 18:04:37\r\nRETRIES = 0\r\n";

    fn sample() -> Sni {
        Sni {
            site: "VAQ".into(),
            job_id: "VAQ0000F".into(),
            sms_id: "VAQ00005".into(),
            notice: Notice::Ran { launched: true, mif: false },
            execution_time: date(2001, 5, 13).at(18, 4, 37, 0),
            retries: 0,
        }
    }

    #[test]
    fn the_line_of_q172899_reads_and_prints() {
        assert_eq!(sample().render(), SAMPLE);
        assert_eq!(Sni::parse(SAMPLE.as_bytes()), Ok(sample()));
    }

    #[test]
    fn errors_name_the_line_and_what_belongs_there() {
        for (from, to, line) in [
            ("WIREMOVE", "WIADD", 1),
            ("FVx   x", "", 1),
            ("VAQ00005", "", 1),
            ("LAUNCHED", "RUN", 2),
            ("05/13/01", "13/05/01", 3),
            ("RETRIES = 0", "RETRIES = 65536", 4),
            ("RETRIES = 0\r\n", "RETRIES = 0\r\nmore", 5),
        ] {
            let error = Sni::parse(SAMPLE.replace(from, to).as_bytes()).unwrap_err();
            assert_eq!(error.line, line, "{from} -> {to}: {error}");
        }
    }

    prop_compose! {
        fn any_sni()(
            site in "[A-Z0-9]{3}", job_id in testing::id(), sms_id in testing::id(),
            notice in prop::sample::select(&Notice::ALL[..]),
            execution_time in testing::seconds(), retries: u16,
        ) -> Sni {
            Sni { site, job_id, sms_id, notice, execution_time, retries }
        }
    }

    proptest! {
        #[test]
        fn every_report_reads_back(sni in any_sni()) {
            prop_assert_eq!(Sni::parse(sni.render().as_bytes()), Ok(sni));
        }

        #[test]
        fn no_bytes_panic(bytes in testing::bytes(SAMPLE)) {
            if let Ok(sni) = Sni::parse(&bytes) {
                prop_assert_eq!(Sni::parse(sni.render().as_bytes()), Ok(sni));
            }
        }
    }
}
