//! The uninstaller: goes through INSTALL.LOG from its last line to the first and takes back what stands there (Q164353, Q200374).
//!
//! Files of the Windows directory and its system directories stay, unless the log calls them no system files. Files that were
//! written over stay (Q212854), and so do the edits of AUTOEXEC.BAT, CONFIG.SYS and PATH, of which the log says nothing (Q168772,
//! Q185804): nothing of what was deleted or renamed comes back either, and lines that were put into INI files stay (inferred). An INI
//! file that the installation has made goes, whoever else writes into it (Q257967). A rollback takes back the last installation alone,
//! if that has kept what it replaced, and else everything.

use super::compiled::{Mif, Target};
use super::files::New;
use super::log::STARTED;
use super::read::ROOTS;
use super::registry::Type;
use super::work::{ITEM_TIME, Stop, Work};
use crate::base::Span;
use crate::base::text::{decode, encode, same};
use crate::client::programs::ClientPrograms;
use crate::machine::volume::Pattern;
use crate::machine::{Call, Content, DosPath, ProgramRun};
use crate::product::installer::Build;
use crate::wire::mif::status::Outcome;

/// How the file of the uninstaller begins.
const MARK: &str = "MZ SMS Installer uninstaller\r\n";
/// Starting it (assumed).
const START_TIME: Span = Span::ms(500);
/// What it says of any log that it cannot open (Q189590).
const NO_LOG: &str = "Could not open INSTALL.LOG file.";
/// Lines of the log that something is taken back of.
const TAKEN_BACK: [&str; 8] = [
    "File Copy",
    "File Overwrite",
    "Made Dir",
    "Shell Link",
    "RegDB Root",
    "File Tree",
    "Execute path",
    "Execute Path",
];
const QUESTION: &str = "Are you sure you want to uninstall this application?";

/// The uninstaller that an installation leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uninstaller {
    pub build: Build,
    pub target: Target,
    pub mif: Mif,
}

/// How much is taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undo {
    /// An installation that is under way.
    Run,
    /// The last installation: what it replaced comes back.
    Last,
    Everything,
    /// What the person says of each line (the question is assumed).
    Chosen,
}

/// What stands on the command line (Q164353, Q200374).
#[derive(Default)]
struct Options {
    /// /A and /S: no questions.
    silent: bool,
    /// /C: a question for each part.
    custom: bool,
    /// /R.
    rolls_back: bool,
    log: String,
    /// What it shows besides.
    message: String,
}

impl Options {
    /// A path with a blank in it is cut there (Q189590); what follows the path is the message.
    fn parse(tail: &str) -> Self {
        let mut options = Self::default();
        let mut rest = tail.trim_start();
        while !rest.is_empty() {
            let (word, behind) = rest.split_at(rest.find([' ', '\t']).unwrap_or(rest.len()));
            match word.to_ascii_uppercase().as_str() {
                "/S" | "/A" => options.silent = true,
                "/C" => options.custom = true,
                "/R" => options.rolls_back = true,
                _ if word.starts_with('"') => {
                    options.message = rest.trim_matches(['"', ' ']).to_string();
                    break;
                }
                _ if options.log.is_empty() => options.log = word.to_string(),
                _ => {}
            }
            rest = behind.trim_start();
        }
        options
    }
}

impl Uninstaller {
    /// The name of its file.
    pub const fn name(&self) -> &'static str {
        match self.target {
            Target::Win16 => "UNINSTAL.EXE",
            Target::Win32 => "UNINST32.EXE",
        }
    }

    pub fn content(&self) -> Content {
        let target = if self.target == Target::Win16 { "win16" } else { "win32" };
        let text = format!("{MARK}build {}\r\ntarget {target}\r\n{}", self.build, self.mif.lines());
        Content::of(encode(&text))
    }

    /// The uninstaller that a file is, if it is one.
    pub fn of(content: &Content) -> Option<Self> {
        let Content::Bytes(bytes) = content else { return None };
        let text = decode(bytes.strip_prefix(MARK.as_bytes())?);
        let mut lines = text.lines();
        let mut after = |prefix: &str| lines.next()?.strip_prefix(prefix).map(str::to_string);
        let build = after("build ")?.parse().ok()?;
        let target = if after("target ")? == "win16" { Target::Win16 } else { Target::Win32 };
        Some(Self { build, target, mif: Mif::read(|| after("mif "))? })
    }
}

pub fn run(uninstaller: &Uninstaller, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let options = Options::parse(call.tail);
    let mut work = Work::new(call, programs, uninstaller.build, uninstaller.target);
    work.silent = options.silent;
    work.variables.set("WIN", work.windows());
    if let Err(Stop::Broken(ending)) = work.uninstall(uninstaller, &options) {
        work.done.broken_off = Some(ending);
    }
    work.done
}

impl Work<'_, '_> {
    fn uninstall(&mut self, uninstaller: &Uninstaller, options: &Options) -> Result<(), Stop> {
        self.begin(START_TIME)?;
        let Some((log, lines)) = self.lines_of_log(&options.log) else {
            self.say(NO_LOG);
            self.done.exit_code = 1;
            return Ok(());
        };
        if !self.silent {
            [options.message.as_str(), QUESTION]
                .iter()
                .filter(|line| !line.is_empty())
                .for_each(|line| self.say(line));
            if !self.confirm()? {
                return Ok(());
            }
        }
        let last = lines.iter().rposition(|line| line.starts_with(STARTED)).unwrap_or(0);
        let kept = lines[last..].iter().any(|line| line.starts_with("File Backup: "));
        if options.rolls_back && kept {
            self.undo(&lines[last..], Undo::Last)?;
            let rest: String = lines[..last].iter().map(|line| format!("{line}\r\n")).collect();
            self.write_text(&log, encode(&rest))?;
        } else {
            self.undo(&lines, if options.custom { Undo::Chosen } else { Undo::Everything })?;
            self.begin(ITEM_TIME)?;
            // The log goes with the rest, and its directory if nothing else is in it.
            let _ = self.call.drives.delete(&log);
            let _ = log.parent().map(|directory| self.call.drives.remove_directory(&directory));
        }
        self.report(&uninstaller.mif, &uninstaller.mif.uninstall, Outcome::Success)
    }

    /// The log, which lies beside the uninstaller when nobody says where, and its lines.
    fn lines_of_log(&self, said: &str) -> Option<(DosPath, Vec<String>)> {
        let beside = self.call.path.parent().and_then(|directory| directory.join("INSTALL.LOG").ok());
        let log = if said.is_empty() { beside } else { self.call.drives.resolve(said).ok() }?;
        let text = decode(&self.text(&log)?);
        Some((log, text.lines().map(str::to_string).collect()))
    }

    /// Takes back what the lines of a log tell, the last first.
    pub fn undo(&mut self, lines: &[String], how: Undo) -> Result<(), Stop> {
        for (line, before) in lines.iter().enumerate().rev().map(|(at, line)| (line, &lines[..at])) {
            self.begin(ITEM_TIME)?;
            let Some((word, rest)) = line.split_once(": ") else { continue };
            if how == Undo::Chosen && !self.chooses(word, line)? {
                continue;
            }
            match word {
                "File Copy" => self.take_back_file(rest, before, how),
                "File Overwrite" => self.put_back(rest, before)?,
                "Made Dir" => self.take_back_directory(rest),
                "Shell Link" => self.take_back_file(rest, before, how),
                "RegDB Root" => self.take_back_value(rest, before),
                "File Tree" => self.delete_file_tree(rest)?,
                "Execute path" | "Execute Path" => self.execute_path(rest)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether the person lets a line be taken back; of a value the last of its lines is shown.
    fn chooses(&mut self, word: &str, line: &str) -> Result<bool, Stop> {
        if !TAKEN_BACK.contains(&word) {
            return Ok(false);
        }
        if self.silent {
            return Ok(true);
        }
        self.say(&format!("Remove {line}?"));
        self.confirm()
    }

    /// All files in a directory and below it, of whatever origin, and the directory.
    fn delete_file_tree(&mut self, path: &str) -> Result<(), Stop> {
        let path = path.trim_end_matches("\\*.*");
        let Ok(directory) = self.call.drives.resolve(path) else { return Ok(()) };
        self.delete_in(&directory, &Pattern::ALL, true, 0)?;
        // One in which something is left stays.
        let _ = self.call.drives.remove_directory(&directory);
        Ok(())
    }

    /// Runs a program that the log names. With arguments behind its name it is not found (Q172863).
    fn execute_path(&mut self, line: &str) -> Result<(), Stop> {
        match self.call.drives.resolve(line) {
            Ok(path) if self.call.drives.is_file(&path) => self.run_command(line, ""),
            _ => Ok(()),
        }
    }

    fn take_back_file(&mut self, path: &str, before: &[String], how: Undo) {
        let Ok(path) = self.call.drives.resolve(path) else { return };
        let no_system_file = before.last().is_some_and(|line| line.starts_with("Non-System File:"));
        if matches!(how, Undo::Everything | Undo::Chosen) && self.is_system_file(&path) && !no_system_file {
            return;
        }
        // What is in use stays.
        let _ = self.call.drives.delete(&path);
    }

    fn is_system_file(&self, path: &DosPath) -> bool {
        let directories = [Some(self.windows()), Some(self.system()), self.os().system_directory()];
        let above = path.parent().map(|above| above.to_string()).unwrap_or_default();
        directories.into_iter().flatten().any(|directory| same(directory, &above))
    }

    fn take_back_directory(&mut self, path: &str) {
        if let Ok(path) = self.call.drives.resolve(path) {
            // One in which something is left stays.
            let _ = self.call.drives.remove_directory(&path);
        }
    }

    /// Puts the copy back that was kept of a file before it was written over, if there is one, and takes it away from where it
    /// was kept.
    fn put_back(&mut self, place: &str, before: &[String]) -> Result<(), Stop> {
        let kept = before.last().and_then(|line| line.strip_prefix("File Backup: "));
        let kept = kept.and_then(|path| self.call.drives.resolve(path).ok());
        let (Some(kept), Ok(place)) = (kept, self.call.drives.resolve(place)) else { return Ok(()) };
        let Some(entry) = self.call.drives.entry(&kept) else { return Ok(()) };
        let Some(content) = entry.content().cloned() else { return Ok(()) };
        let modified = entry.modified;
        self.swap(&place, New { content, modified })?;
        // A copy that is in use stays.
        let _ = self.call.drives.delete(&kept);
        Ok(())
    }

    /// A value that was there before comes back; a new one goes. Of a tree all goes.
    fn take_back_value(&mut self, root: &str, before: &[String]) {
        let root = root.parse::<usize>().ok().and_then(|root| ROOTS.get(root)).copied().unwrap_or(ROOTS[0]);
        if let Some(tree) = before.last().and_then(|line| line.strip_prefix("RegDB TREE: ")) {
            return self.call.drives.registry_mut().delete_tree(&format!("{root}\\{tree}"));
        }
        let of_value = before.iter().rposition(|line| line.starts_with("RegDB Key: "));
        let of_value = of_value.map_or(&[][..], |first| &before[first..]);
        let find = |word: &str| of_value.iter().find_map(|line| line.strip_prefix(word));
        let (Some(key), Some(name)) = (find("RegDB Key: "), find("RegDB Name: ")) else { return };
        let key = format!("{root}\\{key}");
        let kind = Type::of(find("RegDB Type: ").unwrap_or_default());
        match find("RegDB Old: ") {
            Some(old) => drop(self.call.drives.registry_mut().set(&key, name, kind.value(old))),
            None => self.call.drives.registry_mut().delete(&key, name),
        }
    }
}
