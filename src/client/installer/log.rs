//! INSTALL.LOG, which tells what was done, and which the uninstaller goes through from its last line to the first (Q305614,
//! Q235792).

use super::work::{Stop, Work};
use crate::base::Span;
use crate::base::text::encode;
use crate::machine::volume::Entry;
use crate::machine::{DosPath, LocalTime};
use crate::wire::ipf::Block;

/// What begins the part of an installation.
pub const STARTED: &str = "***  Installation Started ";
/// A log of this many bytes that is written to counts as an item more: one that grows for ever is stopped too.
const BYTES_OF_A_STEP: u64 = 64 << 10;
/// Writing a line (assumed).
const LINE_TIME: Span = Span::ms(2);
/// Bits of `Open/Close INSTALL.LOG`.
const PAUSES: u32 = 0x01;
const OPENS_NEW: u32 = 0x02;
/// Where the log lies when nobody says so.
const USUAL_PLACE: &str = r"%MAINDIR%\INSTALL.LOG";

/// The log of a run.
#[derive(Default)]
pub struct Log {
    /// The path as the script has it.
    place: String,
    /// The file, once something was written.
    pub file: Option<DosPath>,
    paused: bool,
    pub title: String,
    /// What this run has logged.
    pub lines: Vec<String>,
}

impl Log {
    /// Says where the log lies.
    pub fn open(&mut self, place: &str) {
        self.place = if place.is_empty() { USUAL_PLACE } else { place }.to_string();
        self.file = None;
    }
}

impl Work<'_, '_> {
    /// Writes a line, and before the first one who installs what. A log that has no place yet, because MAINDIR is empty, has no
    /// lines (assumed).
    pub fn log(&mut self, line: &str) -> Result<(), Stop> {
        if self.log.paused || self.log.place.is_empty() {
            return Ok(());
        }
        if self.log.file.is_none() {
            let Some(file) = self.path(&self.log.place.clone()).filter(|file| !file.is_root()) else {
                return Ok(());
            };
            if self.expand(&self.log.place).starts_with('\\') {
                return Ok(());
            }
            self.log.file = Some(file.clone());
            self.begin_log(&file)?;
        }
        self.write_line(line)
    }

    fn begin_log(&mut self, file: &DosPath) -> Result<(), Stop> {
        if let Some(directory) = file.parent() {
            // Where there is no room for it, there is none for the log either.
            let _ = self.make_directories(&directory)?;
        }
        let started = format!("{STARTED}{}  ***", date_and_time(self.call.now));
        let title = format!("Title: {}", self.expand(&self.log.title));
        let source = format!("Source: {}", self.call.path);
        [started, title, source].iter().try_for_each(|line| self.write_line(line))
    }

    fn write_line(&mut self, line: &str) -> Result<(), Stop> {
        self.begin(LINE_TIME)?;
        let now = self.now();
        let size =
            self.log.file.as_ref().and_then(|file| self.call.drives.entry(file)).map_or(0, Entry::size);
        self.count(size / BYTES_OF_A_STEP)?;
        if let Some(file) = &self.log.file {
            // A log that cannot be written is no reason not to install (assumed).
            let _ = self.call.drives.append(file, &encode(&format!("{line}\r\n")), now);
        }
        self.log.lines.push(line.to_string());
        Ok(())
    }

    pub fn add_text_to_log(&mut self, block: &Block) -> Result<(), Stop> {
        let text = self.expand(block.text("Text"));
        self.log(&text)
    }

    pub fn open_close_log(&mut self, block: &Block) -> Result<(), Stop> {
        let flags = block.flags("Flags");
        self.log.paused = flags.has(PAUSES);
        if flags.has(OPENS_NEW) {
            let place = self.expand(block.text("Pathname"));
            self.log.open(&place);
        }
        Ok(())
    }
}

/// As `6/3/1996 9:05:00`.
pub fn date_and_time(at: LocalTime) -> String {
    let at = at.civil();
    format!("{}/{}/{} {}:{:02}:{:02}", at.month(), at.day(), at.year(), at.hour(), at.minute(), at.second())
}
