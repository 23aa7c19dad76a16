//! Writes a report folder so that a reader never sees half a file: every file is written under a temporary name
//! beside its place, and only when all of them are complete do they get their names.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek as _, Write};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use tempfile::NamedTempFile;

/// What could not be written, and why.
#[derive(Debug)]
pub struct WriteError {
    pub path: PathBuf,
    pub reason: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// Writes `files` (name and content) into `dir`, which it makes if it has to; files of these names are replaced,
/// others stay.
///
/// # Errors
/// When the folder cannot be made, a name is not the name of a file in it, or a file cannot be written. No file is
/// then half-written, and folders that were made for nothing are removed again.
pub fn write_all(dir: &Path, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
    for (name, _) in files {
        check_place(&dir.join(name), name)?;
    }
    let made = make_folder(dir)?;
    let written = write_files(dir, files);
    if written.is_err() {
        remove_empty(&made);
    }
    written
}

/// Writes one file, wherever it is. A link is followed; a device or a pipe, as `/dev/stdout`, is written to as it is.
///
/// # Errors
/// When there is no such folder, or the file cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |reason| WriteError { path: path.to_path_buf(), reason };
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        let device = fs::OpenOptions::new().write(true).open(path);
        return device.and_then(|mut device| device.write_all(bytes)).map_err(failed);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Some(reason) = in_the_way(folder) {
        return Err(failed(reason));
    }
    temporary(folder, bytes).map_err(failed)?.persist(&path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Writes one file into `dir`, which it makes if it has to, as `fill` puts it together piece by piece. Until it is complete it has no
/// name, so that nothing is left of one that is not, whatever ends the program.
///
/// # Errors
/// When the folder cannot be made, or the file cannot be written, or `fill` fails.
pub fn stream(
    dir: &Path,
    name: &str,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), WriteError> {
    let path = dir.join(name);
    let failed = |reason| WriteError { path: path.clone(), reason };
    check_place(&path, name)?;
    if let Some(reason) = in_the_way(dir) {
        return Err(failed(reason));
    }
    let home = dir.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let mut spool = tempfile::tempfile_in(home).map_err(without_name).map_err(failed)?;
    fill(&mut spool).and_then(|()| spool.rewind()).map_err(failed)?;
    let made = make_folder(dir)?;
    let written = temporary(dir, &mut spool).and_then(|file| file.persist(&path).map_err(|e| e.error));
    if written.is_err() {
        remove_empty(&made);
    }
    written.map(|_| ()).map_err(failed)
}

fn write_files(dir: &Path, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
    // A disk takes its time over each file; it need not be asked for one after the other.
    let complete = files.par_iter().map(|(name, bytes)| {
        let path = dir.join(name);
        let file =
            temporary(dir, bytes.as_slice()).map_err(|reason| WriteError { path: path.clone(), reason })?;
        Ok((file, path))
    });
    let complete: Vec<Result<(NamedTempFile, PathBuf), WriteError>> = complete.collect();
    for (file, path) in complete.into_iter().collect::<Result<Vec<_>, _>>()? {
        file.persist(&path).map_err(|failed| WriteError { path, reason: failed.error })?;
    }
    Ok(())
}

/// A complete file under a temporary name; dropping it removes it.
fn temporary(dir: &Path, mut content: impl Read) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sms-sim-");
    readable_by_all(&mut builder);
    let mut file = builder.tempfile_in(dir).map_err(without_name)?;
    io::copy(&mut content, file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The reason alone: the temporary name beside it is another at every run, and nobody asked for it.
fn without_name(error: io::Error) -> io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

/// The file that stands where `dir` or a folder above it should be.
fn in_the_way(dir: &Path) -> Option<io::Error> {
    let file = dir.ancestors().find(|place| place.exists()).filter(|place| !place.is_dir())?;
    let reason = format!("{} is not a folder", file.display());
    Some(io::Error::new(io::ErrorKind::NotADirectory, reason))
}

/// Temporary files are private by default; a report may be read by whoever the user's mask allows.
#[cfg(unix)]
fn readable_by_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable_by_all(_builder: &mut tempfile::Builder<'_, '_>) {}

fn check_place(path: &Path, name: &str) -> Result<(), WriteError> {
    let error =
        |kind, why: &str| Err(WriteError { path: path.to_path_buf(), reason: io::Error::new(kind, why) });
    let mut parts = Path::new(name).components();
    if !matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name) {
        return error(io::ErrorKind::InvalidInput, "this is not the name of a file in the report folder");
    }
    if path.is_dir() {
        return error(io::ErrorKind::IsADirectory, "there is a folder of this name");
    }
    Ok(())
}

/// Makes `dir` and returns the folders that were missing, innermost first.
fn make_folder(dir: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let missing = dir.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    if let Some(reason) = in_the_way(dir) {
        return Err(WriteError { path: dir.to_path_buf(), reason });
    }
    let made = fs::create_dir_all(dir);
    made.map_err(|reason| {
        remove_empty(&missing);
        WriteError { path: dir.to_path_buf(), reason }
    })?;
    Ok(missing)
}

/// Removes those of `folders` that exist and are empty; innermost first.
fn remove_empty(folders: &[PathBuf]) {
    for folder in folders {
        // A folder that somebody else has put something into meanwhile stays: that is what `remove_dir` is for.
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<(String, Vec<u8>)> {
        names.iter().map(|name| (name.to_string(), name.as_bytes().to_vec())).collect()
    }

    fn names_in(dir: &Path) -> Vec<String> {
        let entries =
            fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    #[test]
    fn a_report_replaces_its_own_files_and_leaves_others() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("reports/q1");
        write_all(&dir, &files(&["a.txt", "b.svg"])).unwrap();
        fs::write(dir.join("notes.txt"), "mine").unwrap();
        write_all(&dir, &[("a.txt".to_string(), b"new".to_vec())]).unwrap();
        assert_eq!(names_in(&dir), ["a.txt", "b.svg", "notes.txt"]);
        assert_eq!(fs::read(dir.join("a.txt")).unwrap(), b"new");
    }

    #[test]
    fn a_file_in_the_way_of_the_folder_is_named_and_nothing_is_left() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("reports"), "a file").unwrap();
        for dir in ["reports", "reports/q1", "reports/q1/deeper"] {
            let error = write_all(&home.path().join(dir), &files(&["a.txt"])).unwrap_err();
            assert!(error.to_string().starts_with("cannot write /"), "{error}");
            assert!(error.to_string().contains("reports"), "{error}");
        }
        assert_eq!(names_in(home.path()), ["reports"]);
        assert_eq!(fs::read(home.path().join("reports")).unwrap(), b"a file");
    }

    #[test]
    fn a_folder_in_the_way_of_a_file_spoils_the_whole_report() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("b.svg")).unwrap();
        let error = write_all(home.path(), &files(&["a.txt", "b.svg"])).unwrap_err();
        assert!(error.path.ends_with("b.svg"));
        assert_eq!(names_in(home.path()), ["b.svg"]);
    }

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused_before_anything_is_made() {
        let home = tempfile::tempdir().unwrap();
        for name in ["", ".", "..", "../x", "/etc/x", "a/b", "a/"] {
            let error = write_all(&home.path().join("r"), &files(&["ok.txt", name])).unwrap_err();
            assert_eq!(error.reason.kind(), io::ErrorKind::InvalidInput, "{name:?}");
        }
        assert_eq!(names_in(home.path()), [""; 0]);
    }

    #[test]
    fn a_file_that_is_streamed_has_its_name_only_when_complete() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("r");
        let fill = |file: &mut File| {
            assert_eq!(names_in(home.path()), [""; 0], "nothing to see yet");
            file.write_all(b"all of it")
        };
        stream(&dir, "a.csv", fill).unwrap();
        assert_eq!(
            (names_in(&dir), fs::read(dir.join("a.csv")).unwrap()),
            (vec!["a.csv".to_string()], b"all of it".to_vec())
        );
        let fails = |file: &mut File| file.write_all(b"half").and(Err(io::Error::other("no more")));
        let error = stream(&home.path().join("s"), "a.csv", fails).unwrap_err();
        assert!(error.to_string().ends_with("a.csv: no more"), "{error}");
        assert_eq!(names_in(home.path()), ["r"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_no_temporary_file_and_no_new_folder() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("x/y");
        write_all(&dir, &files(&["a\0b"])).unwrap_err();
        assert_eq!(names_in(home.path()), [""; 0]);
        let error = write_all(&dir, &files(&["a.txt", &"n".repeat(300)])).unwrap_err();
        assert!(error.to_string().contains("nnn"), "{error}");
        assert_eq!(names_in(&dir), ["a.txt"], "complete files stay");
    }
}
