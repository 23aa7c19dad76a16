//! What PCMDUMP prints of an instruction file, and that text read back (Q123499).
//!
//! Names and order of the fields are those of Q123499, and so is the column of the colon, as in
//! `Run Command     : patch.exe`. Assumed are: one space after the colon, a server and its type code on one
//! line, and an empty line after a record.

use std::fmt::Write as _;

use super::date::{after_month, parse_after_month, two_digits};
use super::ins::{
    Instruction, InstructionFile, MAX_RECORDS, MAX_RESERVED_BYTES, MAX_SERVERS, MonthBase, OperatingSystems,
    RECORD_VERSION, Server, ServerKind, Stamp,
};
use super::lines::{LineError, Lines};

/// How record version 6 prints (Q123499).
const BETA_455: &str = "Beta 455";
const NO_DATE: &str = "00/00/00 00:00:00";
const SERVER_TYPE: &str = "  Type: ";

/// The dump of a file whose months are stored as `months` says: where they count from 0, January prints as 00
/// and December as 11 (Q153369).
pub fn dump(file: &InstructionFile, months: MonthBase) -> String {
    let mut text = String::new();
    for record in &file.records {
        dump_record(&mut text, record, months);
        text.push('\n');
    }
    text
}

fn dump_record(text: &mut String, record: &Instruction, months: MonthBase) {
    let mut line = |name: &str, value: &str| {
        writeln!(text, "{name:<16}: {value}").expect("a String takes all text");
    };
    line("PCM Version", &version_words(record.version));
    line("SiteID", &record.site_id);
    line("RequestID", &record.request_id);
    line("PackageID", &record.package_id);
    line("JobID", &record.job_id);
    line("Install Flag", &record.install_flag.to_string());
    for (name, stamp) in
        [("Install By", record.install_by), ("Display", record.display), ("Expiration", record.expiration)]
    {
        line(&format!("{name} Date"), &date_words(stamp, months));
        line(&format!("{name} Full"), if stamp.full { "1" } else { "0" });
    }
    line("User Input Flags", &record.user_input_flags.to_string());
    line("Operating System", &record.operating_systems.0.to_string());
    line("Disk Usage", &record.disk_usage.to_string());
    line("Run Command", &record.run_command);
    line("WCL Name", &record.wcl_name);
    for Server { unc, kind, zone } in &record.servers {
        line("Server(s)", &format!("{unc}{SERVER_TYPE}{}", kind.code()));
        zone.iter().for_each(|zone| line("Zone", zone));
    }
    line("Package Name", &record.package_name);
    line("Comments", &record.comments);
    line("Domain Name", &record.domain);
    line("Reserved", &hex(&record.reserved));
}

fn version_words(version: u16) -> String {
    if version == RECORD_VERSION { BETA_455.to_string() } else { version.to_string() }
}

fn date_words(stamp: Stamp, months: MonthBase) -> String {
    match stamp.date {
        None => NO_DATE.to_string(),
        Some(at) => format!("{:02}/{}", months.stored(at.month()), after_month(at)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Reads a dump back. Where months count from 0, a month of 00 is no date, as it is to PCM (Q153369).
///
/// # Errors
/// The first line that is not as [`dump`] prints it.
pub fn parse(text: &str, months: MonthBase) -> Result<InstructionFile, LineError> {
    let mut lines = Lines::new(text);
    let mut records = Vec::new();
    while !lines.is_empty() && records.len() < MAX_RECORDS {
        records.push(parse_record(&mut lines, months)?);
        empty_line(&mut lines)?;
    }
    lines.end()?;
    Ok(InstructionFile { records })
}

/// Reads the fields in the order in which they are written here.
fn parse_record(lines: &mut Lines, months: MonthBase) -> Result<Instruction, LineError> {
    Ok(Instruction {
        version: parse_version(lines)?,
        site_id: text_field(lines, "SiteID")?,
        request_id: text_field(lines, "RequestID")?,
        package_id: text_field(lines, "PackageID")?,
        job_id: text_field(lines, "JobID")?,
        install_flag: number_field(lines, "Install Flag")?,
        install_by: parse_stamp(lines, "Install By Date", "Install By Full", months)?,
        display: parse_stamp(lines, "Display Date", "Display Full", months)?,
        expiration: parse_stamp(lines, "Expiration Date", "Expiration Full", months)?,
        user_input_flags: number_field(lines, "User Input Flags")?,
        operating_systems: OperatingSystems(number_field(lines, "Operating System")?),
        disk_usage: number_field(lines, "Disk Usage")?,
        run_command: text_field(lines, "Run Command")?,
        wcl_name: text_field(lines, "WCL Name")?,
        servers: parse_servers(lines)?,
        package_name: text_field(lines, "Package Name")?,
        comments: text_field(lines, "Comments")?,
        domain: text_field(lines, "Domain Name")?,
        reserved: parse_reserved(lines)?,
    })
}

fn parse_version(lines: &mut Lines) -> Result<u16, LineError> {
    match field(lines, "PCM Version")? {
        BETA_455 => Ok(RECORD_VERSION),
        number => number.parse().map_err(|_| lines.wrong("Beta 455 or a record version")),
    }
}

fn parse_stamp(
    lines: &mut Lines,
    date_name: &'static str,
    full_name: &'static str,
    months: MonthBase,
) -> Result<Stamp, LineError> {
    let text = field(lines, date_name)?;
    let date = parse_date(text, months).ok_or(lines.wrong("a date like 11/01/94 23:59:00"))?;
    let full = match field(lines, full_name)? {
        "0" => false,
        "1" => true,
        _ => return Err(lines.wrong("0 or 1")),
    };
    Ok(Stamp { date, full })
}

/// `Some(None)` is the date that is none.
fn parse_date(text: &str, months: MonthBase) -> Option<Option<jiff::civil::DateTime>> {
    let (stored, rest) = text.split_once('/')?;
    match months.month(two_digits(stored)?) {
        None => Some(None),
        Some(month) => parse_after_month(month, rest).map(Some),
    }
}

fn parse_servers(lines: &mut Lines) -> Result<Vec<Server>, LineError> {
    let mut servers = Vec::new();
    while let Some(text) = lines.after_if(&label("Server(s)")) {
        if servers.len() == MAX_SERVERS {
            return Err(lines.wrong("at most 10 servers"));
        }
        let (unc, kind) = parse_server(text).ok_or(lines.wrong("a path, `  Type: ` and a code of 1 to 7"))?;
        let zone = lines.after_if(&label("Zone")).map(str::to_string);
        servers.push(Server { unc, kind, zone });
    }
    Ok(servers)
}

fn parse_server(text: &str) -> Option<(String, ServerKind)> {
    let (unc, code) = text.rsplit_once(SERVER_TYPE)?;
    Some((unc.to_string(), ServerKind::of(code.parse().ok()?)?))
}

fn parse_reserved(lines: &mut Lines) -> Result<Vec<u8>, LineError> {
    let text = field(lines, "Reserved")?;
    let wrong = lines.wrong("pairs of hexadecimal digits");
    if text.len() % 2 == 1
        || text.len() > 2 * MAX_RESERVED_BYTES
        || !text.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Err(wrong);
    }
    (0..text.len() / 2).map(|n| u8::from_str_radix(&text[2 * n..][..2], 16).map_err(|_| wrong)).collect()
}

fn empty_line(lines: &mut Lines) -> Result<(), LineError> {
    let expected = "an empty line after the record";
    if lines.take(expected)?.is_empty() { Ok(()) } else { Err(lines.wrong(expected)) }
}

fn text_field(lines: &mut Lines, name: &'static str) -> Result<String, LineError> {
    field(lines, name).map(str::to_string)
}

fn number_field<T: std::str::FromStr>(lines: &mut Lines, name: &'static str) -> Result<T, LineError> {
    field(lines, name)?.parse().map_err(|_| lines.wrong("a number"))
}

/// The value of the next line, which must be that of field `name`.
fn field<'a>(lines: &mut Lines<'a>, name: &'static str) -> Result<&'a str, LineError> {
    lines.after(&label(name), name)
}

fn label(name: &str) -> String {
    format!("{name:<16}: ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ins::tests::{any_file, patch, without_january};
    use crate::wire::testing;
    use jiff::civil::date;
    use proptest::prelude::*;

    const PATCH: &str = r"PCM Version     : Beta 455
SiteID          : BPC
RequestID       : BPC001M
PackageID       : BPC0000A
JobID           : BPC000AA
Install Flag    : 0
Install By Date : 11/01/94 23:59:00
Install By Full : 1
Display Date    : 09/27/94 18:37:00
Display Full    : 1
Expiration Date : 03/13/95 18:37:00
Expiration Full : 1
User Input Flags: 0
Operating System: 1
Disk Usage      : 0
Run Command     : patch.exe
WCL Name        : Patch
Server(s)       : \\BPC1\SMS_PKGC  Type: 2
Server(s)       : \\BPC2\SYS  Type: 6
Zone            : Zone 1
Package Name    : 
Comments        : 
Domain Name     : 
Reserved        : 00FF

";

    fn file() -> InstructionFile {
        InstructionFile { records: vec![patch()] }
    }

    #[test]
    fn a_record_prints_in_the_order_of_q123499() {
        assert_eq!(dump(&file(), MonthBase::One), PATCH);
        assert_eq!(parse(PATCH, MonthBase::One), Ok(file()));
        assert_eq!(dump(&InstructionFile::default(), MonthBase::One), "");
    }

    #[test]
    fn months_from_0_show_in_the_dump() {
        for (month, day, printed, read_back) in
            [(1, 15, "00/15/95 00:00:00", false), (12, 31, "11/31/95 00:00:00", true)]
        {
            let mut file = file();
            file.records[0].expiration = Stamp::at(date(1995, month, day).at(0, 0, 0, 0));
            let text = dump(&file, MonthBase::Zero);
            assert!(text.contains(&format!("Expiration Date : {printed}\n")), "{text}");
            let read = parse(&text, MonthBase::Zero).unwrap();
            assert_eq!(read.records[0].expires_after().is_some(), read_back);
        }
    }

    #[test]
    fn no_date_prints_as_zeros() {
        let mut file = file();
        file.records[0].install_by = Stamp::default();
        let text = dump(&file, MonthBase::One);
        assert!(text.contains("Install By Date : 00/00/00 00:00:00\nInstall By Full : 0\n"), "{text}");
        assert_eq!(parse(&text, MonthBase::One), Ok(file));
    }

    #[test]
    fn errors_name_the_line() {
        for (from, to, line) in [
            ("Beta 455", "Beta", 1),
            ("SiteID", "Site", 2),
            ("11/01/94", "31/01/94", 7),
            ("By Full : 1", "By Full : 2", 8),
            ("Type: 2", "Type: 8", 18),
            ("00FF", "00F", 24),
            ("00FF\n\n", "00FF\nmore\n", 25),
        ] {
            let error = parse(&PATCH.replace(from, to), MonthBase::One).unwrap_err();
            assert_eq!(error.line, line, "{from} -> {to}: {error}");
        }
        let line = "Server(s)       : \\\\BPC1\\SMS_PKGC  Type: 2\n";
        assert!(parse(&PATCH.replace(line, &line.repeat(10)), MonthBase::One).is_err());
    }

    proptest! {
        #[test]
        fn every_dump_reads_back(file in any_file()) {
            prop_assert_eq!(parse(&dump(&file, MonthBase::One), MonthBase::One), Ok(file.clone()));
            prop_assert_eq!(parse(&dump(&file, MonthBase::Zero), MonthBase::Zero), Ok(without_january(file)));
        }

        #[test]
        fn no_text_panics(bytes in testing::bytes(PATCH)) {
            if let Ok(file) = parse(&String::from_utf8_lossy(&bytes), MonthBase::One) {
                prop_assert_eq!(parse(&dump(&file, MonthBase::One), MonthBase::One), Ok(file));
            }
        }
    }
}
