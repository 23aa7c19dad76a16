//! Keyed randomness: a draw is a function of (seed, purpose, entity name, occurrence) and of nothing else.
//!
//! Adding a client, or asking for one draw more, therefore moves no other draw. A draw of 0 always means the calm case
//! (no delay, first in line), so a run with every draw at 0 is the plainest run there is.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::digest::Digest;
use super::time::Span;

/// What a draw is for. The number is part of the key and must never be reused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub enum Purpose {
    /// Where in its interval a poller wakes.
    PollPhase = 1,
    /// How long after logon a client's start-up programs take to run.
    StartUp = 2,
    /// How long a file takes to reach a server.
    NetworkWrite = 3,
    /// How long a package takes beyond its commands: dialogs read, buttons pressed.
    PersonDelay = 4,
    /// Which logon server a program picks that picks at random.
    LogonServer = 5,
    /// Whether a person takes up at all what PCM offers.
    PersonRuns = 6,
    /// When they do.
    PersonTakesUp = 7,
    /// Whether a person says no to what a package asks.
    PersonDeclines = 8,
    /// Which distribution server PCM picks that picks at random.
    PackageServer = 20,
}

/// The source of all randomness of one run.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    seed: u64,
}

impl Draws {
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The draw itself: 64 uniform bits.
    pub fn word(self, purpose: Purpose, entity: &str, occurrence: u64) -> u64 {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
        key[16..24].copy_from_slice(&Digest::of(entity.as_bytes()).to_le_bytes());
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(occurrence);
        stream.next_u64()
    }

    /// A uniform whole number in `0..bound` (0 when `bound` is 0), by multiplication: no float, no modulo bias
    /// worth naming.
    pub fn below(self, bound: u64, purpose: Purpose, entity: &str, occurrence: u64) -> u64 {
        if bound <= 1 {
            return 0;
        }
        let wide = u128::from(self.word(purpose, entity, occurrence)) * u128::from(bound);
        (wide >> 64) as u64
    }

    /// A uniform length of time in `[0, bound)`, in whole milliseconds.
    pub fn span_below(self, bound: Span, purpose: Purpose, entity: &str, occurrence: u64) -> Span {
        Span::ms(self.below(bound.0 / Span::ms(1).0, purpose, entity, occurrence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_draws() {
        let draws = Draws::new(42);
        assert_eq!(format!("{:016x}", draws.word(Purpose::PollPhase, "W1", 0)), "d6e1d0cc22ad85c1");
        assert_eq!(format!("{:016x}", ChaCha8Rng::seed_from_u64(42).next_u64()), "ae90bfb5395d5ba1");
    }

    #[test]
    fn every_part_of_the_key_matters() {
        let one = Draws::new(1).word(Purpose::PollPhase, "W1", 0);
        assert_ne!(one, Draws::new(2).word(Purpose::PollPhase, "W1", 0));
        assert_ne!(one, Draws::new(1).word(Purpose::StartUp, "W1", 0));
        assert_ne!(one, Draws::new(1).word(Purpose::PollPhase, "W2", 0));
        assert_ne!(one, Draws::new(1).word(Purpose::PollPhase, "W1", 1));
        assert_eq!(one, Draws::new(1).word(Purpose::PollPhase, "W1", 0));
    }

    #[test]
    fn bounds_are_kept() {
        let draws = Draws::new(7);
        assert!((0..1_000).all(|n| draws.below(10, Purpose::PollPhase, "W1", n) < 10));
        assert_eq!(draws.span_below(Span::ZERO, Purpose::PollPhase, "W1", 0), Span::ZERO);
    }
}
