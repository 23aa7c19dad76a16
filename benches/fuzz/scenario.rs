//! Any text as a scenario: it is read, or its problems are told.

use sms_sim::product::quirks;
use sms_sim::scenario;

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

#[derive(Debug)]
struct File(Bytes);

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    Box::new(File(text(draw, &Stock { texts: &corpus::SCENARIO, words: corpus::SCENARIO_WORDS })))
}

impl Input for File {
    fn attempt(&self) {
        if let Err(problems) = scenario::read("fuzz.yaml", &self.0.0, &quirks::ids()) {
            assert!(!problems.to_string().is_empty(), "a file is refused without a word");
        }
    }
}
