//! What a person or a program at the command line relies on: what is printed where, how it ends, and what is left behind.
//!
//! Most of it stands as commands and their answers in `cases/*.trycmd`, run in a folder of their own. After a change
//! that is meant, `TRYCMD=overwrite cargo test --test cli` writes the answers anew, to be read as a diff.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

#[path = "tests/browser.rs"]
mod browser;
#[path = "tests/devtools.rs"]
mod devtools;
#[path = "tests/docs.rs"]
mod docs;
#[path = "tests/files.rs"]
mod files;
#[path = "tests/fleets.rs"]
mod fleets;
#[path = "tests/hostile.rs"]
mod hostile;
#[path = "tests/inspect.rs"]
mod inspect;

const FOUNDING: &str = include_str!("../../scenarios/q152229.yaml");

/// `sim` with these arguments, in `folder`.
fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sim"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

fn sim(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e} in {}", stdout(output)))
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn empty_folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn commands_answer_as_written() {
    let cases = trycmd::TestCases::new();
    // The width that help is wrapped to.
    cases.env("COLUMNS", "100").case("src/cli/cases/*.trycmd");
}

#[test]
fn json_on_stdout_is_one_document_with_the_promised_keys() {
    let home = empty_folder();
    let output = sim(home.path(), &["run", "q152229", "--format", "json"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let document = json(&output);
    let run = &document["runs"][0];
    for (value, promised) in [
        (&document, "scenario seed runs"),
        (run, "version verdict digest events polls ended_at status checks quirks boxes"),
        (&run["status"][0], "job client status since history"),
        (&run["status"][0]["history"][0], "at status cause"),
        (&run["checks"][0], "at what expected got ok basis"),
        (&run["quirks"][0], "id claimed"),
        (&run["boxes"][0], "box max_depth drained_at"),
    ] {
        let keys = value.as_object().unwrap();
        assert!(promised.split(' ').all(|key| keys.contains_key(key)), "{promised} in {value:#}");
    }
    let written = fs::read_to_string(home.path().join("reports/q152229/outcome.json")).unwrap();
    assert_eq!(written, stdout(&output));
}

#[test]
fn json_has_the_cells_of_the_article() {
    let home = empty_folder();
    let document = json(&sim(home.path(), &["run", "q152229", "--format", "json"]));
    let at_the_end = [
        ["Retrying", "Canceled", "Complete"],
        ["Retrying", "Canceled", "Complete"],
        ["Retrying", "Canceled", "Complete"],
        ["Retrying", "Canceled", "Retrying"],
        ["Retrying", "Canceled", "None"],
    ];
    let on_day_one = ["Complete", "Complete", "Complete", "Retrying", "None"];
    for (version, run) in document["runs"].as_array().unwrap().iter().enumerate() {
        let rows = run["status"].as_array().unwrap();
        let clients: Vec<&str> = rows.iter().map(|row| row["client"].as_str().unwrap()).collect();
        assert_eq!(clients, ["W1", "W2", "W3", "W4", "W5"]);
        for ((row, last), early) in rows.iter().zip(at_the_end).zip(on_day_one) {
            assert_eq!(row["status"], last[version], "{} on {}", row["client"], run["version"]);
            let mut history = row["history"].as_array().unwrap().iter();
            let on_day_one = history.rfind(|change| change["at"].as_str().unwrap().starts_with("d0 "));
            let status = on_day_one.map_or("None", |change| change["status"].as_str().unwrap());
            assert_eq!(status, early, "{} on {} on day 1", row["client"], run["version"]);
        }
    }
}

#[test]
fn a_json_document_tells_the_changed_cells() {
    let home = empty_folder();
    let args = ["run", "q152229", "--version", "1.0", "--without", "q152229", "--format", "json"];
    let output = sim(home.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)["runs"][0]["verdict"], "fail");
    let changed = json(&output)["changed"].as_array().unwrap().clone();
    assert_eq!(changed.len(), 4);
    assert_eq!((&changed[3]["client"], &changed[3]["after"]), (&"W5".into(), &"None".into()));
}

#[test]
fn every_poll_costs_events_and_changes_nothing() {
    let home = empty_folder();
    let lazy = json(&sim(home.path(), &["run", "q152229", "--format", "json"]));
    let eager = json(&sim(home.path(), &["run", "q152229", "--format", "json", "--every-poll"]));
    for (lazy, eager) in lazy["runs"].as_array().unwrap().iter().zip(eager["runs"].as_array().unwrap()) {
        for key in ["digest", "polls", "ended_at", "status", "checks", "boxes"] {
            assert_eq!(lazy[key], eager[key], "{key} on {}", lazy["version"]);
        }
        let (few, many) = (lazy["events"].as_u64().unwrap(), eager["events"].as_u64().unwrap());
        assert!(many >= 5 * few, "{few} events became {many}");
    }
}

#[test]
fn an_expectation_that_does_not_hold_is_shown_with_what_came_instead() {
    let home = empty_folder();
    let edited = FOUNDING.replacen("W4: Retrying", "W4: Complete", 1);
    fs::write(home.path().join("mine.yaml"), edited).unwrap();
    let output = sim(home.path(), &["run", "mine.yaml", "--version", "1.0"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("Retrying (expected Complete)"), "{text}");
    let told = "  end of d0: W4 of S0100001\n    expected Complete (stated), got Retrying\n";
    assert!(text.contains(told), "{text}");
    assert_eq!(names(&home.path().join("reports")), ["index.html", "mine"]);
}

#[test]
fn a_seed_moves_times_and_no_cell() {
    let home = empty_folder();
    let mut digests = Vec::new();
    for seed in ["0", "1", "50", "18446744073709551615"] {
        let output = sim(home.path(), &["run", "q152229", "--format", "json", "--seed", seed]);
        assert_eq!(output.status.code(), Some(0), "seed {seed}");
        digests.push(json(&output)["runs"][0]["digest"].to_string());
    }
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), 4);
}

/// A reader that goes away early. Whether the write comes before or after, nothing is to be seen of it.
#[test]
fn a_pipe_closed_early_is_no_error_and_changes_no_exit_code() {
    let home = empty_folder();
    for (args, code) in [
        (&["run", "q152229"][..], 0),
        (&["run", "q152229", "--without", "q152229"], 1),
        (&["run", "q152229", "--format", "json"], 0),
        (&["test"], 0),
        (&["list"], 0),
        (&["quirks"], 0),
        (&["schema"], 0),
        (&["completions", "zsh"], 0),
        (&["--help"], 0),
    ] {
        let mut child =
            command(home.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("error"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_stdout_is_told_and_behind_stderr_borne() {
    let home = empty_folder();
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for args in [&["run", "q152229"][..], &["list"], &["test", "--format", "json"]] {
        let output = command(home.path(), args).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("error: cannot write to stdout: No space left"), "{args:?}");
    }
    let status = command(home.path(), &["run", "q152229", "--trace"])
        .stdout(Stdio::null())
        .stderr(full())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn colours_are_there_when_asked_for_and_gone_when_not() {
    let home = empty_folder();
    for (args, variable, coloured) in [
        (&["run", "q152229", "--color", "always"][..], None, true),
        (&["run", "q152229", "--color", "always"], Some("1"), true),
        (&["run", "q152229", "--color", "never"], None, false),
        (&["run", "q152229", "--color", "auto"], Some("1"), false),
    ] {
        let mut run = command(home.path(), args);
        run.envs(variable.map(|value| ("NO_COLOR", value)));
        assert_eq!(
            run.output().unwrap().stdout.contains(&0x1b),
            coloured,
            "{args:?} with NO_COLOR {variable:?}"
        );
    }
}

#[test]
fn quiet_leaves_results_and_errors() {
    let home = empty_folder();
    let output = sim(home.path(), &["run", "q152229", "--quiet"]);
    assert!(stdout(&output).contains("settled after d2 00:00") && stderr(&output).is_empty());
    let output = sim(home.path(), &["-q", "run", "nosuch"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: there is neither a file nor a scenario `nosuch`"));
}

#[test]
fn no_colours_reach_what_is_no_terminal() {
    let home = empty_folder();
    fs::write(home.path().join("broken.yaml"), "articel: Q152229\n").unwrap();
    for args in [&["run", "q152229", "--trace"][..], &["run", "broken.yaml"], &["test"], &["--help"]] {
        let output = sim(home.path(), args);
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "{args:?}");
    }
}
