//! An installation at work: the machine that it changes, and how far it has come.

use super::compiled::{Compiled, Mif, Source, Target};
use super::log::Log;
use super::replace::Waiting;
use super::variables::Variables;
use crate::base::Span;
use crate::client::programs::ClientPrograms;
use crate::machine::shell::MAX_STEPS;
use crate::machine::{
    Call, Content, DosPath, Ending, Limit, LocalTime, OsKind, ProgramRun, VolumeError, ini,
};
use crate::product::installer::{Build, Builds};

/// What each item takes (assumed).
pub const ITEM_TIME: Span = Span::ms(5);
/// A text of this many bytes that is written counts as an item more: one that grows for ever is stopped too.
const BYTES_OF_A_STEP: usize = 4 << 10;
/// As much of a text file as is edited.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// Why a script goes no further.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// `Exit Installation`.
    Exit,
    /// The person, or an item for which something is missing, has cancelled it.
    Cancelled,
    /// The run itself ends: the power went, nobody answers, it goes round in circles.
    Broken(Ending),
}

/// One run of a compiled script, or of the uninstaller.
pub struct Work<'a, 'c> {
    pub call: &'a mut Call<'c>,
    pub programs: &'a ClientPrograms<'a>,
    /// The build of its run-time, and what it was compiled for.
    pub build: Build,
    pub target: Target,
    /// What it reports.
    pub mif: Mif,
    /// The files that it carries.
    pub sources: &'a [Source],
    pub done: ProgramRun,
    pub variables: Variables,
    pub log: Log,
    /// Whether it was started with /S.
    pub silent: bool,
    /// What this run has left for the next start.
    pub waiting: Vec<Waiting>,
    /// Files that are to register themselves.
    pub registering: Vec<DosPath>,
    /// Why it was cancelled, for the status MIF.
    pub reason: String,
    /// Names of temporary files given so far.
    pub temporary: u32,
}

impl<'a, 'c> Work<'a, 'c> {
    pub fn new(
        call: &'a mut Call<'c>,
        programs: &'a ClientPrograms<'a>,
        build: Build,
        target: Target,
    ) -> Self {
        Self {
            call,
            programs,
            build,
            target,
            mif: Mif::default(),
            sources: &[],
            done: ProgramRun::default(),
            variables: Variables::default(),
            log: Log::default(),
            silent: false,
            waiting: Vec::new(),
            registering: Vec::new(),
            reason: String::new(),
            temporary: 0,
        }
    }

    /// A run of a compiled script.
    pub fn of(call: &'a mut Call<'c>, programs: &'a ClientPrograms<'a>, compiled: &'a Compiled) -> Self {
        let work = Self::new(call, programs, compiled.build, compiled.target);
        Self { sources: &compiled.sources, mif: compiled.mif.clone(), ..work }
    }

    /// Begins something that takes so long; what has begun is done whole.
    pub fn begin(&mut self, span: Span) -> Result<(), Stop> {
        if self.done.elapsed >= self.call.power {
            return Err(Stop::Broken(Ending::PowerCut));
        }
        self.done.elapsed = Span(self.done.elapsed.0.saturating_add(span.0));
        Ok(())
    }

    /// Begins an item.
    pub fn begin_item(&mut self) -> Result<(), Stop> {
        self.count(1)?;
        self.begin(ITEM_TIME)
    }

    /// Counts steps, of which the shells around it have used some; too many are taken to be an endless loop.
    pub fn count(&mut self, steps: u64) -> Result<(), Stop> {
        self.done.steps = self.done.steps.saturating_add(steps);
        if self.call.used.steps.saturating_add(self.done.steps) > MAX_STEPS {
            return Err(Stop::Broken(Ending::Hang(Limit::Steps)));
        }
        Ok(())
    }

    pub fn now(&self) -> LocalTime {
        self.call.now.after(self.done.elapsed)
    }

    pub fn os(&self) -> OsKind {
        self.programs.os
    }

    pub fn is_nt(&self) -> bool {
        matches!(self.os(), OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40)
    }

    /// The Windows directory; its directory is named where there is no Windows, where nothing is installed.
    pub fn windows(&self) -> &'static str {
        self.os().windows_directory().unwrap_or("C:\\WINDOWS")
    }

    /// The system directory that the program sees: a 16-bit one sees that of 16-bit Windows (Q235204).
    pub fn system(&self) -> &'static str {
        match self.target {
            Target::Win16 if self.is_nt() => "C:\\WINNT\\SYSTEM",
            _ => self.os().system_directory().unwrap_or("C:\\WINDOWS\\SYSTEM"),
        }
    }

    /// Whether the run-time of this program has a defect.
    pub fn has(&self, defect: Builds) -> bool {
        defect.have(self.build)
    }

    pub fn expand(&self, text: &str) -> String {
        self.variables.expand(text)
    }

    /// The path of a text with variables in it. A file without a directory is one of the current directory.
    pub fn path(&self, text: &str) -> Option<DosPath> {
        let text = self.expand(text);
        let text = text.trim();
        if text.is_empty() { None } else { self.call.drives.resolve(text).ok() }
    }

    /// The text of a file; `None` where there is none.
    pub fn text(&self, file: &DosPath) -> Option<Vec<u8>> {
        Some(self.call.drives.read(file).ok()?.bytes(0, MAX_TEXT_BYTES).collect())
    }

    /// Writes a text file. One that is read-only keeps what it holds, and so does any where the disk is full: the items that
    /// edit texts say nothing of it (assumed).
    pub fn write_text(&mut self, file: &DosPath, bytes: Vec<u8>) -> Result<(), Stop> {
        self.count((bytes.len() / BYTES_OF_A_STEP) as u64)?;
        self.begin(ITEM_TIME)?;
        let now = self.now();
        let _ = self.call.drives.write(file, Content::of(bytes), now);
        Ok(())
    }

    /// Makes a directory and those above it, and logs each.
    pub fn make_directories(&mut self, directory: &DosPath) -> Result<Result<(), VolumeError>, Stop> {
        if self.call.drives.is_directory(directory) {
            return Ok(Ok(()));
        }
        if let Some(above) = directory.parent()
            && let Err(error) = self.make_directories(&above)?
        {
            return Ok(Err(error));
        }
        self.begin(ITEM_TIME)?;
        let now = self.now();
        let made = self.call.drives.make_directory(directory, now);
        if made.is_ok() {
            self.log(&format!("Made Dir: {directory}"))?;
        }
        Ok(made)
    }

    /// The rules of the profile calls on this machine.
    pub fn profile_dialect(&self) -> ini::Dialect {
        ini::Dialect::of(self.os())
    }

    /// RESTART was empty, and something needs a restart; a value that it has already stays (inferred).
    pub fn needs_restart(&mut self) {
        if self.variables.get("RESTART").is_empty() {
            self.variables.set("RESTART", "S");
        }
    }

    /// Cancels the installation and says why.
    pub fn cancel<T>(&mut self, why: &str) -> Result<T, Stop> {
        if self.reason.is_empty() {
            self.reason = why.to_string();
        }
        Err(Stop::Cancelled)
    }
}
