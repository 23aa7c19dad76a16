//! A rolling 64-bit digest whose value is part of this program's contract: it must not change with the
//! platform, the build or the standard library, which is why it is not `std::hash`.

/// Folds words in order; equal sequences give equal digests on every machine and build.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Digest {
    /// Folds one word: the finaliser of SplitMix64 over the state and the word.
    #[inline]
    pub fn word(&mut self, word: u64) {
        let mut z = self.0.rotate_left(5) ^ word.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        self.0 = z ^ (z >> 31);
    }

    /// Folds a byte string and its length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u64::from_le_bytes(word));
        }
    }

    pub fn value(self) -> u64 {
        self.0
    }

    /// The digest of one byte string.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut digest = Self::default();
        digest.bytes(bytes);
        digest.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_values_hold_on_every_build() {
        assert_eq!(format!("{:016x}", Digest::of(b"")), "bcc9b8440aab3c68");
        assert_eq!(format!("{:016x}", Digest::of(b"SMS 1.2 build 786")), "4d06ccae08cd4643");
    }

    #[test]
    fn order_and_length_matter() {
        assert_ne!(Digest::of(b"ab"), Digest::of(b"ba"));
        assert_ne!(Digest::of(b"a\0"), Digest::of(b"a"));
    }
}
