//! Percent signs in a line of a batch file, and dollar signs in PROMPT.

use crate::machine::drives::Drives;
use crate::machine::environment::Environment;

/// The prompt of a shell without PROMPT.
const PLAIN_PROMPT: &str = "$N$G";

/// Replaces `%0` to `%9`, `%NAME%` and `%%` in one pass. What is not set is replaced by nothing, and so is a
/// percent sign without a partner (Q75634).
pub(super) fn expand(line: &str, arguments: &[String], env: &Environment) -> String {
    let mut expanded = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('%') {
        expanded.push_str(before);
        rest = after;
        if let Some(next) = after.strip_prefix('%') {
            expanded.push('%');
            rest = next;
        } else if let Some(digit) = after.chars().next().and_then(|c| c.to_digit(10)) {
            expanded.push_str(arguments.get(digit as usize).map_or("", String::as_str));
            rest = &after[1..];
        } else if let Some((name, next)) = after.split_once('%') {
            expanded.push_str(env.get(name).unwrap_or_default());
            rest = next;
        }
    }
    expanded + rest
}

/// What is shown before a line that is echoed.
pub(super) fn prompt(drives: &Drives, env: &Environment) -> String {
    let mut chars = env.get("PROMPT").unwrap_or(PLAIN_PROMPT).chars();
    let mut shown = String::new();
    while let Some(c) = chars.next() {
        if c != '$' {
            shown.push(c);
        } else if let Some(code) = chars.next() {
            shown.push_str(&prompt_code(code, drives));
        }
    }
    shown
}

fn prompt_code(code: char, drives: &Drives) -> String {
    let drive = drives.current();
    match code.to_ascii_uppercase() {
        'P' => drives.directory(drive).map_or_else(|_| drive.to_string(), |path| path.to_string()),
        'N' => drive.letter().to_string(),
        'G' => ">".to_string(),
        'L' => "<".to_string(),
        'B' => "|".to_string(),
        'Q' => "=".to_string(),
        '$' => "$".to_string(),
        '_' => "\r\n".to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::volume::{Image, Volume};

    #[test]
    fn percent_signs() {
        let mut env = Environment::default();
        env.set("V", "x").unwrap();
        env.set("9X", "never").unwrap();
        let arguments = ["SHOW".to_string(), "a".to_string()];
        for (line, expanded) in [
            ("%0 [%1] [%2] %10", "SHOW [a] [] a0"),
            ("%V% %v% [%NONE%]", "x x []"),
            ("%%V%% 100%% %%%V%%%", "%V% 100% %x%"),
            ("%V", "V"),
            ("V%", "V"),
            ("a % b", "a  b"),
            ("50% of 60% done", "50 done"),
            ("%9X%", "X"),
            ("100% %X% %1 %%", "100X1 %"),
            ("%*%", ""),
        ] {
            assert_eq!(expand(line, &arguments, &env), expanded, "{line}");
        }
    }

    #[test]
    fn a_prompt_shows_where_one_is() {
        let drives = Drives::new(Volume::new(Image::empty(1 << 20)));
        let mut env = Environment::default();
        assert_eq!(prompt(&drives, &env), "C>");
        env.set("PROMPT", "[$p]$_$$$l$b$q$x$").unwrap();
        assert_eq!(prompt(&drives, &env), "[C:\\]\r\n$<|=");
    }
}
