//! What waits while a program stays: the batch files behind `WIN` in AUTOEXEC.BAT, which go on when Windows is left.

use super::Ending;
use super::session::{Frame, Session};

/// The batch files and shells that wait for a program that stays.
#[derive(Clone, Debug)]
pub struct Rest {
    frames: Vec<Frame>,
    echo: bool,
}

impl Session<'_> {
    /// Puts away what waits for the program that stays.
    pub(super) fn put_away(&mut self) -> Option<Rest> {
        let stays = self.ending() == Some(Ending::Stays);
        stays.then(|| Rest { frames: std::mem::take(&mut self.frames), echo: self.echo })
    }

    /// Goes on with what was put away.
    pub(super) fn take_up(&mut self, rest: Rest) {
        let Rest { frames, echo } = rest;
        self.frames = frames;
        self.echo = echo;
        self.run_to_the_end();
    }
}
