//! The SMS event log. A fleet logs the same few sentences a million times: each is kept once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ledger::Ledger;
use crate::base::{ClientId, SimTime};

/// An entry of the SMS event log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SiteEvent {
    pub at: SimTime,
    pub code: u16,
    /// Its sentence, by the order in which sentences first came up.
    text: u32,
    pub client: Option<ClientId>,
}

/// What services have logged.
#[derive(Default)]
pub struct EventLog {
    events: Ledger<SiteEvent>,
    texts: Vec<Arc<str>>,
    known: BTreeMap<Arc<str>, u32>,
}

impl EventLog {
    pub fn add(&mut self, at: SimTime, code: u16, client: Option<ClientId>, text: &str) {
        // Mostly the same is said again.
        let last = self.events.last().map(|event| event.text);
        let again = last.filter(|&last| *self.texts[last as usize] == *text);
        let known = again.or_else(|| self.known.get(text).copied());
        let text = known.unwrap_or_else(|| self.learn(text));
        self.events.push(SiteEvent { at, code, text, client });
    }

    #[cold]
    fn learn(&mut self, text: &str) -> u32 {
        let (text, number) = (Arc::<str>::from(text), self.texts.len() as u32);
        self.texts.push(Arc::clone(&text));
        self.known.insert(text, number);
        number
    }

    /// All entries. Those of one service are in order of time; services may have worked ahead of one another.
    pub fn events(&self) -> &Ledger<SiteEvent> {
        &self.events
    }

    /// The sentence of an entry.
    pub fn text(&self, event: &SiteEvent) -> &str {
        &self.texts[event.text as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_own_text() {
        let mut log = EventLog::default();
        let texts = ["no instruction", "failed", "no instruction", "", "failed"];
        for (n, text) in texts.into_iter().enumerate() {
            log.add(SimTime(n as u64), 374, Some(ClientId(n as u32)), text);
        }
        assert!(log.events().iter().map(|event| log.text(event)).eq(texts));
        assert_eq!(log.texts.len(), 3, "each is kept once");
    }
}
