//! What PCM writes to its log when it looks: at looks that find something, since what others write nobody reads.

use super::{Kind, View};
use crate::base::JobId;
use crate::client::Effect;
use crate::engine::Outbox;

/// A look at an instruction file (Q166765, Q237690). The service is taken to write the same lines (assumed).
pub(super) fn look(view: &View, found_new: bool, out: &mut Outbox<Effect>) {
    look_for(view, out);
    let log = view.kind.log();
    let kept = view.winst.jobs.iter().filter(|&&job| passes(view, job)).count();
    out.note(log, || format!("Packages before filter: {}", view.winst.jobs.len()));
    out.note(log, || format!("Packages after filter: {kept}"));
    out.note(log, || if found_new { "New packages found." } else { "No new packages found." }.to_string());
    if view.kind == Kind::Win32 && !view.behavior.desktop_runs_background {
        skip_background(view, out);
    }
}

/// A look that finds no file (Q160855).
pub(super) fn no_file(view: &View, out: &mut Outbox<Effect>) {
    look_for(view, out);
    out.note(view.kind.log(), || "No instruction file.".to_string());
}

fn look_for(view: &View, out: &mut Outbox<Effect>) {
    let (log, server) = (view.kind.log(), view.server);
    out.note(log, || "Polling .....".to_string());
    out.note(log, || "Attempting to refresh package collection from logon server.".to_string());
    out.note(log, || format!(r"Connected to logon server: \\{server}\SMS_SHR\pcmins.box"));
    out.note(log, || {
        format!(r"Looking for instruction file: \\{server}\SMS_SHR\pcmins.box\{}.INS", (view.sms_id)())
    });
}

/// Platform, offer and expiration are what the filter is taken to look at; a service-only record passes it (Q166765).
fn passes(view: &View, job: JobId) -> bool {
    view.is_for_platform(job) && view.offer(job).display <= view.shown() && !view.has_expired(job)
}

/// What PCMWIN32 says of records that are for the service (Q166765).
fn skip_background(view: &View, out: &mut Outbox<Effect>) {
    let skipped = view.winst.jobs.iter().filter(|&&job| view.offer(job).background && passes(view, job));
    for (n, &job) in skipped.enumerate() {
        if n == 0 {
            out.note(view.kind.log(), || "The desktop version already has the mutex.".to_string());
        }
        out.note(view.kind.log(), || {
            let request = (view.request_id)(job);
            format!("Package (Request ID) {request} is marked for service-only execution, skipping it.")
        });
    }
}
