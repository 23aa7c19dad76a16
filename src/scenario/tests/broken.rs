//! Broken files and what a person is told about them.

use super::{GOOD, LEAST, QUIRKS, read};

/// The message about `text`.
fn message(text: &str) -> String {
    match read("s.yaml", text.as_bytes(), &QUIRKS) {
        Ok(_) => panic!("this should be refused:\n{text}"),
        Err(problems) => problems.to_string(),
    }
}

/// One row: in the good file replace this by that; the message has these parts, and points to this text in what was
/// put there. Where the text is empty, the problem is elsewhere.
struct Row(&'static str, &'static str, &'static str, &'static [&'static str]);

fn check(rows: &[Row]) {
    for Row(from, to, at, parts) in rows {
        let replaced = GOOD.find(from).unwrap_or_else(|| panic!("{from:?} is not in the good file"));
        let shown = message(&GOOD.replacen(from, to, 1));
        if !at.is_empty() {
            let offset = to.find(at).unwrap_or_else(|| panic!("{at:?} is not in {to:?}"));
            let before = format!("{}{}", &GOOD[..replaced], &to[..offset]);
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let place = format!("--> s.yaml:{line}:{column}\n");
            assert!(shown.contains(&place), "{to:?}: no {place:?} in\n{shown}");
        }
        assert_eq!(shown.matches("error: ").count(), 1, "{to:?}: not one problem\n{shown}");
        for part in *parts {
            assert!(shown.contains(part), "{to:?}: no {part:?} in\n{shown}");
        }
    }
}

#[test]
fn a_message_looks_like_this() {
    let text = GOOD.replace("os: win311, disk", "os: win3.11, disk");
    assert_eq!(
        message(&text),
        "\
error: `os` cannot be `win3.11`
  --> s.yaml:14:12
   |
14 |   W4: {os: win3.11, disk: full}
   |            ^^^^^^^ expected `dos5`, `dos6`, `win31`, `win311`, `win95`, `nt35`, `nt351`, `nt40` or `os2`
   |
   = help: did you mean `win311`?"
    );
}

#[test]
fn keys() {
    check(&[
        Row(
            "title: Exp",
            "titel: Exp",
            "titel",
            &["unknown key `titel` in the scenario", "did you mean `title`?"],
        ),
        Row(
            "site: {code",
            "site: {cod",
            "cod",
            &[
                "unknown key `cod` in `site`",
                "expected `code`, `response`, `logon_scripts`, `daylight_saving`, `result_share_point`, `takes` or `phases`",
            ],
        ),
        Row("{kind: nt}", "{king: nt}", "king", &["expected `kind`", "did you mean `kind`?"]),
        Row("run: S0100001}", "runs: S0100001}", "runs", &["did you mean `run`?"]),
        Row(
            "{size: 2M}",
            "{sice: 2M}",
            "sice",
            &[
                "expected `size`, `raw`, `mif`, `noidmif`, `program`, `known`, `module` or `installer`",
                "did you mean `size`?",
            ],
        ),
        Row("{contains: done}", "{holds: done}", "holds", &["expected `equal` or `contains`"]),
        Row("  W4: {os: win311, ", "  W4: {", "W4", &["`W4` lacks the key `os`"]),
        Row("on: \"W[1-4]\", run: S0100001", "", "", &["who does this step?"]),
        Row(
            "title: Expired",
            "title: Expired\ntitle: Two",
            "title: Two",
            &["duplicate key `title`", "given before at s.yaml:3:1"],
        ),
        Row("W5: {os: win31,", "W4: {os: win31,", "W4", &["duplicate key `W4`"]),
    ]);
}

#[test]
fn types() {
    check(&[
        Row(
            "{code: S01, response: fast}",
            "5",
            "5",
            &["`site` cannot be a whole number", "expected a mapping with keys"],
        ),
        Row("title: Expired jobs", "title: [a] #", "", &["`title` cannot be a list", "expected text"]),
        Row(
            "versions: [\"1.0\"",
            "versions: [1.0",
            "1.0",
            &["`versions` cannot be a number", "put it in quotes: \"1.0\""],
        ),
        Row(
            "exercises: [q152229]",
            "exercises: q152229",
            "q152229",
            &["`exercises` cannot be text", "expected a list"],
        ),
        Row(
            "title: Expired jobs alter detailed job status",
            "title:",
            ":",
            &["`title` cannot be left empty"],
        ),
        Row(
            "overall: Active",
            "overall: {a: b}",
            "{a",
            &["`overall` cannot be a mapping", "`Canceling` or a list of them"],
        ),
        Row(
            "RECEIVE: [0,",
            "RECEIVE: [none,",
            "none",
            &["`RECEIVE` cannot be text", "a whole number like `0`"],
        ),
        Row(
            "disk: full",
            "disk: [full]",
            "[full]",
            &["`disk` cannot be a list", "`full` or a mapping with keys"],
        ),
        Row(
            "code: S01",
            "code: 101",
            "101",
            &["`code` cannot be a whole number", "put it in quotes: \"101\""],
        ),
        Row("platforms: [win31]", "platforms: []", "[]", &["`platforms` is empty"]),
    ]);
}

#[test]
fn words() {
    check(&[
        Row("response: fast", "response: fats", "fats", &["did you mean `fast`?", "`medium` or `slow`"]),
        Row(
            "W4: [Retrying, Canceled,",
            "W4: [Retrying, Cancelled,",
            "Cancelled",
            &["did you mean `Canceled`?"],
        ),
        Row("basis: stated", "basis: state", "state", &["did you mean `stated`?"]),
        Row("disk: full", "disk: fulll", "fulll", &["did you mean `full`?"]),
        Row("code: S01", "code: s01", "s01", &["three characters A to Z and 0 to 9"]),
        Row("article: Q152229", "article: 152229x", "152229x", &["an article like `Q152229`"]),
        Row("\"1.0\", \"1.1\"", "\"1.0\", \"1.3\"", "\"1.3\"", &["a release: one of 1.0, 1.1, 1.2"]),
        Row(
            "at: d0 09:00",
            "at: d0 9:00",
            "d0 9:00",
            &["`at` cannot be `d0 9:00`", "expected a time like `d2 08:30`"],
        ),
        Row("at: d0 09:00", "at: d36501 09:00", "d36501", &["a day no later than d36500"]),
        Row("when: end of d0", "when: end of d36501", "end of", &["a day no later than d36500"]),
        Row("when: settled,", "when: settle,", "settle", &["`settled after d2 08:30` or `settled`"]),
        Row("poll: 60m", "poll: 60", "60", &["`poll` cannot be a whole number", "a length of time like"]),
        Row("poll: 60m", "poll: 60 min", "60 min", &["a length of time like `60m`"]),
        Row("logon: 08:30 daily", "logon: 08:30", "08:30", &["a time of every day like `08:30 daily`"]),
        Row("size: 2M", "size: 2MB", "2MB", &["a size like `200M`"]),
        Row("day0: 1996-06-03", "day0: 3 June 1996", "3 June", &["a date like `1996-06-03`"]),
        Row("\"None -> Retrying\"", "None -> Retryng", "None", &["`Retrying` instead of `Retryng`"]),
        Row("\"None -> Retrying\"", "Retrying", "Retrying", &["statuses from None on"]),
        Row(
            "W1: {\"EXCEL5 Setup|Status\"",
            "W1: {\"EXCEL5 Status\"",
            "\"EXCEL5",
            &["an attribute as `group|name`"],
        ),
        Row("disk: full", "link: slwo", "slwo", &["did you mean `slow`?"]),
        Row("{374: 1}", "{70000: 1}", "70000", &["an event code like `374`"]),
    ]);
}

#[test]
fn names_that_cannot_be() {
    check(&[
        Row("W[1-3]: {", "W[3-1]: {", "W[3-1]", &["the smaller number first: `[1-3]`"]),
        Row("W[1-3]: {", "W[01-3]: {", "W[01-3]", &["as many digits in both padded numbers"]),
        Row("W[1-3]: {", "W1[1-3]: {", "W1[", &["around the whole last number", "`PC[11-13]`"]),
        Row("W[1-3]: {", "W[1-9999999999]: {", "W[1", &["two numbers of at most 9 digits"]),
        Row("W[1-3]: {", "w[1-3]: {", "w[", &["a client like `W5` or a range like `W[1-4]`"]),
        Row("W5: {os", "w5: {os", "w5", &["a name in capitals: `W5`"]),
        Row("S0100002: {p", "S010002: {p", "S010002", &["a job id of site code and five characters"]),
        Row("SETUP.BAT: |", "C:\\SETUP.BAT: |", "C:", &["a path below the package's directory"]),
        Row("SETUP.BAT: |", "..\\SETUP.BAT: |", "..", &["a path below the package's directory"]),
        Row("'C:\\EXCEL\\EXCEL.EXE'", "'EXCEL.EXE'", "'EXCEL", &["a path with a drive"]),
    ]);
}

#[test]
fn meaning_of_names() {
    check(&[
        Row(
            "exercises: [q152229]",
            "exercises: [q152228]",
            "q152228",
            &["no quirk `q152228`", "did you mean `q152229`?"],
        ),
        Row(
            "target: \"W[1-5]\"",
            "target: \"W[1-6]\"",
            "\"W[1-6]\"",
            &["there is no client `W6`", "did you mean `W5`?"],
        ),
        Row("target: [W1,", "target: [V1,", "V1", &["there is no client `V1`", "did you mean `W1`?"]),
        Row("on: \"W[1-4]\"", "on: \"W[0-4]\"", "\"W[0-4]\"", &["there is no client `W0`"]),
        Row("status: {\"W[1-3]\"", "status: {\"W[1-7]\"", "\"W[1-7]\"", &["there is no client `W6`"]),
        Row(
            "package: OTHER",
            "package: OTER",
            "OTER",
            &["there is no package `OTER`", "did you mean `OTHER`?"],
        ),
        Row(
            "run: S0100002",
            "run: S0100003",
            "S0100003",
            &["there is no job `S0100003`", "did you mean `S010000"],
        ),
        Row("    job: S0100001", "    job: S0100009", "S0100009", &["there is no job `S0100009`"]),
        Row(
            "server: LOGON2",
            "server: LOGIN2",
            "LOGIN2",
            &["there is no server `LOGIN2`", "did you mean `LOGON2`?"],
        ),
        Row("RECEIVE: [", "RECIEVE: [", "RECIEVE", &["there is no box `RECIEVE`", "did you mean `RECEIVE`?"]),
        Row("LOGON1 DESPOOLR", "LOGON3 DESPOOLR", "LOGON3", &["did you mean `LOGON"]),
        Row(
            "W5: {os",
            "W[3-5]: {os",
            "W[3-5]",
            &["client `W3` is declared twice", "first declared at s.yaml:13:3"],
        ),
        Row("\"1.1\", \"1.2\"]", "\"1.1\", \"1.0\"]", "\"1.0\"", &["version 1.0 is listed twice"]),
        Row("X.MIF:", "ok.mif:", "ok.mif", &["file `ok.mif` is in the package twice", "letter case"]),
    ]);
}

#[test]
fn a_job_of_another_site_is_refused() {
    let shown = message(&GOOD.replace("S0100002", "T0100002"));
    assert!(shown.contains("job `T0100002` does not belong to site S01"), "{shown}");
    assert!(shown.contains("call it `S0100002`") && shown.matches("error: ").count() == 1, "{shown}");
}

#[test]
fn meaning_of_times_and_numbers() {
    check(&[
        Row(
            "offer: d0 01:00, expire: d2 00:00",
            "offer: d2 00:00, expire: d1 00:00",
            "d1",
            &[
                "the job expires before it is offered",
                "a time after `offer`, d2 00:00",
                "`offer` is given at s.yaml:",
            ],
        ),
        Row("create: d0 00:00", "create: d0 01:30", "", &["offered before it is created"]),
        Row(
            "1996-06-04 10:30",
            "1996-06-02 10:30",
            "1996-06-02",
            &["this date is outside the scenario", "from 1996-06-03 on"],
        ),
        Row(
            "at: d0 09:00",
            "at: d30 09:00",
            "d30 09:00",
            &["this step never happens", "before `until`, d30 00:00"],
        ),
        Row("when: 1996-06-05 12:00", "when: 1997-06-05 12:00", "1997", &["this moment is never reached"]),
        Row("logon: 08:30 daily, ", "", "", &["`logoff` without `logon`"]),
        Row("logoff: 17:30", "logoff: 08:30", "08:30", &["`logoff` at the time of `logon`"]),
        Row("poll: 60m", "poll: 0s", "0s", &["PCM cannot poll this often", "at least 1s"]),
        Row("free: 60M", "free: 201M", "", &["more free space than disk"]),
        Row("W5: {os", "V[1-999999999]: {os", "V[", &["too many clients", "at most 10000000 clients"]),
    ]);
}

#[test]
fn meaning_of_scripts_and_expectations() {
    check(&[
        Row("on: \"W[1-4]\"", "on: \"W[1-5]\"", "\"W[1-5]\"", &["nobody is at `W5` to run anything"]),
        Row(
            "on: \"W[1-4]\", run: S0100001",
            "admin: save SYSTEM.MAP, run: S0100001",
            "",
            &["who does this step?"],
        ),
        Row("on: [W1, W4]", "on: [W1, W2]", "[W1, W2]", &["job `S0100002` is not sent to `W2`"]),
        Row(
            "basis: [stated, stated, inferred]",
            "basis: [stated, inferred]",
            "[stated",
            &[
                "2 values for 3 versions",
                "expected one value, or one for each of the 3 versions (1.0, 1.1, 1.2)",
            ],
        ),
        Row("RECEIVE: [0, 1, 2]", "RECEIVE: [0]", "[0]", &["1 value for 3 versions"]),
        Row(
            "    job: S0100001\n    status: {",
            "    status: {",
            "",
            &["which of the 2 jobs is meant?", "expected `job: ID`"],
        ),
        Row(
            "basis: inferred, events: {374: [1, 2, 3]}",
            "basis: inferred",
            "",
            &["nothing is expected at this moment"],
        ),
        Row(
            "    job: S0100001\n    status: {\"W[1-3]\"",
            "    job: S0100002\n    status: {W2",
            "W2",
            &["`W2` has no row in job `S0100002`"],
        ),
    ]);
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let structure = GOOD
        .replace("titl", "tytl")
        .replace("fast", "fats")
        .replace("poll: 60m", "poll: often")
        .replace("on: [W1, W4]", "in: [W1, W4]")
        .replace("374: 1}", "374: many}");
    assert_eq!(message(&structure).matches("error: ").count(), 5, "{}", message(&structure));
    let meaning = GOOD
        .replace("package: OTHER", "package: ANOTHER")
        .replace("server: LOGON2", "server: LOGON3")
        .replace("expire: d2 00:00", "expire: d0 00:30")
        .replace("on: \"W[1-4]\"", "on: \"W[1-8]\"")
        .replace("basis: [stated, ", "basis: [")
        .replace("RECEIVE", "DECEIVE");
    let shown = message(&meaning);
    assert_eq!(shown.matches("error: ").count(), 6, "{shown}");
    let lines: Vec<usize> = shown
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> s.yaml:")?.split(':').next()?.parse().ok())
        .collect();
    assert!(lines.is_sorted(), "{lines:?}");
}

#[test]
fn limits_have_names_and_messages() {
    let jobs: String = (0..1_001).map(|n| format!("J{n:07}: {{package: P, target: W1}}, ")).collect();
    let steps = "{at: d0 00:00, on: W1, run: S0100001}, ".repeat(10_001);
    let versions = "'1.2', ".repeat(33);
    for (key, value, part) in [
        ("jobs", format!("{{{jobs}}}"), "`jobs` has 1001 entries"),
        ("script", format!("[{steps}]"), "`script` has 10001 entries"),
        ("versions", format!("[{versions}]"), "`versions` has 33 entries"),
        ("servers", "{}".to_string(), "`servers` is empty"),
    ] {
        let least =
            LEAST.replace("versions: ['1.2'], ", if key == "versions" { "" } else { "versions: ['1.2'], " });
        let text = least.replace("clients:", &format!("{key}: {value}, clients:"));
        let shown = message(&text);
        assert!(shown.contains(part), "{key}: {shown}");
        assert!(shown.len() < 3_000, "{key}: {} bytes", shown.len());
    }
}

#[test]
fn a_file_of_nothing_but_mistakes_is_told_in_short() {
    let text: String = (0..50_000).map(|n| format!("mistake{n}: 1\n")).collect();
    let shown = message(&text);
    assert_eq!(shown.matches("error: ").count(), 20);
    assert!(shown.ends_with("and more than 980 more problems"), "{shown}");
}
