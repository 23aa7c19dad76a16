//! SMSWORK: carries out what was queued before a restart.
//!
//! The queue is the key `PendingWork` in section `[SMS Work]` of C:\SMS.INI, a list of command lines with commas between
//! them (Q129602, Q139086). The commands run in the machine's own shell, left first. Each is taken out of the key after it
//! has run (Q139086; Q129602 has the whole line cleared at the end). So a power cut repeats at most the command it
//! interrupted, and loses none (inferred).
//!
//! Quoting and failures are documented nowhere: a comma always separates, and a command that fails is taken out
//! like any other (assumed).

use std::ops::Range;
use std::sync::Arc;

use super::programs::ClientPrograms;
use crate::base::Span;
use crate::base::text::decode;
use crate::machine::ini::{self, IniFile};
use crate::machine::shell;
use crate::machine::{Call, Content, Dialect, DosPath, Drives, Ending, LocalTime, ProgramRun, VolumeError};
use crate::product::behavior::PendingWork;

const SMS_INI: &str = r"C:\SMS.INI";
const SECTION: &[u8] = b"SMS Work";
const KEY: &[u8] = b"PendingWork";
/// Looking for the key and rewriting the file (assumed).
const TIME_PER_COMMAND: Span = Span::ms(20);
/// Commands of one run. A command may queue others, and so go on for ever.
const MOST_COMMANDS: usize = 20_000;

/// Runs SMSWORK.EXE: an empty or missing key is silent.
pub fn run(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = ProgramRun::default();
    let mut queue = Queue::open(call.drives, rules(programs.os.dialect()));
    for _ in 0..MOST_COMMANDS {
        let Some(command) = queue.as_ref().and_then(Queue::first) else { break };
        let setting = programs.setting(call, &done);
        let run = shell::run(&command, call.drives, &mut call.env.clone(), setting);
        done.add(run);
        done.elapsed = done.elapsed + TIME_PER_COMMAND;
        if done.elapsed >= call.power {
            done.broken_off.get_or_insert(Ending::PowerCut);
        }
        if done.broken_off.is_some() {
            break;
        }
        queue = match programs.behavior.pending_work {
            PendingWork::CommandByCommand => take_out(queue, call.drives, call.now.after(done.elapsed)),
            PendingWork::ClearedAtTheEnd => queue.map(Queue::without_first),
        };
    }
    if programs.behavior.pending_work == PendingWork::ClearedAtTheEnd && done.broken_off.is_none() {
        clear(rules(programs.os.dialect()), call.drives, call.now.after(done.elapsed));
    }
    done
}

/// Takes all that is queued out of the key at once.
fn clear(rules: ini::Dialect, drives: &mut Drives, now: LocalTime) {
    let Some(mut queue) = Queue::open(drives, rules) else { return };
    queue.taken = queue.value.len();
    // As below, a file that cannot be written keeps its queue.
    let _ = queue.write(drives, now);
}

/// By which rules SMS.INI is read: SMSRUN32 of Windows NT asks Windows, which there keeps what stands behind a tab (Q148365;
/// that it does ask Windows is inferred).
fn rules(dialect: Dialect) -> ini::Dialect {
    if dialect == Dialect::CmdNt { ini::Dialect::Nt } else { ini::Dialect::Win31 }
}

/// The queue as it lies in the file. What has been taken out of it is a hole in the file's bytes, which grows: nothing is
/// copied for a command, however long the queue.
struct Queue {
    whole: Arc<[u8]>,
    /// Where the value lies in the file as it was opened.
    value: Range<usize>,
    /// How much of the value has been taken out.
    taken: usize,
    rules: ini::Dialect,
}

impl Queue {
    /// `None` where there is no file, or no key in it.
    fn open(drives: &Drives, rules: ini::Dialect) -> Option<Self> {
        let whole = drives.read(&sms_ini()).ok()?.known_bytes()?;
        let value = IniFile::parse(&whole, rules).value_place(SECTION, KEY)?;
        Some(Self { whole, value, taken: 0, rules })
    }

    fn rest(&self) -> &[u8] {
        &self.whole[self.value.start + self.taken..self.value.end]
    }

    /// The first command; `None` when nothing is queued. What stands between two commas and is blank is no command.
    fn first(&self) -> Option<String> {
        let commands = self.rest().split(|&byte| byte == b',').map(decode);
        commands.map(|text| text.trim().to_string()).find(|text| !text.is_empty())
    }

    /// How much of the rest the first command takes up, with the comma and blanks behind it.
    fn length_of_first(&self) -> usize {
        let rest = self.rest();
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let start = rest.iter().take_while(|byte| blank(byte)).count();
        let command = rest[start..].iter().take_while(|&&byte| byte != b',').count();
        let behind = rest[start + command..].iter().take_while(|byte| blank(byte)).count();
        start + command + behind
    }

    /// Whether a file still holds this queue and nothing else has touched it.
    fn is_in(&self, content: &Content) -> bool {
        match content {
            Content::Bytes(bytes) => self.taken == 0 && Arc::ptr_eq(bytes, &self.whole),
            Content::Cut(cut) => cut.is_of(&self.whole, self.value.start..self.value.start + self.taken),
            Content::Filler { .. } => false,
        }
    }

    fn without_first(mut self) -> Self {
        self.taken += self.length_of_first();
        self
    }

    /// Writes what is left into the file, which keeps its attributes.
    fn write(&self, drives: &mut Drives, now: LocalTime) -> Result<(), VolumeError> {
        let attributes = drives.entry(&sms_ini()).ok_or(VolumeError::FileNotFound)?.attributes;
        drives.write(&sms_ini(), self.content(), now)?;
        drives.set_attributes(&sms_ini(), attributes)
    }

    fn content(&self) -> Content {
        match self.taken {
            0 => Content::Bytes(self.whole.clone()),
            taken => Content::cut(&self.whole, self.value.start, self.value.start + taken),
        }
    }
}

/// Takes the command that ran out of the key, and says what the queue is then. A command may have changed the file: then
/// the file counts, and loses its first command only if that is still the one that ran (assumed).
fn take_out(queue: Option<Queue>, drives: &mut Drives, now: LocalTime) -> Option<Queue> {
    let ran = queue?;
    let untouched = drives.read(&sms_ini()).is_ok_and(|content| ran.is_in(content));
    let mut queue = if untouched {
        ran
    } else {
        let found = Queue::open(drives, ran.rules)?;
        if found.first() != ran.first() {
            return Some(found);
        }
        found
    };
    queue.taken += queue.length_of_first();
    // A file that cannot be written keeps its queue, and SMSWORK stops (assumed): the command runs again at the next start.
    queue.write(drives, now).ok()?;
    Some(queue)
}

fn sms_ini() -> DosPath {
    DosPath::parse(SMS_INI).expect("it is a path")
}

#[cfg(test)]
mod tests;
