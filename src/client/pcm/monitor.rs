//! Seeing that a package has ended, and saying so.

use super::run::show_console;
use super::{Kind, PART, Pcm, Running, SCREEN, State, View, trace};
use crate::base::JobId;
use crate::client::Effect;
use crate::client::programs::ClientPrograms;
use crate::engine::Outbox;
use crate::machine::shell::Spawned;
use crate::machine::{DosPath, LocalTime, Machine};
use crate::product::{Silence, Status};
use crate::wire::contents::Contents;
use crate::wire::mif::status::Outcome;
use crate::wire::sni::Notice;

/// What PCMDOS dies of when it writes its report (Q191299).
const ABNORMAL: [&str; 2] = [
    "Abnormal program termination.",
    "MS-DOS returned error code 3 -ENOENT-. There is no file or directory.",
];

/// The package in progress has ended: PCM looks for a status MIF, reports, and goes on. Gives the machine as the package left it.
pub fn end(pcm: &mut Pcm, view: &View, contents: &mut Contents, out: &mut Outbox<Effect>) -> Option<Machine> {
    let running = pcm.running.as_deref_mut()?;
    let (by, job) = (running.by, running.job);
    let spawned = std::mem::take(&mut running.spawned);
    let mut after = conclude(pcm, view, contents, out);
    if let Some(machine) = &mut after {
        go_on(machine, view, &spawned, out);
        pcm.ask_for_restart(by, machine, view.now, out);
    }
    if !pcm.go_on(view, out) && view.closes_after(job) {
        pcm.close_window(view.now);
    }
    after
}

/// Programs of the package go on without the package's share, which PCM has disconnected (Q128612, Q156271).
fn go_on(machine: &mut Machine, view: &View, spawned: &[Spawned], out: &mut Outbox<Effect>) {
    let programs = ClientPrograms::on(machine);
    for program in spawned {
        let Some(run) = machine.go_on(view.shown(), program, &programs) else { continue };
        out.note(PART, || format!("{} goes on without the package's share", program.path));
        let lines: Vec<String> = run.output.lines().map(str::to_string).collect();
        show_console(&lines, out);
    }
}

/// The same without going on.
pub(super) fn conclude(
    pcm: &mut Pcm,
    view: &View,
    contents: &mut Contents,
    out: &mut Outbox<Effect>,
) -> Option<Machine> {
    let running = pcm.running.as_deref_mut()?;
    if running.sticks {
        running.ends = None;
        trace::stuck(running.by, out);
        return running.after.take();
    }
    let mut running = *pcm.running.take()?;
    let mut machine = running.after.take()?;
    out.note(PART, || {
        if running.ran { "the package has ended" } else { "the package could not be started" }.to_string()
    });
    if !running.reported {
        if let Some(item) = pcm.item(running.job) {
            item.state = State::Executed;
        }
        trace::ended(running.by, view, running.launched, out);
        pcm.report(&running, take_status_mif(&mut machine, running.started, out), view, contents, out);
    }
    Some(machine)
}

/// A status MIF that was found, and its bytes.
type Found = (DosPath, Vec<u8>);

impl Pcm {
    /// Reports how a package ended.
    fn report(
        &mut self,
        running: &Running,
        mif: Option<Found>,
        view: &View,
        contents: &mut Contents,
        out: &mut Outbox<Effect>,
    ) {
        let Running { job, by, launched, ran, .. } = *running;
        trace::reports(by, view, mif.as_ref().map(|(path, _)| path), out);
        let silence = silence(by, view, mif.is_some());
        let notice = Notice::Ran { launched, mif: mif.is_some() };
        let mif = mif.map(|(_, bytes)| contents.keep(&bytes));
        match mif {
            _ if silence.is_some() => self.write_nothing(out),
            Some(mif) => self.write_result(job, notice, mif, view.reporting, out),
            None => self.write_notice(job, notice, view.reporting, out),
        }
        let truth = match mif {
            Some(mif) => contents.status_mif(mif).ok().map(|mif| status_of(mif.outcome)),
            None => Some(if ran { Status::Complete } else { Status::Retrying }),
        };
        let serial = self.last_serial();
        out.effects.extend(truth.map(|truth| Effect::Reported { job, serial, truth }));
        out.effects.extend(silence.map(|silence| Effect::Silenced { job, serial, silence }));
        if silence == Some(Silence::BrokenOff) {
            ABNORMAL.into_iter().for_each(|line| out.note(SCREEN, || line.to_string()));
            self.quit(view.now);
        }
    }
}

/// Why no report comes of a run, if none does.
fn silence(by: Kind, view: &View, has_mif: bool) -> Option<Silence> {
    let behavior = view.behavior;
    if by == Kind::Dos && behavior.pcmdos_breaks_off {
        Some(Silence::BrokenOff)
    } else if by == Kind::Service && has_mif && behavior.service_loses_status_mifs {
        Some(Silence::StatusMifLost)
    } else {
        view.reporting.silence
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
fn take_status_mif(machine: &mut Machine, started: LocalTime, out: &mut Outbox<Effect>) -> Option<Found> {
    let windows = DosPath::parse(machine.os.windows_directory()?).ok()?;
    if !machine.drives.volume(windows.drive).is_ok_and(|volume| volume.may_hold("MIF")) {
        return None;
    }
    let is_new = |path: &DosPath| machine.drives.entry(path).is_some_and(|e| e.modified >= started.stamp());
    let path = machine.files(&windows, "*.MIF").into_iter().find(is_new)?;
    let bytes = machine.read_file(&path)?;
    out.note(PART, || format!("finds the status MIF {path}"));
    machine.drives.delete(&path).ok()?;
    Some((path, bytes))
}
