//! Numbers that stand for the things of one run. They index arrays, so their order is the plan's order.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub $inner);

        impl $name {
            /// This id as an index.
            pub const fn ix(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(/// A client computer, in the order the scenario declares them.
    ClientId(u32));
id!(/// A logon server.
    ServerId(u16));
id!(/// A package.
    PackageId(u16));
id!(/// A job.
    JobId(u16));

/// Some of the clients: ascending ranges that neither touch nor overlap, so a million cost one entry.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Selection {
    ranges: Vec<(u32, u32)>,
}

impl Selection {
    /// The clients in any of `ranges` (first and last, both included), in whatever order they are given.
    pub fn new(mut ranges: Vec<(ClientId, ClientId)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(open) if first.0 <= open.1.saturating_add(1) => open.1 = open.1.max(last.0),
                _ => merged.push((first.0, last.0)),
            }
        }
        Self { ranges: merged }
    }

    /// These clients and those.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let both = self.ranges.iter().chain(&others.ranges);
        Self::new(both.map(|&(first, last)| (ClientId(first), ClientId(last))).collect())
    }

    pub fn contains(&self, client: ClientId) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= client.0);
        after > 0 && client.0 <= self.ranges[after - 1].1
    }

    /// Which of the selected clients, counted from 0 in ascending order, `client` is.
    pub fn position(&self, client: ClientId) -> Option<usize> {
        let mut before = 0;
        for &(first, last) in &self.ranges {
            if client.0 < first {
                return None;
            }
            if client.0 <= last {
                return Some(before + (client.0 - first) as usize);
            }
            before += (last - first) as usize + 1;
        }
        None
    }

    /// The clients, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = ClientId> + '_ {
        self.ranges.iter().flat_map(|&(first, last)| (first..=last).map(ClientId))
    }

    pub fn len(&self) -> u64 {
        self.ranges.iter().map(|&(first, last)| u64::from(last - first) + 1).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The first of these clients that is not in `other`; looks at ranges, not at clients.
    pub fn first_outside(&self, other: &Self) -> Option<ClientId> {
        self.ranges.iter().find_map(|&(first, last)| {
            let after = other.ranges.partition_point(|&(start, _)| start <= first);
            match after.checked_sub(1).map(|ix| other.ranges[ix]) {
                Some((_, end)) if end >= last => None,
                Some((_, end)) if end >= first => Some(ClientId(end + 1)),
                _ => Some(ClientId(first)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_merges_what_touches_and_keeps_order() {
        let some = Selection::new(vec![
            (ClientId(7), ClientId(9)),
            (ClientId(0), ClientId(2)),
            (ClientId(3), ClientId(3)),
        ]);
        assert_eq!(some.iter().map(|c| c.0).collect::<Vec<_>>(), [0, 1, 2, 3, 7, 8, 9]);
        assert_eq!(some.len(), 7);
        assert!(some.iter().enumerate().all(|(n, c)| some.position(c) == Some(n)));
        assert_eq!(some.position(ClientId(5)), None);
        assert!(some.contains(ClientId(3)) && !some.contains(ClientId(5)) && !some.contains(ClientId(10)));
        assert!(Selection::default().is_empty());
    }

    #[test]
    fn the_first_client_outside_another_selection_is_found() {
        let of = |ranges: &[(u32, u32)]| {
            Selection::new(ranges.iter().map(|&(a, b)| (ClientId(a), ClientId(b))).collect())
        };
        let other = of(&[(2, 4), (8, 9)]);
        for (some, outside) in
            [((2, 4), None), ((3, 3), None), ((3, 9), Some(5)), ((0, 3), Some(0)), ((10, 12), Some(10))]
        {
            assert_eq!(of(&[some]).first_outside(&other), outside.map(ClientId), "{some:?}");
        }
        assert_eq!(of(&[(8, 9), (2, 2)]).first_outside(&other), None);
        assert_eq!(Selection::default().first_outside(&other), None);
    }
}
