//! What two machines' drives have in common: told by what they share, so that it costs nothing to tell.

use std::sync::Arc;

use super::{Drives, Mount};
use crate::machine::clock::LocalTime;

impl Drives {
    /// Shares what both hold if it is the same, so that a machine which is as it was costs no more than it did.
    pub fn rejoin(&mut self, other: &Self) {
        let (mine, theirs) = (&*self.table, &*other.table);
        let same_mount = |(mine, theirs): (&Mount, &Mount)| {
            (mine.access, &mine.directory, &mine.server) == (theirs.access, &theirs.directory, &theirs.server)
        };
        let same = self.has_files_of(other)
            && mine.mounts.iter().zip(&theirs.mounts).all(same_mount)
            && (mine.current, mine.redirector, mine.loses_shares)
                == (theirs.current, theirs.redirector, theirs.loses_shares)
            && (&mine.held, &mine.guarded) == (&theirs.held, &theirs.guarded)
            && mine.registry == theirs.registry;
        if same {
            self.table = other.table.clone();
        }
    }

    /// Whether a file on any drive was written at `moment` or later.
    pub fn has_written_since(&self, moment: LocalTime) -> bool {
        self.table.mounts.iter().any(|mount| mount.volume.has_written_since(moment))
    }

    /// The same drives as if all that was written from `began` on had been written as much later or earlier as `begins` is.
    #[must_use]
    pub fn moved(&self, began: LocalTime, begins: LocalTime) -> Self {
        if !self.has_written_since(began) {
            return self.clone();
        }
        let mut moved = self.clone();
        let mounts = &mut Arc::make_mut(&mut moved.table).mounts;
        mounts.iter_mut().for_each(|mount| mount.volume = mount.volume.moved(began, begins));
        moved
    }

    /// Whether the files of both are the same by what they share; `false` may also mean that nobody has compared them.
    pub fn has_files_of(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.table.mounts, &other.table.mounts);
        let same = |(mine, theirs): (&Mount, &Mount)| {
            mine.drive == theirs.drive && mine.volume.is_same(&theirs.volume)
        };
        mine.len() == theirs.len() && mine.iter().zip(theirs).all(same)
    }
}
