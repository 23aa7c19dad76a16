//! Replacing files. A new file comes under a temporary name into the directory of the old one, which then goes, and it takes the
//! name. Where the old file is in use, the new one stays under its temporary name, and the system is told to do the rest when it
//! starts the next time (Q174330). How each system is told is inferred: it is the only way that each has.
//!
//! * Windows 95: a line in section `[rename]` of WININIT.INI.
//! * Windows NT: two entries of PendingFileRenameOperations.
//! * Windows 3.x: a batch file that AUTOEXEC.BAT calls before it starts Windows. A restart of Windows alone runs it too.

use super::files::New;
use super::work::{ITEM_TIME, Stop, Work};
use crate::base::text::{decode, encode, same};
use crate::client::setup::starts_windows;
use crate::machine::boot::{PENDING, SESSION_MANAGER};
use crate::machine::registry::Data;
use crate::machine::volume::Entry;
use crate::machine::{Attributes, DosPath, OsKind, VolumeError};

/// The batch file of Windows 3.x (the name is assumed, after those of the run-time).
pub const BATCH: &str = r"C:\WINDOWS\~GLB0001.BAT";
const AUTOEXEC: &str = r"C:\AUTOEXEC.BAT";
const WININIT: &str = r"C:\WINDOWS\WININIT.INI";
/// Temporary names of one directory that are tried (assumed).
const MOST_TEMPORARY_NAMES: u32 = 1_000;

/// A file that takes the place of another at the next start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub temporary: DosPath,
    pub place: DosPath,
}

impl Work<'_, '_> {
    /// Puts a new file in the place of an old one, or where there is none.
    pub fn swap(&mut self, place: &DosPath, new: New) -> Result<(), Stop> {
        let Some(temporary) = self.temporary_beside(place) else {
            return self.fail(&format!("{}: {place}", VolumeError::DirectoryFull));
        };
        if let Err(error) = self.call.drives.write(&temporary, new.content, new.modified) {
            return self.fail(&format!("{error}: {place}"));
        }
        self.begin(ITEM_TIME)?;
        match self.take_place(&temporary, place) {
            Ok(()) => Ok(()),
            Err(VolumeError::SharingViolation) => {
                self.wait_for_start(Waiting { temporary, place: place.clone() })
            }
            Err(VolumeError::NoRight) if self.has(self.programs.behavior.missing_rights_restart) => {
                self.wait_for_start(Waiting { temporary, place: place.clone() })
            }
            Err(error) => {
                // It has just been written.
                let _ = self.call.drives.delete(&temporary);
                self.fail(&format!("{error}: {place}"))
            }
        }
    }

    /// The new file takes the name of the old one, whose attributes do not protect it (assumed).
    fn take_place(&mut self, temporary: &DosPath, place: &DosPath) -> Result<(), VolumeError> {
        let drives = &mut self.call.drives;
        drives.check_free(place)?;
        if drives.is_file(place) {
            drives.set_attributes(place, Attributes::NONE)?;
            drives.delete(place)?;
        }
        drives.rename(temporary, place)
    }

    /// A name that is free in the directory of a file: `~GLH0001.TMP` and on (the family is inferred from Q320066).
    fn temporary_beside(&self, place: &DosPath) -> Option<DosPath> {
        let directory = place.parent()?;
        let names = (1..=MOST_TEMPORARY_NAMES).map(|n| format!("~GLH{n:04}.TMP"));
        names
            .filter_map(|name| directory.join(&name).ok())
            .find(|path| self.call.drives.entry(path).is_none())
    }

    /// Leaves the rest to the next start.
    fn wait_for_start(&mut self, waiting: Waiting) -> Result<(), Stop> {
        match self.os() {
            OsKind::Win95 => self.add_to_wininit(&waiting)?,
            _ if self.is_nt() => self.add_to_pending(&waiting),
            _ => self.add_to_batch(&waiting)?,
        }
        self.waiting.push(waiting);
        self.variables.set("INSTALL_RESULT", "I");
        self.needs_restart();
        Ok(())
    }

    /// The installation is cancelled: what waits under a temporary name is to go at the next start, which is asked for
    /// (Q212847).
    pub fn undo_waiting(&mut self) -> Result<(), Stop> {
        for waiting in std::mem::take(&mut self.waiting) {
            match self.os() {
                OsKind::Win95 => {
                    let line = self.wininit_line(&waiting);
                    let gone = format!("NUL={}", self.short(&waiting.temporary));
                    self.edit_lines(WININIT, |old| if old == line { gone.clone() } else { old.to_string() })?;
                }
                _ if self.is_nt() => self.delete_pending(&waiting),
                _ => {
                    let [delete, rename] = batch_lines(&waiting);
                    let gone = format!("IF EXIST {0} DEL {0}", name(&waiting.temporary));
                    self.edit_lines(BATCH, |old| match old {
                        old if old == rename => gone.clone(),
                        old if old == delete => "REM".to_string(),
                        old => old.to_string(),
                    })?;
                }
            }
            self.needs_restart();
        }
        Ok(())
    }

    /// The line is written into the text: the profile calls would replace one with the same key (Q140570).
    fn add_to_wininit(&mut self, waiting: &Waiting) -> Result<(), Stop> {
        let line = self.wininit_line(waiting);
        let Some(file) = self.path(WININIT) else { return Ok(()) };
        let text = decode(&self.text(&file).unwrap_or_default());
        let mut lines: Vec<&str> = text.lines().collect();
        let header = lines.iter().position(|old| same(old.trim(), "[rename]"));
        match header {
            Some(header) => {
                let of_section =
                    lines[header + 1..].iter().take_while(|old| !old.trim_start().starts_with('['));
                let filled = of_section.collect::<Vec<_>>().iter().rposition(|old| !old.trim().is_empty());
                lines.insert(header + 1 + filled.map_or(0, |last| last + 1), &line);
            }
            None => lines.extend(["[rename]", &line]),
        }
        let text = lines.iter().map(|line| format!("{line}\r\n")).collect::<String>();
        self.write_text(&file, encode(&text))
    }

    fn wininit_line(&self, waiting: &Waiting) -> String {
        format!("{}={}", self.short(&waiting.place), self.short(&waiting.temporary))
    }

    /// A path in 8.3 names, which is all that WININIT.EXE and MS-DOS understand (Q172456).
    pub fn short(&self, path: &DosPath) -> DosPath {
        self.named(path, Entry::alias)
    }

    /// A path in long names, where there are any.
    pub fn long(&self, path: &DosPath) -> DosPath {
        self.named(path, Entry::long_name)
    }

    fn named(&self, path: &DosPath, other: impl Fn(&Entry) -> Option<&str>) -> DosPath {
        let drives = &self.call.drives;
        let mut named = DosPath::root(path.drive);
        for name in path.below.names() {
            let Ok(next) = named.join(name) else { return path.clone() };
            let other = drives.entry(&next).and_then(&other).unwrap_or(name);
            named = named.join(other).unwrap_or(next);
        }
        named
    }

    fn pending(&self) -> Vec<String> {
        match self.call.drives.registry().get(SESSION_MANAGER, PENDING) {
            Some(Data::Texts(list)) => list.clone(),
            _ => Vec::new(),
        }
    }

    /// What MoveFileEx writes with MOVEFILE_DELAY_UNTIL_REBOOT and MOVEFILE_REPLACE_EXISTING.
    fn add_to_pending(&mut self, waiting: &Waiting) {
        let mut list = self.pending();
        list.extend([native(&waiting.temporary), format!("!{}", native(&waiting.place))]);
        self.call.drives.registry_mut().set(SESSION_MANAGER, PENDING, Data::Texts(list));
    }

    fn delete_pending(&mut self, waiting: &Waiting) {
        let mut list = self.pending();
        for pair in list.chunks_mut(2) {
            if let [from, to] = pair
                && *from == native(&waiting.temporary)
            {
                to.clear();
            }
        }
        self.call.drives.registry_mut().set(SESSION_MANAGER, PENDING, Data::Texts(list));
    }

    /// The lines ask whether the new file is there still, so that they can be run again.
    fn add_to_batch(&mut self, waiting: &Waiting) -> Result<(), Stop> {
        let Some(file) = self.path(BATCH) else { return Ok(()) };
        let text = self.text(&file).unwrap_or_else(|| b"@ECHO OFF\r\n".to_vec());
        let directory = waiting.place.parent().unwrap_or_else(|| DosPath::root(waiting.place.drive));
        let [delete, rename] = batch_lines(waiting);
        let drive = format!("{}:", directory.drive.letter());
        let lines = [drive, format!("CD {directory}"), delete, rename, "C:".to_string(), "CD \\".to_string()];
        let added: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        self.write_text(&file, [text, encode(&added)].concat())?;
        self.call_batch_at_start()
    }

    /// Puts the call into AUTOEXEC.BAT, before Windows is started; and the deletion of the batch file behind it.
    fn call_batch_at_start(&mut self) -> Result<(), Stop> {
        let Some(file) = self.path(AUTOEXEC) else { return Ok(()) };
        let text = decode(&self.text(&file).unwrap_or_default());
        let lines = [format!("IF EXIST {BATCH} CALL {BATCH}"), format!("IF EXIST {BATCH} DEL {BATCH}")];
        let mut all: Vec<&str> = text.lines().collect();
        if all.iter().any(|line| same(line.trim(), &lines[0])) {
            return Ok(());
        }
        let windows = all.iter().position(|line| starts_windows(line)).unwrap_or(all.len());
        all.splice(windows..windows, lines.iter().map(String::as_str));
        let text: String = all.iter().map(|line| format!("{line}\r\n")).collect();
        self.write_text(&file, encode(&text))
    }

    /// Changes each line of a text file, where there is one.
    fn edit_lines(&mut self, file: &str, edit: impl Fn(&str) -> String) -> Result<(), Stop> {
        let Some(file) = self.path(file) else { return Ok(()) };
        let Some(text) = self.text(&file) else { return Ok(()) };
        let edited: String = decode(&text).lines().map(|line| format!("{}\r\n", edit(line))).collect();
        self.write_text(&file, encode(&edited))
    }
}

fn name(path: &DosPath) -> &str {
    path.name().unwrap_or_default()
}

fn batch_lines(waiting: &Waiting) -> [String; 2] {
    let (new, old) = (name(&waiting.temporary), name(&waiting.place));
    [format!("IF EXIST {new} IF EXIST {old} DEL {old}"), format!("IF EXIST {new} REN {new} {old}")]
}

/// A path as the kernel has it.
fn native(path: &DosPath) -> String {
    format!(r"\??\{path}")
}
