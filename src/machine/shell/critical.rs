//! What a shell does about a file that the running system holds open. COMMAND.COM asks, as its handler of
//! critical errors does; CMD.EXE asks nothing.

use super::session::Session;
use crate::base::text::decode_byte;
use crate::machine::drives::Drives;
use crate::machine::path::DosPath;
use crate::machine::volume::VolumeError;

/// What was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Abort,
    Retry,
    Fail,
}

impl Session<'_> {
    /// Does `work` on the drives for the sake of `path`. When a file is held open, COMMAND.COM asks what to do,
    /// and tries again, or fails with `FailedAtQuestion`, or gives up the command. Nothing is done any more for
    /// a command that was given up.
    pub fn attempt<T>(
        &mut self,
        path: &DosPath,
        mut work: impl FnMut(&mut Drives) -> Result<T, VolumeError>,
    ) -> Result<T, VolumeError> {
        loop {
            if self.given_up || self.is_over() {
                return Err(VolumeError::SharingViolation);
            }
            match work(self.drives) {
                Err(VolumeError::SharingViolation) if !self.dialect.is_cmd() => match self.ask_critical(path)
                {
                    Answer::Retry => {}
                    Answer::Fail => return Err(VolumeError::FailedAtQuestion),
                    Answer::Abort => self.give_up_command(),
                },
                done => return done,
            }
        }
    }

    /// What a message says of an error: that the file is held open, or else `otherwise`.
    pub fn refusal(&self, error: &VolumeError, otherwise: impl Into<String>) -> String {
        match error {
            VolumeError::SharingViolation => error.to_string(),
            _ => otherwise.into(),
        }
    }

    /// Ends the command and the pipe it is in; the batch file and FOR go on.
    fn give_up_command(&mut self) {
        self.given_up = true;
        self.piping = false;
    }

    /// Asks on the screen and takes the answer from the keyboard, whatever is redirected.
    fn ask_critical(&mut self, path: &DosPath) -> Answer {
        self.console.show(&format!("\r\nSharing violation reading drive {}\r\n", path.drive.letter()));
        loop {
            self.step(1);
            self.console.show("Abort, Retry, Fail?");
            let Some(key) = self.pressed_key() else { return Answer::Abort };
            self.console.show(&format!("{}\r\n", decode_byte(key)));
            match key.to_ascii_uppercase() {
                b'A' => return Answer::Abort,
                b'R' => return Answer::Retry,
                b'F' => return Answer::Fail,
                _ if self.is_over() => return Answer::Abort,
                _ => {}
            }
        }
    }
}
