//! A list that only grows, kept in pieces: it comes to millions of entries without ever being copied, and its pieces can be
//! read side by side.

use crate::base::piece_len;

/// Entries in the order in which they were written.
#[derive(Debug)]
pub struct Ledger<T> {
    /// These have [`piece_len`] entries each.
    full: Vec<Vec<T>>,
    open: Vec<T>,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Ledger<T> {
    /// An empty one, which takes no memory.
    pub const fn new() -> Self {
        Self { full: Vec::new(), open: Vec::new() }
    }

    pub fn push(&mut self, entry: T) {
        if self.open.len() == piece_len::<T>() {
            self.turn_page();
        }
        self.open.push(entry);
    }

    #[cold]
    fn turn_page(&mut self) {
        let full = std::mem::replace(&mut self.open, Vec::with_capacity(piece_len::<T>()));
        self.full.push(full);
    }

    pub fn len(&self) -> usize {
        self.full.len() * piece_len::<T>() + self.open.len()
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// An entry, counted from 0.
    pub fn get(&self, number: usize) -> Option<&T> {
        let (piece, within) = self.place(number);
        self.full.get(piece).unwrap_or(&self.open).get(within)
    }

    /// In which piece an entry stands, and where in it; the open piece comes behind all others.
    fn place(&self, number: usize) -> (usize, usize) {
        let piece = (number / piece_len::<T>()).min(self.full.len());
        (piece, number - piece * piece_len::<T>())
    }

    pub fn last(&self) -> Option<&T> {
        self.open.last()
    }

    /// All entries, piece by piece.
    pub fn pieces(&self) -> impl Iterator<Item = &[T]> {
        self.pieces_from(0)
    }

    /// The entries from a number on, piece by piece.
    pub fn pieces_from(&self, number: usize) -> impl Iterator<Item = &[T]> {
        let (piece, within) = self.place(number);
        let pieces = self.full[piece..].iter().chain([&self.open]);
        pieces.enumerate().map(move |(nth, entries)| match nth {
            0 => entries.get(within..).unwrap_or_default(),
            _ => entries,
        })
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECE: usize = piece_len::<usize>();

    #[test]
    fn entries_stay_in_order_over_the_edges_of_pieces() {
        for len in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1] {
            let mut ledger = Ledger::new();
            (0..len).for_each(|n| ledger.push(n));
            assert_eq!(
                (ledger.len(), ledger.is_empty(), ledger.last()),
                (len, len == 0, len.checked_sub(1).as_ref())
            );
            assert!(ledger.iter().copied().eq(0..len), "{len}");
            assert!((0..len).all(|n| ledger.get(n) == Some(&n)), "{len}");
            for from in [0, 1, PIECE - 1, PIECE, PIECE + 1, len].into_iter().filter(|from| *from <= len) {
                assert!(ledger.pieces_from(from).flatten().copied().eq(from..len), "from {from} of {len}");
            }
            assert_eq!((ledger.get(len), ledger.get(len + PIECE)), (None, None));
        }
    }
}
