//! The `.RAW` file: the inventory that a client's Inventory Agent leaves in INVENTRY.BOX (Q181630).
//!
//! The layout is assumed: no article shows one. A section names the computer, and every NOIDMIF that was
//! appended (Q199229) follows word for word, for it is the Inventory Processor on the server that compiles
//! them (Q160776).

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::date::{mdy, parse_mdy};
use super::lines::{LineError, Lines};

/// The most NOIDMIFs that one inventory can carry.
pub const MAX_NOID_MIFS: usize = 256;

const IDENTIFICATION: &str = "[Identification]";
const SCAN_TIME: &str = "ScanTime=";
const NOID_MIF: &str = "[NOIDMIF] bytes=";

/// One scan of one computer. Ids and names hold no line ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raw {
    pub sms_id: String,
    /// The computer's name.
    pub name: String,
    pub net_card_id: String,
    /// The client's clock, in whole seconds.
    pub scan_time: DateTime,
    /// The texts of the NOIDMIFs found on the client, at most [`MAX_NOID_MIFS`].
    pub noid_mifs: Vec<String>,
}

impl Raw {
    /// The text of the file.
    pub fn render(&self) -> String {
        let mut text = format!(
            "{IDENTIFICATION}\r\nSMSID={}\r\nName={}\r\nNetCardID={}\r\n{SCAN_TIME}{}\r\n",
            self.sms_id,
            self.name,
            self.net_card_id,
            mdy(self.scan_time)
        );
        for mif in &self.noid_mifs {
            write!(text, "{NOID_MIF}{}\r\n{mif}\r\n", mif.len()).expect("a String takes all text");
        }
        text
    }

    /// Reads the file back.
    ///
    /// # Errors
    /// The line that is not as [`Raw::render`] writes it.
    pub fn parse(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::of(bytes)?;
        lines.after(IDENTIFICATION, "[Identification]")?;
        Ok(Self {
            sms_id: lines.after("SMSID=", "SMSID=")?.to_string(),
            name: lines.after("Name=", "Name=")?.to_string(),
            net_card_id: lines.after("NetCardID=", "NetCardID=")?.to_string(),
            scan_time: parse_scan_time(&mut lines)?,
            noid_mifs: parse_noid_mifs(&mut lines)?,
        })
    }
}

fn parse_scan_time(lines: &mut Lines) -> Result<DateTime, LineError> {
    let expected = "ScanTime=mm/dd/yy hh:mm:ss";
    let time = lines.after(SCAN_TIME, expected)?;
    parse_mdy(time).ok_or(lines.wrong(expected))
}

fn parse_noid_mifs(lines: &mut Lines) -> Result<Vec<String>, LineError> {
    let mut mifs = Vec::new();
    while !lines.is_empty() && mifs.len() < MAX_NOID_MIFS {
        let expected = "[NOIDMIF] bytes= and a number";
        let length = lines.after(NOID_MIF, expected)?.parse().map_err(|_| lines.wrong(expected))?;
        mifs.push(lines.bytes(length, "as many bytes as the section says")?.to_string());
        lines.after("", "the line end after a NOIDMIF").and_then(|rest| match rest {
            "" => Ok(()),
            _ => Err(lines.wrong("the line end after a NOIDMIF")),
        })?;
    }
    lines.end()?;
    Ok(mifs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use proptest::prelude::*;

    const SAMPLE: &str = "[Identification]\r\nSMSID=GO11B000\r\nName=W1\r\nNetCardID=00:AA:00:01\r\n\
        ScanTime=05/21/97 17:09:02\r\n[NOIDMIF] bytes=7\r\na\r\n[b]\n\r\n[NOIDMIF] bytes=0\r\n\r\n";

    #[test]
    fn appended_mifs_come_back_word_for_word() {
        let raw = Raw::parse(SAMPLE.as_bytes()).unwrap();
        assert_eq!((raw.sms_id.as_str(), raw.name.as_str()), ("GO11B000", "W1"));
        assert_eq!(raw.noid_mifs, ["a\r\n[b]\n", ""]);
        assert_eq!(raw.render(), SAMPLE);
    }

    #[test]
    fn errors_name_the_line() {
        for (from, to, line) in [
            ("[Identification]", "[Ident]", 1),
            ("SMSID=", "SMS=", 2),
            ("05/21/97", "21.05.97", 5),
            ("bytes=7", "bytes=seven", 6),
            ("bytes=0", "bytes=9", 11),
            ("bytes=7", "bytes=5", 8),
        ] {
            let error = Raw::parse(SAMPLE.replace(from, to).as_bytes()).unwrap_err();
            assert_eq!(error.line, line, "{from} -> {to}: {error}");
        }
    }

    #[test]
    fn the_number_of_mifs_is_limited() {
        let full = "[NOIDMIF] bytes=0\r\n\r\n".repeat(MAX_NOID_MIFS - 2);
        assert_eq!(Raw::parse(format!("{SAMPLE}{full}").as_bytes()).unwrap().noid_mifs.len(), MAX_NOID_MIFS);
        let over = format!("{SAMPLE}{full}[NOIDMIF] bytes=0\r\n\r\n");
        assert_eq!(Raw::parse(over.as_bytes()).unwrap_err().expected, "the end");
    }

    prop_compose! {
        fn any_raw()(
            sms_id in testing::id(), name in testing::text(), net_card_id in testing::text(),
            scan_time in testing::seconds(),
            noid_mifs in prop::collection::vec("[\\x00-\\x7fé]{0,60}", 0..4),
        ) -> Raw {
            Raw { sms_id, name, net_card_id, scan_time, noid_mifs }
        }
    }

    proptest! {
        #[test]
        fn every_inventory_reads_back(raw in any_raw()) {
            prop_assert_eq!(Raw::parse(raw.render().as_bytes()), Ok(raw));
        }

        #[test]
        fn no_bytes_panic(bytes in testing::bytes(SAMPLE)) {
            if let Ok(raw) = Raw::parse(&bytes) {
                prop_assert_eq!(Raw::parse(raw.render().as_bytes()), Ok(raw));
            }
        }
    }
}
