//! What the tests of this floor draw their values from.

use jiff::civil::{DateTime, date};
use proptest::prelude::*;

/// A date and time in whole seconds, in the years a two-digit year can stand for.
pub fn seconds() -> impl Strategy<Value = DateTime> {
    (1980i16..2080, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60).prop_map(
        |(year, month, day, hour, minute, second)| date(year, month, day).at(hour, minute, second, 0),
    )
}

/// One line of text, blanks and quotes included.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,40}", "[ -~à-ž]{0,20}"]
}

/// An identifier such as `VAQ0000F`.
pub fn id() -> impl Strategy<Value = String> {
    "[A-Z0-9]{1,8}"
}

/// Any bytes, and bytes that look enough like a file to get past its first lines.
pub fn bytes(like: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<String> = like.split_inclusive([' ', '\n']).map(str::to_string).collect();
    let shuffled = prop::collection::vec(prop::sample::select(pieces), 0..40);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        shuffled.prop_map(|words| words.concat().into_bytes()),
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| damaged(like.as_bytes(), at, byte)),
    ]
}

/// `bytes` with one of them replaced.
pub fn damaged(bytes: &[u8], at: prop::sample::Index, byte: u8) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    copy[at.index(bytes.len())] = byte;
    copy
}
