//! The status MIF of an installation, which PCM looks for in the Windows directory when the program has ended (Q169491).

use jiff::civil::DateTime;

use super::compiled::{Mif, Target};
use super::work::{ITEM_TIME, Stop, Work};
use crate::base::text::encode;
use crate::machine::{Content, LocalTime, OsKind};
use crate::wire::mif::status::{Outcome, StatusMif};

/// What the fault of Q232240 says.
const FAULT: &str = "SMSISTUB caused a General Protection Fault in module ~GLC387E.TMP at 0003:89FC.";
/// Characters of a name of MS-DOS before its dot, and behind.
const NAME_CHARS: usize = 8;
const EXTENSION_CHARS: usize = 3;

impl Work<'_, '_> {
    /// Writes the MIF, if it has a name.
    pub fn report(&mut self, mif: &Mif, name: &str, outcome: Outcome) -> Result<(), Stop> {
        let Some(name) = self.mif_name(name) else { return Ok(()) };
        if self.target == Target::Win16
            && self.has(self.programs.behavior.fails_over_long_mif_names)
            && is_long(&name)
        {
            return self.fault();
        }
        let Some(file) = self.path(&format!("{}\\{name}", self.windows())) else { return Ok(()) };
        let text = self.status(mif, outcome).render();
        self.begin(ITEM_TIME)?;
        let now = self.now();
        // Where the disk is full there is no MIF.
        let _ = self.call.drives.write(&file, Content::of(encode(&text)), now);
        Ok(())
    }

    /// The run-time ends with a fault, which somebody must close (Q232240).
    fn fault(&mut self) -> Result<(), Stop> {
        self.say(FAULT);
        self.done.exit_code = 1;
        self.confirm()?;
        Err(Stop::Exit)
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

fn is_long(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    stem.chars().count() > NAME_CHARS || extension.chars().count() > EXTENSION_CHARS || stem.contains('.')
}

fn whole_seconds(at: LocalTime) -> DateTime {
    at.stamp().civil()
}
