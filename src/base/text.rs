//! Text as a PC of these years has it: code page 437, names that ignore case, and the 8.3 rule.
//!
//! Inside the simulator text is a `String` of the 256 characters of code page 437, so that text and bytes
//! turn into each other without loss; control characters stand for themselves.

use std::cmp::Ordering;
use std::fmt;

/// Characters before the dot of a name.
pub const NAME_CHARS: usize = 8;
/// Characters after it.
pub const EXTENSION_CHARS: usize = 3;

/// Code page 437 from 0x80 on.
const HIGH: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö',
    'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐',
    '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛',
    '┐', '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙',
    '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ',
    'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²',
    '■', '\u{a0}',
];

/// The characters that no file name holds, besides blanks and control characters.
const FORBIDDEN: &str = "\"*+,./:;<=>?[\\]|";

/// Names that stand for devices in every directory, with or without an extension (Q74496).
const DEVICES: [&str; 12] =
    ["CON", "NUL", "PRN", "AUX", "CLOCK$", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3"];

/// The character of one byte.
pub fn decode_byte(byte: u8) -> char {
    if byte < 0x80 { char::from(byte) } else { HIGH[usize::from(byte - 0x80)] }
}

/// The byte of one character; `None` when code page 437 lacks it.
pub fn encode_char(c: char) -> Option<u8> {
    if c.is_ascii() {
        return Some(c as u8);
    }
    HIGH.iter().position(|&high| high == c).map(|at| at as u8 + 0x80)
}

pub fn decode(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text.to_string(),
        _ => bytes.iter().copied().map(decode_byte).collect(),
    }
}

/// The bytes of a text. A character that code page 437 lacks becomes `?`, as it does on such a machine.
pub fn encode(text: &str) -> Vec<u8> {
    text.chars().map(|c| encode_char(c).unwrap_or(b'?')).collect()
}

/// Upper case as the United States table of DOS has it: letters whose capital is not in the code page lose
/// their accent.
pub fn upper(c: char) -> char {
    match c {
        'ü' => 'Ü',
        'ä' => 'Ä',
        'å' => 'Å',
        'ç' => 'Ç',
        'æ' => 'Æ',
        'ö' => 'Ö',
        'ñ' => 'Ñ',
        'â' | 'à' | 'á' => 'A',
        'é' | 'ê' | 'ë' | 'è' => 'E',
        'ï' | 'î' | 'ì' | 'í' => 'I',
        'ô' | 'ò' | 'ó' => 'O',
        'û' | 'ù' | 'ú' => 'U',
        'ÿ' => 'Y',
        other => other.to_ascii_uppercase(),
    }
}

pub fn upper_text(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { text.chars().map(upper).collect() }
}

/// Whether two names are one name to DOS.
pub fn same(a: &str, b: &str) -> bool {
    let plain = a.is_ascii() && b.is_ascii();
    if plain { a.eq_ignore_ascii_case(b) } else { compare(a, b) == Ordering::Equal }
}

/// The order of two names when case is ignored.
pub fn compare(a: &str, b: &str) -> Ordering {
    a.chars().map(upper).cmp(b.chars().map(upper))
}

/// Why a text is no 8.3 name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameError {
    Empty,
    /// More than eight characters, or more than three after the dot; where long names are kept, more than
    /// [`MAX_LONG_NAME_CHARS`].
    TooLong,
    /// A character that no file name may hold.
    BadCharacter(char),
    /// The name of a device, as `NUL`.
    Device,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a name is missing"),
            Self::TooLong => f.write_str("a name has at most 8 characters, a dot and 3 more"),
            Self::BadCharacter(c) => write!(f, "a name cannot hold `{}`", c.escape_default()),
            Self::Device => f.write_str("this is the name of a device"),
        }
    }
}

/// Whether `text` is a name that a file or directory can have.
pub fn check_short_name(text: &str) -> Result<(), NameError> {
    let (name, extension) = text.split_once('.').unwrap_or((text, ""));
    if name.is_empty() || (extension.is_empty() && text.ends_with('.')) {
        return Err(NameError::Empty);
    }
    if let Some(bad) = name.chars().chain(extension.chars()).find(|&c| !is_name_char(c)) {
        return Err(NameError::BadCharacter(bad));
    }
    if name.chars().count() > NAME_CHARS || extension.chars().count() > EXTENSION_CHARS {
        return Err(NameError::TooLong);
    }
    if is_device(text) { Err(NameError::Device) } else { Ok(()) }
}

/// The longest name that Windows 95 and NT keep.
pub const MAX_LONG_NAME_CHARS: usize = 255;

const FORBIDDEN_IN_LONG_NAMES: &str = "\"*/:<>?\\|";

/// Whether `text` is a name that a file or directory can have where long names are kept.
pub fn check_long_name(text: &str) -> Result<(), NameError> {
    if text.is_empty() || text.ends_with(['.', ' ']) {
        return Err(NameError::Empty);
    }
    let is_bad = |c: &char| *c < ' ' || FORBIDDEN_IN_LONG_NAMES.contains(*c) || encode_char(*c).is_none();
    if let Some(bad) = text.chars().find(is_bad) {
        return Err(NameError::BadCharacter(bad));
    }
    if text.chars().count() > MAX_LONG_NAME_CHARS {
        return Err(NameError::TooLong);
    }
    if is_device(text) { Err(NameError::Device) } else { Ok(()) }
}

/// The name that DOS makes of a longer one: each part is cut, a closing dot is dropped.
pub fn cut_short_name(text: &str) -> String {
    let (name, extension) = text.split_once('.').unwrap_or((text, ""));
    let name: String = name.chars().take(NAME_CHARS).collect();
    let extension: String = extension.chars().take(EXTENSION_CHARS).collect();
    if extension.is_empty() { name } else { format!("{name}.{extension}") }
}

/// Whether a name stands for a device in whatever directory it is looked for.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    DEVICES.iter().any(|device| same(device, stem))
}

fn is_name_char(c: char) -> bool {
    c > ' ' && c != '\x7f' && !FORBIDDEN.contains(c) && encode_char(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_own_character() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(encode(&decode(&all)), all);
        assert_eq!(decode(&[0x81, 0x84, 0x94, 0xe1]), "üäöß");
        assert_eq!(encode("a€b"), b"a?b");
    }

    #[test]
    fn case_is_ignored_and_accents_fold_as_in_dos() {
        assert_eq!(upper_text("übung.éàñ"), "ÜBUNG.EAÑ");
        assert!(same("Setup.Exe", "SETUP.EXE") && !same("SETUP.EXE", "SETUP.EX"));
        assert_eq!(compare("a", "B"), Ordering::Less);
    }

    #[test]
    fn names_are_checked_by_the_8_3_rule() {
        for good in ["A", "SETUP.EXE", "12345678.123", "A-B_C~1.$$$", "#@!'`%.{}^", "Ürgs.x"] {
            assert_eq!(check_short_name(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("", NameError::Empty),
            (".", NameError::Empty),
            (".X", NameError::Empty),
            ("X.", NameError::Empty),
            ("123456789", NameError::TooLong),
            ("A.HTML", NameError::TooLong),
            ("A.B.C", NameError::BadCharacter('.')),
            ("A B", NameError::BadCharacter(' ')),
            ("A+B", NameError::BadCharacter('+')),
            ("A€", NameError::BadCharacter('€')),
            ("nul.txt", NameError::Device),
        ] {
            assert_eq!(check_short_name(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn long_names_are_cut() {
        for (long, short) in [
            ("VERYLONGNAME.TEXT", "VERYLONG.TEX"),
            ("DOT.", "DOT"),
            ("A.B", "A.B"),
            ("LONGDIRECTORY", "LONGDIRE"),
        ] {
            assert_eq!(cut_short_name(long), short);
        }
    }
}
