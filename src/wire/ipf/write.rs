//! Writing a script.

use super::block::{Block, Layout, Part};
use super::{Ipf, Kind};
use crate::base::text::encode;

/// What a level of a script is indented by.
pub(super) const INDENT: &str = "  ";
/// How its lines end.
pub(super) const LINE_END: &str = "\r\n";
pub(super) const TYPE: &str = "Document Type: ";
pub(super) const ITEM: &str = "item: ";
pub(super) const REMARKED: &str = "remarked item: ";
pub(super) const END: &str = "end";

impl Ipf {
    /// The text of the file.
    pub fn render(&self) -> String {
        let mut text = String::new();
        line(&mut text, 0, &[TYPE, Kind::word(self.kind)], &self.layout);
        self.parts.iter().for_each(|part| write_part(&mut text, part, 0));
        text
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.render())
    }
}

fn write_part(text: &mut String, part: &Part, depth: usize) {
    match part {
        Part::Blank(raw) => text.push_str(raw),
        Part::Attribute(attribute) => {
            line(text, depth, &[&attribute.name, "=", &attribute.value], &attribute.layout);
        }
        Part::Block(block) => write_block(text, block, depth),
    }
}

fn write_block(text: &mut String, block: &Block, depth: usize) {
    let mark = if block.remarked { REMARKED } else { ITEM };
    line(text, depth, &[mark, &block.name], &block.head);
    block.parts.iter().for_each(|part| write_part(text, part, depth + 1));
    line(text, depth, &[END], &block.foot);
}

fn line(text: &mut String, depth: usize, pieces: &[&str], layout: &Layout) {
    match &layout.before {
        Some(before) => text.push_str(before),
        None => (0..depth).for_each(|_| text.push_str(INDENT)),
    }
    pieces.iter().for_each(|piece| text.push_str(piece));
    text.push_str(layout.behind.as_deref().unwrap_or(LINE_END));
}
