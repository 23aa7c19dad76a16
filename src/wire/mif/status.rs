//! The status MIF: how an installation program tells PCM, and PCM the site, whether it succeeded (Q166833,
//! Q169491).
//!
//! Written as ISMIF32 writes it (Q186415): texts of 64 characters, a locale of 16, a status of 32. The
//! description has the 255 of SMS Installer (Q169491) instead of ISMIF32's 148, so that no text is cut that
//! either would have kept.

use jiff::civil::DateTime;

use super::{Attribute, Group, Mif, MifError, RecordError};
use crate::wire::date::{mdy, parse_mdy};

/// A status MIF above this is invalid: event 119 (Q122178).
pub const MAX_STATUS_MIF_BYTES: usize = 64 * 1024;

pub const COMPONENT_ID_CLASS: &str = "DMTF|ComponentID|1.0";
pub const JOB_STATUS_CLASS: &str = "MICROSOFT|JOBSTATUS|1.0";

const TEXT_CHARACTERS: u32 = 64;
const LOCALE_CHARACTERS: u32 = 16;
const STATUS_CHARACTERS: u32 = 32;
const DESCRIPTION_CHARACTERS: u32 = 255;

/// What ISMIF32 writes when it is told no date (Q186415).
const NO_DATE: &str = "DateTime";

/// What one installation reports about itself. Texts longer than their attribute are cut when written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusMif {
    pub manufacturer: String,
    pub product: String,
    pub version: String,
    /// Not every writer has it; the attributes after it count on accordingly (Q186415).
    pub locale: Option<String>,
    pub serial_number: String,
    /// The client's clock in whole seconds, printed as `mm/dd/yy hh:mm:ss` (assumed).
    pub installation: Option<DateTime>,
    pub outcome: Outcome,
    /// Shown in event 374 of a failure (Q166833). When empty the Despooler logs error cb and goes on
    /// (Q169491).
    pub description: String,
}

/// The two values of Status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Success,
    Failed,
}

impl Outcome {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Failed => "Failed",
        }
    }
}

impl StatusMif {
    pub fn to_mif(&self) -> Mif {
        Mif {
            name: "WORKSTATION".to_string(),
            description: None,
            groups: vec![self.component_group(), self.status_group()],
        }
    }

    /// The text of the file.
    pub fn render(&self) -> String {
        self.to_mif().render()
    }

    fn component_group(&self) -> Group {
        let date = self.installation.map_or_else(|| NO_DATE.to_string(), mdy);
        let rows = [
            Some(("Manufacturer", self.manufacturer.as_str(), TEXT_CHARACTERS)),
            Some(("Product", &self.product, TEXT_CHARACTERS)),
            Some(("Version", &self.version, TEXT_CHARACTERS)),
            self.locale.as_deref().map(|locale| ("Locale", locale, LOCALE_CHARACTERS)),
            Some(("Serial Number", &self.serial_number, TEXT_CHARACTERS)),
            Some(("Installation", &date, TEXT_CHARACTERS)),
        ];
        group("ComponentID", 1, COMPONENT_ID_CLASS, rows.into_iter().flatten())
    }

    fn status_group(&self) -> Group {
        let rows = [
            ("Status", self.outcome.word(), STATUS_CHARACTERS),
            ("Description", self.description.as_str(), DESCRIPTION_CHARACTERS),
        ];
        group("InstallStatus", 2, JOB_STATUS_CLASS, rows.into_iter())
    }

    /// Finds the report in a MIF. Only the Status of the InstallStatus group must be there: it alone decides
    /// (inferred). Other texts that are missing are empty.
    ///
    /// # Errors
    /// No such group, no Status in it, or one that is neither Success nor Failed.
    pub fn from_mif(mif: &Mif) -> Result<Self, RecordError> {
        let status = mif.required_group(JOB_STATUS_CLASS)?;
        let component = mif.group(COMPONENT_ID_CLASS);
        let text = |name: &str| component.and_then(|group| group.text(name)).unwrap_or_default().to_string();
        Ok(Self {
            manufacturer: text("Manufacturer"),
            product: text("Product"),
            version: text("Version"),
            locale: component.and_then(|group| group.text("Locale")).map(str::to_string),
            serial_number: text("Serial Number"),
            installation: parse_mdy(&text("Installation")),
            outcome: outcome(status)?,
            description: status.text("Description").unwrap_or_default().to_string(),
        })
    }

    /// Reads the file, of at most [`MAX_STATUS_MIF_BYTES`].
    ///
    /// # Errors
    /// The file is too long, no MIF, or no status MIF.
    pub fn parse(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > MAX_STATUS_MIF_BYTES {
            return Err(MifError::TooLong { bytes: bytes.len(), limit: MAX_STATUS_MIF_BYTES }.into());
        }
        Self::from_mif(&Mif::parse(bytes)?)
    }
}

/// The Status of a group; upper and lower case do not matter (assumed).
fn outcome(group: &Group) -> Result<Outcome, RecordError> {
    let word = group.required_text("Status")?;
    let known = [Outcome::Success, Outcome::Failed].into_iter().find(|o| o.word().eq_ignore_ascii_case(word));
    known.ok_or_else(|| RecordError::BadValue { attribute: "Status", value: word.to_string() })
}

/// A group of texts, numbered from 1 and cut to their length in characters.
fn group<'a>(name: &str, id: u32, class: &str, rows: impl Iterator<Item = (&'a str, &'a str, u32)>) -> Group {
    let attributes = rows.zip(1..).map(|((name, text, characters), id)| {
        let cut: String = text.chars().take(characters as usize).collect();
        Attribute::read_only(id, name, characters, &cut)
    });
    Group {
        name: name.to_string(),
        id,
        class: class.to_string(),
        key: Vec::new(),
        description: None,
        attributes: attributes.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing;
    use proptest::prelude::*;

    fn failed() -> StatusMif {
        StatusMif {
            manufacturer: "Acme".into(),
            product: "Installer Notes".into(),
            version: "1.0".into(),
            locale: None,
            serial_number: String::new(),
            installation: None,
            outcome: Outcome::Failed,
            description: "Disk full".into(),
        }
    }

    fn ids(mif: &StatusMif) -> Vec<(String, u32)> {
        let group = mif.to_mif().groups.swap_remove(0);
        group.attributes.into_iter().map(|attribute| (attribute.name, attribute.id)).collect()
    }

    #[test]
    fn a_locale_moves_the_attributes_after_it() {
        assert_eq!(ids(&failed())[3..], [("Serial Number".to_string(), 4), ("Installation".to_string(), 5)]);
        let with_locale = ids(&StatusMif { locale: Some("ENU".into()), ..failed() });
        assert_eq!(with_locale[3], ("Locale".to_string(), 4));
        assert_eq!(with_locale[5], ("Installation".to_string(), 6));
    }

    #[test]
    fn the_mif_of_q186415_prints() {
        let text = failed().render();
        for part in [
            "NAME = \"WORKSTATION\"\r\n",
            "CLASS = \"DMTF|ComponentID|1.0\"\r\n",
            "TYPE = STRING(64)\r\n      VALUE = \"DateTime\"\r\n",
            "CLASS = \"MICROSOFT|JOBSTATUS|1.0\"\r\n",
            "TYPE = STRING(32)\r\n      VALUE = \"Failed\"\r\n",
            "TYPE = STRING(255)\r\n      VALUE = \"Disk full\"\r\n",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(StatusMif::parse(text.as_bytes()), Ok(failed()));
    }

    #[test]
    fn status_alone_decides() {
        let mut mif = failed().to_mif();
        mif.groups.remove(0);
        assert_eq!(StatusMif::from_mif(&mif).unwrap().outcome, Outcome::Failed);
        mif.groups[0].attributes.pop();
        assert_eq!(StatusMif::from_mif(&mif).unwrap().description, "");
        mif.groups[0].attributes[0] = Attribute::read_only(1, "Status", 32, "Maybe");
        assert_eq!(
            StatusMif::from_mif(&mif).unwrap_err().to_string(),
            "attribute Status cannot be \"Maybe\""
        );
        mif.groups[0].attributes.clear();
        assert_eq!(StatusMif::from_mif(&mif), Err(RecordError::NoAttribute { attribute: "Status" }));
        mif.groups.clear();
        assert_eq!(StatusMif::from_mif(&mif), Err(RecordError::NoGroup { class: JOB_STATUS_CLASS }));
    }

    #[test]
    fn sixty_four_kilobytes_are_the_limit() {
        let text = failed().render();
        let padded = |bytes: usize| format!("{text}{}", " ".repeat(bytes - text.len()));
        assert_eq!(StatusMif::parse(padded(65_536).as_bytes()), Ok(failed()));
        let too_long = MifError::TooLong { bytes: 65_537, limit: 65_536 };
        assert_eq!(StatusMif::parse(padded(65_537).as_bytes()), Err(too_long.into()));
    }

    #[test]
    fn long_texts_are_cut_to_their_attribute() {
        let long = StatusMif { product: "é".repeat(70), description: "x".repeat(300), ..failed() };
        let read = StatusMif::parse(long.render().as_bytes()).unwrap();
        assert_eq!((read.product.chars().count(), read.description.len()), (64, 255));
    }

    prop_compose! {
        fn any_status()(
            texts in [testing::text(), testing::text(), testing::text(), testing::text(), testing::text()],
            locale in prop::option::of("[A-Z]{3}"),
            installation in prop::option::of(testing::seconds()), success: bool,
        ) -> StatusMif {
            let [manufacturer, product, version, serial_number, description] = texts;
            let outcome = if success { Outcome::Success } else { Outcome::Failed };
            StatusMif {
                manufacturer, product, version, locale, serial_number, installation, outcome, description,
            }
        }
    }

    proptest! {
        #[test]
        fn every_report_reads_back(status in any_status()) {
            prop_assert_eq!(StatusMif::parse(status.render().as_bytes()), Ok(status));
        }

        #[test]
        fn no_bytes_panic(status in any_status(), at: prop::sample::Index, byte: u8) {
            let bytes = testing::damaged(status.render().as_bytes(), at, byte);
            if let Ok(read) = StatusMif::parse(&bytes) {
                let again = StatusMif::parse(read.render().as_bytes());
                prop_assert_eq!(again.map(|status| status.outcome), Ok(read.outcome));
            }
        }
    }
}
