//! Any bytes as an INI file, and any calls on it.

use sms_sim::machine::ini::{Dialect, IniFile, Op, Profile, run};

use super::draw::{Bytes, Draw};
use super::mutate::{Stock, text};
use super::{Input, corpus};

/// Calls in a row at most.
const MOST_CALLS: usize = 40;

#[derive(Debug)]
struct Calls {
    dialect: Dialect,
    file: Option<Bytes>,
    read_only: bool,
    ops: Vec<Op>,
}

pub fn make(draw: &mut Draw) -> Box<dyn Input> {
    let stock = Stock { texts: &corpus::INI, words: corpus::INI_WORDS };
    Box::new(Calls {
        dialect: *draw.pick(&Dialect::ALL),
        file: (!draw.one_in(16)).then(|| text(draw, &stock)),
        read_only: draw.one_in(16),
        ops: draw.list(MOST_CALLS, op),
    })
}

/// A name or a value: mostly one that is in the files.
fn argument(draw: &mut Draw) -> Option<Vec<u8>> {
    match draw.below(10) {
        0 => None,
        1 => Some(draw.list(300, |draw| draw.byte())),
        2 => Some(draw.pick(corpus::INI_WORDS).as_bytes().to_vec()),
        _ => {
            let known = [
                "windows",
                "LOAD",
                "386enh",
                "device",
                "a",
                "b",
                "SMS Work",
                "PendingWork",
                "",
                "new",
                "x\0y\0",
            ];
            Some(draw.pick(&known).as_bytes().to_vec())
        }
    }
}

fn op(draw: &mut Draw) -> Op {
    let size = if draw.one_in(8) { u32::MAX as usize } else { draw.skewed(512) };
    let [section, key, value] = [argument(draw), argument(draw), argument(draw)];
    match draw.below(8) {
        0 => Op::Get { section, key, default: value, size },
        1 => Op::GetInt { section, key, default: -1 },
        2 => Op::GetSection { section, size },
        3 => Op::GetNames { size },
        4 => Op::WriteSection { section, lines: value },
        5 => Op::Snap,
        _ => Op::Write { section, key, value },
    }
}

impl Input for Calls {
    fn attempt(&self) {
        let bytes = self.file.as_ref().map(|file| file.0.as_slice());
        if let Some(bytes) = bytes {
            assert_eq!(IniFile::parse(bytes, self.dialect).to_bytes(), bytes, "reading changes a file");
        }
        let mut profile = Profile { read_only: self.read_only, ..Profile::new(bytes, self.dialect) };
        let answers = run(&self.ops, &mut profile);
        answers.iter().for_each(|answer| drop(answer.to_json()));
        // What the calls made of the file reads as what it is.
        if let Some(file) = &profile.file {
            let again = IniFile::parse(&file.to_bytes(), self.dialect);
            let sections = |file: &IniFile| file.sections().map(<[u8]>::to_vec).collect::<Vec<_>>();
            assert_eq!(sections(&again), sections(file), "the index differs from that of the text");
        }
    }
}
