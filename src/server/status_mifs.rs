//! Status MIFs in a box: each waits for the instruction that will ask for it. Most are asked for in the order in which they came, and
//! cost no search then.

use std::collections::{BTreeMap, VecDeque};

use crate::base::ClientId;
use crate::wire::parcel::ContentId;

/// Which report a status MIF belongs to: of a client, with this serial.
pub type Report = (ClientId, u16);

#[derive(Default)]
pub struct StatusMifs {
    /// In the order in which they came.
    line: VecDeque<(Report, ContentId)>,
    /// Those that others were asked for before.
    aside: BTreeMap<Report, ContentId>,
}

impl StatusMifs {
    pub fn put(&mut self, report: Report, mif: ContentId) {
        self.line.push_back((report, mif));
    }

    /// Takes that of one report, if it has come.
    pub fn take(&mut self, report: Report) -> Option<ContentId> {
        if let Some(mif) = self.aside.remove(&report) {
            return Some(mif);
        }
        while let Some((of, mif)) = self.line.pop_front() {
            if of == report {
                return Some(mif);
            }
            self.aside.insert(of, mif);
        }
        None
    }

    pub fn len(&self) -> usize {
        self.line.len() + self.aside.len()
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against one map, in whatever order they are asked for.
        #[test]
        fn each_is_there_for_its_own_report(moves in prop::collection::vec((any::<bool>(), 0_u32..20, 0_u16..3), 0..200)) {
            let (mut mifs, mut map) = (StatusMifs::default(), BTreeMap::new());
            for (nth, (comes, client, serial)) in moves.into_iter().enumerate() {
                let report = (ClientId(client), serial);
                if comes && !map.contains_key(&report) {
                    let mif = ContentId(NonZeroU64::MIN.saturating_add(nth as u64));
                    mifs.put(report, mif);
                    map.insert(report, mif);
                } else {
                    prop_assert_eq!(mifs.take(report), map.remove(&report));
                }
                prop_assert_eq!(mifs.len(), map.len());
            }
        }
    }
}
