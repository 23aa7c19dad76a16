//! /X and /Z: the files of a program are taken out of it, and nothing is installed (Q164353).

use super::files::last_name;
use super::work::{Stop, Work};
use crate::base::Span;
use crate::machine::Leave;
use crate::machine::shell::COPY_NS_PER_BYTE;
use crate::wire::ipf::{Block, Part};

/// Characters of a name that are left of it where a run-time cuts it (Q189313).
const MOST_NAME_CHARS: usize = 19;
/// Files that a run-time takes out where it stops there (Q238531).
const MOST_FILES: usize = 1_024;
/// The variable that a typed directory comes into.
const TYPED: &str = "_DIRECTORY_";

impl Work<'_, '_> {
    /// Takes the files out into a directory; a relative one is one of the directory for temporary files. Without one the files are
    /// listed, and the person types it (the dialog is assumed).
    pub fn extract(&mut self, directory: &str) -> Result<(), Stop> {
        let mut directory = directory.to_string();
        if directory.is_empty() && !self.silent {
            self.sources.iter().for_each(|source| self.done.print(last_name(&source.path)));
            self.ask(&dialog("Extract files to:", &[TYPED]))?;
            directory = self.variables.get(TYPED).to_string();
        }
        if !directory.contains(['\\', ':']) {
            directory = format!("%TEMP%\\{directory}");
        }
        self.extract_into(directory.trim_end_matches('\\'))
    }

    fn extract_into(&mut self, directory: &str) -> Result<(), Stop> {
        let Some(path) = self.path(directory) else { return Ok(()) };
        if let Err(error) = self.make_directories(&path)? {
            return self.fail(&format!("{error}: {path}"));
        }
        let behavior = &self.programs.behavior;
        let most_files = if self.has(behavior.extracts_few_files) { MOST_FILES } else { usize::MAX };
        let most_chars = if self.has(behavior.cuts_extracted_names) { MOST_NAME_CHARS } else { usize::MAX };
        for source in self.sources.iter().take(most_files) {
            let name: String = last_name(&source.path).chars().take(most_chars).collect();
            let Some(place) = self.path(&format!("{directory}\\{name}")) else { continue };
            self.begin(Span(source.content.size().saturating_mul(COPY_NS_PER_BYTE)))?;
            if let Err(error) = self.call.drives.write(&place, source.content.clone(), source.modified) {
                return self.fail(&format!("{error}: {place}"));
            }
        }
        Ok(())
    }

    /// Windows ends behind /Z.
    pub fn leave_behind_extraction(&mut self) {
        self.end_windows(Leave::QuitWindows);
    }

    /// /M: the person may say where what goes to the Windows directory, the system directory and the one for temporary files is to
    /// go instead.
    pub fn ask_directories(&mut self) -> Result<(), Stop> {
        self.ask(&dialog("Windows, system and temporary directory:", &["WIN", "SYS", "TEMP"]))
    }
}

/// A dialog with a line and fields.
fn dialog(title: &str, fields: &[&str]) -> Block {
    let field = |name: &&str| Part::Block(Block::new("Editbox", &[("Variable", name)]));
    let mut dialog = Block::new("Dialog", &[("Title", title)]);
    dialog.parts.extend(fields.iter().map(field));
    dialog
}
