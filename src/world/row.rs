//! What every client has for itself, in half a line of the processor's cache: when its PCM looks, and where its record is.

use super::clients::KindId;
use crate::base::Span;
use crate::engine::poll::{Looks, Poller};

/// Clients that there may be: so many records can be told apart.
pub const MOST_CLIENTS: u32 = 1 << RECORD_BITS;

const RECORD_BITS: u32 = 24;
const OWN: u32 = 1 << RECORD_BITS;
/// What a client is going to do is counted in the bits above these.
const ONE_DOING: u32 = 1 << (RECORD_BITS + 1);
const MOST_DOINGS: u32 = u32::MAX / ONE_DOING;

/// A client's row.
pub struct Row {
    /// Where in its interval the PCM on its desktop looks.
    start: Span,
    looks: Looks,
    /// The hours of its looks, by their number.
    pub hours: u32,
    /// The number of its record, whether that is its own, and how much it has begun, or is going to, besides its looks.
    what: u32,
}

const _: () = assert!(size_of::<Row>() == 32);

/// Where the record of a client is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Record {
    Shared(KindId),
    Own(u32),
}

impl Row {
    pub const fn new(start: Span, looks: Looks, hours: u32, record: Record) -> Self {
        Self { start, looks, hours, what: number(record) }
    }

    #[inline]
    pub const fn start(&self) -> Span {
        self.start
    }

    #[inline]
    pub const fn looks(&self) -> Looks {
        self.looks
    }

    /// Keeps when a poller looked, and when it will.
    #[inline]
    pub const fn keep(&mut self, poller: &Poller) {
        self.looks = poller.looks;
    }

    #[inline]
    pub const fn record(&self) -> Record {
        let number = self.what & (OWN - 1);
        if self.what & OWN == 0 { Record::Shared(KindId(number)) } else { Record::Own(number) }
    }

    #[inline]
    pub const fn set_record(&mut self, record: Record) {
        self.what = (self.what & !(2 * OWN - 1)) | number(record);
    }

    /// It will do something besides looking into its instruction file. More than can be counted stays more than can be counted.
    #[inline]
    pub const fn is_going_to_do(&mut self) {
        if self.doings() < MOST_DOINGS {
            self.what += ONE_DOING;
        }
    }

    /// It does so now.
    #[inline]
    pub const fn does(&mut self) {
        if self.doings() < MOST_DOINGS {
            self.what -= ONE_DOING;
        }
    }

    /// How much it is going to do.
    #[inline]
    pub const fn doings(&self) -> u32 {
        self.what / ONE_DOING
    }
}

const fn number(record: Record) -> u32 {
    match record {
        Record::Shared(kind) => kind.0,
        Record::Own(place) => OWN | place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SimTime;
    use crate::engine::Timetable;

    fn row() -> Row {
        let poller = Poller::new(Timetable::always(Span::ms(7), Span::mins(60)));
        Row::new(Span::ms(7), poller.looks, 3, Record::Shared(KindId(9)))
    }

    #[test]
    fn a_row_keeps_its_record_and_what_its_client_does_apart() {
        let mut row = row();
        row.is_going_to_do();
        for record in [Record::Own(MOST_CLIENTS - 1), Record::Shared(KindId(0)), Record::Own(0)] {
            row.set_record(record);
            assert_eq!((row.record(), row.doings(), row.hours), (record, 1, 3));
        }
        row.does();
        assert_eq!((row.record(), row.doings()), (Record::Own(0), 0));
    }

    #[test]
    fn more_than_can_be_counted_stays_more_than_can_be_counted() {
        let mut row = row();
        (0..200).for_each(|_| row.is_going_to_do());
        (0..200).for_each(|_| row.does());
        assert_eq!((row.doings(), row.record()), (MOST_DOINGS, Record::Shared(KindId(9))));
    }

    #[test]
    fn looks_are_kept() {
        let mut row = row();
        let mut poller = Poller::new(Timetable::always(Span::ms(7), Span::mins(60)));
        poller.wake_for(SimTime(1));
        row.keep(&poller);
        assert_eq!(row.looks(), poller.looks);
    }
}
