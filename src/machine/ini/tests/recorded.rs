//! Calls whose answers were recorded, on real Windows by others (`trust` is `real`) or on Wine 10, which
//! stands for Windows NT. In the second kind Wine is known to be wrong at places: see the exceptions.

use serde_json::{Value, json};

use super::super::{Dialect, Op, Profile, run, unlatin1};

const CASES: &str = include_str!("../cases.jsonl");

/// Wine writes files anew where Windows edits them.
const EDITS: &str = "Windows leaves the other lines as they are, and Wine does not";
/// The functions of Windows close a list by two NULs also if they cut it (Wine's own tests expect it).
const CLOSES: &str = "Windows closes a list that it cuts by two NULs, and Wine by one";
const COMMENT: &str = "a line that begins with ; cannot be read under any name";
const BLANKS: &str =
    "blanks of a value are kept; those around the name of a section are dropped on both sides";
const NO_SECTION: &str = "keys before the first section cannot be read";

/// Where an answer of Wine is not that of Windows: the case, the number of the call, what Windows answers,
/// and why that is so.
fn exceptions() -> Vec<(&'static str, usize, Value, &'static str)> {
    let file = |text: &str| json!({ "file": text });
    let cut = |buf: &str| json!({ "buf": buf });
    vec![
        ("ini-022-comment", 1, json!({ "value": "DEF" }), COMMENT),
        ("ini-107-w-comment-key", 2, json!({ "value": "DEF" }), COMMENT),
        ("ini-031-no-section", 0, json!({ "value": "DEF" }), NO_SECTION),
        ("ini-051-size-small-list", 0, cut("one\0tw\0\0"), CLOSES),
        ("ini-051-size-small-list", 1, cut("one\0two\0\0"), CLOSES),
        ("ini-051-size-small-list", 2, cut("one\0two\0\0\0"), CLOSES),
        ("ini-051-size-small-list", 4, cut("o\0\0"), CLOSES),
        ("ini-053-size-small-names", 0, cut("one\0\0\0"), CLOSES),
        ("ini-098-w-value-spaces", 1, file("[a]\r\nk=  v  \r\n"), BLANKS),
        ("ini-101-w-section-spaces", 1, file("[a]\r\nk=v\r\n"), BLANKS),
        ("ini-079-w-replace", 1, file("; c\r\n[a]\r\nj=0\r\nk=new\r\nl=2\r\n\r\n[b]\r\nm=1\r\n"), EDITS),
        ("ini-080-w-replace-spacing", 1, file("[a]\r\nk=new\r\nl = 2\r\n"), EDITS),
        ("ini-108-w-lf-file", 1, file("[a]\nk=new\nl=2\n"), EDITS),
        ("ini-112-w-trailing-kept", 1, file("[a] note\r\nk=2\r\n"), EDITS),
        ("ini-114-w-ctrlz", 1, file("[a]\r\nk=1\r\nl=2\r\n\x1a"), EDITS),
        (
            "ini-123-w-windows-run",
            2,
            file("[windows]\r\nload=\r\nrun=C:\\NET\\AGENT.EXE\r\n\r\n[fonts]\r\n"),
            EDITS,
        ),
    ]
}

/// The text of a file; long ones are written in parts, some as `["x", 65535]`: a text and how often it comes.
fn initial(json: &Value) -> Option<Vec<u8>> {
    let part = |part: &Value| match part {
        Value::Array(repeated) => {
            let times = repeated[1].as_u64().unwrap() as usize;
            repeated[0].as_str().unwrap().repeat(times)
        }
        part => part.as_str().unwrap().to_string(),
    };
    let text: String = match json {
        Value::Null => return None,
        Value::Array(parts) => parts.iter().map(part).collect(),
        whole => part(whole),
    };
    Some(unlatin1(&text).unwrap())
}

fn answers(case: &Value, dialect: Dialect) -> Vec<Value> {
    let mut profile = Profile::new(initial(&case["ini"]).as_deref(), dialect);
    profile.read_only = case["readonly"] == true;
    let ops = Op::read_all(&case["ops"]).unwrap();
    run(&ops, &mut profile).into_iter().map(|answer| answer.to_json().into()).collect()
}

fn cases() -> impl Iterator<Item = Value> {
    CASES.lines().map(|line| serde_json::from_str(line).unwrap())
}

/// Whether an answer has all that is wanted of it.
fn has(answer: &Value, wanted: &Value) -> bool {
    wanted.as_object().is_none_or(|wanted| wanted.iter().all(|(name, value)| answer[name] == *value))
}

#[test]
fn calls_answer_as_recorded() {
    let exceptions = exceptions();
    let mut complaints = Vec::new();
    let mut number_of_cases = 0;
    for case in cases() {
        number_of_cases += 1;
        let id = case["id"].as_str().unwrap();
        for (at, (answer, recorded)) in
            answers(&case, Dialect::Nt).iter().zip(case["want"].as_array().unwrap()).enumerate()
        {
            let exception = exceptions.iter().find(|(of, call, ..)| *of == id && *call == at);
            let wanted = exception.map_or(recorded, |(_, _, wanted, _)| wanted);
            if !has(answer, wanted) {
                complaints.push(format!("{id}, {}: {answer} is not {wanted}", case["ops"][at]));
            }
            if exception.is_some() && (case["trust"] == "real" || has(answer, recorded)) {
                complaints.push(format!("{id}, {}: this exception is none", case["ops"][at]));
            }
        }
    }
    assert_eq!(number_of_cases, 122);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Most answers are the same on all systems; those of Windows 95 differ for a known reason.
#[test]
fn windows_95_answers_as_recorded_too_where_nothing_is_known_to_differ() {
    let differs = |case: &Value, at: usize| {
        let (id, op) = (case["id"].as_str().unwrap(), &case["ops"][at]);
        let lists_sections = op[0] == "getnames" || (op[0] == "get" && op[1].is_null());
        let copies_no_default = op[0] == "get" && op[3].is_null();
        let shows_blank_line = op[0] == "snap";
        let kinds = ["-cr", "-mixed-eol", "-bom", "-64k", "-int", "-size-small", "-real-small"];
        lists_sections || copies_no_default || shows_blank_line || kinds.iter().any(|kind| id.contains(kind))
    };
    let exceptions = exceptions();
    let mut compared = 0;
    for case in cases() {
        for (at, answer) in answers(&case, Dialect::Win95).iter().enumerate() {
            let is_exception = exceptions.iter().any(|(id, call, ..)| case["id"] == *id && *call == at);
            if !differs(&case, at) && !is_exception {
                assert!(has(answer, &case["want"][at]), "{}, {}: {answer}", case["id"], case["ops"][at]);
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "only {compared} answers were compared");
}
