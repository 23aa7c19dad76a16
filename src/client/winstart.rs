//! WINSTART.EXE, UPGRD622.EXE and STPUP622.EXE of MSTEST: they leave Windows, because the setup programs of MS-DOS and Windows do
//! not run within it, and have OUTSMART run a command in MS-DOS (Q136932).
//!
//! The time outside Windows counts as part of the package: that PCM itself ends and comes back meanwhile is not modelled.

use super::programs::ClientPrograms;
use crate::base::Span;
use crate::machine::shell;
use crate::machine::{Call, Content, ProgramRun};

/// The switch that has the package copied to the machine first (Q136932).
const LOCAL: &str = "/LOCAL";
/// Where it is copied to (the name is assumed).
const PLACE: &str = r"C:\SMSTEMP";
/// From the desktop to the prompt of MS-DOS, and back (assumed).
const LEAVING_TIME: Span = Span::secs(2);

/// The content by which the program is known (the size is assumed).
pub const fn content() -> Content {
    Content::Filler { size: 31_232, seed: 136_932 }
}

/// Runs the rest of its command line in MS-DOS: in the package, or in a copy of it that is deleted afterwards.
pub fn run(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let mut done = ProgramRun { elapsed: LEAVING_TIME, ..ProgramRun::default() };
    let (switch, rest) = call.tail.trim().split_once(' ').unwrap_or((call.tail.trim(), ""));
    let is_local = switch.eq_ignore_ascii_case(LOCAL);
    let package = call.drives.current().to_string();
    let (lines, last) = if is_local {
        quietly(&format!("XCOPY *.* {PLACE}\\ /S /E"), &mut done, call, programs);
        (["C:".to_string(), format!("CD {PLACE}"), rest.to_string()], "CD \\")
    } else {
        ([package, String::new(), call.tail.trim().to_string()], "")
    };
    call.drives.leave_windows();
    for line in lines.iter().map(String::as_str).chain([last]).filter(|line| !line.is_empty()) {
        if done.broken_off.is_none() {
            line_in_dos(line, &mut done, call, programs);
        }
    }
    if is_local {
        quietly(&format!("DELTREE /Y {PLACE}"), &mut done, call, programs);
    }
    done
}

fn line_in_dos(line: &str, done: &mut ProgramRun, call: &mut Call<'_>, programs: &ClientPrograms<'_>) {
    let setting = programs.setting(call, done);
    let run = shell::run(line, call.drives, &mut call.env.clone(), setting);
    done.add(run);
}

/// What copies and deletes without showing it.
fn quietly(line: &str, done: &mut ProgramRun, call: &mut Call<'_>, programs: &ClientPrograms<'_>) {
    let shown = done.output.len();
    line_in_dos(line, done, call, programs);
    done.output.truncate(shown);
}
