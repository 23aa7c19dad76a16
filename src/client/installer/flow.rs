//! The order of things: blocks, loops, events, and which item is carried out how.

use std::ops::Range;

use super::items::{self, Kind};
use super::script::{Role, Script, Step};
use super::work::{Stop, Work};
use crate::machine::OsKind;
use crate::wire::ipf::Block;

/// Of `If/While Statement`.
const WHILE: u32 = 0x10;
const AT_LEAST_ONCE: u32 = 0x40;

/// A Wizard Block that runs: its dialogs are shown one after the other, forth and back.
struct Wizard<'a> {
    block: &'a Block,
    /// The names of its dialogs, and the one that is up.
    dialogs: Vec<&'a str>,
    up: usize,
}

impl Work<'_, '_> {
    /// Carries out what the script says of an event, if it says anything. Whatever it comes to, the installation ends.
    pub fn walk_event(&mut self, script: &Script, event: Option<Range<usize>>) -> Result<(), Stop> {
        match self.walk(script, event.unwrap_or(0..0)) {
            Ok(()) | Err(Stop::Exit | Stop::Cancelled) => Ok(()),
            broken => broken,
        }
    }

    /// Carries out items one after the other.
    pub fn walk(&mut self, script: &Script, range: Range<usize>) -> Result<(), Stop> {
        let mut wizards = Vec::new();
        let mut at = range.start;
        while at < range.end {
            self.begin_item()?;
            let step = &script.steps[at];
            at = match step.role {
                Role::Plain => {
                    self.carry_out(step)?;
                    at + 1
                }
                Role::Opens { end, .. } if step.kind == Kind::WizardBlock => {
                    wizards.push(Wizard::new(script, &step.block, at + 1..end));
                    self.turn_page(&mut wizards, true, at + 1, end + 1)
                }
                Role::Opens { next, .. } => {
                    let once = step.kind == Kind::If && step.block.flags("Flags").has(AT_LEAST_ONCE);
                    if once || self.holds(step)? { at + 1 } else { self.branch(script, next)? }
                }
                Role::Else { end, .. } => end,
                Role::Ends { opener } => self.end_block(script, opener, at, &mut wizards)?,
            };
        }
        Ok(())
    }

    /// The first branch from `at` on whose condition holds, or what stands behind the block.
    fn branch(&mut self, script: &Script, mut at: usize) -> Result<usize, Stop> {
        loop {
            let step = &script.steps[at];
            match step.role {
                Role::Else { next, .. } if step.kind == Kind::ElseIf && !self.holds(step)? => at = next,
                _ => return Ok(at + 1),
            }
        }
    }

    fn end_block<'s>(
        &mut self,
        script: &'s Script,
        opener: usize,
        at: usize,
        wizards: &mut Vec<Wizard<'s>>,
    ) -> Result<usize, Stop> {
        let step = &script.steps[opener];
        match step.kind {
            Kind::WizardBlock => Ok(self.turn_page(wizards, false, opener + 1, at + 1)),
            Kind::If if step.block.flags("Flags").has(WHILE) && self.holds(step)? => Ok(opener + 1),
            _ => Ok(at + 1),
        }
    }

    /// Puts the next dialog up, or behind the last one goes on behind the wizard.
    fn turn_page(&mut self, wizards: &mut Vec<Wizard<'_>>, first: bool, body: usize, behind: usize) -> usize {
        let Some(wizard) = wizards.last_mut() else { return behind };
        let back = !first && self.variables.get(wizard.block.text("Direction Variable")) == "B";
        let next = match (first, back) {
            (true, _) => self.shown_from(wizard, 0),
            (_, false) => self.shown_from(wizard, wizard.up + 1),
            (_, true) => (0..wizard.up).rev().find(|&at| !self.skips(wizard, at)).or(Some(wizard.up)),
        };
        let Some(up) = next else {
            wizards.pop();
            return behind;
        };
        wizard.up = up;
        self.variables.set(wizard.block.text("Direction Variable"), "N");
        self.variables.set(wizard.block.text("Display Variable"), wizard.dialogs[up]);
        body
    }

    fn shown_from(&self, wizard: &Wizard<'_>, from: usize) -> Option<usize> {
        (from..wizard.dialogs.len()).find(|&at| !self.skips(wizard, at))
    }

    /// Whether one of the conditions under which the dialog is skipped holds.
    fn skips(&self, wizard: &Wizard<'_>, at: usize) -> bool {
        let lists = ["Dialog", "Variable", "Value", "Compare"].map(|name| wizard.block.texts(name));
        let [dialogs, variables, values, comparisons] = lists;
        let item = |list: &[&str], n: usize| list.get(n).copied().unwrap_or_default().to_string();
        (0..dialogs.len()).filter(|&n| dialogs[n] == wizard.dialogs[at]).any(|n| {
            let value = self.variables.get(&item(&variables, n));
            compares(item(&comparisons, n).parse().unwrap_or(0), value, &self.expand(&item(&values, n)))
        })
    }

    /// Whether the condition of an item holds.
    fn holds(&mut self, step: &Step) -> Result<bool, Stop> {
        let block = &step.block;
        match step.kind {
            Kind::If | Kind::ElseIf => {
                let value = self.expand(block.text("Value"));
                let comparison = block.flags("Flags").bits() & items::COMPARISON;
                Ok(compares(comparison, self.variables.get(block.text("Variable")), &value))
            }
            Kind::DisplayMessage => self.message(block),
            Kind::CheckFile => Ok(self.finds_file(block)),
            Kind::CheckConfiguration => Ok(self.has_configuration(block)),
            _ => Ok(true),
        }
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), Stop> {
        let block = &step.block;
        match step.kind {
            Kind::Exit => Err(Stop::Exit),
            Kind::SetVariable => self.set_variable(block),
            Kind::Include => self.include(block),
            Kind::DisplayMessage => self.message(block).map(drop),
            Kind::CustomDialogSet => self.custom_dialog(block),
            Kind::CheckConfiguration => self.check_configuration(block),
            Kind::CheckFile => self.check_file(block),
            Kind::CheckDiskSpace => self.check_disk_space(block),
            Kind::InstallFile => self.install_file(block),
            Kind::CopyLocalFile => self.copy_local_file(block),
            Kind::DeleteFile => self.delete_files(block),
            Kind::RenameFile => self.rename_file(block),
            Kind::CreateDirectory => self.create_directory(block),
            Kind::SetAttributes => self.set_attributes(block),
            Kind::EditIni => self.edit_ini(block),
            Kind::EditRegistry => self.edit_registry(block),
            Kind::CreateService => self.create_service(block),
            Kind::CreateShortcut => self.create_shortcut(block),
            Kind::InsertLine => self.insert_line(block),
            Kind::AddToAutoexec => self.add_to_start_file(block, "AUTOEXEC.BAT"),
            Kind::AddToConfig => self.add_to_start_file(block, "CONFIG.SYS"),
            Kind::AddDevice => self.add_device(block),
            Kind::AddToPath => self.add_to_path(block),
            Kind::SetFilesBuffers => self.set_files_buffers(block),
            Kind::AddTextToLog => self.add_text_to_log(block),
            Kind::OpenCloseLog => self.open_close_log(block),
            Kind::ExecuteProgram => self.execute_program(block),
            Kind::SelfRegister => self.register_all(),
            Kind::Sleep => self.sleep(block),
            kind => {
                self.look_up(kind, block);
                Ok(())
            }
        }
    }

    /// `Check Configuration` that begins no block: it shows its message where what it looks for is so, and may cancel.
    fn check_configuration(&mut self, block: &Block) -> Result<(), Stop> {
        if !self.has_configuration(block) {
            return Ok(());
        }
        let aborts = block.flags("Flags").bits() & items::CHECK_ACTION == items::CHECK_ABORTS;
        self.notice(block, "Message", aborts)
    }

    fn has_configuration(&self, block: &Block) -> bool {
        let flags = block.flags("Flags");
        let is_so = match flags.bits() & items::CHECK_FEATURE {
            items::SHELL_OF_WINDOWS_95 => matches!(self.os(), OsKind::Win95 | OsKind::Nt40),
            _ => self.is_nt() || self.os() == OsKind::Win95,
        };
        is_so == flags.has(items::CHECK_IS)
    }
}

impl<'a> Wizard<'a> {
    fn new(script: &'a Script, block: &'a Block, body: Range<usize>) -> Self {
        let sets = script.steps[body].iter().filter(|step| step.kind == Kind::CustomDialogSet);
        Self { block, dialogs: sets.map(|step| step.block.text("Name")).collect(), up: 0 }
    }
}

/// Compares texts; larger and smaller go by the number where both are one (assumed).
fn compares(comparison: u32, value: &str, with: &str) -> bool {
    let order = match (value.parse::<i64>(), with.parse::<i64>()) {
        (Ok(value), Ok(with)) => value.cmp(&with),
        _ => value.cmp(with),
    };
    match comparison {
        0 => value == with,
        1 => value != with,
        2 => value.contains(with),
        3 => !value.contains(with),
        4 => value.eq_ignore_ascii_case(with),
        5 => !value.eq_ignore_ascii_case(with),
        6 => order.is_gt(),
        7 => order.is_ge(),
        8 => order.is_lt(),
        _ => order.is_le(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_by_number() {
        for (comparison, value, with, holds) in [
            (0, "a", "A", false),
            (1, "a", "A", true),
            (2, "/S now", "/S", true),
            (3, "/S now", "/S", false),
            (4, "a", "A", true),
            (5, "a", "A", false),
            (6, "10", "9", true),
            (7, "9", "9", true),
            (8, "10", "9", false),
            (9, "b", "a", false),
        ] {
            assert_eq!(compares(comparison, value, with), holds, "{comparison}: {value}, {with}");
        }
    }
}
