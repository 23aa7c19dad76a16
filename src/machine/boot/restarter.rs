//! The restart program of the Setup Toolkit for Windows, _MSSETUP.EXE or _MSRSTRT.EXE, which ExitWindowsExec runs in MS-DOS:
//! it runs the _MSSETUP.BAT beside it, then deletes that and itself (Q114606). Without a batch file it just deletes itself
//! (Q90793). Their directory stays.

use crate::base::Span;
use crate::machine::os::OsKind;
use crate::machine::path::DosPath;
use crate::machine::shell::{self, Call, Ending, ProgramRun, Setting};
use crate::machine::volume::Content;

/// What a setup program queues for the time when Windows does not run: lines that delete old files and rename new ones
/// (Q114606).
pub const BATCH: &str = "_MSSETUP.BAT";
/// What the restart program is called in the Windows directory (Q153227).
pub const PROGRAM: &str = "_MSRSTRT.EXE";

/// What ExitWindowsExec is told to run (Q153227).
pub fn command(os: OsKind) -> Option<String> {
    os.windows_directory().map(|windows| format!("{windows}\\{PROGRAM}"))
}

/// From the last line of the batch file to its deletion (assumed).
const CLEAN_UP_TIME: Span = Span::ms(20);

/// The content by which the restart program is known, whatever its file is called (9,813 bytes: Q84651).
pub const fn content() -> Content {
    Content::Filler { size: 9_813, seed: 114_606 }
}

/// Runs the program; the batch file runs in a shell with `setting`.
pub fn run(call: &mut Call<'_>, setting: Setting<'_>) -> ProgramRun {
    let mut done = ProgramRun::default();
    if let Some(batch) = batch_beside(call.path).filter(|batch| call.drives.is_file(batch)) {
        let run = shell::run(&batch.to_string(), call.drives, &mut call.env.clone(), setting);
        done.add(run);
        done.elapsed = done.elapsed + CLEAN_UP_TIME;
        if done.elapsed >= call.power {
            done.broken_off.get_or_insert(Ending::PowerCut);
        }
        if done.broken_off.is_some() {
            return done;
        }
        // One that is in use or read-only stays.
        let _ = call.drives.delete(&batch);
    }
    let _ = call.drives.delete(call.path);
    done
}

fn batch_beside(program: &DosPath) -> Option<DosPath> {
    let directory = program.parent()?;
    Some(DosPath { drive: directory.drive, below: directory.below.join(BATCH).ok()? })
}
