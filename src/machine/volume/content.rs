//! What a file holds.

use std::sync::Arc;

use crate::base::Digest;

/// Joined or appended bytes beyond this many become a payload: nobody reads a megabyte of text.
pub const MAX_JOINED_BYTES: u64 = 1 << 20;

/// The bytes of a file, or a payload whose bytes nobody needs. Equal means equal in this form: a payload is
/// never equal to bytes, even to those it shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    Bytes(Arc<[u8]>),
    /// `size` bytes, the same ones for the same `seed` whenever somebody looks.
    Filler {
        size: u64,
        seed: u64,
    },
    /// A file that is shortened again and again, which costs nothing each time.
    Cut(Arc<Cut>),
}

/// The bytes of `whole` without those from `from` up to `to`.
#[derive(PartialEq, Eq, Debug)]
pub struct Cut {
    whole: Arc<[u8]>,
    from: usize,
    to: usize,
}

impl Cut {
    fn size(&self) -> usize {
        self.whole.len() - (self.to - self.from)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        let behind = if at < self.from { at } else { at.checked_add(self.to - self.from)? };
        self.whole.get(behind).copied()
    }

    /// Whether it is the same hole in the very same bytes, which costs nothing to tell.
    pub fn is_of(&self, whole: &Arc<[u8]>, hole: std::ops::Range<usize>) -> bool {
        Arc::ptr_eq(&self.whole, whole) && (self.from, self.to) == (hole.start, hole.end)
    }
}

impl Content {
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self::Bytes(Arc::from(bytes.as_ref()))
    }

    pub fn empty() -> Self {
        Self::of([])
    }

    /// Bytes.
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Filler { size, .. } => *size,
            Self::Cut(cut) => cut.size() as u64,
        }
    }

    /// `whole` without the bytes from `from` up to `to`; all of it where that is no range of it.
    pub fn cut(whole: &Arc<[u8]>, from: usize, to: usize) -> Self {
        match from <= to && to <= whole.len() {
            true => Self::Cut(Arc::new(Cut { whole: whole.clone(), from, to })),
            false => Self::Bytes(whole.clone()),
        }
    }

    /// All bytes in one piece, if they are known: those of a payload are not.
    pub fn known_bytes(&self) -> Option<Arc<[u8]>> {
        match self {
            Self::Bytes(bytes) => Some(bytes.clone()),
            Self::Filler { .. } => None,
            Self::Cut(cut) => Some([&cut.whole[..cut.from], &cut.whole[cut.to..]].concat().into()),
        }
    }

    /// The byte at a position; `None` behind the end.
    pub fn byte(&self, at: u64) -> Option<u8> {
        match self {
            Self::Bytes(bytes) => bytes.get(usize::try_from(at).ok()?).copied(),
            Self::Filler { size, seed } => (at < *size).then(|| filler_byte(*seed, at)),
            Self::Cut(cut) => cut.byte(usize::try_from(at).ok()?),
        }
    }

    /// The bytes from `from` on, at most `limit` of them.
    pub fn bytes(&self, from: u64, limit: usize) -> impl Iterator<Item = u8> + '_ {
        (from..self.size()).take(limit).map_while(|at| self.byte(at))
    }

    /// The bytes before the first ^Z, which ends a text file in DOS, at most `limit` of them.
    pub fn text_bytes(&self, limit: usize) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => {
                let shown = &bytes[..bytes.len().min(limit)];
                let end = shown.iter().position(|&byte| byte == CTRL_Z).unwrap_or(shown.len());
                shown[..end].to_vec()
            }
            Self::Filler { .. } | Self::Cut(_) => {
                self.bytes(0, limit).take_while(|&byte| byte != CTRL_Z).collect()
            }
        }
    }

    /// One content after another. It is a payload when a part is one or when it is longer than
    /// [`MAX_JOINED_BYTES`].
    pub fn join(parts: &[Self]) -> Self {
        let size = parts.iter().fold(0u64, |sum, part| sum.saturating_add(part.size()));
        let mut joined = Vec::new();
        for part in parts {
            match part.known_bytes() {
                Some(bytes) if size <= MAX_JOINED_BYTES => joined.extend_from_slice(&bytes),
                _ => return Self::Filler { size, seed: joint_seed(parts) },
            }
        }
        Self::Bytes(Arc::from(joined))
    }

    /// A digest in which a payload differs from the bytes it shows.
    pub fn digest(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => Digest::of(bytes),
            Self::Cut(_) => self.known_bytes().map_or(0, |bytes| Digest::of(&bytes)),
            Self::Filler { size, seed } => {
                let mut digest = Digest::default();
                [FILLER_MARK, *size, *seed].into_iter().for_each(|word| digest.word(word));
                digest.value()
            }
        }
    }
}

/// Ends a text file.
pub const CTRL_Z: u8 = 0x1A;

const FILLER_MARK: u64 = u64::from_be_bytes(*b"FILLER  ");

fn filler_byte(seed: u64, at: u64) -> u8 {
    let mut digest = Digest::default();
    digest.word(seed);
    digest.word(at / 8);
    digest.value().to_le_bytes()[(at % 8) as usize]
}

fn joint_seed(parts: &[Content]) -> u64 {
    let mut digest = Digest::default();
    parts.iter().for_each(|part| digest.word(part.digest()));
    digest.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_costs_no_bytes_and_looks_the_same_each_time() {
        let excel = Content::Filler { size: 2_000_000, seed: 5 };
        assert!(size_of::<Content>() <= 24);
        let head: Vec<u8> = excel.bytes(0, 64).collect();
        assert_eq!(head, excel.bytes(0, 64).collect::<Vec<_>>());
        assert_eq!(excel.bytes(8, 8).collect::<Vec<_>>(), head[8..16]);
        assert_ne!(head, Content::Filler { size: 2_000_000, seed: 6 }.bytes(0, 64).collect::<Vec<_>>());
        assert_eq!((excel.byte(1_999_999).is_some(), excel.byte(2_000_000)), (true, None));
    }

    #[test]
    fn a_cut_file_shows_what_is_left_of_it() {
        let whole: Arc<[u8]> = Arc::from(&b"one,two,three"[..]);
        let left = Content::cut(&whole, 0, 4);
        assert_eq!((left.size(), left.text_bytes(99)), (9, b"two,three".to_vec()));
        assert_eq!(left.digest(), Content::of("two,three").digest());
        assert_eq!(Content::cut(&whole, 3, 7).bytes(0, 99).collect::<Vec<_>>(), b"one,three");
        assert_eq!(Content::join(&[left, Content::of("!")]), Content::of("two,three!"));
        assert_eq!(Content::cut(&whole, 5, 99), Content::Bytes(whole.clone()), "no such range");
    }

    #[test]
    fn joining_keeps_bytes_while_they_are_few_and_known() {
        let (a, b) = (Content::of("ab"), Content::of("c"));
        assert_eq!(Content::join(&[a.clone(), b.clone()]), Content::of("abc"));
        assert_eq!(Content::join(&[]), Content::empty());
        let payload = Content::Filler { size: 10, seed: 1 };
        let joined = Content::join(&[a.clone(), payload.clone()]);
        assert_eq!(joined.size(), 12);
        assert_ne!(joined, Content::join(&[b, payload]));
        let long = Content::of(vec![0; 600_000]);
        assert!(matches!(Content::join(&[long.clone(), long]), Content::Filler { size: 1_200_000, .. }));
    }

    #[test]
    fn text_ends_at_ctrl_z() {
        assert_eq!(Content::of("one\x1atwo").text_bytes(100), b"one");
        assert_eq!(Content::of("one").text_bytes(2), b"on");
    }
}
