//! Reading a script.

use super::block::{Attribute, Block, Layout, Part, Place};
use super::write::{END, INDENT, ITEM, LINE_END, REMARKED, TYPE};
use super::{Ipf, IpfError, Kind, MAX_BYTES, MAX_DEPTH, MAX_ITEMS, Problem};
use crate::base::text::decode;

impl Ipf {
    /// Reads a file.
    ///
    /// # Errors
    /// It has no first line that says what it is, a line is neither an item nor an attribute nor an `end`, an item has no
    /// end, or there is too much of something.
    pub fn parse(bytes: &[u8]) -> Result<Self, IpfError> {
        if bytes.len() > MAX_BYTES {
            return Err(IpfError { line: 1, item: None, problem: Problem::TooManyBytes });
        }
        let text = decode(bytes);
        let mut reader = Reader { rest: &text, line: 0, item: None, items: 0 };
        let (kind, layout) = reader.head()?;
        Ok(Self { kind, parts: reader.items()?, layout })
    }
}

struct Reader<'a> {
    rest: &'a str,
    /// The number of the line that was taken last.
    line: usize,
    /// The block of the script that it is in.
    item: Option<(usize, String)>,
    items: usize,
}

/// A line: what stands before the text, the text, and what stands behind it.
struct Line<'a> {
    before: &'a str,
    text: &'a str,
    /// White space at the end of the text, which is a part of it where it is a value.
    blanks: &'a str,
    end: &'a str,
}

impl<'a> Line<'a> {
    fn of(raw: &'a str) -> Self {
        let without_lf = raw.strip_suffix('\n').unwrap_or(raw);
        let body = if without_lf.len() < raw.len() {
            without_lf.strip_suffix('\r').unwrap_or(without_lf)
        } else {
            without_lf
        };
        let whole = body.trim_start_matches([' ', '\t']);
        let text = whole.trim_end_matches([' ', '\t']);
        Self {
            before: &body[..body.len() - whole.len()],
            text,
            blanks: &whole[text.len()..],
            end: &raw[body.len()..],
        }
    }

    fn layout(&self, depth: usize, behind: &str) -> Layout {
        let usual = self.before.len() == depth * INDENT.len() && self.before.bytes().all(|byte| byte == b' ');
        Layout {
            before: (!usual).then(|| self.before.into()),
            behind: (behind != LINE_END).then(|| behind.into()),
        }
    }

    /// The layout of a line whose blanks at the end mean nothing.
    fn loose_layout(&self, depth: usize) -> Layout {
        self.layout(depth, &format!("{}{}", self.blanks, self.end))
    }
}

impl<'a> Reader<'a> {
    /// Takes the next line with its end.
    fn take(&mut self) -> Option<&'a str> {
        let length = self.rest.find('\n').map_or(self.rest.len(), |at| at + 1);
        let (raw, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.line += 1;
        (!raw.is_empty()).then_some(raw)
    }

    fn wrong<T>(&self, problem: Problem) -> Result<T, IpfError> {
        Err(IpfError { line: self.line, item: self.item.clone(), problem })
    }

    fn expected<T>(&self, what: &'static str) -> Result<T, IpfError> {
        self.wrong(Problem::Expected(what))
    }

    fn head(&mut self) -> Result<(Kind, Layout), IpfError> {
        let line = Line::of(self.take().unwrap_or_default());
        let word = line.text.strip_prefix(TYPE);
        match Kind::ALL.into_iter().find(|kind| word == Some(kind.word())) {
            Some(kind) => Ok((kind, line.loose_layout(0))),
            None => self.expected("`Document Type: IPF`"),
        }
    }

    /// The blocks up to the end of the file.
    fn items(&mut self) -> Result<Vec<Part>, IpfError> {
        let mut parts = Vec::new();
        while let Some(raw) = self.take() {
            self.item = None;
            let line = Line::of(raw);
            let part = match (line.text, name_of(line.text)) {
                ("", _) => Part::Blank(raw.to_string()),
                (_, Some((name, remarked))) => {
                    self.items += 1;
                    if self.items > MAX_ITEMS {
                        return self.wrong(Problem::TooManyItems);
                    }
                    self.item = Some((self.items, name.to_string()));
                    Part::Block(self.block(&line, name, remarked, 0)?)
                }
                _ => return self.expected("`item:`"),
            };
            parts.push(part);
        }
        Ok(parts)
    }

    /// The rest of a block whose first line was taken.
    fn block(
        &mut self,
        head: &Line<'_>,
        name: &str,
        remarked: bool,
        depth: usize,
    ) -> Result<Block, IpfError> {
        if depth >= MAX_DEPTH {
            return self.wrong(Problem::TooDeep);
        }
        let (place, head) = (Place(self.line), head.loose_layout(depth));
        let mut parts = Vec::new();
        loop {
            let Some(raw) = self.take() else { return self.expected("`end`") };
            let line = Line::of(raw);
            if line.text == END {
                let foot = line.loose_layout(depth);
                return Ok(Block { name: name.to_string(), remarked, parts, head, foot, place });
            }
            parts.push(self.part(raw, &line, depth + 1)?);
        }
    }

    fn part(&mut self, raw: &str, line: &Line<'_>, depth: usize) -> Result<Part, IpfError> {
        if line.text.is_empty() {
            return Ok(Part::Blank(raw.to_string()));
        }
        if let Some((name, remarked)) = name_of(line.text) {
            return Ok(Part::Block(self.block(line, name, remarked, depth)?));
        }
        let Some((name, value)) = line.text.split_once('=') else {
            return self.expected("an attribute, `item:` or `end`");
        };
        let (name, value) = (name.to_string(), format!("{value}{}", line.blanks));
        Ok(Part::Attribute(Attribute { name, value, layout: line.layout(depth, line.end) }))
    }
}

/// The name of the block that a line begins, and whether it is switched off.
fn name_of(text: &str) -> Option<(&str, bool)> {
    let plain = text.strip_prefix(ITEM).map(|name| (name, false));
    plain.or_else(|| text.strip_prefix(REMARKED).map(|name| (name, true)))
}
