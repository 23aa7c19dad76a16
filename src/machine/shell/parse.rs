//! How COMMAND.COM takes a line apart: redirections first, then the command's word, then its arguments.

/// The characters between arguments (Q35938, Q71247).
pub(super) fn is_delimiter(c: char) -> bool {
    matches!(c, ' ' | '\t' | ',' | ';' | '=')
}

/// These too end the word of an internal command, so that `CD..` and `ECHO.` work.
pub(super) fn ends_internal_word(c: char) -> bool {
    is_delimiter(c) || matches!(c, '.' | '\\' | '/' | ':' | '+' | '[' | ']' | '"')
}

/// Where output goes instead of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Target {
    pub name: String,
    pub append: bool,
}

/// A command without its redirections.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Redirected {
    pub text: String,
    /// The last of several counts.
    pub output: Option<Target>,
    pub input: Option<String>,
}

/// The commands of a line, which `|` separates; quotes protect it. `None` when a pipe has no command on a
/// side.
pub(super) fn commands(line: &str) -> Option<Vec<Redirected>> {
    let mut quoted = false;
    let is_pipe = |c: char| {
        quoted ^= c == '"';
        c == '|' && !quoted
    };
    let parts: Vec<&str> = line.split(is_pipe).collect();
    let piped = parts.len() > 1;
    if piped && parts.iter().any(|part| part.trim_matches(is_delimiter).is_empty()) {
        return None;
    }
    Some(parts.into_iter().map(redirections).collect())
}

/// Takes `>`, `>>` and `<` with their names out of a command; quotes protect them. Blanks around them stay.
fn redirections(line: &str) -> Redirected {
    let mut found = Redirected::default();
    let mut quoted = false;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        quoted ^= c == '"';
        match c {
            '>' if !quoted => {
                let after = rest.strip_prefix('>');
                let (name, next) = target_name(after.unwrap_or(rest));
                found.output = Some(Target { name, append: after.is_some() });
                rest = next;
            }
            '<' if !quoted => {
                let (name, next) = target_name(rest);
                found.input = Some(name);
                rest = next;
            }
            _ => found.text.push(c),
        }
    }
    found
}

fn target_name(text: &str) -> (String, &str) {
    let text = text.trim_start_matches(is_delimiter);
    let mut quoted = false;
    let ends = |c: char| {
        quoted ^= c == '"';
        !quoted && (is_delimiter(c) || "<>|".contains(c))
    };
    let end = text.find(ends).unwrap_or(text.len());
    (text[..end].to_string(), &text[end..])
}

/// The word that may be an internal command, and all behind it.
pub(super) fn internal_word(line: &str) -> (&str, &str) {
    line.split_at(line.find(ends_internal_word).unwrap_or(line.len()))
}

/// The word that may name a program, and all behind it.
pub(super) fn external_word(line: &str) -> (&str, &str) {
    line.split_at(line.find(|c| is_delimiter(c) || c == '/').unwrap_or(line.len()))
}

/// As [`external_word`], but quotes hold it together.
pub(super) fn quoted_external_word(line: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = line.find(|c| {
        quoted ^= c == '"';
        !quoted && (is_delimiter(c) || c == '/')
    });
    line.split_at(end.unwrap_or(line.len()))
}

/// The next argument and all behind it.
pub(super) fn next_word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(is_delimiter);
    text.split_at(text.find(is_delimiter).unwrap_or(text.len()))
}

/// As [`next_word`], but quotes hold a word together.
pub(super) fn next_quoted_word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(is_delimiter);
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        !quoted && is_delimiter(c)
    });
    text.split_at(end.unwrap_or(text.len()))
}

/// As [`words`], but quotes hold a word together.
pub(super) fn quoted_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        let (word, next) = next_quoted_word(rest);
        if word.is_empty() {
            return words;
        }
        words.push(word.to_string());
        rest = next;
    }
}

/// The arguments of a batch file.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(is_delimiter).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// The arguments of a command of CMD.EXE: quotes hold them together and are taken off, and a switch needs no blank
/// before it.
pub(super) fn quoted_arguments(text: &str) -> Vec<String> {
    let mut quoted = false;
    let mut apart = String::with_capacity(text.len());
    for c in text.chars() {
        quoted ^= c == '"';
        match c {
            '/' if !quoted => apart.push_str(" /"),
            _ => apart.push(c),
        }
    }
    quoted_words(&apart).iter().map(|word| word.replace('"', "")).filter(|word| !word.is_empty()).collect()
}

/// The arguments of a command; a switch needs no blank before it.
pub(super) fn arguments(text: &str) -> Vec<String> {
    words(&text.replace('/', " /"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirections_are_taken_out() {
        let to = |name: &str, append| Some(Target { name: name.to_string(), append });
        for (line, text, output) in [
            ("ECHO hi > C.TXT", "ECHO hi ", to("C.TXT", false)),
            ("ECHO hi>>A", "ECHO hi", to("A", true)),
            ("ECHO a >A.OUT >B.OUT", "ECHO a  ", to("B.OUT", false)),
            (">NUL COPY A B", " COPY A B", to("NUL", false)),
            ("ECHO \"a>b\"", "ECHO \"a>b\"", None),
            ("ECHO x>", "ECHO x", to("", false)),
        ] {
            let found = redirections(line);
            assert_eq!((found.text.as_str(), found.output), (text, output), "{line}");
        }
        assert_eq!(redirections("SORT <A").input.as_deref(), Some("A"));
        let counted = |line| commands(line).map(|all| all.len());
        assert_eq!((counted("DIR|SORT>X"), counted("ECHO \"|\"")), (Some(2), Some(1)));
        assert_eq!((counted("A||B"), counted("|A"), counted("")), (None, None, Some(1)));
    }

    #[test]
    fn words_end_where_they_should() {
        assert_eq!(internal_word("CD..\\X"), ("CD", "..\\X"));
        assert_eq!(internal_word("ECHO.hi"), ("ECHO", ".hi"));
        assert_eq!(external_word("C:\\X.EXE/S a"), ("C:\\X.EXE", "/S a"));
        assert_eq!(next_word(" ,a;b"), ("a", ";b"));
        assert_eq!(words(" a,b;c=d "), ["a", "b", "c", "d"]);
        assert_eq!(arguments("A.TXT/V B"), ["A.TXT", "/V", "B"]);
    }
}
