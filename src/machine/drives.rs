//! The drives of one machine: its own disk, and network drives mapped to what others share.

mod likeness;

use std::sync::Arc;

use super::clock::LocalTime;
use super::path::{DosPath, Drive, Naming, PathError, RelPath};
use super::redirector::Redirector;
use super::registry::Registry;
use super::volume::{Attributes, Content, Entry, Image, Pattern, Volume, VolumeError};

/// Whether a drive can be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Access {
    Full,
    ReadOnly,
}

#[derive(Clone, Debug)]
struct Mount {
    drive: Drive,
    volume: Volume,
    access: Access,
    /// The current directory of this drive.
    directory: RelPath,
    /// The server that a network drive is connected to, where that matters.
    server: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
struct Table {
    current: Drive,
    /// In the order of their letters.
    mounts: Vec<Mount>,
    /// Files held open, in the order of their paths.
    held: Vec<DosPath>,
    /// Files that the person may not change, in the order of their paths: on NTFS.
    guarded: Vec<DosPath>,
    redirector: Redirector,
    /// Network drives that were connected within Windows end with it.
    loses_shares: bool,
    registry: Registry,
}

/// The drives that one machine sees, each with its current directory, and the registry. Cloning costs one pointer; a clone that
/// is changed gets its own.
#[derive(Clone, Debug)]
pub struct Drives {
    table: Arc<Table>,
}

impl Drives {
    /// A machine with one disk, C:, which is the current drive.
    pub fn new(disk: Volume) -> Self {
        let mount = Mount {
            drive: Drive::C,
            volume: disk,
            access: Access::Full,
            directory: RelPath::root(),
            server: None,
        };
        let (redirector, registry) = (Redirector::default(), Registry::default());
        let (current, mounts, held, guarded) = (Drive::C, vec![mount], Vec::new(), Vec::new());
        Self {
            table: Arc::new(Table {
                current,
                mounts,
                held,
                guarded,
                redirector,
                registry,
                loses_shares: false,
            }),
        }
    }

    /// Connects a drive letter to what somebody shares for reading. A drive that had the letter is
    /// disconnected.
    pub fn map(&mut self, drive: Drive, share: Arc<Image>) {
        let volume = Volume::new(share);
        let directory = RelPath::root();
        self.mount(Mount { drive, volume, access: Access::ReadOnly, directory, server: None });
    }

    /// Connects a drive letter to what a server shares.
    pub fn map_to(&mut self, drive: Drive, share: Arc<Image>, server: &str) {
        let (volume, server) = (Volume::new(share), Some(Arc::from(server)));
        let directory = RelPath::root();
        self.mount(Mount { drive, volume, access: Access::ReadOnly, directory, server });
    }

    /// The servers that network drives are connected to, in the order of their letters.
    pub fn servers(&self) -> impl Iterator<Item = &str> {
        self.table.mounts.iter().filter_map(|mount| mount.server.as_deref())
    }

    /// Gives the machine another disk of its own.
    pub fn add(&mut self, drive: Drive, disk: Volume) {
        let directory = RelPath::root();
        self.mount(Mount { drive, volume: disk, access: Access::Full, directory, server: None });
    }

    /// Disconnects a drive; when it was the current one, C: is from now on.
    pub fn unmap(&mut self, drive: Drive) {
        let table = Arc::make_mut(&mut self.table);
        table.mounts.retain(|mount| mount.drive != drive);
        if table.current == drive {
            table.current = Drive::C;
        }
    }

    /// The redirector is one of those that lose the network drives of Windows when Windows ends (Q136932).
    pub fn set_loses_shares(&mut self) {
        Arc::make_mut(&mut self.table).loses_shares = true;
    }

    /// Windows has ended.
    pub fn leave_windows(&mut self) {
        if !self.table.loses_shares {
            return;
        }
        let shares: Vec<Drive> = self.letters().filter(|&drive| self.is_share(drive)).collect();
        shares.into_iter().for_each(|drive| self.unmap(drive));
    }

    /// The drives, in the order of their letters.
    pub fn letters(&self) -> impl Iterator<Item = Drive> + '_ {
        self.table.mounts.iter().map(|mount| mount.drive)
    }

    /// Whether both are one and the same, which costs nothing to tell.
    pub fn is_same_table(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
    }

    /// Whether a drive is what somebody else shares.
    pub fn is_share(&self, drive: Drive) -> bool {
        self.at(drive).is_ok_and(|mount| mount.access == Access::ReadOnly)
    }

    pub fn current(&self) -> Drive {
        self.table.current
    }

    /// Makes a drive the current one. Fails with `NoDrive`.
    pub fn set_current(&mut self, drive: Drive) -> Result<(), VolumeError> {
        self.volume(drive)?;
        if self.current() != drive {
            Arc::make_mut(&mut self.table).current = drive;
        }
        Ok(())
    }

    /// The current directory of a drive. Fails with `NoDrive`.
    pub fn directory(&self, drive: Drive) -> Result<DosPath, VolumeError> {
        Ok(DosPath { drive, below: self.at(drive)?.directory.clone() })
    }

    /// Changes the current directory of the path's drive, not the current drive. Fails with `PathNotFound`.
    pub fn set_directory(&mut self, path: &DosPath) -> Result<(), VolumeError> {
        if !self.is_directory(path) {
            return Err(VolumeError::PathNotFound);
        }
        let directory = self.volume(path.drive)?.spelling(&path.below);
        self.at_mut(path.drive)?.directory = directory;
        Ok(())
    }

    /// The path that `text` names when it is typed at this machine.
    pub fn resolve(&self, text: &str) -> Result<DosPath, PathError> {
        DosPath::resolve(text, self.current(), |drive| {
            let mount = self.at(drive).ok()?;
            Some((mount.directory.clone(), mount.volume.naming()))
        })
    }

    /// Which names a drive keeps; short ones where there is no such drive.
    pub fn naming(&self, drive: Drive) -> Naming {
        self.volume(drive).map_or(Naming::Short, Volume::naming)
    }

    /// The path by which a file is kept, for which there may be a short name too.
    pub fn located(&self, path: &DosPath) -> DosPath {
        let below = self.volume(path.drive).map_or_else(|_| path.below.clone(), |v| v.located(&path.below));
        DosPath { drive: path.drive, below }
    }

    /// Whether two paths are those of one file.
    pub fn is_same(&self, one: &DosPath, other: &DosPath) -> bool {
        self.located(one) == self.located(other)
    }

    /// The volume of a drive. Fails with `NoDrive`.
    pub fn volume(&self, drive: Drive) -> Result<&Volume, VolumeError> {
        Ok(&self.at(drive)?.volume)
    }

    /// The volume of a drive that may be written to. Fails with `NoDrive`, or with `AccessDenied` on a share.
    pub fn volume_mut(&mut self, drive: Drive) -> Result<&mut Volume, VolumeError> {
        if self.at(drive)?.access == Access::ReadOnly {
            return Err(VolumeError::AccessDenied);
        }
        Ok(&mut self.at_mut(drive)?.volume)
    }

    /// Has the running system hold a file open, as it does with a program or library that it has loaded: the file
    /// can be read, but neither changed nor deleted nor renamed.
    pub fn hold(&mut self, path: &DosPath) {
        let path = self.located(path);
        if let Err(at) = self.table.held.binary_search(&path) {
            Arc::make_mut(&mut self.table).held.insert(at, path);
        }
    }

    /// Lets go of a file, as a program does that has done with it.
    pub fn release(&mut self, path: &DosPath) {
        if let Ok(at) = self.table.held.binary_search(path) {
            Arc::make_mut(&mut self.table).held.remove(at);
        }
    }

    /// Lets go of all files, as the end of the system does.
    pub fn release_all(&mut self) {
        if !self.table.held.is_empty() {
            Arc::make_mut(&mut self.table).held.clear();
        }
    }

    pub fn holds(&self, path: &DosPath) -> bool {
        !self.table.held.is_empty() && self.table.held.binary_search(&self.located(path)).is_ok()
    }

    /// The files held open, in the order of their paths.
    pub fn held(&self) -> impl Iterator<Item = &DosPath> {
        self.table.held.iter()
    }

    /// Fails with `NoRight` when the person may not change a file, with `SharingViolation` when it is held open; or one in or
    /// below it when it is a directory.
    pub fn check_free(&self, path: &DosPath) -> Result<(), VolumeError> {
        let Table { held, guarded, .. } = &*self.table;
        if held.is_empty() && guarded.is_empty() {
            return Ok(());
        }
        let path = self.located(path);
        let within = |other: &DosPath| other.drive == path.drive && other.below.is_within(&path.below);
        match () {
            () if guarded.iter().any(within) => Err(VolumeError::NoRight),
            () if held.iter().any(within) => Err(VolumeError::SharingViolation),
            () => Ok(()),
        }
    }

    /// Sets the files that the person may not change, and gives those that it was before.
    pub fn guard(&mut self, mut files: Vec<DosPath>) -> Vec<DosPath> {
        if self.table.guarded.is_empty() && files.is_empty() {
            return files;
        }
        files.sort();
        std::mem::replace(&mut Arc::make_mut(&mut self.table).guarded, files)
    }

    /// The files that the person may not change.
    pub fn guarded(&self) -> &[DosPath] {
        &self.table.guarded
    }

    /// How far the machine has come with its network.
    pub fn redirector(&self) -> Redirector {
        self.table.redirector
    }

    pub fn set_redirector(&mut self, redirector: Redirector) {
        if self.redirector() != redirector {
            Arc::make_mut(&mut self.table).redirector = redirector;
        }
    }

    /// The registry, whose hives lie on the disk of the system: whoever has the drives has it too.
    pub fn registry(&self) -> &Registry {
        &self.table.registry
    }

    pub fn registry_mut(&mut self) -> &mut Registry {
        &mut Arc::make_mut(&mut self.table).registry
    }

    /// As [`Volume::entry`].
    pub fn entry(&self, path: &DosPath) -> Option<&Entry> {
        self.volume(path.drive).ok()?.entry(&path.below)
    }

    /// Whether there is a file.
    pub fn is_file(&self, path: &DosPath) -> bool {
        self.entry(path).is_some_and(|entry| !entry.is_directory())
    }

    pub fn is_directory(&self, path: &DosPath) -> bool {
        self.volume(path.drive).is_ok_and(|volume| volume.is_directory(&path.below))
    }

    /// As [`Volume::read`].
    pub fn read(&self, path: &DosPath) -> Result<&Content, VolumeError> {
        self.volume(path.drive)?.read(&path.below)
    }

    /// As [`Volume::matching`].
    pub fn matching(
        &self,
        directory: &DosPath,
        pattern: &Pattern,
    ) -> Result<Vec<(&str, &Entry)>, VolumeError> {
        self.volume(directory.drive)?.matching(&directory.below, pattern)
    }

    /// As [`Volume::write`]; fails with `SharingViolation` when the file is held open.
    pub fn write(&mut self, path: &DosPath, content: Content, at: LocalTime) -> Result<(), VolumeError> {
        self.check_free(path)?;
        self.volume_mut(path.drive)?.write(&path.below, content, at)
    }

    /// As [`Volume::append`]; fails with `SharingViolation` when the file is held open.
    pub fn append(&mut self, path: &DosPath, bytes: &[u8], at: LocalTime) -> Result<(), VolumeError> {
        self.check_free(path)?;
        self.volume_mut(path.drive)?.append(&path.below, bytes, at)
    }

    /// As [`Volume::delete`]; fails with `SharingViolation` when the file is held open.
    pub fn delete(&mut self, path: &DosPath) -> Result<(), VolumeError> {
        self.check_free(path)?;
        self.volume_mut(path.drive)?.delete(&path.below)
    }

    /// As [`Volume::rename`]; fails with `NotSameDrive` when the paths are on two drives, and with
    /// `SharingViolation` when a file is held open that would get another path. NT lets a library that is loaded
    /// be renamed; here it stays (assumed).
    pub fn rename(&mut self, from: &DosPath, to: &DosPath) -> Result<(), VolumeError> {
        if from.drive != to.drive {
            return Err(VolumeError::NotSameDrive);
        }
        self.check_free(from)?;
        self.volume_mut(from.drive)?.rename(&from.below, &to.below)
    }

    /// As [`Volume::make_directory`].
    pub fn make_directory(&mut self, path: &DosPath, at: LocalTime) -> Result<(), VolumeError> {
        self.volume_mut(path.drive)?.make_directory(&path.below, at)
    }

    /// As [`Volume::remove_directory`]; fails with `CurrentDirectory` when it is the drive's current one.
    pub fn remove_directory(&mut self, path: &DosPath) -> Result<(), VolumeError> {
        if self.is_directory(path) && self.is_same(&self.directory(path.drive)?, path) {
            return Err(VolumeError::CurrentDirectory);
        }
        self.volume_mut(path.drive)?.remove_directory(&path.below)
    }

    /// As [`Volume::set_attributes`].
    pub fn set_attributes(&mut self, path: &DosPath, attributes: Attributes) -> Result<(), VolumeError> {
        self.volume_mut(path.drive)?.set_attributes(&path.below, attributes)
    }

    fn mount(&mut self, mount: Mount) {
        let table = Arc::make_mut(&mut self.table);
        match table.mounts.binary_search_by_key(&mount.drive, |m| m.drive) {
            Ok(at) => table.mounts[at] = mount,
            Err(at) => table.mounts.insert(at, mount),
        }
    }

    fn at(&self, drive: Drive) -> Result<&Mount, VolumeError> {
        let mounts = &self.table.mounts;
        let at = mounts.binary_search_by_key(&drive, |m| m.drive).map_err(|_| VolumeError::NoDrive(drive))?;
        Ok(&mounts[at])
    }

    fn at_mut(&mut self, drive: Drive) -> Result<&mut Mount, VolumeError> {
        let mounts = &mut Arc::make_mut(&mut self.table).mounts;
        let at = mounts.binary_search_by_key(&drive, |m| m.drive).map_err(|_| VolumeError::NoDrive(drive))?;
        Ok(&mut mounts[at])
    }
}

#[cfg(test)]
mod tests;
