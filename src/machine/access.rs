//! What those above do with a machine: connect drives, find programs and files, and look into them.

use std::sync::Arc;

use super::Machine;
use super::path::{DosPath, Drive};
use super::volume::{Entry, Image, Pattern};

/// As much of a file as anybody looks at.
const MAX_FILE_BYTES: usize = 1 << 20;

/// What makes a file a program, in the order in which Windows tries the endings.
const PROGRAM_ENDINGS: [&str; 4] = ["", ".COM", ".EXE", ".BAT"];

impl Machine {
    /// Maps a drive to a share of a server, and makes a directory there the current one.
    pub fn connect(&mut self, drive: Drive, share: &Arc<Image>, server: &str, directory: &str) {
        self.drives.map_to(drive, share.clone(), server);
        let connected = self.drives.set_current(drive);
        if let (Ok(()), Ok(path)) = (connected, self.drives.resolve(directory)) {
            // A share without that directory leaves the root current, where nothing is found.
            let _ = self.drives.set_directory(&path);
        }
    }

    /// The current drive and directory, as the prompt shows them.
    pub fn place(&self) -> String {
        let directory = self.drives.directory(self.drives.current());
        directory.map_or_else(|_| self.drives.current().to_string(), |path| path.to_string())
    }

    /// Whether Windows finds the program of a command line: in the current directory, the Windows directory, that of the
    /// commands, or at the root of C:.
    pub fn finds_program(&self, command: &str) -> bool {
        let program = command.split_whitespace().next().unwrap_or_default();
        let elsewhere = [self.os.windows_directory(), Some(self.os.command_directory()), Some("C:")];
        let places = elsewhere.into_iter().flatten().map(|directory| format!("{directory}\\{program}"));
        let candidates: Vec<String> = std::iter::once(program.to_string()).chain(places).collect();
        candidates.iter().any(|place| {
            let named = |ending: &&str| self.drives.resolve(&format!("{place}{ending}"));
            PROGRAM_ENDINGS
                .iter()
                .filter_map(|ending| named(ending).ok())
                .any(|path| self.drives.is_file(&path))
        })
    }

    /// The files of a directory whose names match, in the directory's order; none where there is no such directory.
    pub fn files(&self, directory: &DosPath, pattern: &str) -> Vec<DosPath> {
        let found = self.drives.matching(directory, &Pattern::new(pattern)).unwrap_or_default();
        let files = found.into_iter().filter(|(_, entry)| !entry.is_directory());
        let path = |(name, _): (&str, &Entry)| {
            Some(DosPath { drive: directory.drive, below: directory.below.join(name).ok()? })
        };
        files.filter_map(path).collect()
    }

    /// The bytes of a file, the first MiB of a longer one, or `None` where there is none.
    pub fn read_file(&self, path: &DosPath) -> Option<Vec<u8>> {
        Some(self.drives.read(path).ok()?.text_bytes(MAX_FILE_BYTES))
    }
}
