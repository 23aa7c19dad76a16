//! The NOIDMIF: groups for the computer on which it lies, without groups that say which computer that is
//! (Q199229).

use std::fmt;

use super::{Attribute, Group, Mif, MifError};

pub const IDENTIFICATION_CLASS: &str = "MICROSOFT|IDENTIFICATION|1.0";
pub const ARCHITECTURE_CLASS: &str = "MICROSOFT|ARCHITECTURE|1.0";

/// The length of the texts that [`NoIdMif::of`] makes (assumed).
const TEXT_CHARACTERS: u32 = 255;

/// A MIF that the Inventory Processor can append to a computer's inventory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoIdMif(Mif);

/// Why a MIF cannot be appended. The Inventory Processor logs `Compilation failed` and drops the whole
/// inventory (Q160776).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoIdError {
    /// It is no MIF at all.
    Mif(MifError),
    /// The name of an attribute ends with a space (Q160776).
    TrailingSpace { attribute: String },
    /// A text holds a double quote (Q160776).
    Quote { text: String },
    /// A group that belongs into an IDMIF (Q199229).
    Identified { class: String },
}

impl fmt::Display for NoIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mif(error) => error.fmt(f),
            Self::TrailingSpace { attribute } => write!(f, "attribute name {attribute:?} ends with a space"),
            Self::Quote { text } => write!(f, "text {text:?} holds a double quote"),
            Self::Identified { class } => write!(f, "group of class {class} says which computer it is"),
        }
    }
}

impl std::error::Error for NoIdError {}

impl NoIdMif {
    /// One group of texts, numbered from 1.
    ///
    /// # Errors
    /// The same as for [`NoIdMif::try_from`].
    pub fn of(class: &str, name: &str, texts: &[(&str, &str)]) -> Result<Self, NoIdError> {
        let attributes = texts.iter().zip(1..);
        let group = Group {
            name: name.to_string(),
            id: 1,
            class: class.to_string(),
            key: Vec::new(),
            description: None,
            attributes: attributes
                .map(|(&(name, text), id)| Attribute::read_only(id, name, TEXT_CHARACTERS, text))
                .collect(),
        };
        Mif { name: name.to_string(), description: None, groups: vec![group] }.try_into()
    }

    /// Reads the file as the Inventory Processor compiles it.
    ///
    /// # Errors
    /// No MIF, or one that cannot be appended.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoIdError> {
        Mif::parse(bytes).map_err(NoIdError::Mif)?.try_into()
    }

    /// The text of the file.
    pub fn render(&self) -> String {
        self.0.render()
    }

    pub fn groups(&self) -> &[Group] {
        &self.0.groups
    }
}

impl TryFrom<Mif> for NoIdMif {
    type Error = NoIdError;

    fn try_from(mif: Mif) -> Result<Self, NoIdError> {
        let identifies = |group: &&Group| {
            [IDENTIFICATION_CLASS, ARCHITECTURE_CLASS]
                .iter()
                .any(|class| group.class.eq_ignore_ascii_case(class))
        };
        if let Some(group) = mif.groups.iter().find(identifies) {
            return Err(NoIdError::Identified { class: group.class.clone() });
        }
        if let Some(text) = mif.text_with_quote() {
            return Err(NoIdError::Quote { text: text.to_string() });
        }
        let mut attributes = mif.groups.iter().flat_map(|group| &group.attributes);
        match attributes.find(|attribute| attribute.name.ends_with(' ')) {
            Some(attribute) => Err(NoIdError::TrailingSpace { attribute: attribute.name.clone() }),
            None => Ok(Self(mif)),
        }
    }
}

impl From<NoIdMif> for Mif {
    fn from(mif: NoIdMif) -> Self {
        mif.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_group_of_texts_makes_a_noidmif() {
        let mif =
            NoIdMif::of("ACME|INSTALLED|1.0", "Installed", &[("Excel", "5.0"), ("Word", "6.0")]).unwrap();
        let group = &mif.groups()[0];
        assert_eq!(group.text("Word"), Some("6.0"));
        assert_eq!(group.attributes.iter().map(|a| a.id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(NoIdMif::parse(mif.render().as_bytes()), Ok(mif));
    }

    #[test]
    fn what_q160776_and_q199229_name_is_refused() {
        let of =
            |class: &str, name: &str, text: &str| NoIdMif::of(class, "Group", &[(name, text)]).unwrap_err();
        let printed = |error: NoIdError| error.to_string();
        assert_eq!(printed(of("A|B|1.0", "Excel ", "5.0")), "attribute name \"Excel \" ends with a space");
        assert_eq!(printed(of("A|B|1.0", "Disk", "3.5\"")), "text \"3.5\\\"\" holds a double quote");
        assert_eq!(printed(of("A|B|1.0", "\"Disk\"", "")), "text \"\\\"Disk\\\"\" holds a double quote");
        for class in [IDENTIFICATION_CLASS, "microsoft|architecture|1.0"] {
            assert_eq!(of(class, "Name", "W1"), NoIdError::Identified { class: class.into() });
        }
        assert!(matches!(NoIdMif::parse(b"START"), Err(NoIdError::Mif(MifError::Syntax { .. }))));
    }

    proptest! {
        #[test]
        fn every_noidmif_reads_back(
            class in "[A-Z|.0-9]{1,20}", name in "[A-Za-z ]{0,20}",
            texts in prop::collection::vec(("[A-Za-z ]{0,10}[a-z]", "[ !#-~]{0,40}"), 0..6),
        ) {
            let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let mif = NoIdMif::of(&class, &name, &texts).unwrap();
            prop_assert_eq!(NoIdMif::parse(mif.render().as_bytes()), Ok(mif));
        }
    }
}
