//! `Edit Registry`, and services, which are keys of the registry.

use super::read::ROOTS;
use super::work::{ITEM_TIME, Stop, Work};
use crate::machine::OsKind;
use crate::machine::registry::{Data, from_hex, hex};
use crate::wire::ipf::Block;

/// Added to the number of a root, it deletes.
const DELETES: u8 = 0xC0;
const SERVICES: &str = r"HKLM\SYSTEM\CurrentControlSet\Services";
/// Bytes of a binary value that is written over that a run-time may keep at most (Q201860).
const MOST_OLD_BYTES: usize = 127;

/// What a value is, as `Data Type` and INSTALL.LOG number it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    Text,
    Dword,
    /// Its bytes stand as two digits each (assumed).
    Binary,
}

impl Type {
    /// The type of that number; those that are not known are texts.
    pub fn of(number: &str) -> Self {
        match number.trim() {
            "3" => Self::Dword,
            "4" => Self::Binary,
            _ => Self::Text,
        }
    }

    const fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Dword => 3,
            Self::Binary => 4,
        }
    }

    /// The value that a text of this type is.
    pub fn value(self, text: &str) -> Data {
        match self {
            Self::Text => Data::Text(text.to_string()),
            Self::Dword => Data::Number(text.trim().parse().unwrap_or(0)),
            Self::Binary => Data::Binary(from_hex(text.trim())),
        }
    }
}

/// A value's type and text, as the log keeps them: no more than so many bytes of a binary one.
fn kept(data: &Data, most_bytes: usize) -> Option<(Type, String)> {
    match data {
        Data::Text(text) => Some((Type::Text, text.clone())),
        Data::Number(number) => Some((Type::Dword, number.to_string())),
        Data::Binary(bytes) => Some((Type::Binary, hex(&bytes[..bytes.len().min(most_bytes)]))),
        Data::Texts(_) => None,
    }
}

impl Work<'_, '_> {
    /// The keys stand in blocks of their own, or one of them in the item itself. Windows 3.x has a registry for HKEY_CLASSES_ROOT
    /// alone; nothing is kept there here (assumed).
    pub fn edit_registry(&mut self, block: &Block) -> Result<(), Stop> {
        if matches!(self.os(), OsKind::Win31 | OsKind::Wfw311) {
            return Ok(());
        }
        let own = (!block.text("Key").is_empty()).then_some(block);
        for key in own.into_iter().chain(block.blocks().filter(|block| block.name == "Key")) {
            self.begin(ITEM_TIME)?;
            self.edit_key(key)?;
        }
        Ok(())
    }

    fn edit_key(&mut self, block: &Block) -> Result<(), Stop> {
        let number: u8 = block.text("Root").parse().unwrap_or(0);
        let (deletes, root) = (number & DELETES == DELETES, number & !DELETES);
        let path = self.expand(block.text("Key"));
        let key = format!("{}\\{path}", ROOTS.get(usize::from(root)).copied().unwrap_or(ROOTS[0]));
        let name = self.expand(block.text("Value Name"));
        if deletes {
            self.delete_value(&key, &name);
            return Ok(());
        }
        let text = block.texts("New Value").first().map_or(String::new(), |text| self.expand(text));
        let kind = Type::of(block.text("Data Type"));
        let cuts = self.has(self.programs.behavior.cuts_old_values);
        let most_bytes = if cuts { MOST_OLD_BYTES } else { usize::MAX };
        let old = self.call.drives.registry().get(&key, &name).and_then(|data| kept(data, most_bytes));
        self.log(&format!("RegDB Key: {path}"))?;
        self.log(&format!("RegDB Val: {text}"))?;
        self.log(&format!("RegDB Name: {name}"))?;
        self.log(&format!("RegDB Type: {}", old.as_ref().map_or(kind, |(old, _)| *old).number()))?;
        if let Some((_, old)) = old {
            self.log(&format!("RegDB Old: {old}"))?;
        }
        self.log(&format!("RegDB Root: {root}"))?;
        self.call.drives.registry_mut().set(&key, &name, kind.value(&text));
        Ok(())
    }

    /// Without a name the key goes with all that is in it (assumed). The log says nothing of what is deleted, and so it does not come
    /// back (inferred from the lines that articles show).
    fn delete_value(&mut self, key: &str, name: &str) {
        let registry = self.call.drives.registry_mut();
        if name.is_empty() { registry.delete_tree(key) } else { registry.delete(key, name) }
    }

    /// `Create Service`, on Windows NT.
    pub fn create_service(&mut self, block: &Block) -> Result<(), Stop> {
        if !self.is_nt() {
            return Ok(());
        }
        let key = format!("{SERVICES}\\{}", self.expand(block.text("Service Name")));
        let image = self.expand(block.text("Executable Path"));
        let start = block.text("Boot Type").parse().unwrap_or(3);
        let registry = self.call.drives.registry_mut();
        registry.set(&key, "ImagePath", Data::Text(image));
        registry.set(&key, "Start", Data::Number(start));
        Ok(())
    }
}
