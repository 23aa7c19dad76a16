//! Changes that turn a reasonable text into an unreasonable one.

use super::draw::{Bytes, Draw};

/// Bytes of a text at most.
const MOST_BYTES: usize = 96 << 10;
/// Changes of one text at most.
const MOST_CHANGES: usize = 12;
/// Bytes that mean something in one of the languages.
const SPECIAL: &[u8] = b"\r\n\t \x00\x1a\x03\xff\"'%^&|<>()=,;:/\\*?.![]{}#+-@~$0123456789abcABC";

/// Texts to begin with, and words to put in.
pub struct Stock<'a> {
    pub texts: &'a [Vec<u8>],
    pub words: &'a [&'a str],
}

/// A text of the stock, changed here and there; now and then left alone.
pub fn text(draw: &mut Draw, stock: &Stock<'_>) -> Bytes {
    let mut text = draw.pick(stock.texts).clone();
    for _ in 0..draw.skewed(MOST_CHANGES) {
        change(draw, &mut text, stock);
        text.truncate(MOST_BYTES);
    }
    Bytes(text)
}

fn change(draw: &mut Draw, text: &mut Vec<u8>, stock: &Stock<'_>) {
    let at = draw.below(text.len() + 1);
    match draw.below(12) {
        0 => drop(text.drain(span(draw, text, at))),
        1 => text.truncate(at),
        2 => repeat(draw, text, at),
        3 | 4 => insert(text, at, line(draw, stock)),
        5..=7 => insert(text, at, draw.pick(stock.words).as_bytes().to_vec()),
        8 => insert(text, at, long_run(draw)),
        9 => insert(text, at, draw.list(8, |draw| *draw.pick(SPECIAL))),
        10 => insert(text, at, number(draw)),
        _ => {
            if let Some(byte) = text.get_mut(at) {
                *byte = if draw.one_in(2) { *draw.pick(SPECIAL) } else { draw.byte() };
            }
        }
    }
}

fn insert(text: &mut Vec<u8>, at: usize, what: Vec<u8>) {
    text.splice(at..at, what);
}

/// From `at` on, a few bytes or the rest of the line.
fn span(draw: &mut Draw, text: &[u8], at: usize) -> std::ops::Range<usize> {
    let line = text[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |end| at + end + 1);
    at..if draw.one_in(2) { line } else { (at + draw.skewed(64)).min(text.len()) }
}

/// A piece once more, or very often.
fn repeat(draw: &mut Draw, text: &mut Vec<u8>, at: usize) {
    let piece = text[span(draw, text, at)].to_vec();
    let times = draw.skewed(4_096).min(MOST_BYTES / piece.len().max(1));
    insert(text, at, piece.repeat(times));
}

/// A whole line of some text of the stock.
fn line(draw: &mut Draw, stock: &Stock<'_>) -> Vec<u8> {
    let other = draw.pick(stock.texts);
    let at = draw.below(other.len() + 1);
    let start = other[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let end = other[at..].iter().position(|&byte| byte == b'\n').map_or(other.len(), |end| at + end + 1);
    other[start..end].to_vec()
}

fn long_run(draw: &mut Draw) -> Vec<u8> {
    vec![*draw.pick(SPECIAL); draw.skewed(8_192)]
}

fn number(draw: &mut Draw) -> Vec<u8> {
    let numbers = [
        "-1",
        "255",
        "256",
        "32768",
        "65536",
        "2147483647",
        "-2147483648",
        "4294967296",
        "99999999999999999999",
    ];
    draw.pick(&numbers).as_bytes().to_vec()
}
