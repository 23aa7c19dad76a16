//! Items that run programs, make shortcuts, wait, and include the scripts that every template includes.

use super::include::{ROLLBACK_SCRIPT, UNINSTALL_SCRIPT};
use super::uninstall::{Undo, Uninstaller};
use super::work::{ITEM_TIME, Stop, Work};
use crate::base::Span;
use crate::base::text::encode;
use crate::machine::registry::Data;
use crate::machine::{Content, shell};
use crate::wire::ipf::Block;

const UNINSTALL: &str = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall";
/// The longest that `Sleep` waits (assumed).
const LONGEST_SLEEP: Span = Span::hours(1);

impl Work<'_, '_> {
    /// `Execute Program`, which here always waits. The exit code is in two variables.
    pub fn execute_program(&mut self, block: &Block) -> Result<(), Stop> {
        let line =
            [block.text("Pathname"), block.text("Command Line")].map(|text| self.expand(text)).join(" ");
        self.run_command(line.trim(), block.text("Default Directory"))
    }

    /// Runs a command line, in a directory if one is named.
    pub fn run_command(&mut self, line: &str, directory: &str) -> Result<(), Stop> {
        let before = self.call.drives.directory(self.call.drives.current()).ok();
        if let Some(directory) = self.path(directory) {
            // Where there is no such directory, the program runs where it is.
            let _ = self.call.drives.set_directory(&directory);
        }
        let setting = self.programs.setting(self.call, &self.done);
        let run = shell::run(line, self.call.drives, &mut self.call.env.clone(), setting);
        let exit_code = run.exit_code.to_string();
        self.done.add(run);
        for name in ["INSTALL_RESULT", "PROCEXITCODE"] {
            self.variables.set(name, &exit_code);
        }
        if let Some(before) = before {
            // It was the current one.
            let _ = self.call.drives.set_directory(&before);
        }
        self.done.broken_off.map_or(Ok(()), |ending| Err(Stop::Broken(ending)))
    }

    /// `Create Shortcut`: a file with the command line as text stands for the link.
    pub fn create_shortcut(&mut self, block: &Block) -> Result<(), Stop> {
        let Some(link) = self.path(block.text("Destination")) else { return Ok(()) };
        let command =
            [block.text("Source"), block.text("Command Options")].map(|text| self.expand(text)).join(" ");
        if let Some(directory) = link.parent()
            && let Err(error) = self.make_directories(&directory)?
        {
            return self.fail(&format!("{error}: {directory}"));
        }
        self.begin(ITEM_TIME)?;
        let now = self.now();
        // Where the disk is full there is no link.
        let _ = self.call.drives.write(&link, Content::of(encode(command.trim())), now);
        self.log(&format!("Shell Link: {link}"))
    }

    /// `Sleep`, in milliseconds (Q235725).
    pub fn sleep(&mut self, block: &Block) -> Result<(), Stop> {
        let time: u64 = self.expand(block.text("Sleep Time")).parse().unwrap_or(0);
        self.begin(Span::ms(time).min(LONGEST_SLEEP))
    }

    /// `Include Script`: the uninstaller is put beside the program, or what this run did is undone.
    pub fn include(&mut self, block: &Block) -> Result<(), Stop> {
        let file = block.text("Pathname").to_ascii_lowercase();
        if file.ends_with(ROLLBACK_SCRIPT) {
            let lines = std::mem::take(&mut self.log.lines);
            return self.undo(&lines, Undo::Run);
        }
        if file.ends_with(UNINSTALL_SCRIPT) { self.leave_uninstaller() } else { Ok(()) }
    }

    fn leave_uninstaller(&mut self) -> Result<(), Stop> {
        let uninstaller = Uninstaller { build: self.build, target: self.target, mif: self.mif.clone() };
        let Some(place) = self.path(&format!("%MAINDIR%\\{}", uninstaller.name())) else { return Ok(()) };
        if let Some(directory) = place.parent()
            && let Err(error) = self.make_directories(&directory)?
        {
            return self.fail(&format!("{error}: {directory}"));
        }
        self.begin(ITEM_TIME)?;
        let word = if self.call.drives.is_file(&place) { "Overwrite" } else { "Copy" };
        let now = self.now();
        if let Err(error) = self.call.drives.write(&place, uninstaller.content(), now) {
            return self.fail(&format!("{error}: {place}"));
        }
        self.log(&format!("File {word}: {place}"))?;
        let title = self.expand("%APPTITLE%");
        let log = self.log.file.as_ref().map(ToString::to_string).unwrap_or_default();
        if !title.is_empty() {
            let key = format!("{UNINSTALL}\\{title}");
            let command = format!("{place} {log}");
            self.call.drives.registry_mut().set(&key, "UninstallString", Data::Text(command));
        }
        Ok(())
    }
}
