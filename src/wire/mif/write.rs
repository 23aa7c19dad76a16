//! Writes a MIF as text: keywords in capitals and two spaces a level, as in Q166833.

use std::fmt::{self, Display, Write};

use super::lexer::quote;
use super::parse::{ACCESSES, STORAGES};
use super::{Access, Attribute, Group, Mif, Storage, Type, Value};

impl Mif {
    /// The text of the file, with DOS line ends.
    pub fn render(&self) -> String {
        let mut page = Page { text: String::new(), level: 0 };
        page.component(self).expect("a String takes all text");
        page.text
    }
}

/// The text so far, and how deep the next line stands.
struct Page {
    text: String,
    level: usize,
}

impl Page {
    fn component(&mut self, mif: &Mif) -> fmt::Result {
        self.block("COMPONENT", |page| {
            page.set("NAME", quote(&mif.name))?;
            page.set_if("DESCRIPTION", mif.description.as_deref().map(quote))?;
            mif.groups.iter().try_for_each(|group| page.group(group))
        })
    }

    fn group(&mut self, group: &Group) -> fmt::Result {
        let key: Vec<String> = group.key.iter().map(u32::to_string).collect();
        self.block("GROUP", |page| {
            page.set("NAME", quote(&group.name))?;
            page.set("ID", group.id)?;
            page.set("CLASS", quote(&group.class))?;
            page.set_if("KEY", (!key.is_empty()).then(|| key.join(",")))?;
            page.set_if("DESCRIPTION", group.description.as_deref().map(quote))?;
            group.attributes.iter().try_for_each(|attribute| page.attribute(attribute))
        })
    }

    fn attribute(&mut self, attribute: &Attribute) -> fmt::Result {
        self.block("ATTRIBUTE", |page| {
            page.set("NAME", quote(&attribute.name))?;
            page.set("ID", attribute.id)?;
            page.set_if("DESCRIPTION", attribute.description.as_deref().map(quote))?;
            page.set_if("ACCESS", attribute.access)?;
            page.set_if("STORAGE", attribute.storage)?;
            page.set("TYPE", attribute.kind)?;
            page.set_if("VALUE", attribute.value.as_ref())
        })
    }

    fn block(&mut self, word: &str, inside: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.line(format_args!("START {word}"))?;
        self.level += 1;
        inside(self)?;
        self.level -= 1;
        self.line(format_args!("END {word}"))
    }

    fn set(&mut self, keyword: &str, value: impl Display) -> fmt::Result {
        self.line(format_args!("{keyword} = {value}"))
    }

    fn set_if(&mut self, keyword: &str, value: Option<impl Display>) -> fmt::Result {
        value.map_or(Ok(()), |value| self.set(keyword, value))
    }

    fn line(&mut self, words: fmt::Arguments) -> fmt::Result {
        write!(self.text, "{:1$}{words}\r\n", "", 2 * self.level)
    }
}

impl Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer => f.write_str("INTEGER"),
            Self::Counter => f.write_str("COUNTER"),
            Self::Counter64 => f.write_str("COUNTER64"),
            Self::Gauge => f.write_str("GAUGE"),
            Self::Date => f.write_str("DATE"),
            Self::Str(characters) => write!(f, "STRING({characters})"),
            Self::OctetString(bytes) => write!(f, "OCTETSTRING({bytes})"),
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(&quote(text)),
            Self::Unsupported => f.write_str("UNSUPPORTED"),
            Self::Unknown => f.write_str("UNKNOWN"),
        }
    }
}

impl Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_word(f, &ACCESSES, self)
    }
}

impl Display for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_word(f, &STORAGES, self)
    }
}

fn write_word<T: PartialEq>(f: &mut fmt::Formatter<'_>, table: &[(&str, T)], value: &T) -> fmt::Result {
    table.iter().filter(|(_, listed)| listed == value).try_for_each(|(word, _)| f.write_str(word))
}
