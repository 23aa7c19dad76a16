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

/// A digest of one thing that happened, made to be added to others: a sum does not depend on the order of its parts, so that
/// whoever works things out may do so in whatever order is cheapest. One multiplication for two words, and none waits for another.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Fingerprint {
    sum: u64,
    /// Tells the place of words.
    key: u64,
}

impl Fingerprint {
    /// Adds one word; its place matters.
    #[inline]
    pub fn word(&mut self, word: u64) {
        self.pair(word, word.rotate_left(32));
    }

    /// Adds four words; their places matter.
    #[inline]
    pub fn words(&mut self, [first, second, third, fourth]: [u64; 4]) {
        self.pair(first, second);
        self.pair(third, fourth);
    }

    #[inline]
    fn pair(&mut self, first: u64, second: u64) {
        self.key = self.key.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let product = u128::from(first ^ self.key) * u128::from(second ^ 0xE703_7ED1_A0B4_28DB);
        self.sum = self.sum.wrapping_add(product as u64 ^ (product >> u64::BITS) as u64);
    }

    /// The fingerprint as a number; 0 where there was no word.
    #[inline]
    pub fn value(self) -> u64 {
        let mut z = self.sum ^ self.key;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(words: &[u64]) -> u64 {
        let mut fingerprint = Fingerprint::default();
        words.iter().for_each(|&word| fingerprint.word(word));
        fingerprint.value()
    }

    #[test]
    fn a_fingerprint_tells_words_their_places_and_their_number() {
        assert_eq!(format!("{:016x}", fingerprint(&[1994, 1, 2])), "a93cbfa92a11b34c");
        let all = [&[][..], &[0], &[1], &[0, 0], &[0, 1], &[1, 0], &[1 << 32], &[u64::MAX]];
        let told = all.map(fingerprint);
        assert!((0..all.len()).all(|a| (0..a).all(|b| told[a] != told[b])), "{told:x?}");
    }

    #[test]
    fn a_fingerprint_tells_the_places_of_four_words() {
        let places = [[1, 2, 3, 4], [2, 1, 3, 4], [3, 4, 1, 2], [1, 2, 4, 3], [1, 2, 3, 0], [0, 0, 0, 0]];
        let told = places.map(|words| {
            let mut fingerprint = Fingerprint::default();
            fingerprint.words(words);
            fingerprint.value()
        });
        assert!((0..told.len()).all(|a| (0..a).all(|b| told[a] != told[b])), "{told:x?}");
    }

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
