//! Files that nobody meant as a scenario, or somebody did who means ill: one clear message, exit code 2, and nothing else.

use super::*;

/// The founding scenario with `from` replaced by `to`.
fn altered(from: &str, to: &str) -> Vec<u8> {
    assert!(FOUNDING.contains(from), "{from:?}");
    FOUNDING.replacen(from, to, 1).into_bytes()
}

/// Bytes without sense, the same every time.
fn garbage(length: u32) -> Vec<u8> {
    (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// Each line refers to the one before nine times.
fn alias_bomb() -> Vec<u8> {
    let line = |n: u32| format!("k{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","));
    ("k0: &a0 [x]\n".to_string() + &(1..10).map(line).collect::<String>()).into_bytes()
}

/// Steps of a staircase: every line one space further in than the one before.
fn staircase(steps: usize) -> Vec<u8> {
    (0..steps).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>().into_bytes()
}

fn refused(bytes: &[u8], part: &str) {
    let home = empty_folder();
    fs::write(home.path().join("s.yaml"), bytes).unwrap();
    let output = sim(home.path(), &["run", "s.yaml"]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{part}: {told}");
    assert!(told.starts_with("error: ") && told.contains(part), "no {part:?} in {told}");
    assert!(told.len() < 8_000, "{part}: {} bytes", told.len());
    assert!(output.stdout.is_empty());
    assert_eq!(names(home.path()), ["s.yaml"]);
}

#[test]
fn what_is_no_yaml_is_refused() {
    let table: [(&[u8], &str); 9] = [
        (b"", "the file is empty"),
        (b"# nothing\n\n# at all\n", "the file is empty"),
        (b"article: Q15\xFF2229\n", "not UTF-8"),
        (b"article: Q15\x002229\n", "a NUL character"),
        (&garbage(1_000_000), "not UTF-8"),
        (&garbage(10_000_000), "larger than 8 MiB"),
        (b"site:\n\tcode: S01\n", "indent with spaces"),
        (b"article: Q152229\n---\narticle: Q152229\n", "a second document"),
        (b"\x1b[2J\x1b]0;owned\x07", "not valid YAML"),
    ];
    table.iter().for_each(|(bytes, part)| refused(bytes, part));
}

#[test]
fn what_is_made_to_exhaust_a_reader_is_refused() {
    let unknown: String = (0..200_000).map(|n| format!("k{n}: 1\n")).collect();
    let items = format!("versions: [{}]", "'1.0',".repeat(300_000));
    for (bytes, part) in [
        (alias_bomb(), "aliases"),
        ("[".repeat(1_000_000).into_bytes(), "nest deeper than 64 levels"),
        ("{a: ".repeat(1_000_000).into_bytes(), "nest deeper than 64 levels"),
        ("- ".repeat(1_000_000).into_bytes(), "nest deeper than 64 levels"),
        (staircase(2_000), "nest deeper than 64 levels"),
        ("- 1\n".repeat(1_000_001).into_bytes(), "more than 1000000 values"),
        (unknown.into_bytes(), "and more than 980 more problems"),
        (items.into_bytes(), "`versions` has 300000 entries"),
        ("a: 1\n".repeat(100_000).into_bytes(), "duplicate key `a`"),
        (format!("article: {}", "x".repeat(4_000_000)).into_bytes(), "`article` cannot be"),
    ] {
        refused(&bytes, part);
    }
}

#[test]
fn numbers_and_names_out_of_all_bounds_are_refused() {
    for (from, to, part) in [
        ("W[1-3]: {os", "W[1-4000000000]: {os", "at most 9 digits"),
        ("W[1-3]: {os", "W[1-999999999]: {os", "too many clients"),
        ("{374: 1}", "{374: 99999999999999999999999999}", "a whole number"),
        ("{374: 1}", "{374: -1}", "a whole number"),
        ("expire: d2 00:00", "expire: d99999999999 00:00", "no later than d36500"),
        ("expire: d2 00:00", "expire: d18446744073709551616 00:00", "a time like"),
        ("offer: d0 00:00", "offer: d3 00:00", "expires before it is offered"),
        ("offer: d0 00:00", "offer: d2 00:00", "expires as soon as it is offered"),
        ("poll: 60m", "poll: 0s", "cannot poll this often"),
        ("poll: 60m", "poll: 99999999999999999999d", "a length of time"),
        ("logoff: 17:30", "logoff: 08:30", "`logoff` at the time of `logon`"),
        ("free: 64K", "free: 99999999999999999999G", "a size"),
        ("size: 2M", "size: 2000G", "at most 1024G"),
        ("target: \"W[1-5]\"", "target: \"W[1-4]\"", "`W5` has no row"),
        ("target: \"W[1-5]\"", "target: []", "`target` is empty"),
        ("SETUP.BAT: |", "\"..\\\\..\\\\SETUP.BAT\": |", "a path below the package's directory"),
    ] {
        refused(&altered(from, to), part);
    }
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_waited_for() {
    let home = empty_folder();
    fs::create_dir(home.path().join("folder.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(home.path().join("pipe.yaml")).status().unwrap().success());
    for (file, part) in [
        ("/dev/zero", "a device or a pipe"),
        ("pipe.yaml", "a device or a pipe"),
        ("folder.yaml", "is a folder"),
        ("folder.yaml/s.yaml", "cannot read folder.yaml/s.yaml"),
    ] {
        for command in ["run", "test"] {
            let output = sim(home.path(), &[command, file]);
            assert_eq!(output.status.code(), Some(2), "{command} {file}");
            let part = if (command, file) == ("test", "folder.yaml") { "nothing to test" } else { part };
            assert!(stderr(&output).contains(part), "{command} {file}: {}", stderr(&output));
        }
    }
}

/// As another user than root, who may read everything.
#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = empty_folder();
    let path = home.path().join("secret.yaml");
    fs::write(&path, FOUNDING).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let output = sim(home.path(), &["run", "secret.yaml"]);
    match File::open(&path) {
        Ok(_) => assert_eq!(output.status.code(), Some(0)),
        Err(_) => {
            assert_eq!(output.status.code(), Some(2));
            assert!(stderr(&output).starts_with("error: cannot read secret.yaml: "));
        }
    }
}

#[test]
fn line_ends_and_marks_of_other_editors_change_nothing() {
    let home = empty_folder();
    let digests: Vec<String> =
        [FOUNDING.to_string(), FOUNDING.replace('\n', "\r\n"), format!("\u{feff}{FOUNDING}")]
            .into_iter()
            .map(|text| {
                fs::write(home.path().join("s.yaml"), text).unwrap();
                let output = sim(home.path(), &["run", "s.yaml", "--format", "json"]);
                assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
                json(&output)["runs"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|run| run["digest"].to_string())
                    .collect()
            })
            .collect();
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "{digests:?}");
}

/// A hung package is the simulated user's trouble, not the simulator's: the run ends, and says so.
#[test]
fn a_package_that_never_ends_does_not_hold_the_run_up() {
    let home = empty_folder();
    for (batch, why) in [
        ("        :A\n        GOTO A\n", "its commands go round in circles"),
        ("        CALL SETUP.BAT\n", "its batch files call one another without end"),
    ] {
        fs::write(home.path().join("s.yaml"), altered("        @ECHO OFF\n", batch)).unwrap();
        let output = sim(home.path(), &["run", "s.yaml", "--version", "1.0"]);
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        assert!(stdout(&output).contains("expected Complete (stated), got None"), "{}", stdout(&output));
        let transcript = fs::read_to_string(home.path().join("reports/s/transcript-1.0.txt")).unwrap();
        assert!(transcript.contains(&format!("the package does not end: {why}")));
    }
}

#[test]
fn what_a_terminal_would_obey_does_not_reach_it() {
    let home = empty_folder();
    let title = "title: Expired jobs alter detailed job status";
    let text = altered(title, "title: \"\\e[2J\\u202eExpired\\a\"");
    fs::write(home.path().join("\u{1b}[31m.yaml"), &text).unwrap();
    fs::write(home.path().join("b\u{1b}[31m.yaml"), "articel: \u{1b}[31m\n").unwrap();
    for args in [
        &["run", "\u{1b}[31m.yaml", "--trace"][..],
        &["run", "b\u{1b}[31m.yaml"],
        &["run", "\u{1b}[31m"],
        &["run", "\u{1b}[31m/none"],
        &["test", "\u{1b}[31m.yaml"],
        &["run", "q152229", "--without", "\u{1b}[31m"],
    ] {
        let output = sim(home.path(), args);
        let all = [output.stdout.as_slice(), &output.stderr].concat();
        let harmless = !String::from_utf8(all.clone()).unwrap().contains(['\u{1b}', '\u{7}', '\u{202e}']);
        assert!(harmless, "{args:?}: {:?}", String::from_utf8_lossy(&all));
    }
}

/// Ten thousand clients, each on a line of its own.
#[test]
fn ten_thousand_clients_are_no_trouble() {
    let home = empty_folder();
    let client = |n| format!("  PC{n}: {{os: win311, logon: 08:30 daily, logoff: 17:30 daily}}\n");
    let clients: String = (0..10_000).map(client).collect();
    let text = format!(
        "article: Q152229\ntitle: Many\nversions: ['1.0']\nsite: {{code: S01}}\nclients:\n{clients}\
         packages: {{P: {{command: P.BAT, files: {{P.BAT: REM}}}}}}\n\
         jobs: {{S0100001: {{package: P, target: 'PC[0-9999]', offer: d0 00:00, expire: d2 00:00}}}}\n\
         script: [{{at: d0 09:00, on: 'PC[0-9999]', run: S0100001}}]\n\
         expect: [{{when: d1 12:00, basis: assumed, status: {{'PC[0-9999]': Complete}}}}]\n"
    );
    fs::write(home.path().join("many.yaml"), text).unwrap();
    let output = sim(home.path(), &["test", "many.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("1 passed, 0 failed"), "{}", stdout(&output));
}
