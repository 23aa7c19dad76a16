//! NTENCAP: runs the program behind its switches. With `/NTz:xx` it lets that restart nothing, then shows a box that counts xx
//! seconds down, and has the machine restart as it should (Q171070). Its other switches are passed over.

use super::programs::{ClientPrograms, Runner};
use crate::base::Span;
use crate::machine::{Call, Ending, Leave, ProgramRun, shell};

/// What the box says before the time (Q171070).
const TITLE: &str = "System Shutdown";
/// The longest time that it counts down: a day (assumed).
const MOST_SECONDS: u64 = 86_400;

pub fn run(call: &mut Call<'_>, programs: &ClientPrograms<'_>) -> ProgramRun {
    let (wait, command) = switches(call.tail);
    let mut done = ProgramRun::default();
    let holds_restarts = programs.runner.holds_restarts || wait.is_some();
    let holding = Runner { holds_restarts, ..programs.runner };
    let held = ClientPrograms { runner: holding, ..*programs };
    let run = shell::run(command, call.drives, &mut call.env.clone(), held.setting(call, &done));
    done.exit_code = run.exit_code;
    done.add(run);
    if let (None, Some(seconds)) = (done.broken_off, wait) {
        done.print(TITLE);
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        done.print(&format!("Time before shutdown: {hours:02}:{minutes:02}:{:02}.", seconds % 60));
        done.elapsed = done.elapsed + Span::secs(1).times(seconds);
        if done.elapsed >= call.power {
            done.broken_off = Some(Ending::PowerCut);
        } else if !programs.runner.holds_back(&Leave::Restart) {
            done.leave_windows(Leave::Restart);
        }
    }
    done
}

/// The seconds of `/NTz:`, and what is to be run.
fn switches(tail: &str) -> (Option<u64>, &str) {
    let mut rest = tail.trim_start();
    let mut wait = None;
    while rest.starts_with('/') {
        let (switch, behind) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let seconds = switch.get(..5).filter(|name| name.eq_ignore_ascii_case("/NTz:"));
        wait = seconds.and_then(|_| switch[5..].parse().ok()).map(|n: u64| n.min(MOST_SECONDS)).or(wait);
        rest = behind.trim_start();
    }
    (wait, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_stand_before_the_program() {
        for (tail, wanted) in [
            (" /NTz:300 myprog.exe /s", (Some(300), "myprog.exe /s")),
            (" /X /ntZ:7 A", (Some(7), "A")),
            (" A.EXE /NTz:7", (None, "A.EXE /NTz:7")),
            (" /NTz:soon A", (None, "A")),
            (" /\u{e9}", (None, "")),
            ("", (None, "")),
        ] {
            assert_eq!(switches(tail), wanted, "{tail}");
        }
    }
}
