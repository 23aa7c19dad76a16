//! One batch file, on a disk with little else.

use sms_sim::machine::Dialect;

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::shell::{Pc, arguments};
use super::{Input, corpus};

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    let stock = Stock { texts: &corpus::BATCH, words: corpus::BATCH_WORDS };
    let command = format!("A{}", arguments(draw));
    let mut pc = Pc::plain(*draw.pick(&Dialect::ALL), Bytes(command.into_bytes()));
    pc.file("A.BAT", text(draw, &stock));
    pc.file("A.TXT", Bytes(b"one,1\r\ntwo,2\r\n".to_vec()));
    pc.keys = Bytes(draw.list(16, |draw| *draw.pick(b"YNyn\rABC\x03 ")));
    Box::new(pc)
}
