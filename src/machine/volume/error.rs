//! Why an operation on a volume or drive failed. These are answers that programs on the machine get, in DOS's
//! words.

use std::fmt;

use crate::machine::path::{Drive, PathError};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VolumeError {
    FileNotFound,
    /// A directory on the way is missing, or is a file.
    PathNotFound,
    /// Read-only file, a directory where a file is needed, or a drive that cannot be written to.
    AccessDenied,
    AlreadyExists,
    DiskFull,
    /// No entry is left in the directory.
    DirectoryFull,
    DirectoryNotEmpty,
    /// The current directory of a drive cannot be removed.
    CurrentDirectory,
    /// The person has no right to change the file.
    NoRight,
    /// The running system holds the file open.
    SharingViolation,
    /// What was held open was asked about, and the answer was Fail.
    FailedAtQuestion,
    NotSameDrive,
    NoDrive(Drive),
    BadPath(PathError),
}

impl fmt::Display for VolumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileNotFound => f.write_str("File not found"),
            Self::PathNotFound => f.write_str("Path not found"),
            Self::AccessDenied | Self::NoRight => f.write_str("Access denied"),
            Self::AlreadyExists => f.write_str("File exists"),
            Self::DiskFull => f.write_str("Insufficient disk space"),
            Self::DirectoryFull => f.write_str("Cannot make directory entry"),
            Self::DirectoryNotEmpty => f.write_str("Directory not empty"),
            Self::CurrentDirectory => f.write_str("Attempted to remove current directory"),
            Self::SharingViolation => f.write_str("Sharing violation"),
            Self::FailedAtQuestion => f.write_str("Fail on INT 24"),
            Self::NotSameDrive => f.write_str("Not same device"),
            Self::NoDrive(_) => f.write_str("Invalid drive specification"),
            Self::BadPath(_) => f.write_str("Path not found"),
        }
    }
}

impl From<PathError> for VolumeError {
    fn from(error: PathError) -> Self {
        match error {
            PathError::NoDrive(drive) => Self::NoDrive(drive),
            other => Self::BadPath(other),
        }
    }
}
