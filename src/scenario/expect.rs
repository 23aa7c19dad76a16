//! What a scenario expects, with names resolved and one value for each version.

use std::fmt;

use crate::base::{JobId, Selection, SimTime};
use crate::client::pcm::State;
use crate::machine::{Attributes, DosPath};
use crate::product::Status;
use crate::wire::parcel::Place;

/// Everything expected at one moment.
#[derive(Clone, Debug)]
pub struct Expectation {
    pub when: When,
    /// For each version of the scenario, in its order.
    pub basis: Vec<Basis>,
    pub wants: Vec<Want>,
}

/// The moment at which a world is held against its expectations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// Before anything of this instant's successor happens.
    At(SimTime),
    /// When all that happened up to this instant has run its course, and before the next date that the scenario names.
    SettledAfter(SimTime),
    /// When nothing is left to happen.
    Settled,
}

/// As a scenario words it.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::At(at) if at == SimTime::end_of_day(at.day_number()) => {
                write!(f, "end of d{}", at.day_number())
            }
            Self::At(at) => f.write_str(&short(at)),
            Self::SettledAfter(at) => write!(f, "settled after {}", short(at)),
            Self::Settled => f.write_str("settled"),
        }
    }
}

/// A time without the zeros that say nothing: `d2 00:00`.
fn short(at: SimTime) -> String {
    let text = at.to_string();
    let text = text.strip_suffix(".000").unwrap_or(&text);
    text.strip_suffix(":00").unwrap_or(text).to_string()
}

/// How well an expectation is founded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article says so.
    Stated,
    /// It follows from what articles say.
    Inferred,
    /// Chosen, because no article says.
    Assumed,
}

impl Basis {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

/// One expectation; vectors hold one value for each version.
#[derive(Clone, Debug)]
pub enum Want {
    /// The workstation rows of a job.
    Row { job: JobId, clients: Selection, status: Vec<Status> },
    /// The statuses that the rows went through, the first being None.
    History { job: JobId, clients: Selection, statuses: Vec<Vec<Status>> },
    /// The overall status of a job.
    Job { job: JobId, status: Vec<Status> },
    /// A file on the clients' volumes.
    File { clients: Selection, path: DosPath, state: Vec<FileState> },
    /// The attributes of a file.
    Attributes { clients: Selection, path: DosPath, attributes: Vec<Attributes> },
    /// What the screens have shown since the machines were switched on.
    Screen { clients: Selection, lines: Vec<Lines> },
    /// Programs and drivers, in the order in which they were started.
    Starts { clients: Selection, paths: Vec<Starts> },
    /// A list in PCM's window: the jobs that stand so.
    Listed { clients: Selection, state: State, jobs: Vec<Vec<JobId>> },
    /// Whether PCM's window is open.
    Window { clients: Selection, open: Vec<bool> },
    /// The packages that were begun, in this order.
    Runs { clients: Selection, jobs: Vec<Vec<JobId>> },
    /// The servers that packages were taken from, in this order and no others between.
    Sources { clients: Selection, servers: Vec<Starts> },
    /// What a program has written to its log.
    Log { clients: Selection, file: String, lines: Vec<Lines> },
    /// What PCMDUMP prints of the instruction files.
    Instructions { clients: Selection, lines: Vec<Lines> },
    /// What a service of the site has written to its log.
    SiteLog { file: String, lines: Vec<Lines> },
    /// What the machines are doing, in one word.
    Machine { clients: Selection, state: Vec<&'static str> },
    /// A variable; `None`: it is not set.
    Variable { clients: Selection, name: String, value: Vec<Option<String>> },
    /// A value of the registry as text; `None`: there is no such value.
    Registry { clients: Selection, key: String, name: String, value: Vec<Option<String>> },
    /// An attribute in the computers' inventory; `None`: there is no such attribute.
    Inventory { clients: Selection, attribute: String, value: Vec<Option<String>> },
    /// How many event-log entries of a code the site has written.
    Events { code: u16, count: Vec<u64> },
    /// How many files lie in a box.
    Depth { place: Place, files: Vec<u64> },
}

/// Lines of a screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lines {
    /// There are none at all.
    Nothing,
    /// These, in this order; others may come in between.
    Shows(Vec<String>),
    /// None of these.
    Lacks(Vec<String>),
    /// These and no others, blank lines aside.
    Only(Vec<String>),
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Shows(lines) => write!(f, "shows {:?}", lines.join(" / ")),
            Self::Lacks(lines) => write!(f, "lacks {:?}", lines.join(" / ")),
            Self::Only(lines) => write!(f, "shows {:?} only", lines.join(" / ")),
        }
    }
}

/// Programs and drivers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Starts {
    /// These were started in this order; none at all: nothing was.
    Order(Vec<String>),
    /// None of these was started.
    Lacks(Vec<String>),
}

impl fmt::Display for Starts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order(paths) if paths.is_empty() => f.write_str("nothing"),
            Self::Order(paths) => f.write_str(&paths.join(", ")),
            Self::Lacks(paths) => write!(f, "lacks {}", paths.join(", ")),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    Present,
    Absent,
    /// The whole text.
    Equal(String),
    /// A part of the text.
    Contains(String),
}

impl fmt::Display for FileState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present => f.write_str("present"),
            Self::Absent => f.write_str("absent"),
            Self::Equal(text) => write!(f, "equal to {text:?}"),
            Self::Contains(text) => write!(f, "contains {text:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;

    #[test]
    fn moments_are_worded_as_scenarios_word_them() {
        let day2 = SimTime::day(2);
        for (when, words) in [
            (When::At(SimTime::end_of_day(0)), "end of d0"),
            (When::At(day2), "d2 00:00"),
            (When::SettledAfter(day2 + Span::ms(15_250)), "settled after d2 00:00:15.250"),
            (When::Settled, "settled"),
        ] {
            assert_eq!(when.to_string(), words);
        }
    }
}
