//! Builds of SMS Installer. A compiled script carries the run-time of the build that compiled it, whatever release of SMS
//! distributes it.

use std::fmt;
use std::str::FromStr;

/// A build, as `1.0.45`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Build {
    pub major: u8,
    pub minor: u8,
    pub number: u16,
}

impl Build {
    pub const fn new(major: u8, minor: u8, number: u16) -> Self {
        Self { major, minor, number }
    }
}

impl fmt::Display for Build {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.number)
    }
}

impl FromStr for Build {
    type Err = ();

    /// Three numbers with dots between them.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut next = || parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let (major, minor, number) = (next().ok_or(())?, next().ok_or(())?, next().ok_or(())?);
        let build = Self {
            major: major.parse().map_err(drop)?,
            minor: minor.parse().map_err(drop)?,
            number: number.parse().map_err(drop)?,
        };
        if parts.next().is_some() { Err(()) } else { Ok(build) }
    }
}

/// The builds that have a defect: none, or those from the first to the last of a range.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Builds(Option<(Build, Build)>);

impl Builds {
    /// All builds of 1.0.
    pub const OF_1_0: Self = Self::between(Build::new(1, 0, 0), Build::new(1, 0, u16::MAX));
    /// All builds of 2.0.
    pub const OF_2_0: Self = Self::between(Build::new(2, 0, 0), Build::new(2, 0, u16::MAX));
    pub const ALL: Self = Self::between(Build::new(0, 0, 0), Build::new(u8::MAX, u8::MAX, u16::MAX));

    /// Those from `first` to `last`.
    pub const fn between(first: Build, last: Build) -> Self {
        Self(Some((first, last)))
    }

    pub fn have(self, build: Build) -> bool {
        self.0.is_some_and(|(first, last)| (first..=last).contains(&build))
    }
}

/// As `1.0.0 to 1.0.65535`, or null.
impl serde::Serialize for Builds {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some((first, last)) => to.collect_str(&format_args!("{first} to {last}")),
            None => to.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_reads_as_it_is_written() {
        let build: Build = "2.0.64".parse().unwrap();
        assert_eq!((build, build.to_string().as_str()), (Build::new(2, 0, 64), "2.0.64"));
        for bad in ["", "2.0", "2.0.64.0", "a.b.c", "1.0.-5", "1.0.70000"] {
            assert!(bad.parse::<Build>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_range_has_its_ends() {
        let builds = Builds::between(Build::new(1, 0, 35), Build::new(2, 0, 54));
        for (build, has) in [((1, 0, 34), false), ((1, 0, 35), true), ((2, 0, 54), true), ((2, 0, 55), false)]
        {
            assert_eq!(builds.have(Build::new(build.0, build.1, build.2)), has);
        }
        assert!(!Builds::default().have(Build::new(1, 0, 45)));
    }
}
