//! A line: first in, first out, kept in pieces. A line of millions is never copied to grow, and takes no more memory than what is in it.

use std::collections::VecDeque;

/// Bytes of a piece of anything that is kept in pieces: where all have one size, the memory that one list leaves is good for
/// the next.
const PIECE_BYTES: usize = 1 << 17;

/// How many entries a piece holds of a list that is kept in pieces.
pub const fn piece_len<T>() -> usize {
    PIECE_BYTES / size_of::<T>()
}

/// Entries that leave in the order in which they came.
#[derive(Debug)]
pub struct Line<T> {
    /// The first entries; `gone` of them have left.
    first: Vec<T>,
    gone: usize,
    /// Full pieces.
    between: VecDeque<Vec<T>>,
    last: Vec<T>,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self { first: Vec::new(), gone: 0, between: VecDeque::new(), last: Vec::new() }
    }
}

impl<T: Copy> Line<T> {
    #[inline(always)]
    pub fn push(&mut self, entry: T) {
        if self.last.len() == piece_len::<T>() {
            self.between.push_back(std::mem::replace(&mut self.last, Vec::with_capacity(piece_len::<T>())));
        }
        self.last.push(entry);
    }

    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.gone == self.first.len() {
            self.turn_to_next();
        }
        let entry = self.first.get(self.gone).copied()?;
        self.gone += 1;
        Some(entry)
    }

    /// Goes on with the next piece: the last, when there is none before it.
    fn turn_to_next(&mut self) {
        self.gone = 0;
        self.first.clear();
        match self.between.pop_front() {
            Some(next) => self.first = next,
            None => std::mem::swap(&mut self.first, &mut self.last),
        }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.gone == self.first.len() && self.last.is_empty() && self.between.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.first[self.gone..].iter().chain(self.between.iter().flatten()).chain(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many to a piece that a few thousand fill several.
    type Large = [usize; 32];
    const PIECE: usize = piece_len::<Large>();

    proptest! {
        /// Against one list, with more entries than a piece holds.
        #[test]
        fn it_agrees_with_one_list(moves in prop::collection::vec((0..2 * PIECE, 0..2 * PIECE), 1..6)) {
            let (mut line, mut list, mut next) = (Line::default(), VecDeque::new(), 0);
            for (come, go) in moves {
                for _ in 0..come {
                    line.push([next; 32]);
                    list.push_back([next; 32]);
                    next += 1;
                }
                prop_assert!(line.iter().eq(&list));
                for _ in 0..go {
                    prop_assert_eq!(line.is_empty(), list.is_empty());
                    prop_assert_eq!(line.pop(), list.pop_front());
                }
            }
        }
    }

    #[test]
    fn a_short_line_makes_do_with_the_room_that_it_has() {
        let mut line = Line::default();
        for n in 0..10 * PIECE {
            line.push([n; 32]);
            assert_eq!(line.pop(), Some([n; 32]));
        }
        assert!(line.is_empty() && line.first.capacity() + line.last.capacity() < 16);
    }
}
