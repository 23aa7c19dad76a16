//! How two screens are compared: what the capture of the answers left out, and what no answer binds.

/// The console without what the capture left out: empty lines around it, TABs, and the prompt of a shell that gave up.
pub(super) fn console_of(lines: &[String], at_prompt: bool) -> Vec<String> {
    let trimmed = lines.iter().flat_map(|line| line.split("\r\n")).map(|line| line.trim_end_matches('\r'));
    let mut shown: Vec<String> = trimmed.map(with_columns).collect();
    while shown.last().is_some_and(|line| line.is_empty() || (at_prompt && line == "C:\\>")) {
        shown.pop();
    }
    let empty = shown.iter().take_while(|line| line.is_empty()).count();
    shown.split_off(empty)
}

/// How lines begin or end that are messages of a shell: those of Wine, which answered for NT, are its own.
const MESSAGES: [&str; 27] = [
    "Can't recognize ",
    "The name specified is not recognized",
    "Access denied",
    "Argument missing",
    "Batch file missing",
    "Directory ",
    "File cannot be copied onto itself",
    "File creation error",
    "File not found",
    "Invalid ",
    "Label not found",
    "Not a ",
    "Parameter ",
    "Path not found",
    "Required parameter missing",
    "Sharing violation",
    "Syntax error",
    "Target to GOTO not found",
    "Too many parameters",
    "Unable to create directory",
    "or directory not empty",
    "Duplicate file name",
    "File already exists",
    "Attempt to remove current directory",
    "Content of destination lost",
    "FOR cannot be nested",
    " file(s) copied",
];

/// What is on the screen of CMD.EXE besides messages and empty lines; its prompts end in a blank.
pub(super) fn without_messages(lines: &[String]) -> Vec<String> {
    let is_message = |line: &str| MESSAGES.iter().any(|m| line.starts_with(m) || line.ends_with(m));
    let kept = lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty() && !is_message(line));
    kept.map(str::to_string).collect()
}

fn with_columns(line: &str) -> String {
    let mut shown = String::new();
    for c in line.chars() {
        match c {
            '\t' => shown.extend(std::iter::repeat_n(' ', 8 - shown.chars().count() % 8)),
            c => shown.push(c),
        }
    }
    shown
}
