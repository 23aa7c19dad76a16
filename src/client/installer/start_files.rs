//! Items that edit texts: AUTOEXEC.BAT, CONFIG.SYS, SYSTEM.INI and any other. Most of them count only when the machine starts again,
//! and so they set RESTART (Q174330, Q185804).

use super::work::{Stop, Work};
use crate::base::text::{decode, encode, same, upper_text};
use crate::machine::registry::Data;
use crate::machine::{DosPath, OsKind};
use crate::wire::ipf::Block;

/// Bits of the items that put a line into a text: how upper and lower case are taken, and what becomes of the line that was
/// found (all but the first assumed).
const MINDS_CASE: u32 = 0x01;
const BEHIND: u32 = 0x02;
const INSTEAD: u32 = 0x04;
/// Where Windows NT keeps the variables of a person.
const ENVIRONMENT: &str = r"HKCU\Environment";

impl Work<'_, '_> {
    /// `Insert Line into Text File`.
    pub fn insert_line(&mut self, block: &Block) -> Result<(), Stop> {
        match self.path(block.text("Pathname")) {
            Some(file) => self.insert_into(&file, block),
            None => Ok(()),
        }
    }

    /// `Add to AUTOEXEC.BAT` and `Add to CONFIG.SYS`.
    pub fn add_to_start_file(&mut self, block: &Block, name: &str) -> Result<(), Stop> {
        let Some(file) = self.path(&format!("C:\\{name}")) else { return Ok(()) };
        self.insert_into(&file, block)?;
        self.needs_restart();
        Ok(())
    }

    fn insert_into(&mut self, file: &DosPath, block: &Block) -> Result<(), Stop> {
        let line = self.expand(block.text("New Text"));
        let sought = self.expand(block.text("Search Text"));
        let number: usize = block.text("Line Number").parse().unwrap_or(0);
        let text = decode(&self.text(file).unwrap_or_default());
        let mut lines: Vec<&str> = text.lines().collect();
        let flags = block.flags("Flags");
        let is_it = |old: &&str| match flags.has(MINDS_CASE) {
            true => old.contains(&sought),
            false => upper_text(old).contains(&upper_text(&sought)),
        };
        match lines.iter().position(is_it).filter(|_| !sought.is_empty()) {
            Some(at) if flags.has(INSTEAD) => lines[at] = &line,
            Some(at) => lines.insert(at + usize::from(flags.has(BEHIND)), &line),
            None if number > 0 => lines.insert((number - 1).min(lines.len()), &line),
            None => lines.push(&line),
        }
        self.write_lines(file, &lines)
    }

    fn write_lines(&mut self, file: &DosPath, lines: &[&str]) -> Result<(), Stop> {
        let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        self.write_text(file, encode(&text))
    }

    /// `Add Device to SYSTEM.INI`: a line of section `[386Enh]`, beside others with the same key (Q107695). One that is there is
    /// not added again (assumed).
    pub fn add_device(&mut self, block: &Block) -> Result<(), Stop> {
        let Some(file) = self.path("%WIN%\\SYSTEM.INI") else { return Ok(()) };
        let line = format!("device={}", self.expand(block.text("Device")));
        let text = decode(&self.text(&file).unwrap_or_default());
        let mut lines: Vec<&str> = text.lines().collect();
        if !lines.iter().any(|old| same(old.trim(), &line)) {
            match lines.iter().position(|old| same(old.trim(), "[386Enh]")) {
                Some(header) => lines.insert(header + 1, &line),
                None => lines.extend(["[386Enh]", &line]),
            }
            self.write_lines(&file, &lines)?;
        }
        self.needs_restart();
        Ok(())
    }

    /// `Add Directory to Path`: in AUTOEXEC.BAT, or on Windows NT among the person's variables. Uninstalling leaves it (Q185804).
    pub fn add_to_path(&mut self, block: &Block) -> Result<(), Stop> {
        let directory = self.expand(block.text("Directory"));
        if self.is_nt() {
            self.add_to_user_path(&directory);
        } else if let Some(file) = self.path("C:\\AUTOEXEC.BAT") {
            self.add_to_path_line(&file, &directory)?;
        }
        self.needs_restart();
        Ok(())
    }

    fn add_to_user_path(&mut self, directory: &str) {
        let registry = self.call.drives.registry_mut();
        let before = registry.text(ENVIRONMENT, "Path").unwrap_or_default().to_string();
        let path = if before.is_empty() { directory.to_string() } else { format!("{before};{directory}") };
        registry.set(ENVIRONMENT, "Path", Data::Text(path));
    }

    /// The directory comes to the end of the last line that sets PATH; where there is none, a new line comes first.
    fn add_to_path_line(&mut self, file: &DosPath, directory: &str) -> Result<(), Stop> {
        let text = decode(&self.text(file).unwrap_or_default());
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        match lines.iter().rposition(|line| sets_path(line)) {
            Some(at) => lines[at] = format!("{};{directory}", lines[at].trim_end_matches([';', ' '])),
            None => lines.insert(0, format!("PATH %PATH%;{directory}")),
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.write_lines(file, &lines)
    }

    /// `Set Files/Buffers`: raises FILES= and BUFFERS= of CONFIG.SYS. That it sets RESTART is inferred.
    pub fn set_files_buffers(&mut self, block: &Block) -> Result<(), Stop> {
        if self.os() == OsKind::Win95 || self.is_nt() {
            return Ok(());
        }
        let Some(file) = self.path("C:\\CONFIG.SYS") else { return Ok(()) };
        let text = decode(&self.text(&file).unwrap_or_default());
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        for (key, attribute) in [("FILES", "Files"), ("BUFFERS", "Buffers")] {
            raise(&mut lines, key, self.expand(block.text(attribute)).parse().unwrap_or(0));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        if lines != text.lines().collect::<Vec<_>>() {
            self.write_lines(&file, &lines)?;
            self.needs_restart();
        }
        Ok(())
    }
}

fn sets_path(line: &str) -> bool {
    let line = upper_text(line.trim().trim_start_matches('@'));
    let line = line.strip_prefix("SET ").map_or(line.as_str(), str::trim_start);
    line.strip_prefix("PATH").is_some_and(|rest| rest.starts_with(['=', ' ', '\t']))
}

fn raise(lines: &mut Vec<String>, key: &str, least: u32) {
    let number = |line: &String| {
        let (name, value) = line.split_once('=')?;
        if same(name.trim(), key) { value.trim().parse::<u32>().ok() } else { None }
    };
    let found = lines.iter().position(|line| number(line).is_some());
    match found {
        Some(at) if number(&lines[at]).is_some_and(|now| now < least) => lines[at] = format!("{key}={least}"),
        None if least > 0 => lines.push(format!("{key}={least}")),
        _ => {}
    }
}
