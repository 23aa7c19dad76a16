//! Paths: [`DosPath`] from a drive's root, [`RelPath`] below some directory. Both ignore case and keep the
//! spelling.

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
    /// More than [`MAX_PATH_CHARS`] characters.
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

    /// This path and one name more. Fails when the text is no valid 8.3 name or the path grows too long.
    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        let mut walk = Walk::from(self, Names::Exact);
        walk.push(name)?;
        walk.end()
    }

    /// Whether this path is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        let (mut own, mut theirs) = (self.names(), other.names());
        theirs.all(|name| own.next().is_some_and(|n| text::same(n, name)))
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
    /// the current directory of another drive. Names are cut to 8.3 as DOS does. `directory` tells a drive's
    /// current directory.
    pub fn resolve(
        text: &str,
        current: Drive,
        directory: impl Fn(Drive) -> Option<RelPath>,
    ) -> Result<Self, PathError> {
        let (drive, rest) = split_drive(text);
        if rest.is_empty() && drive.is_none() {
            return Err(PathError::Empty);
        }
        let drive = drive.unwrap_or(current);
        let here = directory(drive).ok_or(PathError::NoDrive(drive))?;
        let mut walk = match rest.strip_prefix(is_separator) {
            Some(from_root) => {
                let mut walk = Walk { parts: Vec::new(), names: Names::Cut };
                walk.follow(from_root)?;
                walk
            }
            None => Walk::from(&here, Names::Cut),
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
    Exact,
    Cut,
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
        let name = match self.names {
            Names::Exact => name.to_string(),
            Names::Cut => text::cut_short_name(name),
        };
        text::check_short_name(&name).map_err(|why| PathError::BadName(name.clone(), why))?;
        self.parts.push(name);
        Ok(())
    }

    fn end(self) -> Result<RelPath, PathError> {
        let text = self.parts.join("\\");
        let fits = text.chars().count() + ROOT_CHARS <= MAX_PATH_CHARS;
        if fits { Ok(RelPath(Arc::from(text))) } else { Err(PathError::TooLong) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str) -> Result<String, PathError> {
        let directory = |drive: Drive| match drive.letter() {
            'C' => RelPath::parse("WINDOWS\\SYSTEM").ok(),
            'D' => RelPath::parse("data").ok(),
            _ => None,
        };
        DosPath::resolve(text, Drive::C, directory).map(|path| path.to_string())
    }

    #[test]
    fn what_a_person_types_is_found_from_the_current_directory() {
        for (text, path) in [
            ("X.TXT", "C:\\WINDOWS\\SYSTEM\\X.TXT"),
            (".\\X.TXT", "C:\\WINDOWS\\SYSTEM\\X.TXT"),
            ("..", "C:\\WINDOWS"),
            ("..\\..\\x", "C:\\x"),
            ("\\", "C:\\"),
            ("\\SETUP\\", "C:\\SETUP"),
            ("C:", "C:\\WINDOWS\\SYSTEM"),
            ("D:X", "D:\\data\\X"),
            ("d:/x/y", "D:\\x\\y"),
            ("LONGFILENAME.TEXT", "C:\\WINDOWS\\SYSTEM\\LONGFILE.TEX"),
        ] {
            assert_eq!(typed(text).as_deref(), Ok(path), "{text}");
        }
    }

    #[test]
    fn what_is_no_path_says_why() {
        assert_eq!(typed("..\\..\\.."), Err(PathError::AboveRoot));
        assert_eq!(typed("E:X"), Err(PathError::NoDrive(Drive(b'E'))));
        assert_eq!(typed(""), Err(PathError::Empty));
        assert!(matches!(typed("A\\\\B"), Err(PathError::BadName(_, NameError::Empty))));
        assert!(matches!(typed("NUL"), Err(PathError::BadName(_, NameError::Device))));
        assert_eq!(DosPath::parse("WINDOWS\\X"), Err(PathError::NotAbsolute));
        assert_eq!(DosPath::parse("C:X"), Err(PathError::NotAbsolute));
        assert!(matches!(DosPath::parse("C:\\LONGFILENAME.TXT"), Err(PathError::BadName(..))));
        assert_eq!(DosPath::parse(&format!("C:\\{}", "12345678\\".repeat(10))), Err(PathError::TooLong));
        for text in ["\\X", "C:X", "/X"] {
            assert_eq!(RelPath::parse(text), Err(PathError::NotRelative), "{text}");
        }
        assert_eq!(RelPath::parse("A\\..\\..\\X"), Err(PathError::AboveRoot));
        assert_eq!(RelPath::parse("."), Err(PathError::Empty));
    }

    #[test]
    fn case_does_not_matter_and_the_spelling_stays() {
        let path = DosPath::parse("c:/Windows/Win.ini").unwrap();
        assert_eq!(path.to_string(), "C:\\Windows\\Win.ini");
        assert_eq!(path, DosPath::parse("C:\\WINDOWS\\WIN.INI").unwrap());
        assert_eq!(path.parent().unwrap().to_string(), "C:\\Windows");
        assert_eq!(path.name(), Some("Win.ini"));
        assert!(DosPath::root(Drive::C).parent().is_none() && DosPath::root(Drive::C).is_root());
    }

    #[test]
    fn a_package_file_is_found_below_its_directory() {
        let share = DosPath::parse("F:\\S0100001").unwrap();
        let file = RelPath::parse("data/x.dll").unwrap();
        assert_eq!(share.join_all(&file).unwrap().to_string(), "F:\\S0100001\\data\\x.dll");
        assert!(file.is_within(&RelPath::parse("DATA").unwrap()));
        assert!(!file.is_within(&RelPath::parse("DAT").unwrap()));
    }

    proptest! {
        #[test]
        fn a_path_reads_back_as_printed(text in "[A-Ca-c:/\\\\.é ]{0,12}") {
            if let Ok(path) = DosPath::parse(&text) {
                prop_assert_eq!(DosPath::parse(&path.to_string()), Ok(path));
            }
            if let Ok(path) = RelPath::parse(&text) {
                prop_assert_eq!(RelPath::parse(path.as_str()), Ok(path));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            prop_assert!(DosPath::parse(&text).is_ok() || !typed(&text).is_ok_and(|path| path == text));
        }
    }
}
