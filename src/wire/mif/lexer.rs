//! Cuts the text of a MIF into tokens.

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A keyword, such as START or READ-ONLY.
    Word,
    /// Digits, perhaps with a sign or as `0x1F`.
    Number,
    /// A text in quotes.
    Text,
    /// One of `=`, `,`, `(` and `)`.
    Mark,
    /// The end of the file.
    End,
    /// A text without its closing quote, or a character that has no place in a MIF.
    Bad,
}

/// A token as it stands in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Counted from 1.
    pub line: u32,
}

/// The tokens that are still to come.
pub(super) struct Lexer<'a> {
    rest: &'a str,
    line: u32,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1 }
    }

    /// The next token; [`Kind::End`] for ever after the last.
    pub fn token(&mut self) -> Token<'a> {
        self.skip_blanks();
        let (kind, length) = measure(self.rest);
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        Token { kind, text, line: self.line }
    }

    /// Passes white space and comments.
    fn skip_blanks(&mut self) {
        loop {
            let found = self.rest.trim_start();
            let passed = &self.rest[..self.rest.len() - found.len()];
            self.line += passed.bytes().filter(|&byte| byte == b'\n').count() as u32;
            self.rest = found;
            if !(found.starts_with("//") || found.starts_with("--")) {
                return;
            }
            self.rest = &found[line_length(found)..];
        }
    }
}

/// The kind and length of the token that `rest` begins with.
fn measure(rest: &str) -> (Kind, usize) {
    let Some(first) = rest.chars().next() else { return (Kind::End, 0) };
    match first {
        '"' => measure_text(rest),
        '=' | ',' | '(' | ')' => (Kind::Mark, 1),
        '-' | '0'..='9' => (Kind::Number, 1 + run(&rest[1..], |byte| byte.is_ascii_alphanumeric())),
        'a'..='z' | 'A'..='Z' => {
            let length = run(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            let comment = rest.as_bytes()[..length].windows(2).position(|pair| pair == b"--");
            (Kind::Word, comment.unwrap_or(length))
        }
        other => (Kind::Bad, other.len_utf8()),
    }
}

/// A text ends at the next quote on its line that no backslash precedes.
fn measure_text(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return (Kind::Text, at + 1),
            b'\n' => return (Kind::Bad, at),
            b'\\' if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => at += 2,
            _ => at += 1,
        }
    }
    (Kind::Bad, bytes.len())
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// How many bytes `rest` begins with that belong together, all of them ASCII.
fn run(rest: &str, belongs: impl Fn(u8) -> bool) -> usize {
    rest.bytes().position(|byte| !belongs(byte)).unwrap_or(rest.len())
}

/// What a text in quotes says: `\"` and `\\` stand for the second character and `\xHH` for a control
/// character.
///
/// Any other backslash stands for itself, because installation programs put paths into MIFs (assumed; DMI has
/// all escapes of C).
pub(super) fn unquote(quoted: &str) -> String {
    let mut rest = &quoted[1..quoted.len() - 1];
    let mut text = String::with_capacity(rest.len());
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let (character, length) = unescape(escaped);
        text.push(character);
        rest = &escaped[length..];
    }
    text + rest
}

/// The character that a backslash before `escaped` makes, and how much of `escaped` belongs to it.
fn unescape(escaped: &str) -> (char, usize) {
    match escaped.as_bytes() {
        [b'"', ..] => ('"', 1),
        [b'\\', ..] => ('\\', 1),
        [b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            match u8::from_str_radix(&escaped[1..3], 16) {
                Ok(code) if code.is_ascii_control() => (code.into(), 3),
                _ => ('\\', 0),
            }
        }
        _ => ('\\', 0),
    }
}

/// `text` in quotes, so that [`unquote`] gives it back.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_ascii_control() => quoted.push_str(&format!("\\x{:02X}", control as u32)),
            plain => quoted.push(plain),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(Kind, &str, u32)> {
        let mut lexer = Lexer::new(text);
        let tokens = std::iter::from_fn(|| Some(lexer.token()).filter(|token| token.kind != Kind::End));
        tokens.map(|token| (token.kind, token.text, token.line)).collect()
    }

    #[test]
    fn tokens_know_their_line() {
        use Kind::*;
        assert_eq!(
            kinds("Id = 1-- one\n// \"two\n TYPE=String(64)\r\nREAD-ONLY -5 0x1F"),
            [
                (Word, "Id", 1),
                (Mark, "=", 1),
                (Number, "1", 1),
                (Word, "TYPE", 3),
                (Mark, "=", 3),
                (Word, "String", 3),
                (Mark, "(", 3),
                (Number, "64", 3),
                (Mark, ")", 3),
                (Word, "READ-ONLY", 4),
                (Number, "-5", 4),
                (Number, "0x1F", 4),
            ]
        );
        assert_eq!(kinds("word--comment"), [(Word, "word", 1)]);
    }

    #[test]
    fn texts_end_on_their_line() {
        assert_eq!(
            kinds(r#""a \" b" "c\\" "#),
            [(Kind::Text, r#""a \" b""#, 1), (Kind::Text, r#""c\\""#, 1)]
        );
        assert_eq!(kinds("\"open\nNAME"), [(Kind::Bad, "\"open", 1), (Kind::Word, "NAME", 2)]);
        assert_eq!(kinds("é*"), [(Kind::Bad, "é", 1), (Kind::Bad, "*", 1)]);
    }

    #[test]
    fn backslashes_of_paths_stand_for_themselves() {
        for (quoted, text) in [
            (r#""C:\WINNT\new.mif""#, r"C:\WINNT\new.mif"),
            (r#""say \"no\"""#, "say \"no\""),
            (r#""C:\\TEMP\\""#, r"C:\TEMP\"),
            (r#""one\x0Atwo\x41\xcopy""#, "one\ntwo\\x41\\xcopy"),
            (r#""""#, ""),
        ] {
            assert_eq!(unquote(quoted), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_its_quotes(text in "(?s).{0,40}") {
            let quoted = quote(&text);
            prop_assert_eq!(kinds(&quoted), [(Kind::Text, quoted.as_str(), 1)]);
            prop_assert_eq!(unquote(&quoted), text);
        }

        #[test]
        fn tokens_cover_any_text(text in "(?s).{0,60}") {
            prop_assert!(kinds(&text).iter().all(|(_, token, _)| !token.is_empty()));
        }
    }
}
