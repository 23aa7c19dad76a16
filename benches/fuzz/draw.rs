//! The dice: all that is random in one input.

use std::fmt;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sms_sim::base::Digest;

pub struct Draw(ChaCha8Rng);

impl Draw {
    pub fn new(seed: u64, target: &str, number: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&Digest::of(target.as_bytes()).to_le_bytes());
        key[16..24].copy_from_slice(&number.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number below `bound`; 0 where there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.0.next_u64()) * bound as u128) >> 64) as usize
    }

    /// Whether one in `n` comes up.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Small numbers are frequent, large ones up to `most` rare.
    pub fn skewed(&mut self, most: usize) -> usize {
        let mut bound = 2;
        while bound < most && self.one_in(2) {
            bound *= 2;
        }
        self.below(bound.min(most) + 1)
    }

    pub fn byte(&mut self) -> u8 {
        self.below(256) as u8
    }

    pub fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.skewed(most)).map(|_| make(self)).collect()
    }
}

/// Bytes that show themselves as text.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}
