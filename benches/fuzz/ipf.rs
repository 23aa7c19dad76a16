//! Any text as a script of SMS Installer: what reads is written byte for byte, and its items are checked.

use sms_sim::client::installer::Script;
use sms_sim::wire::ipf::Ipf;

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

#[derive(Debug)]
struct Text(Bytes);

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    Box::new(Text(text(draw, &Stock { texts: &corpus::IPF, words: corpus::IPF_WORDS })))
}

impl Input for Text {
    fn attempt(&self) {
        match Ipf::parse(&self.0.0) {
            Ok(ipf) => {
                assert_eq!(ipf.to_bytes(), self.0.0, "reading changes a script");
                if let Err(error) = Script::of(&ipf) {
                    assert!(error.item > 0 && error.line > 0, "the error names no item: {error}");
                }
            }
            Err(error) => assert!(error.line > 0, "the error names no line: {error}"),
        }
    }
}
