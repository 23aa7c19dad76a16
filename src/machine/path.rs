//! Paths: [`DosPath`] from a drive's root, [`RelPath`] below some directory. Both ignore case and keep the
//! spelling.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::base::text::{self, NameError};

/// The longest path of a directory, with drive and colon: 63 characters below the root.
pub const MAX_DIRECTORY_CHARS: usize = 66;
/// The longest path of a file: a directory, a backslash and an 8.3 name, which with its closing NUL fill 80
/// bytes.
pub const MAX_PATH_CHARS: usize = MAX_DIRECTORY_CHARS + 1 + 12;

/// The longest path of a file where long names are kept; its closing NUL makes 260.
pub const MAX_LONG_PATH_CHARS: usize = 259;
/// The longest path of a directory there: it leaves room for a backslash and an 8.3 name.
pub const MAX_LONG_DIRECTORY_CHARS: usize = 246;

/// Which names a volume keeps.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Naming {
    /// Names of 8.3 in upper case, as DOS and OS/2 keep them on FAT.
    #[default]
    Short,
    /// Long names beside those of 8.3, as Windows 95 keeps them.
    Windows95,
    /// The same, with the short names that NT gives.
    WindowsNt,
}

impl Naming {
    pub const fn is_long(self) -> bool {
        !matches!(self, Self::Short)
    }

    /// Characters of the longest path of a file, drive and colon included.
    pub const fn path_chars(self) -> usize {
        if self.is_long() { MAX_LONG_PATH_CHARS } else { MAX_PATH_CHARS }
    }

    /// Characters of the longest path of a directory, drive and colon included.
    pub const fn directory_chars(self) -> usize {
        if self.is_long() { MAX_LONG_DIRECTORY_CHARS } else { MAX_DIRECTORY_CHARS }
    }
}

/// Characters of `C:\`.
const ROOT_CHARS: usize = 3;

/// A drive letter, in upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Drive(u8);

impl Drive {
    pub const C: Self = Self(b'C');

    /// The drive of a letter; `None` for anything but a letter from A to Z.
    pub fn new(letter: char) -> Option<Self> {
        letter.is_ascii_alphabetic().then(|| Self(letter.to_ascii_uppercase() as u8))
    }

    pub fn letter(self) -> char {
        char::from(self.0)
    }
}

impl fmt::Display for Drive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.letter())
    }
}

/// Why a text is no path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PathError {
    Empty,
    /// An absolute path was wanted, as `C:\AUTOEXEC.BAT`.
    NotAbsolute,
    /// A path below a directory was wanted, as `DATA\X.DLL`.
    NotRelative,
    /// One of its names is none.
    BadName(String, NameError),
    /// More characters than [`Naming::path_chars`].
    TooLong,
    /// `..` where there is nothing above.
    AboveRoot,
    /// The machine has no such drive.
    NoDrive(Drive),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the path is empty"),
            Self::NotAbsolute => {
                f.write_str("a path from the root of a drive, as `C:\\AUTOEXEC.BAT`, is needed")
            }
            Self::NotRelative => f.write_str("a path without drive and leading backslash is needed"),
            Self::BadName(name, why) => write!(f, "`{name}`: {why}"),
            Self::TooLong => write!(f, "a path has at most {MAX_PATH_CHARS} characters"),
            Self::AboveRoot => f.write_str("`..` leads above the root"),
            Self::NoDrive(drive) => write!(f, "there is no drive {drive}"),
        }
    }
}

/// A path below a directory, as `DATA\X.DLL`; the empty path is the directory itself.
#[derive(Clone, Debug)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// The directory itself.
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// Reads `DATA\X.DLL` or `DATA/X.DLL`. Every name must be a valid 8.3 name.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let rooted = text.starts_with(is_separator) || split_drive(text).0.is_some();
        if rooted {
            return Err(PathError::NotRelative);
        }
        let mut walk = Walk { parts: Vec::new(), names: Names::Exact };
        walk.follow(text)?;
        if walk.parts.is_empty() { Err(PathError::Empty) } else { walk.end() }
    }

    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The names from the top down.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('\\').filter(|name| !name.is_empty())
    }

    /// The last name; `None` for the directory itself.
    pub fn name(&self) -> Option<&str> {
        self.names().next_back()
    }

    /// The path without its last name; `None` for the directory itself.
    pub fn parent(&self) -> Option<Self> {
        match self.0.rsplit_once('\\') {
            Some((above, _)) => Some(Self(Arc::from(above))),
            None => (!self.is_root()).then(Self::root),
        }
    }

    /// Reads a path as [`Self::parse`] does, with names as long as Windows 95 and NT keep them.
    pub fn parse_long(text: &str) -> Result<Self, PathError> {
        if text.starts_with(is_separator) || split_drive(text).0.is_some() {
            return Err(PathError::NotRelative);
        }
        let mut walk = Walk { parts: Vec::new(), names: Names::Long };
        walk.follow(text)?;
        if walk.parts.is_empty() { Err(PathError::Empty) } else { walk.end() }
    }

    /// This path and one name more, which may be a long one: a volume that keeps none finds no such file and
    /// makes none. Fails when the text is no name at all or the path grows too long.
    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        let mut walk = Walk::from(self, Names::Long);
        walk.push(name)?;
        walk.end()
    }

    /// Whether this path is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        let (mut own, mut theirs) = (self.names(), other.names());
        theirs.all(|name| own.next().is_some_and(|n| text::same(n, name)))
    }

    /// The same path in upper case.
    #[must_use]
    pub fn upper(&self) -> Self {
        Self(Arc::from(self.key()))
    }

    /// A path of names that are known to be good.
    pub(super) fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self(Arc::from(names.collect::<Vec<_>>().join("\\")))
    }

    /// The spelling by which volumes find it.
    pub(super) fn key(&self) -> String {
        text::upper_text(&self.0)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for RelPath {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for RelPath {}

impl PartialOrd for RelPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RelPath {
    fn cmp(&self, other: &Self) -> Ordering {
        text::compare(&self.0, &other.0)
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for RelPath {
    type Err = PathError;
    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::parse(text)
    }
}

/// A path from the root of a drive, as `C:\WINDOWS\WIN.INI`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DosPath {
    pub drive: Drive,
    pub below: RelPath,
}

impl DosPath {
    pub fn root(drive: Drive) -> Self {
        Self { drive, below: RelPath::root() }
    }

    /// Reads an absolute path, with `\` or `/`. Every name must be a valid 8.3 name; `.` and `..` are
    /// followed.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        match split_drive(text) {
            (Some(drive), rest) if rest.starts_with(is_separator) => {
                let mut walk = Walk { parts: Vec::new(), names: Names::Exact };
                walk.follow(&rest[1..])?;
                Ok(Self { drive, below: walk.end()? })
            }
            _ => Err(PathError::NotAbsolute),
        }
    }

    /// Reads what a person at the machine may type: from the root, from the current directory, or `D:X` from
    /// the current directory of another drive. Where a drive keeps short names, they are cut to 8.3 as DOS does.
    /// `directory` tells a drive's current directory and which names it keeps.
    pub fn resolve(
        text: &str,
        current: Drive,
        directory: impl Fn(Drive) -> Option<(RelPath, Naming)>,
    ) -> Result<Self, PathError> {
        let (drive, rest) = split_drive(text);
        if rest.is_empty() && drive.is_none() {
            return Err(PathError::Empty);
        }
        let drive = drive.unwrap_or(current);
        let (here, naming) = directory(drive).ok_or(PathError::NoDrive(drive))?;
        let names = if naming.is_long() { Names::Long } else { Names::Cut };
        let mut walk = match rest.strip_prefix(is_separator) {
            Some(from_root) => {
                let mut walk = Walk { parts: Vec::new(), names };
                walk.follow(from_root)?;
                walk
            }
            None => Walk::from(&here, names),
        };
        if !rest.starts_with(is_separator) {
            walk.follow(rest)?;
        }
        Ok(Self { drive, below: walk.end()? })
    }

    pub fn is_root(&self) -> bool {
        self.below.is_root()
    }

    pub fn name(&self) -> Option<&str> {
        self.below.name()
    }

    pub fn parent(&self) -> Option<Self> {
        Some(Self { drive: self.drive, below: self.below.parent()? })
    }

    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        Ok(Self { drive: self.drive, below: self.below.join(name)? })
    }

    /// The file that `below` is when this path is the directory above it.
    pub fn join_all(&self, below: &RelPath) -> Result<Self, PathError> {
        below.names().try_fold(self.clone(), |path, name| path.join(name))
    }
}

impl fmt::Display for DosPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}\\{}", self.drive, self.below))
    }
}

impl FromStr for DosPath {
    type Err = PathError;
    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::parse(text)
    }
}

fn is_separator(c: char) -> bool {
    c == '\\' || c == '/'
}

fn split_drive(text: &str) -> (Option<Drive>, &str) {
    let mut chars = text.chars();
    match (chars.next().and_then(Drive::new), chars.next()) {
        (Some(drive), Some(':')) => (Some(drive), &text[2..]),
        _ => (None, text),
    }
}

/// What becomes of a name that is longer than 8.3.
#[derive(Clone, Copy)]
enum Names {
    /// It is refused.
    Exact,
    Cut,
    /// It is kept; blanks and dots at its end are not.
    Long,
}

/// A path being put together.
struct Walk {
    parts: Vec<String>,
    names: Names,
}

impl Walk {
    fn from(path: &RelPath, names: Names) -> Self {
        Self { parts: path.names().map(str::to_string).collect(), names }
    }

    /// Takes each step of `text`; one closing separator is allowed.
    fn follow(&mut self, text: &str) -> Result<(), PathError> {
        let text = text.strip_suffix(is_separator).unwrap_or(text);
        if text.is_empty() {
            return Ok(());
        }
        text.split(is_separator).try_for_each(|step| match step {
            "." => Ok(()),
            ".." => self.parts.pop().map(drop).ok_or(PathError::AboveRoot),
            name => self.push(name),
        })
    }

    fn push(&mut self, name: &str) -> Result<(), PathError> {
        let (name, checked) = match self.names {
            Names::Exact => (name.to_string(), text::check_short_name(name)),
            Names::Cut => {
                let cut = text::cut_short_name(name);
                let checked = text::check_short_name(&cut);
                (cut, checked)
            }
            Names::Long => {
                let name = name.trim_end_matches([' ', '.']);
                (name.to_string(), text::check_long_name(name))
            }
        };
        checked.map_err(|why| PathError::BadName(name.clone(), why))?;
        self.parts.push(name);
        Ok(())
    }

    fn end(self) -> Result<RelPath, PathError> {
        let text = self.parts.join("\\");
        let longest = if matches!(self.names, Names::Long) { MAX_LONG_PATH_CHARS } else { MAX_PATH_CHARS };
        let fits = text.chars().count() + ROOT_CHARS <= longest;
        if fits { Ok(RelPath(Arc::from(text))) } else { Err(PathError::TooLong) }
    }
}
