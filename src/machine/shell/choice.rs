//! CHOICE: asks for one of some keys, and ends with its number.

use super::parse::is_delimiter;
use super::session::Session;
use crate::base::text::{decode_byte, upper};

/// What CHOICE is asked to do.
struct Request {
    keys: Vec<char>,
    /// Shows the keys in brackets.
    shows_keys: bool,
    /// Tells `a` from `A`.
    exact: bool,
    /// The key that is taken when none is pressed in time.
    preset: Option<char>,
    text: String,
}

/// The exit code of a wrong command line.
const WRONG: u8 = 255;
/// Keys that are not among the choices before CHOICE is taken to wait for ever.
const MAX_WRONG_KEYS: usize = 1_000;

impl Session<'_> {
    /// Gives the number of the key from 1 on, 0 for ^C, 255 for a wrong command line. With `/T` nobody is
    /// waited for: when no key is left, its default is taken.
    pub fn choice(&mut self, rest: &str) -> u8 {
        let Some(request) = Request::read(rest) else {
            self.complain("Invalid switch on command line.");
            return WRONG;
        };
        let keys: Vec<String> = request.keys.iter().map(char::to_string).collect();
        let brackets = if request.shows_keys { format!("[{}]?", keys.join(",")) } else { String::new() };
        self.console.print(&format!("{}{brackets}", request.text));
        for _ in 0..MAX_WRONG_KEYS {
            let preset = request.preset.filter(|_| self.keys.is_empty());
            let key = match preset {
                Some(key) => key,
                None => match self.read_key() {
                    Some(key) => decode_byte(key),
                    None => return 0,
                },
            };
            if let Some(number) = request.number(key) {
                self.console.print(&format!("{}\r\n", request.keys[usize::from(number) - 1]));
                return number;
            }
            self.console.print("\x07");
        }
        0
    }
}

impl Request {
    /// `CHOICE [/C[:]keys] [/N] [/S] [/T[:]c,nn] [text]`.
    fn read(rest: &str) -> Option<Self> {
        let mut keys = None;
        let (mut shows_keys, mut exact, mut time) = (true, false, None);
        let mut rest = rest.trim_start_matches(is_delimiter);
        while let Some(switch) = rest.strip_prefix('/') {
            let end = switch.find([' ', '/']).unwrap_or(switch.len());
            let (word, next) = switch.split_at(end);
            rest = next.trim_start();
            let mut letters = word.chars();
            let letter = letters.next().map(upper)?;
            let value = letters.as_str().trim_start_matches(':');
            match letter {
                'C' if !value.is_empty() => keys = Some(value.to_string()),
                'N' => shows_keys = false,
                'S' => exact = true,
                'T' => time = Some(value.to_string()),
                _ => return None,
            }
        }
        let keys = keys.unwrap_or_else(|| "YN".to_string());
        let keys: Vec<char> = if exact { keys.chars().collect() } else { keys.chars().map(upper).collect() };
        let quoted = rest.strip_prefix('"').map(|text| text.split('"').next().unwrap_or_default());
        let mut request =
            Self { keys, shows_keys, exact, preset: None, text: quoted.unwrap_or(rest).to_string() };
        if let Some(time) = time {
            let (key, seconds) = time.split_once(',')?;
            seconds.parse::<u8>().ok().filter(|s| *s <= 99)?;
            let key = key.chars().next()?;
            request.number(key)?;
            request.preset = Some(key);
        }
        Some(request)
    }

    /// The number of a key, from 1.
    fn number(&self, key: char) -> Option<u8> {
        let key = if self.exact { key } else { upper(key) };
        let at = self.keys.iter().position(|k| *k == key)?;
        u8::try_from(at + 1).ok()
    }
}
