//! What a handler hands back: effects to apply, and words for the transcript if anybody reads it.

/// A line for the transcript: which part of the entity acts, and what it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub part: &'static str,
    pub what: String,
}

/// Collects the effects of one event. One outbox serves a whole run, so that nothing is allocated for each event.
pub struct Outbox<F> {
    pub effects: Vec<F>,
    pub notes: Vec<Note>,
    told: bool,
}

impl<F> Outbox<F> {
    /// An outbox that keeps notes only if they are `told`.
    pub fn new(told: bool) -> Self {
        Self { effects: Vec::new(), notes: Vec::new(), told }
    }

    #[inline]
    pub fn push(&mut self, effect: F) {
        self.effects.push(effect);
    }

    /// Pushes an effect that changes nothing and that only the story of the run needs.
    #[inline]
    pub fn mention(&mut self, effect: F) {
        if self.told {
            self.effects.push(effect);
        }
    }

    /// Notes what happens. The words are made only if somebody will read them.
    #[inline]
    pub fn note(&mut self, part: &'static str, what: impl FnOnce() -> String) {
        if self.told {
            self.notes.push(Note { part, what: what() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_nobody_reads_are_not_made() {
        let mut silent = Outbox::<()>::new(false);
        silent.note("PCM", || unreachable!("no reader"));
        let mut told = Outbox::<()>::new(true);
        told.note("PCM", || "polls".to_string());
        assert_eq!(told.notes, [Note { part: "PCM", what: "polls".to_string() }]);
        assert!(silent.notes.is_empty());
    }
}
