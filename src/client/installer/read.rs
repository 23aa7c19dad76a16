//! Items that set variables: from nothing, from texts, and from what the machine says.

use super::expression::evaluate;
use super::items::Kind;
use super::log::date_and_time;
use super::work::{Stop, Work};
use crate::base::text::{decode, encode, upper_text};
use crate::machine::DosPath;
use crate::machine::ini::Profile;
use crate::machine::registry::{Data, hex};
use crate::wire::ipf::Block;

/// What `Set Variable` does, in these bits of its flags.
const OPERATION: u32 = 0x3C;
const APPENDS: u32 = 0x01;
const INCREMENTS: u32 = 0x04;
const DECREMENTS: u32 = 0x08;
const REMOVES_BACKSLASHES: u32 = 0x0C;
const LENGTHENS: u32 = 0x10;
const SHORTENS: u32 = 0x14;
const EVALUATES: u32 = 0x20;
const LOWERS: u32 = 0x1C;
const RAISES: u32 = 0x18;
/// Names that one run is given (Q252831).
const MOST_TEMPORARY_NAMES: u32 = 130;
/// The first of the names (Q212797 shows GLF18A.TMP; here they count from 1).
const TEMPORARY: &str = "GLF";
/// The hives that `Get Registry Key Value` names in its flags, doubled.
pub const ROOTS: [&str; 4] = ["HKCR", "HKCU", "HKLM", "HKU"];

impl Work<'_, '_> {
    /// `Set Variable`. Increment works out Value + 1, not Variable + 1 (Q212793).
    pub fn set_variable(&mut self, block: &Block) -> Result<(), Stop> {
        let flags = block.flags("Flags");
        let name = block.text("Variable");
        let value = self.expand(block.text("Value"));
        let number = value.trim().parse::<i64>().unwrap_or(0);
        let value = match flags.bits() & OPERATION {
            INCREMENTS => number.saturating_add(1).to_string(),
            DECREMENTS => number.saturating_sub(1).to_string(),
            REMOVES_BACKSLASHES => value.trim_end_matches('\\').to_string(),
            RAISES => upper_text(&value),
            LOWERS => value.to_lowercase(),
            LENGTHENS => self.renamed(&value, Self::long),
            SHORTENS => self.renamed(&value, Self::short),
            // One that is none has no value (assumed).
            EVALUATES => evaluate(&value, &self.variables).unwrap_or_default(),
            _ => value,
        };
        let before = if flags.has(APPENDS) { self.variables.get(name).to_string() } else { String::new() };
        self.variables.set(name, &format!("{before}{value}"));
        Ok(())
    }

    /// A path with its names as the disk has them beside those in the text; what is no path stays.
    fn renamed(&self, text: &str, names: impl Fn(&Self, &DosPath) -> DosPath) -> String {
        self.path(text).map_or_else(|| text.to_string(), |path| names(self, &path).to_string())
    }

    /// Items that do nothing but set a variable, and those that do nothing.
    pub fn look_up(&mut self, kind: Kind, block: &Block) {
        let value = match kind {
            Kind::ParseString => return self.parse_string(block),
            Kind::ReadIni => self.ini_value(block),
            Kind::GetRegistry => self.registry_value(block),
            Kind::GetEnvironment => self.environment_value(block),
            Kind::GetSystemInformation => date_and_time(self.now()),
            Kind::SystemDirectory => self.os().system_directory().unwrap_or_default().to_string(),
            Kind::FindFile => self.found_file(block),
            Kind::GetTemporaryFilename => self.temporary_name(),
            _ => return,
        };
        self.variables.set(block.text("Variable"), &value);
    }

    fn ini_value(&self, block: &Block) -> String {
        let [section, item] = ["Section", "Item"].map(|name| encode(&self.expand(block.text(name))));
        let default = self.expand(block.text("Default"));
        let bytes = self.ini_path(block.text("Pathname")).and_then(|file| self.text(&file));
        let profile = Profile::new(bytes.as_deref(), self.profile_dialect());
        profile.value(&section, &item).map_or(default, decode)
    }

    fn registry_value(&self, block: &Block) -> String {
        let root = block.flags("Flags").bits() as usize >> 1;
        let root = ROOTS.get(root).copied().unwrap_or(ROOTS[0]);
        let key = format!("{root}\\{}", self.expand(block.text("Key")));
        let value = self.call.drives.registry().get(&key, &self.expand(block.text("Value Name")));
        value.map_or_else(|| self.expand(block.text("Default")), shown)
    }

    fn environment_value(&self, block: &Block) -> String {
        let name = self.expand(block.text("Environment"));
        self.call.env.get(&name).map_or_else(|| self.expand(block.text("Default")), str::to_string)
    }

    /// The first of the files that is in the Windows directory, in its system directory or along PATH.
    fn found_file(&self, block: &Block) -> String {
        let wanted = self.expand(block.text("Pathname List"));
        let path = self.call.env.get("PATH").unwrap_or_default();
        let directories = [self.windows(), self.system()].into_iter().chain(path.split(';'));
        let candidates =
            directories.map(|directory| format!("{}\\{wanted}", directory.trim_end_matches('\\')));
        let mut found = candidates.filter_map(|text| self.call.drives.resolve(&text).ok());
        let found = found.find(|path| self.call.drives.is_file(path));
        found.map_or_else(|| self.expand(block.text("Default")), |path| path.to_string())
    }

    /// A bare name, as older builds give it (Q212797); none any more after so many.
    fn temporary_name(&mut self) -> String {
        if self.temporary >= MOST_TEMPORARY_NAMES {
            return String::new();
        }
        self.temporary += 1;
        format!("{TEMPORARY}{:04X}.TMP", self.temporary)
    }

    /// `Parse String`: what stands before and behind the first token. Builds differ in what becomes of the token (Q195858).
    fn parse_string(&mut self, block: &Block) {
        let (source, pattern) = (self.expand(block.text("Source")), self.expand(block.text("Pattern")));
        let keeps = self.has(self.programs.behavior.parse_keeps_token);
        let (before, behind) = match source.find(&pattern).filter(|_| !pattern.is_empty()) {
            Some(at) if keeps => source.split_at(at),
            Some(at) => (&source[..at], &source[at + pattern.len()..]),
            None => (source.as_str(), ""),
        };
        for (name, value) in [("Variable1", before), ("Variable2", behind)] {
            if !block.text(name).is_empty() {
                self.variables.set(block.text(name), value);
            }
        }
    }
}

/// A value of the registry as a variable has it.
fn shown(data: &Data) -> String {
    match data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number.to_string(),
        Data::Texts(texts) => texts.join(","),
        Data::Binary(bytes) => hex(bytes),
    }
}
