//! The lines that PCM writes to its log while a package runs, as articles quote them. A line that it repeats every two or three
//! seconds stands here once.

use super::{Kind, Start, View};
use crate::client::Effect;
use crate::engine::Outbox;
use crate::machine::{DosPath, Drive};
use crate::product::behavior::SynchronousExit;

/// A package was started on a drive, or could not be.
pub(super) fn launched(start: &Start, drive: Drive, found: bool, out: &mut Outbox<Effect>) {
    if start.by == Kind::Service {
        service_launched(start, drive, found, out);
    } else if found {
        let handle = start.process_handle;
        write(start.by, out, "Monitoring running job.");
        out.note(start.by.log(), || format!("The running process handle is {handle}"));
        write(start.by, out, "A job is in process.");
    }
}

/// As the service has it (Q214448; the lines on a bad handle: Q149672).
fn service_launched(start: &Start, drive: Drive, found: bool, out: &mut Outbox<Effect>) {
    let Start { by, directory, command, process_handle: handle, .. } = *start;
    out.note(by.log(), || format!("Executing command line: {drive}\\{directory}\\{command}"));
    if start.has_bad_handle() && found {
        out.note(by.log(), || format!("Execution error #{handle} detected."));
        write(by, out, "Flagging this process as bad with handle #-1");
        return;
    }
    if !found {
        return;
    }
    write(by, out, "No execution error detected.");
    out.note(by.log(), || format!("The process handle is #{handle}"));
    write(by, out, "Ending LaunchScript..................");
    write(by, out, "Package executed.");
    if start.behavior.synchronous_exit == SynchronousExit::AtStart && !start.exits_windows {
        write(by, out, "No SyncSysExit in effect, report status after completion.");
    }
    write(by, out, "Monitoring the job.");
    write(by, out, "Job still running............");
}

/// PCM does not see that the package has ended (Q193784).
pub(super) fn stuck(by: Kind, out: &mut Outbox<Effect>) {
    if by == Kind::Service {
        write(by, out, "Job still running............");
    } else {
        write(by, out, "The running process handle is 0");
        write(by, out, "A job is not in process.");
    }
}

/// PCM sees that the package has ended (Q125934, Q169491, Q214448).
pub(super) fn ended(by: Kind, view: &View, launched: bool, out: &mut Outbox<Effect>) {
    if by != Kind::Service {
        write(by, out, "Reporting on completed package execution.");
        let found = if launched { "No error" } else { "An error" };
        out.note(by.log(), || format!("{found} was detected while attempting to run the job."));
        return;
    }
    if view.behavior.service_lacks_windir {
        // So the release says it that has this defect.
        write(by, out, "Process died, cleaning up.");
        return;
    }
    write(by, out, "Job completed.");
    write(by, out, "Reporting job status.");
    write(by, out, "Beginning ReportOnProcess...........");
}

/// Where PCM writes its report, and of which status MIF.
pub(super) fn reports(by: Kind, view: &View, mif: Option<&DosPath>, out: &mut Outbox<Effect>) {
    let server = view.reporting.server;
    if by == Kind::Service {
        out.note(by.log(), || format!("Results Location \\\\{server}\\SMS_SHR\\despoolr.box"));
        let mif = mif.map(ToString::to_string).unwrap_or_default();
        out.note(by.log(), || format!("ISV MIF is: {mif}"));
        return;
    }
    if let Some(mif) = mif {
        out.note(by.log(), || format!("Need to report with DMTF MIF: {mif}"));
    }
    out.note(by.log(), || format!("Writing status information to \\\\{server}\\SMS_SHR\\despoolr.box"));
}

fn write(by: Kind, out: &mut Outbox<Effect>, line: &str) {
    out.note(by.log(), || line.to_string());
}
