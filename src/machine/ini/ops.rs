//! Calls written down as JSON, and their answers, in the form in which those of real machines were recorded:
//! `["get", "windows", "run", "", 256]` and `{"ret": 0, "buf": "\u0000Z", "value": ""}`.
//!
//! A character of a JSON string stands for the byte of its number.

use std::fmt;

use serde_json::{Map, Value, json};

use super::buffer::Reply;
use super::profile::Profile;

/// The most calls that are taken at once.
pub const MAX_OPS: usize = 10_000;

type Text = Option<Vec<u8>>;

/// One call. Sizes are those of the caller's buffer in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Op {
    Get {
        section: Text,
        key: Text,
        default: Text,
        size: usize,
    },
    GetInt {
        section: Text,
        key: Text,
        default: i32,
    },
    GetSection {
        section: Text,
        size: usize,
    },
    GetNames {
        size: usize,
    },
    Write {
        section: Text,
        key: Text,
        value: Text,
    },
    WriteSection {
        section: Text,
        lines: Text,
    },
    /// WritePrivateProfileString without anything: it empties the cache and returns 0 (Q68827).
    Flush,
    /// No call, but a look at the file.
    Snap,
}

/// What came of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A buffer of `size` bytes was filled.
    Filled {
        reply: Reply,
        size: usize,
        with: Filling,
    },
    Number(u32),
    File(Text),
}

/// What a buffer was filled with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filling {
    Text,
    /// Sections or keys, by GetPrivateProfileString. As recorded, an empty string follows the last NUL that
    /// counts.
    Names,
    /// Strings, by the other functions.
    Strings,
}

/// Why a JSON text holds no calls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpError {
    /// The call at fault, counted from 1; 0 if none is.
    pub number: usize,
    pub why: String,
}

impl fmt::Display for OpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number > 0 {
            write!(f, "call {}: ", self.number)?;
        }
        f.write_str(&self.why)
    }
}

impl std::error::Error for OpError {}

impl Op {
    /// Reads a list of calls.
    ///
    /// # Errors
    /// When it is no list, too long, or one of the calls is none; the first such is named.
    pub fn read_all(json: &Value) -> Result<Vec<Self>, OpError> {
        let fault = |why: String| OpError { number: 0, why };
        let ops = json.as_array().ok_or_else(|| fault("a list of calls is expected".to_string()))?;
        if ops.len() > MAX_OPS {
            return Err(fault(format!("{} calls are too many; {MAX_OPS} are allowed", ops.len())));
        }
        let read = |(at, op)| Self::read(op).map_err(|why| OpError { number: at + 1, why });
        ops.iter().enumerate().map(read).collect()
    }

    fn read(json: &Value) -> Result<Self, String> {
        let items =
            json.as_array().ok_or("a list is expected, as [\"get\", \"section\", \"key\", \"\", 256]")?;
        let name = items.first().and_then(Value::as_str).ok_or("the name of the call is missing")?;
        let forms = FORMS.iter().find(|(known, ..)| *known == name);
        let (_, arguments, make) = forms.ok_or_else(|| {
            let known: Vec<&str> = FORMS.iter().map(|(known, ..)| *known).collect();
            format!("`{name}` is none of {}", known.join(", "))
        })?;
        if items.len() != arguments + 1 {
            return Err(format!("`{name}` takes {arguments} arguments, not {}", items.len() - 1));
        }
        make(&items[1..])
    }

    pub fn run(&self, profile: &mut Profile) -> Answer {
        let filled = |reply, size, with| Answer::Filled { reply, size, with };
        match self {
            Self::Get { section, key, default, size } => {
                let reply = profile.string(section.as_deref(), key.as_deref(), default.as_deref(), *size);
                let is_text = section.is_some() && key.is_some();
                filled(reply, *size, if is_text { Filling::Text } else { Filling::Names })
            }
            Self::GetInt { section, key, default } => {
                Answer::Number(profile.int(section.as_deref(), key.as_deref(), *default))
            }
            Self::GetSection { section, size } => {
                filled(profile.section(section.as_deref(), *size), *size, Filling::Strings)
            }
            Self::GetNames { size } => filled(profile.section_names(*size), *size, Filling::Strings),
            Self::Write { section, key, value } => {
                let done = profile.write_string(section.as_deref(), key.as_deref(), value.as_deref());
                Answer::Number(u32::from(done))
            }
            Self::WriteSection { section, lines } => {
                Answer::Number(u32::from(profile.write_section(section.as_deref(), lines.as_deref())))
            }
            Self::Flush => Answer::Number(0),
            Self::Snap => Answer::File(profile.file.as_ref().map(super::IniFile::to_bytes)),
        }
    }
}

/// Runs calls one after the other and gives the answer to each.
pub fn run(ops: &[Op], profile: &mut Profile) -> Vec<Answer> {
    ops.iter().map(|op| op.run(profile)).collect()
}

type Make = fn(&[Value]) -> Result<Op, String>;

/// The calls, how many arguments each has, and how they are read.
const FORMS: [(&str, usize, Make); 8] = [
    ("get", 4, |a| {
        let [section, key, default] = [text(&a[0])?, text(&a[1])?, text(&a[2])?];
        Ok(Op::Get { section, key, default, size: size(&a[3])? })
    }),
    ("getint", 3, |a| Ok(Op::GetInt { section: text(&a[0])?, key: text(&a[1])?, default: int(&a[2])? })),
    ("getsection", 2, |a| Ok(Op::GetSection { section: text(&a[0])?, size: size(&a[1])? })),
    ("getnames", 1, |a| Ok(Op::GetNames { size: size(&a[0])? })),
    ("write", 3, |a| Ok(Op::Write { section: text(&a[0])?, key: text(&a[1])?, value: text(&a[2])? })),
    ("writesection", 2, |a| Ok(Op::WriteSection { section: text(&a[0])?, lines: text(&a[1])? })),
    ("flush", 0, |_| Ok(Op::Flush)),
    ("snap", 0, |_| Ok(Op::Snap)),
];

fn text(json: &Value) -> Result<Text, String> {
    match json {
        Value::Null => Ok(None),
        Value::String(text) => unlatin1(text).map(Some),
        other => Err(format!("{other} is neither a string nor null")),
    }
}

fn size(json: &Value) -> Result<usize, String> {
    let size = json.as_u64().and_then(|size| u32::try_from(size).ok());
    size.map(|size| size as usize).ok_or_else(|| format!("{json} is no size of a buffer"))
}

fn int(json: &Value) -> Result<i32, String> {
    let int = json.as_i64().and_then(|int| i32::try_from(int).ok());
    int.ok_or_else(|| format!("{json} is no number of 32 bits"))
}

impl Answer {
    /// The answer as JSON: `ret` and `buf` as the program sees them, and `value`, the string or strings in
    /// `buf`.
    pub fn to_json(&self) -> Map<String, Value> {
        let json = match self {
            Self::Number(number) => json!({ "ret": number }),
            Self::File(file) => json!({ "file": file.as_deref().map(latin1) }),
            Self::Filled { reply, size, with } => {
                let shown = reply.shown(*size);
                let value = with.read(&latin1(&shown[..reply.returned.min(shown.len())]));
                json!({ "ret": reply.returned, "buf": latin1(&shown), "value": value })
            }
        };
        if let Value::Object(map) = json { map } else { Map::new() }
    }
}

impl Filling {
    fn read(self, text: &str) -> Value {
        match self {
            Self::Text => text.into(),
            Self::Names => text.split('\0').collect(),
            Self::Strings => match text.trim_end_matches('\0') {
                "" => json!([]),
                strings => strings.split('\0').collect(),
            },
        }
    }
}

/// The text of bytes, each the character of its number.
pub fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The bytes of such a text.
///
/// # Errors
/// When a character is no byte; the message names it.
pub fn unlatin1(text: &str) -> Result<Vec<u8>, String> {
    let byte = |c: char| {
        u8::try_from(c).map_err(|_| format!("the character `{c}` is none of the 256 that a file has"))
    };
    text.chars().map(byte).collect()
}
