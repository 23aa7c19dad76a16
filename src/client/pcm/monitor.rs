//! Seeing that a package has ended, and saying so.

use super::{Kind, PART, Pcm, Running, State, View};
use crate::base::JobId;
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::{DosPath, Leave, LocalTime, Machine};
use crate::product::Status;
use crate::wire::contents::Contents;
use crate::wire::mif::status::Outcome;
use crate::wire::sni::Notice;

/// What a package left.
pub struct Ended {
    pub machine: Machine,
    /// How Windows ends, because the package asked for it.
    pub leave: Option<Leave>,
}

/// The package in progress has ended: PCM looks for a status MIF and reports. Windows ends if the package asked for that and is
/// one that may; else PCM refuses, and nobody logs on for the service to restart anything (Q171070, SDK).
pub fn end(pcm: &mut Pcm, view: &View, contents: &mut Contents, out: &mut Outbox<Effect>) -> Option<Ended> {
    let Running { job, by, started, launched, after: mut machine, leave, .. } = *pcm.running.take()?;
    if let Some(item) = pcm.item(job) {
        item.state = State::Executed;
    }
    out.note(PART, || {
        if launched { "the package has ended" } else { "the package could not be started" }.to_string()
    });
    let truth = pcm.report(job, launched, take_status_mif(&mut machine, started, out), view, contents, out);
    if let Some(truth) = truth {
        out.push(Effect::Reported { job, serial: pcm.last_serial(), truth });
    }
    if !pcm.go_on(view, out) && view.closes_after(job) {
        pcm.close_window(view.now);
    }
    let leave = leave.filter(|_| by.is_desktop() && view.offer(job).exits_windows);
    Some(Ended { machine, leave })
}

impl Pcm {
    /// Reports how a package ended; says what that truthfully means.
    fn report(
        &mut self,
        job: JobId,
        launched: bool,
        mif: Option<Vec<u8>>,
        view: &View,
        contents: &mut Contents,
        out: &mut Outbox<Effect>,
    ) -> Option<Status> {
        let notice = Notice::Ran { launched };
        match mif {
            Some(bytes) => {
                let mif = contents.keep(&bytes);
                self.write_result(job, notice, mif, view.reporting, out);
                contents.status_mif(mif).ok().map(|mif| status_of(mif.outcome))
            }
            None => {
                self.write_notice(job, notice, view.reporting, out);
                Some(if launched { Status::Complete } else { Status::Retrying })
            }
        }
    }
}

impl View<'_> {
    /// Whether the window closes behind what was mandatory (Q122320).
    fn closes_after(&self, job: JobId) -> bool {
        self.behavior.closes_after_mandatory && self.kind == Kind::Win16 && self.is_due(job)
    }
}

fn status_of(outcome: Outcome) -> Status {
    match outcome {
        Outcome::Success => Status::Complete,
        Outcome::Failed => Status::Retrying,
    }
}

/// Takes the first MIF in the Windows directory that is no older than the package's start (Q166833, Q169491).
fn take_status_mif(machine: &mut Machine, started: LocalTime, out: &mut Outbox<Effect>) -> Option<Vec<u8>> {
    let windows = DosPath::parse(machine.os.windows_directory()?).ok()?;
    let is_new = |path: &DosPath| machine.drives.entry(path).is_some_and(|e| e.modified >= started.stamp());
    let path = machine.files(&windows, "*.MIF").into_iter().find(is_new)?;
    let bytes = machine.read_file(&path)?;
    out.note(PART, || format!("finds the status MIF {path}"));
    machine.drives.delete(&path).ok()?;
    Some(bytes)
}
