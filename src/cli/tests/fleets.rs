//! What a user of fleets relies on: reports that stay small, every row in a file when asked for, and nothing left by a run that is ended.

use std::io::Read as _;
use std::process::Child;

use super::*;

/// More than an outcome lists.
const CLIENTS: &str = "clients=12000";

#[test]
fn a_report_of_a_fleet_is_small_and_says_what_it_leaves_out() {
    let home = empty_folder();
    let output = sim(home.path(), &["run", "fleet/expiry-1m", "--set", CLIENTS, "--quiet"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let (text, reports) = (stdout(&output), home.path().join("reports/expiry-1m"));
    let export = "sim export fleet/expiry-1m --set clients=12000 --as csv";
    assert!(text.contains(&format!("of 36000 rows, the others counted; `{export}` writes all")));
    for (file, most) in [
        ("index.html", 1_000_000),
        ("outcome.json", 1_000_000),
        ("status.svg", 500_000),
        ("boxes.svg", 500_000),
    ] {
        let bytes = fs::metadata(reports.join(file)).unwrap().len();
        assert!(bytes < most, "{file} has {bytes} bytes");
    }
    let page = fs::read_to_string(reports.join("index.html")).unwrap();
    assert!(page.contains("sim run fleet/expiry-1m --seed 0 --set clients=12000") && page.contains(export));
    let document: Value = serde_json::from_slice(&fs::read(reports.join("outcome.json")).unwrap()).unwrap();
    assert_eq!(document["set"]["clients"], 12_000);
    for run in document["runs"].as_array().unwrap() {
        let all = &run["aggregates"];
        let rows: u64 =
            all["groups"].as_array().unwrap().iter().map(|group| group["rows"].as_u64().unwrap()).sum();
        assert_eq!((rows, &all["rows"]), (12_000, &Value::from(12_000)));
        assert_eq!(all["shown"], run["status"].as_array().unwrap().len());
        let curve = &all["curves"][0];
        let points = curve["at"].as_array().unwrap().len();
        assert!(
            points > 100
                && curve["rows"]
                    .as_object()
                    .unwrap()
                    .values()
                    .all(|rows| rows.as_array().unwrap().len() == points)
        );
    }
}

#[test]
fn every_row_of_a_fleet_is_exported_and_counts_as_in_the_outcome() {
    let home = empty_folder();
    let args = [
        "export",
        "fleet/expiry-1m",
        "--as",
        "csv",
        "--set",
        CLIENTS,
        "--version",
        "1.0",
        "--version",
        "1.2",
    ];
    let output = sim(home.path(), &args);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), "reports/expiry-1m/status.csv\n"));
    assert_eq!(names(&home.path().join("reports/expiry-1m")), ["status.csv"]);
    let text = fs::read_to_string(home.path().join("reports/expiry-1m/status.csv")).unwrap();
    assert!(text.starts_with("version,job,client,at_ns,at,status,cause,reference,quirk\n1.0,S0100001,W1,"));
    for version in ["1.0", "1.2"] {
        let begin = format!("{version},S0100001,W");
        let clients =
            text.lines().filter(|line| line.starts_with(&begin) && line.contains(",job activated,"));
        assert_eq!(clients.count(), 12_000);
    }
}

#[test]
fn switching_a_quirk_off_tells_the_counts_that_change() {
    let home = empty_folder();
    let args = ["run", "fleet/expiry-1m", "--set", CLIENTS, "--version", "1.0", "--without", "q152229"];
    let output = sim(home.path(), &args);
    let text = stdout(&output);
    assert!(text.contains("without q152229, counts of rows change:\n  SMS 1.0  settled after d3 00:00  None of S0100001: 0 -> "), "{text}");
}

/// Presses Ctrl-C as soon as the program listens; says how it ended, and its last words.
fn interrupted(mut child: Child) -> (Option<i32>, String) {
    const SIGINT: u64 = 1 << 1;
    let status = format!("/proc/{}/status", child.id());
    let listens = || {
        let status = fs::read_to_string(&status).expect("it is running");
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("it is a process");
        u64::from_str_radix(caught.trim(), 16).expect("a mask") & SIGINT != 0
    };
    while !listens() {
        std::thread::yield_now();
    }
    let kill = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap();
    assert!(kill.success());
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    (child.wait().unwrap().code(), words)
}

#[test]
fn a_run_that_is_interrupted_says_how_far_it_came_and_leaves_nothing() {
    let home = empty_folder();
    let many = ["fleet/expiry-1m", "--set", "clients=400000", "--version", "1.0"];
    let spawn = |args: &[&str]| command(home.path(), args).stderr(Stdio::piped()).spawn().unwrap();
    let (code, words) = interrupted(spawn(&[&["run"][..], &many].concat()));
    assert_eq!(code, Some(130));
    assert!(words.starts_with("interrupted; nothing is written. SMS 1.0 had come to d"), "{words}");
    let (code, words) = interrupted(spawn(&[&["export"][..], &many, &["--as", "csv"]].concat()));
    assert_eq!(code, Some(130));
    assert!(words.ends_with("interrupted; nothing is written\n"), "{words}");
    assert_eq!(names(home.path()), [""; 0]);
}
