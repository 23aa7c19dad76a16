//! The script of SMS Installer (.IPF), and of the Wise program that it was made from (.WSE): blocks of attributes, some
//! with blocks in them.
//!
//! ```text
//! Document Type: IPF
//! item: Set Variable
//!   Variable=RESTART
//! end
//! ```
//!
//! Reading keeps every byte: indentation and line ends that are not the usual ones stand beside the line that has them. Articles
//! print scripts with other indentation, and say that they can be saved and opened as they are (Q201136, Q212941).

mod block;
mod flags;
mod parse;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

pub use block::{Attribute, Block, Layout, Part, Place};
pub use flags::Flags;

/// Bytes of a script, about as many as the editor opens (Q178143).
pub const MAX_BYTES: usize = 1_141_000;
/// Blocks of a script, those within others not counted (Q178143).
pub const MAX_ITEMS: usize = 8_192;
/// Blocks within one another (assumed; a control in a dialog in a set of dialogs needs three).
pub const MAX_DEPTH: usize = 8;

/// A script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ipf {
    pub kind: Kind,
    pub parts: Vec<Part>,
    /// Around the first line.
    pub layout: Layout,
}

/// Whose script it is, as its first line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    SmsInstaller,
    Wise,
}

impl Kind {
    const ALL: [Self; 2] = [Self::SmsInstaller, Self::Wise];

    const fn word(self) -> &'static str {
        match self {
            Self::SmsInstaller => "IPF",
            Self::Wise => "WSE",
        }
    }
}

impl Ipf {
    /// A script of these blocks, laid out as the editor does.
    pub fn of(blocks: Vec<Block>) -> Self {
        let parts = blocks.into_iter().map(Part::Block).collect();
        Self { kind: Kind::SmsInstaller, parts, layout: Layout::default() }
    }

    /// Its blocks, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().filter_map(Part::block)
    }

    /// The block `Global`, which tells of the script as a whole.
    pub fn global(&self) -> Option<&Block> {
        self.blocks().next().filter(|block| block.name == "Global")
    }
}

/// Why a text is no script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IpfError {
    /// Counted from 1.
    pub line: usize,
    /// The block that it stands in, if any: its number among the blocks of the script, from 1, and its name.
    pub item: Option<(usize, String)>,
    pub problem: Problem,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Something else was expected.
    Expected(&'static str),
    TooManyBytes,
    TooManyItems,
    TooDeep,
}

impl fmt::Display for IpfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some((number, name)) = &self.item {
            write!(f, ", in item {number}, `{name}`")?;
        }
        match self.problem {
            Problem::Expected(what) => write!(f, ": expected {what}"),
            Problem::TooManyBytes => write!(f, ": a script has at most {MAX_BYTES} bytes"),
            Problem::TooManyItems => write!(f, ": a script has at most {MAX_ITEMS} items"),
            Problem::TooDeep => write!(f, ": items stand at most {MAX_DEPTH} deep in one another"),
        }
    }
}

impl std::error::Error for IpfError {}
