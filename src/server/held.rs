//! Instructions that the Despooler leaves alone until the time at which the client's clock says they were executed (Q172899).
//! They stay in their box.

use std::collections::BTreeMap;

use super::filebox::FileBox;
use crate::machine::LocalTime;
use crate::wire::parcel::Parcel;

/// Files that wait for their time, in its order, and of one time as they came.
#[derive(Default)]
pub struct Held {
    files: BTreeMap<(LocalTime, u64), Parcel>,
    /// How many there have been.
    numbered: u64,
}

impl Held {
    /// Leaves a file that was picked up until `time`.
    pub fn hold(&mut self, time: LocalTime, parcel: Parcel) {
        self.files.insert((time, self.numbered), parcel);
        self.numbered += 1;
    }

    /// Lets go of all whose time has come by `shown`.
    pub fn release(&mut self, shown: LocalTime, receive: &mut FileBox) {
        while let Some(first) = self.files.first_entry().filter(|first| first.key().0 <= shown) {
            receive.put_back(first.remove());
        }
    }

    /// When the time of the first comes.
    pub fn next(&self) -> Option<LocalTime> {
        self.files.first_key_value().map(|((time, _), _)| *time)
    }

    /// Whether the time of any has come.
    pub fn is_ready(&self, shown: LocalTime) -> bool {
        self.files.first_key_value().is_some_and(|((time, _), _)| *time <= shown)
    }
}
