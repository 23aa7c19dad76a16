//! What RESTART makes of the end of an installation (Q174330). Its values are read as they stand: `s` is not `S`.

use super::replace::BATCH;
use super::work::{Stop, Work};
use crate::machine::{Leave, OsKind};

/// What is asked before a restart (the words are assumed, after Wise's; no article has them).
const QUESTION: &str = "The system must be restarted to complete the installation. Press the OK button to restart this \
                        computer. Press Cancel to return to Windows without restarting.";

impl Work<'_, '_> {
    /// Asks Windows for what RESTART says, when the person agrees. A silent installation asks too (Q164353), unless it was
    /// compiled not to, and then it restarts unasked (Q171070).
    pub fn leave(&mut self, suppresses_message: bool) -> Result<(), Stop> {
        let Some(leave) = self.wanted() else { return Ok(()) };
        let asks = !(self.silent && suppresses_message);
        if asks {
            self.say(QUESTION);
        }
        if !asks || self.confirm()? {
            self.end_windows(leave);
        }
        Ok(())
    }

    /// Ends Windows, unless nobody is logged on (Q171070), or whoever runs the installation holds that back.
    pub fn end_windows(&mut self, leave: Leave) {
        let runner = self.programs.runner;
        if !runner.without_desktop && !runner.holds_back(&leave) {
            self.done.leave_windows(leave);
        }
    }

    fn wanted(&self) -> Option<Leave> {
        match self.variables.get("RESTART") {
            "W" => Some(Leave::RestartWindows(self.batch())),
            "S" => Some(Leave::Restart),
            other => {
                let program = other.strip_prefix("E ")?.trim();
                Some(Leave::RestartWindows(Some(program.to_string())))
            }
        }
    }

    /// What Windows 3.x must do in MS-DOS when it comes back without a start of the machine.
    fn batch(&self) -> Option<String> {
        let is_windows_3 = matches!(self.os(), OsKind::Win31 | OsKind::Wfw311);
        let waits = is_windows_3 && self.path(BATCH).is_some_and(|batch| self.call.drives.is_file(&batch));
        waits.then(|| BATCH.to_string())
    }
}
