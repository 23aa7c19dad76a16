//! The texts that travel in files, each held once.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use super::mif::RecordError;
use super::mif::status::StatusMif;
use super::parcel::ContentId;
use crate::base::Digest;

/// Holds each text once, under its digest, so that a parcel stays small and equal texts cost one.
#[derive(Default)]
pub struct Contents {
    texts: BTreeMap<ContentId, Arc<[u8]>>,
    /// Those that were read as status MIFs: a thousand clients report in the same words.
    status_mifs: BTreeMap<ContentId, Result<StatusMif, RecordError>>,
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

    /// What a text that was kept here says as a status MIF. It is parsed once, however many files hold it. Panics as
    /// [`text`](Self::text) does.
    pub fn status_mif(&mut self, id: ContentId) -> Result<&StatusMif, &RecordError> {
        let texts = &self.texts;
        self.status_mifs.entry(id).or_insert_with(|| StatusMif::parse(&texts[&id])).as_ref()
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

    #[test]
    fn a_text_says_the_same_each_time_it_is_read() {
        let mut contents = Contents::default();
        let text = b"START COMPONENT\r\n  NAME = \"X\"\r\nEND COMPONENT\r\n";
        let id = contents.keep(text);
        let parsed = StatusMif::parse(text);
        assert!(parsed.is_err(), "it has no status");
        assert_eq!(contents.status_mif(id), parsed.as_ref());
        assert_eq!(contents.status_mif(id), parsed.as_ref());
    }
}
