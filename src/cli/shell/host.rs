//! The door to the host's file system: a directory is copied to a disk, and a disk to a directory. Links are not
//! followed, and no name leads out of the directory that was given.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use sms_sim::machine::volume::{Content, Entry};
use sms_sim::machine::{LocalTime, RelPath, Volume};

use super::Failure;

/// Files and directories that are imported.
const MAX_FILES: usize = 10_000;
/// Bytes that are imported, and that one file may have.
const MAX_BYTES: u64 = 64 << 20;

fn failed(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::refused(format!("{}: {why}", path.display()))
}

/// What is left of the limits.
struct Allowance {
    files: usize,
    bytes: u64,
}

/// Copies what is in `directory` to the root of a disk.
///
/// # Errors
/// When a name is none on the disk, when there is a link, and beyond [`MAX_FILES`] and [`MAX_BYTES`].
pub fn import(directory: &Path, disk: &mut Volume, at: LocalTime) -> Result<(), Failure> {
    let mut allowance = Allowance { files: MAX_FILES, bytes: MAX_BYTES };
    import_below(directory, &RelPath::root(), disk, at, &mut allowance)
}

fn import_below(
    directory: &Path,
    below: &RelPath,
    disk: &mut Volume,
    at: LocalTime,
    allowance: &mut Allowance,
) -> Result<(), Failure> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(|error| failed(directory, error))? {
        allowance.files = allowance
            .files
            .checked_sub(1)
            .ok_or_else(|| failed(directory, format!("there are more than {MAX_FILES} files")))?;
        entries.push(entry.map_err(|error| failed(directory, error))?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let target = below.join(&name).map_err(|why| failed(&path, why))?;
        if disk.exists(&target) {
            return Err(failed(&path, "two names differ only in case"));
        }
        let kind = fs::symlink_metadata(&path).map_err(|error| failed(&path, error))?.file_type();
        if kind.is_dir() {
            disk.make_directory(&target, at).map_err(|error| failed(&path, error))?;
            import_below(&path, &target, disk, at, allowance)?;
        } else if kind.is_file() {
            let bytes = read(&path)?;
            let left = allowance.bytes.checked_sub(bytes.len() as u64);
            allowance.bytes = left.ok_or_else(|| failed(&path, format!("more than {MAX_BYTES} bytes")))?;
            disk.write(&target, Content::of(bytes), at).map_err(|error| failed(&path, error))?;
        } else {
            return Err(failed(&path, "neither a file nor a directory"));
        }
    }
    Ok(())
}

/// Reads a file of the host, at most [`MAX_BYTES`] of it.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = fs::File::open(path).map_err(|error| failed(path, error))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(path, error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(failed(path, format!("larger than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}

/// Writes a disk to a directory of the host, which must be empty or not be there.
pub fn export(directory: &Path, disk: &Volume) -> Result<(), Failure> {
    fs::create_dir_all(directory).map_err(|error| failed(directory, error))?;
    if fs::read_dir(directory).map_err(|error| failed(directory, error))?.next().is_some() {
        return Err(failed(directory, "it is not empty"));
    }
    walk(disk, &RelPath::root(), &mut |path, entry| {
        let target = path.names().fold(directory.to_path_buf(), |target, name| target.join(name));
        let written = match entry.content() {
            None => fs::create_dir(&target),
            Some(content) => fs::write(&target, content.bytes(0, usize::MAX).collect::<Vec<u8>>()),
        };
        written.map_err(|error| failed(&target, error))
    })
}

/// Shows every file and directory, those above before those below, in the order of each directory.
pub fn walk(
    disk: &Volume,
    directory: &RelPath,
    visit: &mut dyn FnMut(&RelPath, &Entry) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for (name, entry) in disk.list(directory).map_err(Failure::refused)? {
        let path = directory.join(name).map_err(Failure::refused)?;
        visit(&path, entry)?;
        if entry.is_directory() {
            walk(disk, &path, visit)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sms_sim::machine::Image;

    fn disk() -> Volume {
        Volume::new(Image::empty(1 << 20))
    }

    #[test]
    fn a_directory_comes_out_as_it_went_in() {
        let host = tempfile::tempdir().unwrap();
        let source = host.path().join("in");
        fs::create_dir_all(source.join("SUB")).unwrap();
        fs::write(source.join("SUB/x.bin"), [0, 255, 26]).unwrap();
        let mut volume = disk();
        assert!(import(&source, &mut volume, LocalTime(0)).is_ok());
        let target = host.path().join("out");
        assert!(export(&target, &volume).is_ok());
        assert_eq!(fs::read(target.join("SUB/X.BIN")).unwrap(), [0, 255, 26]);
        assert!(export(&target, &volume).is_err(), "what is there is not overwritten");
    }

    #[test]
    fn names_that_no_disk_has_are_refused() {
        let host = tempfile::tempdir().unwrap();
        fs::write(host.path().join("a long name.text"), "").unwrap();
        assert!(import(host.path(), &mut disk(), LocalTime(0)).is_err());
        assert!(import(&host.path().join("none"), &mut disk(), LocalTime(0)).is_err());
    }
}
