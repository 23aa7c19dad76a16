//! The texts that travel in files, each held once.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use super::parcel::ContentId;
use crate::base::Digest;

/// Holds each text once, under its digest, so that a parcel stays small and equal texts cost one.
#[derive(Default)]
pub struct Contents {
    texts: BTreeMap<ContentId, Arc<[u8]>>,
}

impl Contents {
    pub fn keep(&mut self, bytes: &[u8]) -> ContentId {
        let id = ContentId(NonZeroU64::new(Digest::of(bytes)).unwrap_or(NonZeroU64::MIN));
        let held = self.texts.entry(id).or_insert_with(|| bytes.into());
        assert!(**held == *bytes, "two texts share the digest {:016x}", id.0);
        id
    }

    /// A text that was kept here. Panics when it was not: ids come from nowhere else.
    pub fn text(&self, id: ContentId) -> &[u8] {
        &self.texts[&id]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_kept_once() {
        let mut contents = Contents::default();
        let (a, b) = (contents.keep(b"START COMPONENT"), contents.keep(b"START COMPONENT"));
        assert_eq!(a, b);
        assert_eq!(contents.text(a), b"START COMPONENT");
        assert_ne!(a, contents.keep(b"END COMPONENT"));
    }
}
