//! The status MIF of an installation, which PCM looks for in the Windows directory when the program has ended (Q169491).

use jiff::civil::DateTime;

use super::compiled::{Mif, Target};
use super::work::{ITEM_TIME, Stop, Work};
use crate::base::text::encode;
use crate::machine::{Content, LocalTime, OsKind};
use crate::wire::mif::status::{Outcome, StatusMif};

impl Work<'_, '_> {
    /// Writes the MIF, if it has a name.
    pub fn report(&mut self, mif: &Mif, name: &str, outcome: Outcome) -> Result<(), Stop> {
        let Some(name) = self.mif_name(name) else { return Ok(()) };
        let Some(file) = self.path(&format!("%WIN%\\{name}")) else { return Ok(()) };
        let text = self.status(mif, outcome).render();
        self.begin(ITEM_TIME)?;
        let now = self.now();
        // Where the disk is full there is no MIF.
        let _ = self.call.drives.write(&file, Content::of(encode(&text)), now);
        Ok(())
    }

    /// The name of the file: one without an extension gets one. A run-time may add it where it is already (Q200437), or write no
    /// file at all on Windows 95 (Q200439).
    fn mif_name(&self, name: &str) -> Option<String> {
        let behavior = &self.programs.behavior;
        let lost = self.target == Target::Win16 && self.os() == OsKind::Win95 && self.has(behavior.loses_mif);
        if name.is_empty() || lost {
            return None;
        }
        let doubled = self.target == Target::Win32 && self.has(behavior.doubles_mif_extension);
        Some(if doubled || !name.contains('.') { format!("{name}.mif") } else { name.to_string() })
    }

    fn status(&self, mif: &Mif, outcome: Outcome) -> StatusMif {
        let text = |text: &str| self.expand(text);
        StatusMif {
            manufacturer: text(&mif.manufacturer),
            product: text(&mif.product),
            version: text(&mif.version),
            locale: None,
            serial_number: text(&mif.serial_number),
            installation: Some(whole_seconds(self.now())),
            outcome,
            description: match outcome {
                Outcome::Success => "The installation was successful.".to_string(),
                Outcome::Failed => self.reason.clone(),
            },
        }
    }
}

fn whole_seconds(at: LocalTime) -> DateTime {
    at.stamp().civil()
}
