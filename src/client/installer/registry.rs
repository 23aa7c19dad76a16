//! `Edit Registry`, and services, which are keys of the registry.

use super::read::ROOTS;
use super::work::{ITEM_TIME, Stop, Work};
use crate::machine::OsKind;
use crate::machine::registry::Data;
use crate::wire::ipf::Block;

/// Added to the number of a root, it deletes.
const DELETES: u8 = 0xC0;
const DWORD: &str = "3";
const SERVICES: &str = r"HKLM\SYSTEM\CurrentControlSet\Services";

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
        let old = self.call.drives.registry().get(&key, &name).cloned();
        if deletes {
            self.call.drives.registry_mut().delete(&key, &name);
            return Ok(());
        }
        let text = block.texts("New Value").first().map_or(String::new(), |text| self.expand(text));
        let data = if block.text("Data Type") == DWORD {
            Data::Number(text.trim().parse().unwrap_or(0))
        } else {
            Data::Text(text.clone())
        };
        self.log(&format!("RegDB Key: {path}"))?;
        self.log(&format!("RegDB Val: {text}"))?;
        self.log(&format!("RegDB Name: {name}"))?;
        if let Some(Data::Text(old)) = old {
            self.log(&format!("RegDB Old: {old}"))?;
        }
        self.log(&format!("RegDB Root: {root}"))?;
        self.call.drives.registry_mut().set(&key, &name, data);
        Ok(())
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
