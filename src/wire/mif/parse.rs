//! Reads the text of a MIF.

use super::lexer::{Kind, Lexer, Token, unquote};
use super::{
    Access, Attribute, Group, MAX_ATTRIBUTES, MAX_GROUPS, MAX_MIF_BYTES, Mif, MifError, Storage, Type, Value,
};

/// How much of a token an error repeats, in characters.
const TOKEN_SHOWN: usize = 40;

impl Mif {
    /// Reads a MIF.
    ///
    /// # Errors
    /// The first place where the bytes are no MIF.
    pub fn parse(bytes: &[u8]) -> Result<Self, MifError> {
        if bytes.len() > MAX_MIF_BYTES {
            return Err(MifError::TooLong { bytes: bytes.len(), limit: MAX_MIF_BYTES });
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| MifError::NotText { offset: error.valid_up_to() })?;
        let mut parser = Parser::new(text);
        let mif = parser.file()?;
        match parser.ahead.kind {
            Kind::End => Ok(mif),
            _ => Err(parser.ahead.unexpected("the end of the file")),
        }
    }
}

impl Token<'_> {
    fn unexpected(self, expected: &'static str) -> MifError {
        let shown = self.text.trim_end().chars().take(TOKEN_SHOWN).collect();
        MifError::Syntax { line: self.line, token: shown, expected }
    }

    fn is(self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }
}

/// The tokens, of which one is seen ahead.
struct Parser<'a> {
    lexer: Lexer<'a>,
    ahead: Token<'a>,
}

/// What a block consists of.
enum Step<'a> {
    /// `START` and this word.
    Start(Token<'a>),
    /// `END` and the block's word; the token is `END`.
    End(Token<'a>),
    /// This keyword and `=`.
    Set(Token<'a>),
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        let mut lexer = Lexer::new(text);
        let ahead = lexer.token();
        Self { lexer, ahead }
    }

    /// A language, which is passed over, and the component.
    fn file(&mut self) -> Result<Mif, MifError> {
        if self.ahead.is("LANGUAGE") {
            self.next();
            self.mark("=")?;
            self.text()?;
        }
        self.word("START")?;
        self.word("COMPONENT")?;
        self.component()
    }

    fn component(&mut self) -> Result<Mif, MifError> {
        let (mut name, mut description, mut groups) = (None, None, Vec::new());
        loop {
            match self.step("COMPONENT")? {
                Step::Start(word) if word.is("GROUP") => {
                    below(MAX_GROUPS, groups.len(), "groups", word)?;
                    groups.push(self.group()?);
                }
                Step::Start(word) => return Err(refused(word, "GROUP")),
                Step::Set(word) if word.is("NAME") => once(&mut name, self.text()?, word)?,
                Step::Set(word) if word.is("DESCRIPTION") => once(&mut description, self.text()?, word)?,
                Step::Set(word) => {
                    return Err(word.unexpected("NAME, DESCRIPTION, START GROUP or END COMPONENT"));
                }
                Step::End(end) => return Ok(Mif { name: given(name, end, "NAME")?, description, groups }),
            }
        }
    }

    fn group(&mut self) -> Result<Group, MifError> {
        let mut parts = GroupParts::default();
        loop {
            match self.step("GROUP")? {
                Step::Start(word) if word.is("ATTRIBUTE") => {
                    below(MAX_ATTRIBUTES, parts.attributes.len(), "attributes", word)?;
                    parts.attributes.push(self.attribute()?);
                }
                Step::Start(word) => return Err(refused(word, "ATTRIBUTE")),
                Step::Set(word) => self.group_part(&mut parts, word)?,
                Step::End(end) => return parts.group(end),
            }
        }
    }

    fn group_part(&mut self, parts: &mut GroupParts, word: Token) -> Result<(), MifError> {
        match word.text.to_ascii_uppercase().as_str() {
            "NAME" => once(&mut parts.name, self.text()?, word),
            "ID" => once(&mut parts.id, self.id()?, word),
            "CLASS" => once(&mut parts.class, self.text()?, word),
            "KEY" => once(&mut parts.key, self.ids()?, word),
            "DESCRIPTION" => once(&mut parts.description, self.text()?, word),
            _ => Err(word.unexpected("NAME, ID, CLASS, KEY, DESCRIPTION, START ATTRIBUTE or END GROUP")),
        }
    }

    fn attribute(&mut self) -> Result<Attribute, MifError> {
        let mut parts = AttributeParts::default();
        loop {
            match self.step("ATTRIBUTE")? {
                Step::Start(word) => return Err(refused(word, "END ATTRIBUTE")),
                Step::Set(word) => self.attribute_part(&mut parts, word)?,
                Step::End(end) => return parts.attribute(end),
            }
        }
    }

    fn attribute_part(&mut self, parts: &mut AttributeParts<'a>, word: Token) -> Result<(), MifError> {
        match word.text.to_ascii_uppercase().as_str() {
            "NAME" => once(&mut parts.name, self.text()?, word),
            "ID" => once(&mut parts.id, self.id()?, word),
            "TYPE" => once(&mut parts.kind, self.kind()?, word),
            "ACCESS" => once(&mut parts.access, self.one_of(&ACCESSES, "an access like READ-ONLY")?, word),
            "STORAGE" => once(&mut parts.storage, self.one_of(&STORAGES, "COMMON or SPECIFIC")?, word),
            "DESCRIPTION" => once(&mut parts.description, self.text()?, word),
            "VALUE" => once(&mut parts.value, (self.ahead, self.value()?), word),
            _ => Err(word.unexpected("NAME, ID, TYPE, ACCESS, STORAGE, DESCRIPTION, VALUE or END ATTRIBUTE")),
        }
    }

    /// The next statement of a block named `block`.
    fn step(&mut self, block: &'static str) -> Result<Step<'a>, MifError> {
        let word = self.expect(Kind::Word, "a keyword")?;
        if word.is("START") {
            return self.expect(Kind::Word, "the name of a block").map(Step::Start);
        }
        if word.is("END") {
            self.word(block)?;
            return Ok(Step::End(word));
        }
        self.mark("=")?;
        Ok(Step::Set(word))
    }

    /// STRING(64), INTEGER and so on.
    fn kind(&mut self) -> Result<Type, MifError> {
        let word = self.expect(Kind::Word, "a type")?;
        match word.text.to_ascii_uppercase().as_str() {
            "INTEGER" | "INT" => Ok(Type::Integer),
            "COUNTER" => Ok(Type::Counter),
            "COUNTER64" => Ok(Type::Counter64),
            "GAUGE" => Ok(Type::Gauge),
            "DATE" => Ok(Type::Date),
            "STRING" | "DISPLAYSTRING" => self.length().map(Type::Str),
            "OCTETSTRING" => self.length().map(Type::OctetString),
            _ => Err(word.unexpected("a type like STRING(64) or INTEGER")),
        }
    }

    fn length(&mut self) -> Result<u32, MifError> {
        self.mark("(")?;
        let length = self.id()?;
        self.mark(")")?;
        Ok(length)
    }

    fn value(&mut self) -> Result<Value, MifError> {
        match self.ahead.kind {
            Kind::Number => self.number().map(Value::Number),
            Kind::Text => self.text().map(Value::Text),
            _ => self.one_of(&VALUE_WORDS, "a number, a text, UNSUPPORTED or UNKNOWN"),
        }
    }

    /// One word of a table.
    fn one_of<T: Clone>(&mut self, table: &[(&str, T)], expected: &'static str) -> Result<T, MifError> {
        let found = table.iter().find(|(word, _)| self.ahead.is(word));
        let (_, value) = found.ok_or_else(|| self.ahead.unexpected(expected))?;
        self.next();
        Ok(value.clone())
    }

    /// A text; as in DMI, texts that follow each other are one.
    fn text(&mut self) -> Result<String, MifError> {
        let mut text = unquote(self.expect(Kind::Text, "a text in quotes")?.text);
        while self.ahead.kind == Kind::Text {
            text += &unquote(self.next().text);
        }
        Ok(text)
    }

    /// Numbers with commas between them.
    fn ids(&mut self) -> Result<Vec<u32>, MifError> {
        let mut ids = vec![self.id()?];
        while self.ahead.text == "," {
            below(MAX_ATTRIBUTES, ids.len(), "attributes", self.next())?;
            ids.push(self.id()?);
        }
        Ok(ids)
    }

    fn id(&mut self) -> Result<u32, MifError> {
        let token = self.ahead;
        let number = self.number()?;
        u32::try_from(number).map_err(|_| token.unexpected("a number from 0"))
    }

    fn number(&mut self) -> Result<i64, MifError> {
        let token = self.expect(Kind::Number, "a number")?;
        let hex = token.text.strip_prefix("0x").or(token.text.strip_prefix("0X"));
        let number = hex.map_or_else(|| token.text.parse(), |digits| i64::from_str_radix(digits, 16));
        number.map_err(|_| token.unexpected("a number"))
    }

    fn word(&mut self, word: &'static str) -> Result<(), MifError> {
        if self.ahead.is(word) {
            self.next();
            return Ok(());
        }
        Err(self.ahead.unexpected(word))
    }

    fn mark(&mut self, mark: &'static str) -> Result<(), MifError> {
        if self.ahead.kind == Kind::Mark && self.ahead.text == mark {
            self.next();
            return Ok(());
        }
        Err(self.ahead.unexpected(mark))
    }

    fn expect(&mut self, kind: Kind, expected: &'static str) -> Result<Token<'a>, MifError> {
        if self.ahead.kind == kind { Ok(self.next()) } else { Err(self.ahead.unexpected(expected)) }
    }

    fn next(&mut self) -> Token<'a> {
        let next = self.lexer.token();
        std::mem::replace(&mut self.ahead, next)
    }
}

pub(super) const ACCESSES: [(&str, Access); 3] =
    [("READ-ONLY", Access::ReadOnly), ("READ-WRITE", Access::ReadWrite), ("WRITE-ONLY", Access::WriteOnly)];
pub(super) const STORAGES: [(&str, Storage); 2] =
    [("COMMON", Storage::Common), ("SPECIFIC", Storage::Specific)];
const VALUE_WORDS: [(&str, Value); 2] = [("UNSUPPORTED", Value::Unsupported), ("UNKNOWN", Value::Unknown)];

/// A group, as far as it was read.
#[derive(Default)]
struct GroupParts {
    name: Option<String>,
    id: Option<u32>,
    class: Option<String>,
    key: Option<Vec<u32>>,
    description: Option<String>,
    attributes: Vec<Attribute>,
}

impl GroupParts {
    fn group(self, end: Token) -> Result<Group, MifError> {
        Ok(Group {
            name: given(self.name, end, "NAME")?,
            id: given(self.id, end, "ID")?,
            class: given(self.class, end, "CLASS")?,
            key: self.key.unwrap_or_default(),
            description: self.description,
            attributes: self.attributes,
        })
    }
}

/// An attribute, as far as it was read; the value with its token.
#[derive(Default)]
struct AttributeParts<'a> {
    name: Option<String>,
    id: Option<u32>,
    kind: Option<Type>,
    access: Option<Access>,
    storage: Option<Storage>,
    description: Option<String>,
    value: Option<(Token<'a>, Value)>,
}

impl AttributeParts<'_> {
    fn attribute(self, end: Token) -> Result<Attribute, MifError> {
        let kind = given(self.kind, end, "TYPE")?;
        let value = match self.value {
            Some((token, value)) if !kind.takes(&value) => {
                return Err(token.unexpected("a value of the attribute's type"));
            }
            other => other.map(|(_, value)| value),
        };
        Ok(Attribute {
            name: given(self.name, end, "NAME")?,
            id: given(self.id, end, "ID")?,
            kind,
            access: self.access,
            storage: self.storage,
            description: self.description,
            value,
        })
    }
}

/// Fills a part that may be given only once.
fn once<T>(part: &mut Option<T>, value: T, word: Token) -> Result<(), MifError> {
    match part.replace(value) {
        None => Ok(()),
        Some(_) => Err(word.unexpected("each statement once")),
    }
}

/// A part that must have been given before the block's `END`.
fn given<T>(part: Option<T>, end: Token, expected: &'static str) -> Result<T, MifError> {
    part.ok_or_else(|| end.unexpected(expected))
}

fn below(limit: usize, count: usize, what: &'static str, at: Token) -> Result<(), MifError> {
    if count < limit { Ok(()) } else { Err(MifError::TooMany { line: at.line, what, limit }) }
}

/// The error of a block that may not start here: one that is not supported, or one that makes no sense.
fn refused(word: Token, expected: &'static str) -> MifError {
    match word.text.to_ascii_uppercase() {
        block if ["TABLE", "PATH", "ENUM"].contains(&block.as_str()) => {
            MifError::Refused { line: word.line, block }
        }
        _ => word.unexpected(expected),
    }
}
