//! What runs leave behind: the same bytes for the same question, and nothing at all where something went wrong.

use super::*;

/// Every file below a folder, by its path there.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    names(folder)
        .into_iter()
        .map(|name| {
            let bytes = fs::read(folder.join(&name)).unwrap();
            (name, bytes)
        })
        .collect()
}

#[test]
fn a_report_is_the_same_bytes_on_any_number_of_threads() {
    let home = empty_folder();
    let mut first = None;
    for (threads, out) in [("1", "a"), ("1", "b"), ("2", "c"), ("3", "d")] {
        let mut run = command(home.path(), &["run", "q152229", "--out", out]);
        let output = run.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let report = (stdout(&output).to_string(), contents(&home.path().join(out)));
        assert!(report.1.len() >= 6, "{:?}", names(&home.path().join(out)));
        let first = first.get_or_insert_with(|| report.clone());
        assert!(*first == report, "{threads} threads, {out}");
    }
}

#[test]
fn test_results_are_the_same_bytes_on_any_number_of_threads() {
    let home = empty_folder();
    let results: Vec<_> = ["1", "2", "3"]
        .into_iter()
        .map(|threads| {
            let args = ["test", "--format", "json", "--junit", "results.xml"];
            let output = command(home.path(), &args).env("RAYON_NUM_THREADS", threads).output().unwrap();
            (output.status.code(), output.stdout, fs::read(home.path().join("results.xml")).unwrap())
        })
        .collect();
    assert_eq!(results[0].0, Some(0));
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn what_cannot_be_carried_out_leaves_nothing_behind() {
    let home = empty_folder();
    fs::write(home.path().join("notes.txt"), "mine").unwrap();
    fs::write(home.path().join("broken.yaml"), "article: Q152229\n").unwrap();
    for args in [
        &["run", "broken.yaml"][..],
        &["run", "broken.yaml", "--out", "out"],
        &["run", "q152229", "--out", "notes.txt"],
        &["run", "q152229", "--out", "notes.txt/deeper"],
        &["run", "q152229", "--without", "nosuch"],
        &["run", "q152229", "--version", "1.2 SP1"],
        &["test", "broken.yaml", "--junit", "results.xml"],
        &["test", "--junit", "notes.txt/results.xml"],
        &["test", "--junit", "nosuch/results.xml"],
    ] {
        let output = sim(home.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}: {}", stdout(&output));
        assert!(stderr(&output).starts_with("error: "), "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains(".sms-sim-"), "{args:?}: {}", stderr(&output));
        assert_eq!(names(home.path()), ["broken.yaml", "notes.txt"], "{args:?}");
    }
    assert_eq!(fs::read(home.path().join("notes.txt")).unwrap(), b"mine");
}

#[test]
fn a_report_stays_below_reports_whatever_the_file_is_called() {
    for (file, report) in [("...yaml", "scenario"), (".yaml", "yaml"), (".hidden.yaml", "hidden")] {
        let home = empty_folder();
        fs::write(home.path().join(file), FOUNDING).unwrap();
        assert_eq!(sim(home.path(), &["run", file]).status.code(), Some(0), "{file}");
        assert_eq!(names(home.path()), [file, "reports"]);
        let mut expected = [report, "index.html"];
        expected.sort_unstable();
        assert_eq!(names(&home.path().join("reports")), expected);
    }
}

#[test]
fn every_broken_file_of_a_folder_is_told() {
    let home = empty_folder();
    fs::create_dir_all(home.path().join("deep/canary")).unwrap();
    for file in ["a.yaml", "deep/b.yml", "deep/canary/c.yaml", "deep/d.txt"] {
        fs::write(home.path().join(file), "article: none\n").unwrap();
    }
    let output = sim(home.path(), &["test", "."]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("a.yaml:1:") && told.contains("b.yml:1:"), "{told}");
    assert!(!told.contains("c.yaml") && !told.contains("d.txt"), "{told}");
    assert!(stderr(&sim(home.path(), &["test", "deep/canary"])).contains("c.yaml:1:"));
}

#[test]
#[cfg(unix)]
fn a_folder_that_links_to_itself_is_read_once() {
    let home = empty_folder();
    let folder = home.path().join("mine");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("one.yaml"), FOUNDING).unwrap();
    for link in ["back", "again"] {
        std::os::unix::fs::symlink(&folder, folder.join(link)).unwrap();
    }
    let output = sim(home.path(), &["test", "mine"]);
    assert!(stdout(&output).ends_with("3 passed, 0 failed\n"), "{}", stdout(&output));
}

#[test]
fn scenarios_of_one_name_stay_two() {
    let home = empty_folder();
    for folder in ["a", "b"] {
        fs::create_dir(home.path().join(folder)).unwrap();
        fs::write(home.path().join(folder).join("same.yaml"), FOUNDING).unwrap();
    }
    let output = sim(home.path(), &["test", ".", "--format", "json", "--junit", "results.xml"]);
    let document = json(&output);
    let runs = document["scenarios"].as_array().unwrap().iter().map(|s| s["runs"].as_array().unwrap().len());
    assert_eq!(runs.collect::<Vec<_>>(), [3, 3]);
    let xml = fs::read_to_string(home.path().join("results.xml")).unwrap();
    assert_eq!(xml.matches("<testsuite ").count(), 2);
}

#[test]
fn the_command_that_repeats_a_failure_repeats_it() {
    let home = empty_folder();
    let edited = FOUNDING.replacen("W4: Retrying", "W4: Complete", 1);
    fs::write(home.path().join("my scenario.yaml"), edited).unwrap();
    let tested = sim(home.path(), &["test", ".", "--filter", "1.1"]);
    assert_eq!(tested.status.code(), Some(1));
    let command = "sim run './my scenario.yaml' --version 1.1 --seed 0";
    assert!(stdout(&tested).contains(command), "{}", stdout(&tested));
}

/// A results file may be a link or a pipe: what it stands for is written to, and it stays what it is.
#[test]
#[cfg(unix)]
fn results_go_through_links_and_pipes() {
    let home = empty_folder();
    fs::write(home.path().join("target.xml"), "old").unwrap();
    std::os::unix::fs::symlink("target.xml", home.path().join("link.xml")).unwrap();
    assert_eq!(sim(home.path(), &["test", "--junit", "link.xml"]).status.code(), Some(0));
    assert!(home.path().join("link.xml").is_symlink());
    let results = fs::read_to_string(home.path().join("target.xml")).unwrap();
    assert!(results.starts_with("<?xml"));

    let pipe = home.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    assert_eq!(sim(home.path(), &["test", "--junit", "pipe"]).status.code(), Some(0));
    assert_eq!(stdout(&reader.wait_with_output().unwrap()), results);
}
