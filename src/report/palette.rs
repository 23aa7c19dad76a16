//! The colour of each status, the same in every chart. The hues are those of Okabe and Ito, which people with any of
//! the common kinds of colour blindness can tell apart; None is a light grey, so that what was reported stands out.

use crate::product::Status;

/// Red, green and blue, 0 to 255.
pub type Rgb = (u8, u8, u8);

/// Titles, axes and their labels.
pub const INK: Rgb = (0x22, 0x22, 0x22);
/// What should be legible but not loud: captions, marks of moments.
pub const PALE_INK: Rgb = (0x59, 0x59, 0x59);
/// Lines behind the data.
pub const GRID: Rgb = (0xE4, 0xE4, 0xE4);
/// Files in a box.
pub const FILES: Rgb = (0x00, 0x72, 0xB2);

/// The order in which areas are stacked, from the bottom: what went well is the ground, what is unknown the top.
pub const STACK: [Status; 8] = [
    Status::Complete,
    Status::Active,
    Status::Pending,
    Status::Retrying,
    Status::Failed,
    Status::Canceling,
    Status::Canceled,
    Status::None,
];

pub const fn color(status: Status) -> Rgb {
    match status {
        Status::None => (0xD6, 0xD6, 0xD6),
        Status::Pending => (0x56, 0xB4, 0xE9),
        Status::Active => (0x00, 0x72, 0xB2),
        Status::Retrying => (0xE6, 0x9F, 0x00),
        Status::Complete => (0x00, 0x9E, 0x73),
        Status::Failed => (0xD5, 0x5E, 0x00),
        Status::Canceled => (0xCC, 0x79, 0xA7),
        Status::Canceling => (0xF0, 0xE4, 0x42),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_status_is_stacked_once_in_a_colour_of_its_own() {
        let stacked: BTreeSet<Status> = STACK.into_iter().collect();
        let colors: BTreeSet<Rgb> = Status::ALL.map(color).into_iter().collect();
        assert_eq!((stacked.len(), colors.len()), (Status::ALL.len(), Status::ALL.len()));
    }
}
