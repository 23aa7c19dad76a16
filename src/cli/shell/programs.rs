//! The helper programs: SETRC ends with the exit code that it is given, SHOWARG shows what it is given, UPCASE prints what
//! it reads in upper case.

use sms_sim::base::text::{decode, upper_text};
use sms_sim::machine::volume::Content;
use sms_sim::machine::{Call, Image, LocalTime, ProgramRun, Programs, RelPath, Volume, VolumeError};

const DISK_BYTES: u64 = 1 << 20;
const NAMES: [&str; 3] = ["SETRC", "SHOWARG", "UPCASE"];

/// The content of a helper's file.
fn content(name: &str) -> Content {
    Content::of(format!("This is the program {name} of sim shell.\r\n\x1a"))
}

/// A disk with the helpers, and with the shells that COMSPEC names.
pub fn disk(at: LocalTime) -> Result<Volume, VolumeError> {
    let mut disk = Volume::new(Image::empty(DISK_BYTES));
    for name in NAMES {
        disk.write(&RelPath::parse(&format!("{name}.EXE"))?, content(name), at)?;
    }
    for shell in ["COMMAND.COM", "CMD.EXE"] {
        disk.write(&RelPath::parse(shell)?, Content::of(shell), at)?;
    }
    Ok(disk)
}

pub struct Helpers;

impl Programs for Helpers {
    fn run(&self, file: &Content, call: &mut Call<'_>) -> Option<ProgramRun> {
        let name = NAMES.into_iter().find(|name| *file == content(name))?;
        let mut done = ProgramRun::default();
        match name {
            "SETRC" => done.exit_code = call.tail.trim().parse().unwrap_or(0),
            "SHOWARG" => done.output = format!("[{}]\r\n", call.tail),
            _ => done.output = upper_text(&decode(call.input)),
        }
        Some(done)
    }
}
