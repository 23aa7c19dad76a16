//! `Check Disk Space` (Q231600): whether there is room for the files of the program, and for what is reserved besides.

use super::dialog::Answer;
use super::work::{Stop, Work};
use crate::machine::Drive;
use crate::wire::ipf::Block;

/// "Do Not Cancel During Silent Installation" (inferred from the script of Q231600).
const GOES_ON_SILENTLY: u32 = 0x01;
const KB: u64 = 1_024;
/// Times that a question is asked again.
const MOST_QUESTIONS: usize = 1_000;

impl Work<'_, '_> {
    /// Without a variable for the status the question comes again until there is room or the person aborts.
    pub fn check_disk_space(&mut self, block: &Block) -> Result<(), Stop> {
        let status = block.text("Status");
        self.variables.set(status, "");
        for _ in 0..MOST_QUESTIONS {
            let Some((drive, missing)) = self.missing_space(block) else { return Ok(()) };
            if self.silent {
                return self.without_space(block);
            }
            self.say(&format!(
                "The software requires an additional {missing} K bytes free on the {drive}: drive to install.  Please remove any \
                 unnecessary files and try again.",
                drive = drive.letter()
            ));
            match self.abort_retry_ignore()? {
                Answer::Abort => return self.cancel("There is not enough disk space."),
                Answer::Ignore if !status.is_empty() => return self.answered(status, "I"),
                Answer::Retry if !status.is_empty() => return self.answered(status, "R"),
                Answer::Ignore | Answer::Retry => self.begin_item()?,
            }
        }
        self.cancel("There is not enough disk space.")
    }

    fn answered(&mut self, status: &str, answer: &str) -> Result<(), Stop> {
        self.variables.set(status, answer);
        Ok(())
    }

    /// Nobody is asked: the installation is cancelled, or the item says that it goes on.
    fn without_space(&mut self, block: &Block) -> Result<(), Stop> {
        if !block.flags("Flags").has(GOES_ON_SILENTLY) {
            return self.cancel("There is not enough disk space.");
        }
        self.answered(block.text("Status"), "I")
    }

    /// The first drive on which room is missing, and how many KB. The files count on the drive of MAINDIR, or on C: (assumed).
    fn missing_space(&self, block: &Block) -> Option<(Drive, u64)> {
        let files: u64 = self.sources.iter().map(|source| source.content.size().div_ceil(KB)).sum();
        let home = self.path("%MAINDIR%").map_or(Drive::C, |path| path.drive);
        let mut wanted = vec![(home, files)];
        for n in 1..=3 {
            let extra: u64 = self.expand(block.text(&format!("Space{n}"))).parse().unwrap_or(0);
            let variable = block.text(&format!("Variable{n}"));
            let drive = self.path(&format!("%{variable}%")).filter(|_| !variable.is_empty());
            wanted.push((drive.map_or(home, |path| path.drive), extra));
        }
        let drives = wanted.iter().map(|(drive, _)| *drive);
        drives.into_iter().find_map(|drive| {
            let needed = wanted.iter().filter(|(of, _)| *of == drive).map(|(_, kb)| *kb);
            let needed = needed.fold(0, u64::saturating_add);
            let free = self.call.drives.volume(drive).map_or(0, |volume| volume.free_bytes() / KB);
            (needed > free).then(|| (drive, needed - free))
        })
    }
}
