//! The bytes of an instruction file (layout assumed: Q123499 names the fields, no article their bytes).
//!
//! Little endian throughout. A file is `WINST`, a byte of 0, the number of records in two bytes, and the
//! records. In a record the fields stand in PCMDUMP's order: numbers in two or four bytes; a text as its
//! length in two bytes and that many bytes; a date as its flag, year (two bytes), month, day, hour, minute
//! and second, all 0 for no date; the servers as their number in two bytes, and each as path, type code and
//! zone, an empty zone meaning none.

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::{
    Instruction, InstructionFile, MAX_SERVERS, MonthBase, OperatingSystems, Server, ServerKind, Stamp,
};

/// The most records a file can hold.
pub const MAX_RECORDS: usize = 4_096;
/// The longest text, in bytes.
pub const MAX_TEXT_BYTES: usize = 1_024;
/// The longest reserved field, in bytes.
pub const MAX_RESERVED_BYTES: usize = 1_024;

const SIGNATURE: &[u8; 6] = b"WINST\0";

/// Why bytes are no instruction file, or why an instruction file has no bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InsError {
    /// The bytes end before this is complete.
    CutShort { offset: usize, expected: &'static str },
    /// Something else stands there.
    Wrong { offset: usize, expected: &'static str },
    /// A count or a length is above its limit.
    TooMany { offset: usize, expected: &'static str, limit: usize },
}

impl fmt::Display for InsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutShort { offset, expected } => {
                write!(f, "cut short at byte {offset}: expected {expected}")
            }
            Self::Wrong { offset, expected } => write!(f, "at byte {offset}: expected {expected}"),
            Self::TooMany { offset, expected, limit } => {
                write!(f, "at byte {offset}: expected {expected}, at most {limit}")
            }
        }
    }
}

impl std::error::Error for InsError {}

impl InstructionFile {
    /// The bytes of the file.
    ///
    /// # Errors
    /// A count or length above its limit, or a text with control characters; the offset is where it would
    /// have stood.
    pub fn encode(&self, months: MonthBase) -> Result<Vec<u8>, InsError> {
        let mut to = Writer { bytes: SIGNATURE.to_vec(), months };
        to.count(self.records.len(), MAX_RECORDS, "records")?;
        for record in &self.records {
            to.record(record)?;
        }
        Ok(to.bytes)
    }

    /// Reads the file back, as PCM sees it: with months from 0 a date in January is no date (Q153369).
    ///
    /// # Errors
    /// Where the bytes depart from the layout, and what was expected there.
    pub fn decode(bytes: &[u8], months: MonthBase) -> Result<Self, InsError> {
        let mut from = Reader { bytes, offset: 0, months };
        if from.take(SIGNATURE.len(), "the signature WINST")? != SIGNATURE {
            return Err(InsError::Wrong { offset: 0, expected: "the signature WINST" });
        }
        let count = from.count(MAX_RECORDS, "records")?;
        let records = (0..count).map(|_| from.record()).collect::<Result<_, _>>()?;
        match from.offset {
            end if end == bytes.len() => Ok(Self { records }),
            offset => Err(InsError::Wrong { offset, expected: "the end of the file" }),
        }
    }
}

struct Writer {
    bytes: Vec<u8>,
    months: MonthBase,
}

impl Writer {
    fn record(&mut self, record: &Instruction) -> Result<(), InsError> {
        self.number(record.version);
        for text in [&record.site_id, &record.request_id, &record.package_id, &record.job_id] {
            self.text(text)?;
        }
        self.number(record.install_flag);
        for stamp in [record.install_by, record.display, record.expiration] {
            self.stamp(stamp);
        }
        self.number(record.user_input_flags);
        self.bytes.extend(record.operating_systems.0.to_le_bytes());
        self.bytes.extend(record.disk_usage.to_le_bytes());
        self.text(&record.run_command)?;
        self.text(&record.wcl_name)?;
        self.servers(&record.servers)?;
        for text in [&record.package_name, &record.comments, &record.domain] {
            self.text(text)?;
        }
        self.count(record.reserved.len(), MAX_RESERVED_BYTES, "reserved bytes")?;
        self.bytes.extend(&record.reserved);
        Ok(())
    }

    fn servers(&mut self, servers: &[Server]) -> Result<(), InsError> {
        self.count(servers.len(), MAX_SERVERS, "servers")?;
        for server in servers {
            self.text(&server.unc)?;
            self.bytes.push(server.kind.code());
            self.text(server.zone.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }

    fn stamp(&mut self, stamp: Stamp) {
        self.bytes.push(stamp.full.into());
        let Some(at) = stamp.date else { return self.bytes.extend([0; 7]) };
        self.bytes.extend(at.year().to_le_bytes());
        let fields = [self.months.stored(at.month()), at.day(), at.hour(), at.minute(), at.second()];
        self.bytes.extend(fields.map(i8::cast_unsigned));
    }

    fn text(&mut self, text: &str) -> Result<(), InsError> {
        if text.contains(char::is_control) {
            return Err(InsError::Wrong { offset: self.bytes.len(), expected: PLAIN_TEXT });
        }
        self.count(text.len(), MAX_TEXT_BYTES, "bytes of text")?;
        self.bytes.extend(text.as_bytes());
        Ok(())
    }

    fn count(&mut self, count: usize, limit: usize, expected: &'static str) -> Result<(), InsError> {
        if count > limit {
            return Err(InsError::TooMany { offset: self.bytes.len(), expected, limit });
        }
        self.number(count as u16);
        Ok(())
    }

    fn number(&mut self, number: u16) {
        self.bytes.extend(number.to_le_bytes());
    }
}

const PLAIN_TEXT: &str = "a text without control characters";

struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
    months: MonthBase,
}

impl<'a> Reader<'a> {
    /// Reads the fields in the order in which they are written here.
    fn record(&mut self) -> Result<Instruction, InsError> {
        Ok(Instruction {
            version: self.number("a record version")?,
            site_id: self.text()?,
            request_id: self.text()?,
            package_id: self.text()?,
            job_id: self.text()?,
            install_flag: self.number("an install flag")?,
            install_by: self.stamp()?,
            display: self.stamp()?,
            expiration: self.stamp()?,
            user_input_flags: self.number("user input flags")?,
            operating_systems: OperatingSystems(self.long("an operating system mask")?),
            disk_usage: self.long("a disk usage")?,
            run_command: self.text()?,
            wcl_name: self.text()?,
            servers: self.servers()?,
            package_name: self.text()?,
            comments: self.text()?,
            domain: self.text()?,
            reserved: self.reserved()?,
        })
    }

    fn servers(&mut self) -> Result<Vec<Server>, InsError> {
        let count = self.count(MAX_SERVERS, "servers")?;
        (0..count).map(|_| self.server()).collect()
    }

    fn server(&mut self) -> Result<Server, InsError> {
        let unc = self.text()?;
        let expected = "a server type of 1 to 7";
        let [code] = self.array(expected)?;
        let kind = ServerKind::of(code).ok_or(self.wrong(1, expected))?;
        let zone = Some(self.text()?).filter(|zone| !zone.is_empty());
        Ok(Server { unc, kind, zone })
    }

    fn stamp(&mut self) -> Result<Stamp, InsError> {
        let [flag, y0, y1, fields @ ..] = self.array::<8>("a date")?;
        let full = match flag {
            0 => false,
            1 => true,
            _ => return Err(self.wrong(8, "a date flag of 0 or 1")),
        };
        let fields = fields.map(u8::cast_signed);
        let Some(month) = self.months.month(fields[0]) else { return Ok(Stamp { date: None, full }) };
        let date = civil(i16::from_le_bytes([y0, y1]), month, fields).ok_or(self.wrong(7, "a date"))?;
        Ok(Stamp { date: Some(date), full })
    }

    fn reserved(&mut self) -> Result<Vec<u8>, InsError> {
        let length = self.count(MAX_RESERVED_BYTES, "reserved bytes")?;
        self.take(length, "reserved bytes").map(<[u8]>::to_vec)
    }

    fn text(&mut self) -> Result<String, InsError> {
        let length = self.count(MAX_TEXT_BYTES, "bytes of text")?;
        let text = std::str::from_utf8(self.take(length, "bytes of text")?).ok();
        let plain = text.filter(|text| !text.contains(char::is_control));
        plain.map(str::to_string).ok_or(self.wrong(length, PLAIN_TEXT))
    }

    fn count(&mut self, limit: usize, expected: &'static str) -> Result<usize, InsError> {
        let offset = self.offset;
        let count = self.number(expected)?.into();
        if count > limit { Err(InsError::TooMany { offset, expected, limit }) } else { Ok(count) }
    }

    fn number(&mut self, expected: &'static str) -> Result<u16, InsError> {
        self.array(expected).map(u16::from_le_bytes)
    }

    fn long(&mut self, expected: &'static str) -> Result<u32, InsError> {
        self.array(expected).map(u32::from_le_bytes)
    }

    fn array<const N: usize>(&mut self, expected: &'static str) -> Result<[u8; N], InsError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, expected)?);
        Ok(array)
    }

    fn take(&mut self, length: usize, expected: &'static str) -> Result<&'a [u8], InsError> {
        let offset = self.offset;
        let taken = self.bytes[offset..].get(..length).ok_or(InsError::CutShort { offset, expected })?;
        self.offset += length;
        Ok(taken)
    }

    /// The error of the field of `length` bytes that was read last.
    fn wrong(&self, length: usize, expected: &'static str) -> InsError {
        InsError::Wrong { offset: self.offset - length, expected }
    }
}

fn civil(year: i16, month: i8, [_, day, hour, minute, second]: [i8; 5]) -> Option<DateTime> {
    let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
    Some(Date::new(year, month, day).ok()?.to_datetime(time))
}
