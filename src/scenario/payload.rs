//! What the files of a package hold, as a scenario says it, and the bytes that come of it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::document::shape::{Map, WordOr};
use super::document::word::Size;
use crate::machine::Content;

/// The contents of a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Payload {
    /// Lines of text, as the scenario has them: ended by a line feed.
    Text(String),
    /// This many bytes of no interest.
    Size(u64),
    StatusMif(StatusMif),
    NoIdMif(NoIdMif),
}

/// A file that is described, not spelled out.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Made {
    /// A file of this size whose contents do not matter.
    Size(Size),
    /// A status MIF: how an installation reports its result to PCM.
    Mif(StatusMif),
    /// A NOIDMIF: a group that a client adds to its own inventory.
    NoIdMif(NoIdMif),
}

/// A status MIF (Q166833).
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusMif {
    /// The result.
    pub status: MifStatus,
    /// The result in words.
    #[serde(default)]
    pub description: Option<String>,
    /// Who made the product.
    #[serde(default)]
    pub manufacturer: Option<String>,
    /// The product.
    #[serde(default)]
    pub product: Option<String>,
    /// The version of the product.
    #[serde(default)]
    pub version: Option<String>,
}

/// The two results that a status MIF can report (Q166833).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum MifStatus {
    /// Installed.
    Success,
    /// Not installed.
    Failed,
}

/// A MIF without identification: one group of attributes (Q199229).
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoIdMif {
    /// The class of the group, as `MICROSOFT|EXCEL5|1.0`.
    pub class: String,
    /// The name of the group, as the inventory shows it.
    pub group: String,
    /// The attributes and their values.
    pub attributes: Map<String, String>,
}

impl From<&WordOr<String, Made>> for Payload {
    fn from(source: &WordOr<String, Made>) -> Self {
        match source {
            WordOr::Word(text) => Self::Text(text.clone()),
            WordOr::More(Made::Size(size)) => Self::Size(size.0),
            WordOr::More(Made::Mif(mif)) => Self::StatusMif(mif.clone()),
            WordOr::More(Made::NoIdMif(mif)) => Self::NoIdMif(mif.clone()),
        }
    }
}

impl Payload {
    /// The file's contents. Text gets the line ends of DOS.
    pub fn content(&self) -> Content {
        let bytes = match self {
            Self::Text(text) => text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
            // Stands in until wire::mif and the machine's filler are there: the only place that needs them.
            Self::Size(_) | Self::StatusMif(_) | Self::NoIdMif(_) => format!("{self:?}").into_bytes(),
        };
        Content::Bytes(Arc::from(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_the_line_ends_of_dos_once() {
        for (text, bytes) in [("a\nb\n", "a\r\nb\r\n"), ("a\r\nb", "a\r\nb"), ("", "")] {
            assert_eq!(
                Payload::Text(text.to_string()).content(),
                Content::Bytes(Arc::from(bytes.as_bytes()))
            );
        }
    }
}
