//! SMS Installer: a compiled script at work on a machine.
//!
//! ```text
//!   script (.IPF) + files --compiled--> SETUP.EXE --run--> files, INI files, registry, AUTOEXEC.BAT ...
//!                                           |          what is in use --> temporary name + the system's own list
//!                                           +--end--> status MIF, INSTALL.LOG, RESTART: Windows ends or not
//! ```
//!
//! [`Compiled`] is the program, known by its content like every program here. [`Script`] is its script, checked: every item
//! known, every block closed. What an item does stands in the file named after its kind.

mod compiled;
mod dialog;
mod disk_space;
mod edit_ini;
mod expression;
mod extract;
mod files;
mod flow;
mod include;
mod install;
mod items;
mod log;
mod mif;
mod read;
mod registry;
mod replace;
mod restart;
mod script;
mod start_files;
mod switches;
mod system;
#[cfg(test)]
mod tests;
mod uninstall;
mod variables;
mod work;

pub use compiled::{Compiled, Mif, Source, Target};
pub use script::{Problem, Script, ScriptError};

use super::programs::ClientPrograms;
use crate::machine::{Call, Content, ProgramRun};

/// Runs the file if it is a compiled script or the uninstaller that one has left.
pub fn run(content: &Content, call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> Option<ProgramRun> {
    if let Some(compiled) = Compiled::of(content) {
        return Some(install::run(&compiled, call, programs));
    }
    Some(uninstall::run(&uninstall::Uninstaller::of(content)?, call, programs))
}
