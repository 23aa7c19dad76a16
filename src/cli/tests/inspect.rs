//! Looking into a machine: what is typed at its prompt, and what is taken out of it.

use std::io::Write as _;

use super::*;

/// What W1 answers to what is typed at `at` in q139086.
fn typed(at: &str, input: &[u8]) -> Output {
    let home = empty_folder();
    let mut command = command(home.path(), &["inspect", "q139086", "--client", "W1", "--at", at, "--shell"]);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_question_takes_the_next_line_for_its_answer() {
    let output = typed(
        "d0 09:00",
        b"CD \\TEMP\nECHO x>A\nDEL *.*\nN\nIF EXIST A ECHO kept\nDEL *.*\ny\nIF NOT EXIST A ECHO gone\n",
    );
    let shown: Vec<&str> =
        stdout(&output).lines().filter(|line| *line == "kept" || *line == "gone").collect();
    assert_eq!((output.status.code(), shown), (Some(0), vec!["kept", "gone"]), "{}", stdout(&output));
}

#[test]
fn a_question_without_answer_ends_the_session_and_is_told() {
    let output = typed("d0 09:00", b"PAUSE");
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("it waits for a key"), "{}", stderr(&output));
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let output = typed("d0 08:00:10", b"\xff\xfe\nECHO still here\n");
    assert!(stdout(&output).ends_with("still here\n"), "{}", stdout(&output));
    assert!(stderr(&output).contains("W1 is starting: CONFIG.SYS"), "{}", stderr(&output));
}

#[test]
fn a_disk_is_exported_and_nothing_is_overwritten() {
    let home = empty_folder();
    let export = || {
        let args = ["inspect", "q139086", "--client", "W1", "--at", "d0 09:00", "--export", "disk"];
        sim(home.path(), &args)
    };
    assert_eq!(export().status.code(), Some(0));
    assert_eq!(fs::read(home.path().join("disk/WINDOWS/SYSTEM/NETAPI.DLL")).unwrap(), b"new");
    let again = export();
    assert_eq!(
        (again.status.code(), stderr(&again)),
        (Some(2), "error: disk: it is not empty\n".to_string())
    );
}
