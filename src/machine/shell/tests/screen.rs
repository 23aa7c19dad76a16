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
const MESSAGES: [&str; 53] = [
    "Can't recognize ",
    "The name specified is not recognized",
    "Access denied",
    "Argument missing",
    "Batch file missing",
    "Directory ",
    "File cannot be copied onto itself",
    "File creation error",
    "File not found",
    "File Not Found",
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
    " file(s) copied.",
    " file(s) moved.",
    "A duplicate file name exists",
    "A subdirectory or file ",
    "Access is denied.",
    "Could Not Find ",
    "Environment variable ",
    "Failed to open ",
    "No batch label specified",
    "The batch file cannot be found.",
    "The directory ",
    "The file cannot be copied onto itself.",
    "The filename, directory name, or volume label syntax",
    "The process cannot access the file",
    "The syntax of the command is incorrect.",
    "The system cannot find ",
    "There is not enough space",
    "cannot be found.",
    " was unexpected at this time.",
    // What NT has no message for, and Wine has.
    "FIND: Invalid switch",
    "The content of the destination was lost",
    // What NT shows, and Wine does not.
    "Reading source file(s)...",
    "The system cannot move",
    "Unexpected ",
    ": File Not Found",
];

/// What Wine says instead of NT's words, with these: what follows a question is on the next line in NT, whose user presses
/// Enter.
const WINE_WORDS: [(&str, &str); 7] = [
    ("Echo is ON", "ECHO is on."),
    ("Echo is OFF", "ECHO is off."),
    ("Press any key to continue... ", "Press any key to continue . . .\n"),
    ("Microsoft Windows 10.0.19043", "Windows NT Version 4.0"),
    (" Are you sure? (Yes|No)", ", Are you sure (Y/N)? \n"),
    ("? (Yes|No)", ", Delete (Y/N)? \n"),
    ("Verify is ", "VERIFY is "),
];

/// The screen of Wine in NT's words.
pub(super) fn in_words_of_nt(lines: &[String]) -> Vec<String> {
    let text = lines.join("\n");
    let text = WINE_WORDS.iter().fold(text, |text, (wine, nt)| text.replace(wine, nt));
    text.split('\n').map(str::to_string).collect()
}

/// What is on the screen of CMD.EXE besides messages and empty lines; its prompts end in a blank.
pub(super) fn without_messages(lines: &[String]) -> Vec<String> {
    let is_message = |line: &str| MESSAGES.iter().any(|m| line.starts_with(m) || line.ends_with(m));
    // What is typed behind a question does not show in Wine's answers.
    let asked = lines.iter().map(|line| line.find("(Y/N)? ").map_or(line.as_str(), |at| &line[..at + 7]));
    let kept = asked
        .map(|line| line.trim_start_matches('\x0c').trim_end())
        .filter(|line| !line.is_empty() && !is_message(line));
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
