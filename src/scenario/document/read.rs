//! How each word is read. A reader answers with what it read, or with words that finish "expected ...".

use std::str::FromStr;

use jiff::civil::Date;

use super::word::{Instant, Moment};
use crate::base::text::{encode, encode_char};
use crate::base::time::{MAX_DAY, parse_clock};
use crate::base::{SimTime, Span};
use crate::client::installer::Script;
use crate::machine::shell::MAX_LINE_CHARS;
use crate::machine::{Attributes, DosPath, Drive, RelPath};
use crate::product::Status;
use crate::scenario::diagnostic::{nearest, quoted};
use crate::wire::ipf::Ipf;
use crate::world::plan::NameRange;

/// The longest name of a computer: NetBIOS has room for 15 characters.
const MAX_MACHINE_NAME: usize = 15;
const MAX_PACKAGE_NAME: usize = 50;
/// How many digits a client's number may have.
const MAX_NUMBER_DIGITS: usize = 9;
/// How many statuses a history may list.
const MAX_HISTORY: usize = 100;
/// R, H, S and A.
const MAX_LETTERS: usize = 4;
/// The longest key of the registry.
const MAX_KEY: usize = 255;
/// The largest size: 1 TiB.
const MAX_SIZE: u64 = 1 << 40;

/// The first line of a script of SMS Installer.
const IPF_HEAD: &str = "Document Type: IPF\n";

type Read<T> = Result<T, String>;

fn require<T>(value: Option<T>, expected: &str) -> Read<T> {
    value.ok_or_else(|| expected.to_string())
}

fn kept(text: &str, fits: bool, expected: &str) -> Read<String> {
    require(fits.then(|| text.to_string()), expected)
}

/// What a type of the floors below reads, in its own words.
pub fn parsed<T: FromStr<Err = String>>(text: &str, _: &str) -> Read<T> {
    text.parse()
}

pub fn number<T: FromStr>(text: &str, expected: &str) -> Read<T> {
    require(text.parse().ok(), expected)
}

pub fn any(text: &str, expected: &str) -> Read<String> {
    kept(text, !text.is_empty(), expected)
}

/// Anything, also nothing.
pub fn text(text: &str, _: &str) -> Read<String> {
    Ok(text.to_string())
}

pub fn letters(text: &str, expected: &str) -> Read<Attributes> {
    if text == "-" {
        return Ok(Attributes::NONE);
    }
    let all = text.chars().map(Attributes::of_letter).collect::<Option<Vec<_>>>();
    let set = all.filter(|set| !set.is_empty() && set.len() <= MAX_LETTERS);
    require(set, expected).map(|set| set.into_iter().fold(Attributes::NONE, Attributes::with))
}

pub fn registry_key(text: &str, expected: &str) -> Read<String> {
    let rooted = ["HKLM\\", "HKCU\\", "HKCR\\", "HKU\\"].iter().any(|root| text.starts_with(root));
    kept(text, rooted && text.len() <= MAX_KEY && !text.contains('\0'), expected)
}

pub fn ini_text(text: &str, expected: &str) -> Read<String> {
    kept(text, !text.contains(char::is_control), expected)
}

/// A script that can be run. The first line of a file may be left out.
pub fn ipf(text: &str, expected: &str) -> Read<Ipf> {
    let (head, added) = if text.starts_with(IPF_HEAD) { ("", 0) } else { (IPF_HEAD, 1) };
    let lines = format!("{head}{text}").replace("\r\n", "\n").replace('\n', "\r\n");
    let refused = |error: &dyn std::fmt::Display| format!("{expected}, but {error}");
    let ipf = Ipf::parse(&encode(&lines)).map_err(|mut error| {
        error.line -= added.min(error.line);
        refused(&error)
    })?;
    Script::of(&ipf).map_err(|mut error| {
        error.line -= added;
        refused(&error)
    })?;
    Ok(ipf)
}

pub fn drive_letter(text: &str, expected: &str) -> Read<Drive> {
    let letter = text.parse::<char>().ok().filter(|letter| ('D'..='Z').contains(letter));
    require(letter.and_then(Drive::new), expected)
}

pub fn command_line(text: &str, expected: &str) -> Read<String> {
    kept(text, !text.is_empty() && text.chars().count() <= MAX_LINE_CHARS && !text.contains('\n'), expected)
}

pub fn keys(text: &str, expected: &str) -> Read<Vec<u8>> {
    let mut chars = text.chars();
    let mut bytes = Vec::new();
    while let Some(c) = chars.next() {
        let byte = match c {
            '\\' => match chars.next() {
                Some('r' | 'n') => Some(b'\r'),
                Some('t') => Some(b'\t'),
                Some('\\') => Some(b'\\'),
                Some('x') => u8::from_str_radix(&chars.by_ref().take(2).collect::<String>(), 16).ok(),
                _ => None,
            },
            c => encode_char(c),
        };
        bytes.push(require(byte, expected)?);
    }
    Ok(bytes)
}

pub fn starts(text: &str, expected: &str) -> Read<Vec<String>> {
    if text == "nothing" {
        return Ok(Vec::new());
    }
    let paths: Vec<String> = text.split(',').map(|path| path.trim().to_string()).collect();
    require(paths.iter().all(|path| DosPath::parse(path).is_ok()).then_some(paths), expected)
}

pub fn jobs(text: &str, expected: &str) -> Read<Vec<String>> {
    if text == "nothing" {
        return Ok(Vec::new());
    }
    text.split(',').map(|id| job_name(id.trim(), expected)).collect()
}

pub fn sources(text: &str, expected: &str) -> Read<Vec<String>> {
    if text == "nothing" {
        return Ok(Vec::new());
    }
    text.split(',').map(|name| machine_name(name.trim(), expected)).collect()
}

pub fn log_file(text: &str, expected: &str) -> Read<String> {
    const LOGS: [&str; 5] = ["PCMDOS.LOG", "PCMWIN.LOG", "PCMWIN32.LOG", "PACMAN.LOG", "DESPOOL.LOG"];
    kept(text, LOGS.contains(&text), &format!("{expected}: one of {}", LOGS.join(", ")))
}

pub fn percent(text: &str, expected: &str) -> Read<u8> {
    require(text.parse().ok().filter(|share| *share <= 100), expected)
}

pub fn article(text: &str, expected: &str) -> Read<String> {
    let digits = text.strip_prefix('Q').unwrap_or("");
    kept(text, (5..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()), expected)
}

pub fn date(text: &str, expected: &str) -> Read<Date> {
    let shaped = text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2;
    require(shaped.then(|| text.parse().ok()).flatten(), expected)
}

pub fn instant(text: &str, expected: &str) -> Read<Instant> {
    if text.starts_with('d') {
        return parsed(text, expected).map(Instant::Simulated);
    }
    let civil = || {
        let (day, clock) = text.split_once(['T', ' '])?;
        let midnight = date(day, expected).ok()?.to_datetime(jiff::civil::Time::midnight());
        let into_day = jiff::SignedDuration::from_nanos(i64::try_from(parse_clock(clock)?.0).ok()?);
        midnight.checked_add(into_day).ok()
    };
    require(civil(), expected).map(Instant::Civil)
}

pub fn moment(text: &str, expected: &str) -> Read<Moment> {
    if text == "settled" {
        return Ok(Moment::Settled);
    }
    if let Some(time) = text.strip_prefix("settled after ") {
        return instant(time, expected).map(Moment::SettledAfter);
    }
    if let Some(day) = text.strip_prefix("end of d") {
        return end_of_day(day, expected).map(|at| Moment::At(Instant::Simulated(at)));
    }
    instant(text, expected).map(Moment::At)
}

fn end_of_day(day: &str, expected: &str) -> Read<SimTime> {
    let plain = !day.is_empty() && day.len() <= 12 && day.bytes().all(|b| b.is_ascii_digit());
    let day: u64 = require(plain.then(|| day.parse().ok()).flatten(), expected)?;
    if day <= MAX_DAY { Ok(SimTime::end_of_day(day)) } else { Err(format!("a day no later than d{MAX_DAY}")) }
}

pub fn daily_clock(text: &str, expected: &str) -> Read<Span> {
    require(text.strip_suffix(" daily").and_then(parse_clock), expected)
}

pub fn size(text: &str, expected: &str) -> Read<u64> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'M') => (&text[..text.len() - 1], 1 << 20),
        Some(b'G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let number: u64 = require(plain.then(|| digits.parse().ok()).flatten(), expected)?;
    let bytes = number.checked_mul(unit).filter(|bytes| *bytes <= MAX_SIZE);
    bytes.ok_or_else(|| "a size of at most 1024G".to_string())
}

fn is_id_char(b: u8) -> bool {
    b.is_ascii_uppercase() || b.is_ascii_digit()
}

pub fn site_code(text: &str, expected: &str) -> Read<String> {
    kept(text, text.len() == 3 && text.bytes().all(is_id_char), expected)
}

pub fn job_name(text: &str, expected: &str) -> Read<String> {
    kept(text, text.len() == 8 && text.bytes().all(is_id_char), expected)
}

fn is_machine_name(text: &str) -> bool {
    let allowed = |b: u8| is_id_char(b) || b == b'-' || b == b'_';
    !text.is_empty() && text.len() <= MAX_MACHINE_NAME && text.bytes().all(allowed)
}

pub fn machine_name(text: &str, expected: &str) -> Read<String> {
    kept(text, is_machine_name(text), expected)
}

pub fn package_name(text: &str, expected: &str) -> Read<String> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b" .-_".contains(&b);
    let fits = !text.trim().is_empty() && text.len() <= MAX_PACKAGE_NAME && text.bytes().all(allowed);
    kept(text, fits, expected)
}

pub fn setting_name(text: &str, expected: &str) -> Read<String> {
    let fits =
        !text.is_empty() && text.len() <= MAX_PACKAGE_NAME && text.bytes().all(|b| b.is_ascii_lowercase());
    kept(text, fits, expected)
}

/// A single name, or prefix, numbers in brackets and a suffix without digits: the number in a range is then always the
/// last number of the name, and every name belongs to one range at most.
pub fn clients(text: &str, expected: &str) -> Read<NameRange> {
    let Some((prefix, rest)) = text.split_once('[') else {
        let fits = is_machine_name(text);
        let single = || NameRange { prefix: text.to_string(), suffix: String::new(), numbers: None };
        return match text.to_uppercase() {
            upper if !fits && is_machine_name(&upper) => Err(format!("a name in capitals: `{upper}`")),
            _ => require(fits.then(single), expected),
        };
    };
    let (numbers, suffix) = require(rest.split_once(']'), expected)?;
    let (first, last) = require(numbers.split_once('-'), expected)?;
    if prefix.ends_with(|c: char| c.is_ascii_digit()) || suffix.contains(|c: char| c.is_ascii_digit()) {
        return Err("the brackets around the whole last number of the names, like `PC[11-13]`".to_string());
    }
    let longest = format!("{prefix}{last}{suffix}");
    if !is_machine_name(&longest) {
        return Err(expected.to_string());
    }
    let range = numbers_of(first, last)?;
    Ok(NameRange { prefix: prefix.to_string(), suffix: suffix.to_string(), numbers: Some(range) })
}

/// First and last number and the digits each is padded to: `1-10` is not padded, `001-250` is padded to three.
fn numbers_of(first: &str, last: &str) -> Read<(u32, u32, usize)> {
    let plain = |text: &str| {
        let digits =
            (1..=MAX_NUMBER_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(low), Some(high)) = (plain(first), plain(last)) else {
        return Err(format!(
            "two numbers of at most {MAX_NUMBER_DIGITS} digits in the brackets, like `[1-4]`"
        ));
    };
    if low > high {
        return Err(format!("the smaller number first: `[{last}-{first}]`"));
    }
    let padded = |text: &str| text.len() > 1 && text.starts_with('0');
    match padded(first) || padded(last) {
        false => Ok((low, high, 1)),
        true if first.len() == last.len() => Ok((low, high, first.len())),
        true => Err("as many digits in both padded numbers, like `[001-250]`".to_string()),
    }
}

pub fn source_path(text: &str, expected: &str) -> Read<RelPath> {
    let path = RelPath::parse(text).map_err(|error| format!("{expected}: {error}"))?;
    require((!path.is_root()).then_some(path), expected)
}

pub fn file_name(text: &str, expected: &str) -> Read<String> {
    let path = source_path(text, expected)?;
    kept(text, path.names().count() == 1, expected)
}

pub fn file_path(text: &str, expected: &str) -> Read<DosPath> {
    DosPath::parse(text).map_err(|error| format!("{expected}: {error}"))
}

pub fn history(text: &str, expected: &str) -> Read<Vec<Status>> {
    let statuses = text.split("->").take(MAX_HISTORY + 1).map(|word| status(word.trim()));
    let statuses = statuses.collect::<Read<Vec<Status>>>()?;
    if statuses.len() > MAX_HISTORY {
        return Err(format!("at most {MAX_HISTORY} statuses"));
    }
    require((statuses[0] == Status::None).then_some(statuses), expected)
}

fn status(word: &str) -> Read<Status> {
    word.parse().map_err(|known: String| match nearest(word, Status::ALL.map(Status::word)) {
        Some(near) => format!("`{near}` instead of {}", quoted(word)),
        None => format!("{known} instead of {}", quoted(word)),
    })
}

pub fn attribute(text: &str, expected: &str) -> Read<String> {
    let whole =
        text.split_once('|').is_some_and(|(group, name)| !group.trim().is_empty() && !name.trim().is_empty());
    kept(text, whole, expected)
}

pub fn attribute_value(text: &str, _: &str) -> Read<Option<String>> {
    Ok((text != "absent").then(|| text.to_string()))
}
