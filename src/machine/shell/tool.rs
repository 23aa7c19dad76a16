//! The commands that are files of their own in DOS. Each ends with an exit code, as programs do.

use super::Dialect;
use super::session::Session;
use crate::base::text::upper_text;

/// Runs with the rest of its line; gives its exit code.
pub(super) type Tool = fn(&mut Session<'_>, &str) -> u8;

/// The tool of a name, if the dialect's system has it.
pub(super) fn tool(word: &str, dialect: Dialect) -> Option<Tool> {
    let word = upper_text(word);
    let stem = word.strip_suffix(".EXE").or_else(|| word.strip_suffix(".COM")).unwrap_or(&word);
    let newer: Option<Tool> = match stem {
        "CHOICE" => Some(|session, rest| session.choice(rest)),
        "DELTREE" => Some(|session, rest| session.delete_tree(rest)),
        "MOVE" => Some(|session, rest| session.relocate(rest)),
        _ => None,
    };
    if newer.is_some() {
        let inside = dialect.is_cmd() && stem != "CHOICE";
        return newer.filter(|_| dialect.has_version_6_tools() && !inside);
    }
    Some(match stem {
        "ATTRIB" => |session, rest| session.attrib(rest),
        "FIND" => |session, rest| session.find(rest),
        "LABEL" => |session, rest| session.set_label(rest),
        "MORE" => |session, _| session.more(),
        "REPLACE" => |session, rest| session.replace(rest),
        "SORT" => |session, rest| session.sort(rest),
        "XCOPY" => |session, rest| session.copy_tree(rest),
        _ => return None,
    })
}

impl Session<'_> {
    pub fn run_tool(&mut self, tool: Tool, rest: &str) {
        if self.open_output() {
            self.run_opened_tool(tool, rest);
        }
    }

    /// As [`Self::run_tool`], when the output has been opened.
    pub fn run_opened_tool(&mut self, tool: Tool, rest: &str) {
        self.exit_code = i32::from(tool(self, rest));
        self.failed = self.exit_code != 0;
    }
}
