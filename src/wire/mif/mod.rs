//! The Management Information File: the text format of DMI 1.x in which installations and inventories report
//! (Q166833, Q186415, Q199229).
//!
//! A MIF is one component of groups of attributes. The syntax is DMI's: keywords in any case, white space of
//! no meaning, comments after `//` or `--`. Not taken: tables, paths and enumerations, which are refused by
//! name; none of the articles behind this simulator shows one.

pub mod delta;
pub mod job_status;
mod lexer;
pub mod noid;
mod parse;
mod record;
pub mod status;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

pub use record::RecordError;

/// The longest MIF that is read, in bytes: far above the 40 to 60 KB of a first delta MIF (Q126642).
pub const MAX_MIF_BYTES: usize = 1 << 20;
/// The most groups of a component, and attributes of a group.
pub const MAX_GROUPS: usize = 1_024;
pub const MAX_ATTRIBUTES: usize = 1_024;

/// One component. Nothing nests deeper than component, group, attribute.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Mif {
    /// The component's name, such as `WORKSTATION`.
    pub name: String,
    pub description: Option<String>,
    /// At most [`MAX_GROUPS`].
    pub groups: Vec<Group>,
}

/// A group of attributes.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Group {
    pub name: String,
    pub id: u32,
    /// Such as `DMTF|ComponentID|1.0`: what the Data Loader makes tables from (Q148405).
    pub class: String,
    /// The ids of the attributes that tell one row from another.
    pub key: Vec<u32>,
    pub description: Option<String>,
    /// At most [`MAX_ATTRIBUTES`].
    pub attributes: Vec<Attribute>,
}

/// One attribute and, mostly, its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attribute {
    pub name: String,
    pub id: u32,
    pub kind: Type,
    pub access: Option<Access>,
    pub storage: Option<Storage>,
    pub description: Option<String>,
    pub value: Option<Value>,
}

/// The type of an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    Integer,
    Counter,
    Counter64,
    Gauge,
    Date,
    /// Text of at most so many characters; DISPLAYSTRING is read as this.
    Str(u32),
    OctetString(u32),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    ReadOnly,
    ReadWrite,
    WriteOnly,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storage {
    /// The same on every computer.
    Common,
    /// This computer's own.
    Specific,
}

/// The value of an attribute: a number for the counting types, a text for the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Number(i64),
    Text(String),
    /// The attribute has no meaning here.
    Unsupported,
    Unknown,
}

impl Type {
    /// Whether a value can stand in an attribute of this type. Lengths are not looked at.
    pub const fn takes(self, value: &Value) -> bool {
        let text = matches!(self, Self::Date | Self::Str(_) | Self::OctetString(_));
        match value {
            Value::Number(_) => !text,
            Value::Text(_) => text,
            Value::Unsupported | Value::Unknown => true,
        }
    }
}

impl Mif {
    /// The first group of a class, case-blind.
    pub fn group(&self, class: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.class.eq_ignore_ascii_case(class))
    }

    /// The first text that holds a double quote, which stands as `\"` in the file: a MIF with one is not
    /// loaded by 1.1 (Q140810), and an inventory with one is not compiled (Q160776).
    pub fn text_with_quote(&self) -> Option<&str> {
        let own = [Some(self.name.as_str()), self.description.as_deref()];
        own.into_iter()
            .flatten()
            .chain(self.groups.iter().flat_map(Group::texts))
            .find(|text| text.contains('"'))
    }
}

impl Group {
    /// The first attribute of a name, case-blind.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// The text of the first attribute of a name; `None` when there is no such attribute or it holds no text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name)?.text()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [Some(self.name.as_str()), Some(&self.class), self.description.as_deref()];
        let attributes = self.attributes.iter();
        own.into_iter()
            .chain(attributes.flat_map(|a| [Some(a.name.as_str()), a.description.as_deref(), a.text()]))
            .flatten()
    }
}

impl Attribute {
    /// A text of this computer that nobody may change, as installation programs write it (Q186415).
    pub fn read_only(id: u32, name: &str, characters: u32, text: &str) -> Self {
        Self {
            name: name.to_string(),
            id,
            kind: Type::Str(characters),
            access: Some(Access::ReadOnly),
            storage: Some(Storage::Specific),
            description: None,
            value: Some(Value::Text(text.to_string())),
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Why bytes are no MIF.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MifError {
    /// Prints as the Despooler logs it: `syntax error on line 3, token FOO` (Q190135).
    Syntax { line: u32, token: String, expected: &'static str },
    /// A table, path or enumeration: DMI has them, this reader does not.
    Refused { line: u32, block: String },
    /// More groups or attributes than the limit.
    TooMany { line: u32, what: &'static str, limit: usize },
    /// The file is longer than the limit.
    TooLong { bytes: usize, limit: usize },
    /// The bytes from `offset` are not text.
    NotText { offset: usize },
}

impl fmt::Display for MifError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, token, .. } => write!(f, "syntax error on line {line}, token {token}"),
            Self::Refused { line, block } => write!(f, "{block} on line {line} is not supported"),
            Self::TooMany { line, what, limit } => write!(f, "more than {limit} {what} on line {line}"),
            Self::TooLong { bytes, limit } => write!(f, "{bytes} bytes, above the limit of {limit}"),
            Self::NotText { offset } => write!(f, "no text at byte {offset}"),
        }
    }
}

impl std::error::Error for MifError {}
