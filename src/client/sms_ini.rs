//! C:\SMS.INI as the programs of the client read and edit it. Lines that an edit does not concern stay as they are.

use crate::base::text::decode;
use crate::machine::ini::{self, Profile};
use crate::machine::{Attributes, Content, DosPath, Drives, LocalTime, VolumeError};

/// Where the file lies.
pub const SMS_INI: &str = r"C:\SMS.INI";
/// Logon servers that SMS.INI has room for (Q140145).
pub const MOST_SERVERS: usize = 8;

/// Sections of the file. In which one CurrentLogonServer and the SMSID stand no article says; here it is `[SMS]` (assumed).
pub const SMS: &str = "SMS";
pub const LOCAL: &str = "Local";
pub const SERVERS: &str = "Servers";
pub const OPTIONS: &str = "Options";
pub const PACKAGE_COMMAND_MANAGER: &str = "Package Command Manager";
/// Where PCM writes its results, in that section (Q135768).
pub const RESULT_SHARE_POINT: &str = "ResultSharePoint";
pub const WORKSTATION_STATUS: &str = "WorkstationStatus";

/// The file as it was opened, with what has been edited since.
pub struct SmsIni {
    profile: Profile,
    attributes: Attributes,
}

impl SmsIni {
    /// Reads the file. Fails when there is none.
    pub fn open(drives: &Drives) -> Result<Self, VolumeError> {
        let bytes = drives.read(&path())?.known_bytes().unwrap_or_default();
        let attributes = drives.entry(&path()).map_or(Attributes::HIDDEN, |entry| entry.attributes);
        Ok(Self { profile: Profile::new(Some(&bytes), ini::Dialect::Win31), attributes })
    }

    /// Reads the file to change it. Fails when there is none, and when another program has it open (Q149673).
    pub fn open_to_change(drives: &Drives) -> Result<Self, VolumeError> {
        drives.check_free(&path())?;
        Self::open(drives)
    }

    /// A file without a line, Hidden as client setup leaves it (Q139086).
    pub fn empty() -> Self {
        Self { profile: Profile::new(Some(b""), ini::Dialect::Win31), attributes: Attributes::HIDDEN }
    }

    /// The value of a key; empty where there is none.
    pub fn get(&self, section: &str, key: &str) -> String {
        self.profile.value(section.as_bytes(), key.as_bytes()).map(decode).unwrap_or_default()
    }

    pub fn set(&mut self, section: &str, key: &str, value: &str) {
        self.profile.write_string(Some(section.as_bytes()), Some(key.as_bytes()), Some(value.as_bytes()));
    }

    pub fn delete(&mut self, section: &str, key: &str) {
        self.profile.write_string(Some(section.as_bytes()), Some(key.as_bytes()), None);
    }

    /// The logon servers of section `[Servers]`, in the order of the file.
    pub fn servers(&self) -> Vec<String> {
        let file = self.profile.file.iter();
        let entries = file.flat_map(|file| file.entries(SERVERS.as_bytes())).take(MOST_SERVERS);
        entries.map(|(_, name)| decode(name)).filter(|name| !name.is_empty()).collect()
    }

    /// Whether files of the client are to be verified (Q166771 spells it in two ways).
    pub fn is_to_verify(&self) -> bool {
        ["verify_files", "verifying_files"].iter().any(|phase| self.is_in_phase(phase))
    }

    fn is_in_phase(&self, phase: &str) -> bool {
        self.get(LOCAL, "SetupPhase").eq_ignore_ascii_case(phase)
    }

    /// Writes the file back with the attributes that it had. Fails when another program has it open, or the disk is full.
    pub fn save(&self, drives: &mut Drives, now: LocalTime) -> Result<(), VolumeError> {
        let bytes = self.profile.file.as_ref().map(ini::IniFile::to_bytes).unwrap_or_default();
        drives.write(&path(), Content::of(bytes), now)?;
        drives.set_attributes(&path(), self.attributes)
    }
}

/// The path of the file.
pub fn path() -> DosPath {
    DosPath::parse(SMS_INI).expect("it is a path")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{Image, Volume};

    const NOW: LocalTime = LocalTime(0);

    fn drives(text: &str) -> Drives {
        let mut drives = Drives::new(Volume::new(Image::empty(1 << 20)));
        drives.write(&path(), Content::of(text), NOW).unwrap();
        drives
    }

    #[test]
    fn an_edit_leaves_the_rest_and_the_attributes_alone() {
        let mut drives =
            drives("; mine\r\n[Local]\r\nSetupPhase=installed\r\n[Servers]\r\nServer1=A\r\nServer2=B\r\n");
        drives.set_attributes(&path(), Attributes::HIDDEN | Attributes::SYSTEM).unwrap();
        let mut ini = SmsIni::open_to_change(&drives).unwrap();
        assert_eq!(ini.servers(), ["A", "B"]);
        ini.set(LOCAL, "SetupPhase", "verify_files");
        ini.save(&mut drives, NOW).unwrap();
        let text = drives.read(&path()).unwrap().text_bytes(1_000);
        assert_eq!(
            decode(&text),
            "; mine\r\n[Local]\r\nSetupPhase=verify_files\r\n[Servers]\r\nServer1=A\r\nServer2=B\r\n"
        );
        assert_eq!(drives.entry(&path()).unwrap().attributes.to_string(), "HS");
        assert!(SmsIni::open(&drives).unwrap().is_to_verify());
    }

    #[test]
    fn what_another_program_has_open_can_only_be_read() {
        let mut drives = drives("[SMS]\r\nOS=2\r\n");
        drives.hold(&path());
        assert_eq!(SmsIni::open(&drives).unwrap().get(SMS, "OS"), "2");
        assert_eq!(SmsIni::open_to_change(&drives).err(), Some(VolumeError::SharingViolation));
        drives.release(&path());
        assert!(SmsIni::open_to_change(&drives).is_ok());
    }
}
