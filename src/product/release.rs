//! Releases of SMS. Only `product/quirks` compares them; everybody else asks a resolved `Behavior`.

use std::fmt;
use std::str::FromStr;

/// A released version or service pack of SMS 1.x, in order of appearance.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    V1_0,
    V1_1,
    #[default]
    V1_2,
    V1_2Sp1,
    V1_2Sp2,
    V1_2Sp3,
    V1_2Sp4,
}

impl Level {
    pub const ALL: [Self; 7] =
        [Self::V1_0, Self::V1_1, Self::V1_2, Self::V1_2Sp1, Self::V1_2Sp2, Self::V1_2Sp3, Self::V1_2Sp4];

    pub const fn word(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
            Self::V1_2 => "1.2",
            Self::V1_2Sp1 => "1.2 SP1",
            Self::V1_2Sp2 => "1.2 SP2",
            Self::V1_2Sp3 => "1.2 SP3",
            Self::V1_2Sp4 => "1.2 SP4",
        }
    }

    /// The build number that the release carries; service packs do not change it (Q155626, Q189303). That 600 is 1.0 is
    /// inferred from Q137988, Q140061 and Q150728.
    pub const fn build(self) -> u16 {
        match self {
            Self::V1_0 => 600,
            Self::V1_1 => 692,
            _ => 786,
        }
    }
}

/// A level and, optionally, the hotfixes issued up to a month: `1.2 SP4+1999-03`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Release {
    pub level: Level,
    /// Year and month up to which later hotfix binaries are installed.
    pub hotfixes: Option<(u16, u8)>,
}

impl Release {
    /// Whether the hotfix binaries of a month, or of a later one, are installed.
    pub fn has_hotfixes_of(self, year: u16, month: u8) -> bool {
        self.hotfixes.is_some_and(|installed| installed >= (year, month))
    }
}

impl From<Level> for Release {
    fn from(level: Level) -> Self {
        Self { level, hotfixes: None }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hotfixes {
            None => f.pad(self.level.word()),
            Some((year, month)) => f.pad(&format!("{}+{year}-{month:02}", self.level.word())),
        }
    }
}

impl FromStr for Release {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (level, hotfixes) = match text.split_once('+') {
            None => (text, None),
            Some((level, month)) => (level, Some(parse_month(month)?)),
        };
        let known = Level::ALL.into_iter().find(|l| l.word() == level);
        known.map(|level| Self { level, hotfixes }).ok_or_else(|| {
            format!(
                "a release: one of {}, or one with hotfixes like 1.2 SP4+1999-03",
                Level::ALL.map(Level::word).join(", ")
            )
        })
    }
}

fn parse_month(text: &str) -> Result<(u16, u8), String> {
    let parsed = text.split_once('-').and_then(|(y, m)| Some((y.parse().ok()?, m.parse().ok()?)));
    match parsed {
        Some((year @ 1994..=2001, month @ 1..=12)) => Ok((year, month)),
        _ => Err("a month of hotfixes like 1999-03, from 1994 to 2001".to_string()),
    }
}

impl serde::Serialize for Release {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_read_back_and_are_in_order() {
        let texts = ["1.0", "1.1", "1.2", "1.2 SP1", "1.2 SP4", "1.2 SP4+1998-07", "1.2 SP4+1999-03"];
        let read: Vec<Release> = texts.iter().map(|t| t.parse().unwrap()).collect();
        assert!(read.windows(2).all(|w| w[0] < w[1]));
        assert!(read.iter().zip(texts).all(|(r, t)| r.to_string() == t));
        for wrong in ["", "1.3", "1.2SP1", "1.2+99-3", "1.2+1999-13"] {
            assert!(wrong.parse::<Release>().is_err(), "{wrong}");
        }
    }
}
