//! What CMD.EXE says where COMMAND.COM says something: in NT's words (general knowledge), and in OS/2's, whose numbers
//! are known and whose words are assumed to be those of the errors with the same numbers in NT.

use super::super::Dialect;

/// What COMMAND.COM says, NT's words, and the number and the words of OS/2. A message that goes on behind the first
/// words, as `File not found - X`, is the same message.
const WORDS: [(&str, &str, u16, &str); 37] = [
    ("File not found", "The system cannot find the file specified.", 2, ""),
    ("Could not find ", "Could Not Find *", 2, "The system cannot find the file specified."),
    ("Path not found", "The system cannot find the path specified.", 3, ""),
    ("Invalid directory", "The system cannot find the path specified.", 3, ""),
    ("Invalid path", "The system cannot find the path specified.", 3, ""),
    ("Unable to create directory", "The system cannot find the path specified.", 3, ""),
    ("File creation error", "Access is denied.", 5, ""),
    ("Access denied", "Access is denied.", 5, ""),
    ("Invalid drive specification", "The system cannot find the drive specified.", 15, ""),
    ("Sharing violation", SHARED, 32, ""),
    ("Attempt to remove current directory", SHARED, 32, ""),
    ("Attempted to remove current directory", SHARED, 32, ""),
    ("Not same device", "The system cannot move the file to a different disk drive.", 17, ""),
    ("Cannot make directory entry", "The directory or file cannot be created.", 82, ""),
    ("Directory not empty", "The directory is not empty.", 145, ""),
    ("Insufficient disk space", "There is not enough space on the disk.", 112, ""),
    ("Invalid filename or file not found", BAD_NAME, 123, ""),
    ("Directory already exists - ", "A subdirectory or file * already exists.", 1110, ""),
    ("The directory name is invalid", "The directory name is invalid.", 267, ""),
    ("The directory is not empty", "The directory is not empty.", 145, ""),
    ("Duplicate file name or file not found", DUPLICATE, 1110, ""),
    ("File cannot be copied onto itself", "The file cannot be copied onto itself.", 1078, ""),
    ("Batch file missing", "The batch file cannot be found.", 1816, ""),
    ("Label not found - ", "The system cannot find the batch label specified - *", 1039, ""),
    ("No label", "No batch label specified to GOTO command.", 1039, ""),
    ("Invalid label", "Invalid attempt to call batch label outside of batch script.", 1964, ""),
    ("Unexpected - ", "* was unexpected at this time.", 1079, ""),
    ("No such variable - ", "Environment variable * not defined", 1092, ""),
    ("No association - ", "File association not found for extension *", 1092, ""),
    (
        "Content of destination lost before copy",
        "The content of the destination was lost before the copy.",
        1075,
        "",
    ),
    ("The name specified is not recognized", "The name specified is not recognized*", 1041, ""),
    ("Syntax error", SYNTAX, 1003, ""),
    ("Invalid parameter", SYNTAX, 1003, ""),
    ("Invalid switch", SYNTAX, 1003, ""),
    ("Parameter format not correct", SYNTAX, 1003, ""),
    ("Required parameter missing", SYNTAX, 1003, ""),
    ("Too many parameters", SYNTAX, 1003, ""),
];

const SYNTAX: &str = "The syntax of the command is incorrect.";
const BAD_NAME: &str = "The filename, directory name, or volume label syntax is incorrect.";
const SHARED: &str = "The process cannot access the file because it is being used by another process.";
const DUPLICATE: &str = "A duplicate file name exists, or the file\r\ncannot be found.";

/// A message of COMMAND.COM in the words of the dialect. `*` in those stands for what the message ends with.
pub(in super::super) fn worded(message: &str, dialect: Dialect) -> String {
    let found = WORDS.iter().find(|(known, ..)| dialect.is_cmd() && message.starts_with(known));
    let Some((known, nt, number, os2)) = found else { return message.to_string() };
    let words = if dialect == Dialect::CmdOs2 && !os2.is_empty() { os2 } else { nt };
    let words = words.replacen('*', &message[known.len()..], 1);
    match dialect {
        Dialect::CmdOs2 => format!("SYS{number:04}: {words}"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_words_of_their_own() {
        for (message, nt, os2) in [
            (
                "File not found - X.TXT",
                "The system cannot find the file specified.",
                "SYS0002: The system cannot find the file specified.",
            ),
            (
                "Label not found - L",
                "The system cannot find the batch label specified - L",
                "SYS1039: The system cannot find the batch label specified - L",
            ),
            ("of my own", "of my own", "of my own"),
        ] {
            assert_eq!(worded(message, Dialect::CmdNt), nt);
            assert_eq!(worded(message, Dialect::CmdOs2), os2);
            assert_eq!(worded(message, Dialect::Command6), message);
        }
    }
}
