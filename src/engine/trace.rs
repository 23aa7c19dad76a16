//! The trace: what was dispatched, in order, with the digest after each event, so that two runs can be laid side by side.

use crate::base::SimTime;

/// An event that did something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Record<E> {
    pub at: SimTime,
    pub event: E,
    /// The rolling digest after it.
    pub digest: u64,
}

/// The first place where two traces part: its index, and what each has there.
pub fn parting<'a, T: PartialEq>(
    one: &'a [T],
    other: &'a [T],
) -> Option<(usize, Option<&'a T>, Option<&'a T>)> {
    let common = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.get(common), other.get(common));
    (a.is_some() || b.is_some()).then_some((common, a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parting_of_traces_is_found() {
        assert_eq!(parting(&[1, 2, 3], &[1, 2, 3]), None);
        assert_eq!(parting(&[1, 2, 3], &[1, 5, 3]), Some((1, Some(&2), Some(&5))));
        assert_eq!(parting(&[1], &[1, 2]), Some((1, None, Some(&2))));
    }
}
