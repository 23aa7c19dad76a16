//! The blocks of a script and their attributes.

use super::Flags;

/// An item of the script, or a part of one: a key of the registry, a dialog and its controls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    pub name: String,
    /// Whether it is switched off, with all that is in it: `remarked item:`.
    pub remarked: bool,
    pub parts: Vec<Part>,
    /// Around its first line and around its `end`.
    pub head: Layout,
    pub foot: Layout,
    pub place: Place,
}

/// A line or a block within a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    Attribute(Attribute),
    Block(Block),
    /// A line of white space, with its end.
    Blank(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attribute {
    pub name: String,
    pub value: String,
    pub layout: Layout,
}

/// What stands before and behind a line, where that is not the usual: two blanks a level, and CR LF.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Layout {
    pub before: Option<Box<str>>,
    pub behind: Option<Box<str>>,
}

/// The line that a block begins with, counted from 1. Blocks are equal wherever they stand.
#[derive(Clone, Copy, Default, Eq, Debug)]
pub struct Place(pub usize);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Part {
    pub fn block(&self) -> Option<&Block> {
        if let Self::Block(block) = self { Some(block) } else { None }
    }

    fn attribute(&self) -> Option<&Attribute> {
        if let Self::Attribute(attribute) = self { Some(attribute) } else { None }
    }
}

impl Block {
    /// A block with these attributes.
    pub fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let part = |(name, value): &(&str, &str)| {
            let (name, value) = (name.to_string(), value.to_string());
            Part::Attribute(Attribute { name, value, layout: Layout::default() })
        };
        Self {
            name: name.to_string(),
            remarked: false,
            parts: attributes.iter().map(part).collect(),
            head: Layout::default(),
            foot: Layout::default(),
            place: Place::default(),
        }
    }

    /// The value of an attribute; an empty one is left out of the file. Of several the first.
    pub fn text(&self, name: &str) -> &str {
        self.attributes().find(|one| one.name == name).map_or("", |one| &one.value)
    }

    /// The values of an attribute that makes a list.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        self.attributes().filter(|one| one.name == name).map(|one| one.value.as_str()).collect()
    }

    /// The lines of a text that may be in several languages. Scripts of version 6.0 name the language of the default too;
    /// those of 5.0 do not.
    pub fn lines(&self, name: &str) -> Vec<&str> {
        let plain = self.texts(name);
        if plain.is_empty() { self.texts(&format!("{name} English")) } else { plain }
    }

    fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.parts.iter().filter_map(Part::attribute)
    }

    /// Digits of 0 and 1; none set where there is no attribute, or none that is flags.
    pub fn flags(&self, name: &str) -> Flags {
        Flags::parse(self.text(name)).unwrap_or_default()
    }

    /// The blocks within this one, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter_map(Part::block)
    }
}
