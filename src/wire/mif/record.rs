//! Reading the records that SMS keeps in MIFs out of the general form.

use std::fmt;

use jiff::civil::DateTime;

use super::{Group, Mif, MifError};
use crate::wire::date::parse_mdy;

/// Why a MIF is not the record it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordError {
    /// It is no MIF at all.
    Mif(MifError),
    /// No group of this class.
    NoGroup { class: &'static str },
    /// The group lacks this text.
    NoAttribute { attribute: &'static str },
    /// The text is not one of those that make sense.
    BadValue { attribute: &'static str, value: String },
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mif(error) => error.fmt(f),
            Self::NoGroup { class } => write!(f, "no group of class {class}"),
            Self::NoAttribute { attribute } => write!(f, "no text in attribute {attribute}"),
            Self::BadValue { attribute, value } => write!(f, "attribute {attribute} cannot be {value:?}"),
        }
    }
}

impl std::error::Error for RecordError {}

impl From<MifError> for RecordError {
    fn from(error: MifError) -> Self {
        Self::Mif(error)
    }
}

impl Mif {
    pub(super) fn required_group(&self, class: &'static str) -> Result<&Group, RecordError> {
        self.group(class).ok_or(RecordError::NoGroup { class })
    }
}

impl Group {
    pub(super) fn required_text(&self, attribute: &'static str) -> Result<&str, RecordError> {
        self.text(attribute).ok_or(RecordError::NoAttribute { attribute })
    }

    /// A date as [`crate::wire::date::mdy`] prints it.
    pub(super) fn required_date(&self, attribute: &'static str) -> Result<DateTime, RecordError> {
        let text = self.required_text(attribute)?;
        parse_mdy(text).ok_or_else(|| RecordError::BadValue { attribute, value: text.to_string() })
    }
}
