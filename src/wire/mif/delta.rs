//! The delta MIF: the inventory of one computer on its way from the Inventory Processor to the Data Loader
//! (Q126642).

use super::noid::{IDENTIFICATION_CLASS, NoIdMif};
use super::{Attribute, Group, Mif, RecordError};

const NAME_CHARACTERS: u32 = 64;
const ID_CHARACTERS: u32 = 8;
/// Six bytes in hexadecimal with colons.
const NET_CARD_CHARACTERS: u32 = 17;

/// The number of the identification group; appended groups count on from it.
const IDENTIFICATION_ID: u32 = 1;

/// The identity of one computer, and groups of what was found on it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct DeltaMif {
    /// The computer's name.
    pub name: String,
    pub sms_id: String,
    pub net_card_id: String,
    /// In the order in which they were appended; none is of the identification class.
    pub groups: Vec<Group>,
}

impl DeltaMif {
    /// Appends the groups of a NOIDMIF under the next free numbers: `Appending no ID group <name>` (Q187334).
    pub fn append(&mut self, mif: &NoIdMif) {
        let last = self.groups.iter().map(|group| group.id).fold(IDENTIFICATION_ID, u32::max);
        let numbered = mif.groups().iter().zip(1..);
        self.groups
            .extend(numbered.map(|(group, nth)| Group { id: last.saturating_add(nth), ..group.clone() }));
    }

    pub fn to_mif(&self) -> Mif {
        let groups = std::iter::once(self.identification()).chain(self.groups.iter().cloned()).collect();
        Mif { name: "WORKSTATION".to_string(), description: None, groups }
    }

    /// The group whose keys 6, 2, 1 are NetCardID, SMSID and Name (Q199229); its other attributes are not
    /// modelled.
    fn identification(&self) -> Group {
        Group {
            name: "Identification".to_string(),
            id: IDENTIFICATION_ID,
            class: IDENTIFICATION_CLASS.to_string(),
            key: vec![6, 2, 1],
            description: None,
            attributes: vec![
                Attribute::read_only(1, "Name", NAME_CHARACTERS, &self.name),
                Attribute::read_only(2, "SMSID", ID_CHARACTERS, &self.sms_id),
                Attribute::read_only(6, "NetCardID", NET_CARD_CHARACTERS, &self.net_card_id),
            ],
        }
    }

    /// The text of the file.
    pub fn render(&self) -> String {
        self.to_mif().render()
    }

    /// Finds the identity in a MIF; all its other groups are what was found.
    ///
    /// # Errors
    /// The identification group or one of its keys is missing.
    pub fn from_mif(mut mif: Mif) -> Result<Self, RecordError> {
        let group = mif.required_group(IDENTIFICATION_CLASS)?;
        let mut delta = Self {
            name: group.required_text("Name")?.to_string(),
            sms_id: group.required_text("SMSID")?.to_string(),
            net_card_id: group.required_text("NetCardID")?.to_string(),
            groups: Vec::new(),
        };
        mif.groups.retain(|group| !group.class.eq_ignore_ascii_case(IDENTIFICATION_CLASS));
        delta.groups = mif.groups;
        Ok(delta)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// No MIF, or one without an identity: the Data Loader moves it to BADMIFS.
    pub fn parse(bytes: &[u8]) -> Result<Self, RecordError> {
        Self::from_mif(Mif::parse(bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::mif::tests::any_group;
    use crate::wire::testing;
    use proptest::prelude::*;

    fn computer() -> DeltaMif {
        let net_card_id = "00:AA:00:01:02:03".to_string();
        DeltaMif { name: "W1".into(), sms_id: "GO11B000".into(), net_card_id, groups: Vec::new() }
    }

    #[test]
    fn the_keys_are_those_of_q199229() {
        let text = computer().render();
        assert!(text.contains("CLASS = \"MICROSOFT|IDENTIFICATION|1.0\"\r\n    KEY = 6,2,1\r\n"), "{text}");
        let mif = computer().to_mif();
        let keys =
            [6, 2, 1].map(|id| mif.groups[0].attributes.iter().find(|a| a.id == id).unwrap().name.as_str());
        assert_eq!(keys, ["NetCardID", "SMSID", "Name"]);
    }

    #[test]
    fn appended_groups_get_numbers_of_their_own() {
        let mut delta = computer();
        delta.append(&NoIdMif::of("COMPAQ|CPU|1.0", "COMPAQ CPU", &[("Speed", "66")]).unwrap());
        delta.append(&NoIdMif::of("ACME|DISK|1.0", "Disk", &[]).unwrap());
        assert_eq!(delta.groups.iter().map(|group| group.id).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(DeltaMif::parse(delta.render().as_bytes()), Ok(delta));
    }

    #[test]
    fn a_mif_without_identity_is_no_delta() {
        let mif: Mif = NoIdMif::of("A|B|1.0", "Group", &[]).unwrap().into();
        assert_eq!(DeltaMif::from_mif(mif), Err(RecordError::NoGroup { class: IDENTIFICATION_CLASS }));
        let text = computer().render().replace("\"NetCardID\"", "\"NetCard\"");
        let missing = RecordError::NoAttribute { attribute: "NetCardID" };
        assert_eq!(DeltaMif::parse(text.as_bytes()), Err(missing));
    }

    proptest! {
        #[test]
        fn every_delta_reads_back(
            name in testing::text(), sms_id in testing::id(), net_card_id in testing::text(),
            groups in prop::collection::vec(any_group(), 0..3),
        ) {
            let delta = DeltaMif { name, sms_id, net_card_id, groups };
            prop_assert_eq!(DeltaMif::parse(delta.render().as_bytes()), Ok(delta));
        }
    }
}
