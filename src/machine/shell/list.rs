//! DIR.

use jiff::civil::DateTime;

use super::Dialect;
use super::names::{FileSpec, names_device};
use super::session::Session;
use crate::base::text::{same, upper_text};
use crate::machine::path::{DosPath, Naming};
use crate::machine::volume::{Attributes, Entry, Pattern};

/// Lines that `/P` shows before it waits.
const SCREEN_LINES: usize = 24;
/// Names in a line of `/W`.
const WIDE_NAMES: usize = 5;
/// Directories in one another that `/S` follows: more do not fit in a path.
const MAX_DEPTH: usize = 40;

/// What DIR is asked to do.
#[derive(Default)]
struct Request {
    name: String,
    bare: bool,
    wide: bool,
    below: bool,
    lower: bool,
    pauses: bool,
    /// Shows 8.3 names beside long ones.
    short: bool,
    /// Which names the drive keeps.
    naming: Naming,
    /// Attributes that entries must have or lack; `None` leaves hidden and system files out.
    wanted: Option<Vec<(char, bool)>>,
    /// What they are sorted by, the first letter first, and whether upwards.
    order: Vec<(char, bool)>,
}

/// Files and their bytes, as counted.
#[derive(Default)]
struct Total {
    files: usize,
    bytes: u64,
}

type Row = (String, Entry);

impl Session<'_> {
    /// `DIR [name] [/P] [/W] [/A[:attributes]] [/O[:order]] [/S] [/B] [/L]`, and `/X` in NT.
    pub fn list(&mut self, rest: &str) {
        self.look_at_dates();
        let preset = self.env.get("DIRCMD").unwrap_or_default().to_string();
        let words = self.arguments(&format!("{preset} {rest}"));
        let mut request = match Request::read(words) {
            Ok(request) => request,
            Err(message) => return self.complain(&message),
        };
        if names_device(&request.name) {
            return self.complain("File not found");
        }
        let name = if request.name.is_empty() { "*.*" } else { &request.name };
        let Ok(mut spec) = FileSpec::with_directories(self.drives, name) else {
            return self.complain("Invalid drive specification");
        };
        if !spec.name.is_empty() && !spec.name.contains('.') {
            spec.name.push_str(".*");
        }
        request.naming = self.drives.naming(spec.directory.drive);
        if !request.bare {
            let letter = spec.directory.drive.letter();
            self.say(&format!("\r\n Volume in drive {letter} has no label"));
        }
        let mut total = Total::default();
        self.list_directory(&request, &spec.directory, &spec.pattern(), &mut total, 0);
        if total.files == 0 {
            // NT has words of its own for DIR.
            let nt = self.dialect == Dialect::CmdNt;
            return self.complain(if nt { "File Not Found" } else { "File not found" });
        }
        if !request.bare {
            self.say_total(&request, &total, &spec.directory);
        }
    }

    fn list_directory(
        &mut self,
        request: &Request,
        path: &DosPath,
        pattern: &Pattern,
        total: &mut Total,
        depth: usize,
    ) {
        let mut rows: Vec<Row> = Vec::new();
        for (name, entry) in self.drives.matching(path, pattern).unwrap_or_default() {
            if request.shows(entry) {
                rows.push((name.to_string(), entry.clone()));
            }
        }
        request.sort(&mut rows);
        self.step(1 + rows.len() as u64 / 8);
        if !rows.is_empty() && !self.is_over() {
            self.say_rows(request, path, &rows);
            total.files += rows.len();
            total.bytes += rows.iter().map(|(_, entry)| entry.size()).sum::<u64>();
        }
        if request.below && depth < MAX_DEPTH {
            for (name, entry) in self.everything_in(path) {
                if let Some(inner) = path.join(&name).ok().filter(|_| entry.is_directory()) {
                    self.list_directory(request, &inner, pattern, total, depth + 1);
                }
            }
        }
    }

    fn everything_in(&self, path: &DosPath) -> Vec<Row> {
        let all = self.drives.matching(path, &Pattern::ALL).unwrap_or_default();
        all.into_iter().map(|(name, entry)| (name.to_string(), entry.clone())).collect()
    }

    fn say_rows(&mut self, request: &Request, path: &DosPath, rows: &[Row]) {
        let mut lines = Vec::new();
        if !request.bare {
            lines.extend([format!(" Directory of {path}"), String::new()]);
        }
        if request.wide && !request.bare {
            let cells: Vec<String> = rows.iter().map(|row| wide_cell(request, row)).collect();
            lines.extend(cells.chunks(WIDE_NAMES).map(|cells| cells.concat().trim_end().to_string()));
        } else {
            lines.extend(rows.iter().map(|row| request.line(path, row)));
        }
        for (nth, line) in lines.iter().enumerate() {
            if request.pauses && nth > 0 && nth % SCREEN_LINES == 0 {
                self.pause();
            }
            self.say(line);
        }
    }

    fn say_total(&mut self, request: &Request, total: &Total, path: &DosPath) {
        if request.below {
            self.say("\r\nTotal files listed:");
        }
        self.say(&format!("{:>9} file(s) {:>14} bytes", total.files, with_commas(total.bytes)));
        let free = self.drives.volume(path.drive).map_or(0, |volume| volume.free_bytes());
        self.say(&format!("{:>32} bytes free", with_commas(free)));
    }
}

impl Request {
    fn read(words: Vec<String>) -> Result<Self, String> {
        let mut request = Self::default();
        let mut names = Vec::new();
        for word in words {
            match word.strip_prefix('/') {
                Some(switch) => request.switch(&upper_text(switch))?,
                None => names.push(word),
            }
        }
        let mut names = names.into_iter();
        request.name = names.next().unwrap_or_default();
        match names.next() {
            Some(extra) => Err(format!("Too many parameters - {extra}")),
            None => Ok(request),
        }
    }

    fn switch(&mut self, switch: &str) -> Result<(), String> {
        let mut letters = switch.chars();
        let letter = letters.next();
        let value = letters.as_str().trim_start_matches(':');
        let (off, value) = (letter == Some('-'), if letter == Some('-') { "" } else { value });
        match letter {
            Some('B') => self.bare = true,
            Some('W') => self.wide = true,
            Some('S') => self.below = true,
            Some('L') => self.lower = true,
            Some('P') => self.pauses = true,
            Some('X') => self.short = true,
            Some('A') => self.wanted = Some(signed(value)),
            Some('O') => self.order = if value.is_empty() { signed("GN") } else { signed(value) },
            _ if off => {}
            _ => return Err(format!("Invalid switch - /{switch}")),
        }
        Ok(())
    }

    fn shows(&self, entry: &Entry) -> bool {
        let Some(wanted) = &self.wanted else { return !entry.attributes.is_concealed() };
        wanted.iter().all(|&(letter, wanted)| {
            let has = match Attributes::of_letter(letter) {
                Some(attribute) => entry.attributes.has(attribute),
                None => letter == 'D' && entry.is_directory(),
            };
            has == wanted
        })
    }

    fn sort(&self, rows: &mut [Row]) {
        for &(letter, upwards) in self.order.iter().rev() {
            rows.sort_by(|(a, one), (b, other)| {
                let order = match letter {
                    'E' => extension(a).cmp(extension(b)),
                    'S' => one.size().cmp(&other.size()),
                    'D' => one.modified.cmp(&other.modified),
                    'G' => other.is_directory().cmp(&one.is_directory()),
                    _ => a.cmp(b),
                };
                if upwards { order } else { order.reverse() }
            });
        }
    }

    fn line(&self, directory: &DosPath, (name, entry): &Row) -> String {
        let cased = |text: String| if self.lower { text.to_lowercase() } else { text };
        if self.bare {
            let path = directory.join(name).map_or_else(|_| name.clone(), |path| path.to_string());
            return cased(if self.below { path } else { name.clone() });
        }
        match self.naming {
            Naming::Short => dos_line(&cased(name.clone()), entry),
            Naming::Windows95 => {
                let alias = entry.alias().unwrap_or(name);
                format!("{} {}", dos_line(&cased(alias.to_string()), entry), cased(name.clone()))
            }
            Naming::WindowsNt => self.nt_line(&cased(name.clone()), entry),
        }
    }

    /// The layout of NT's DIR, with the name last and, for `/X`, the 8.3 name of a longer one before it.
    fn nt_line(&self, name: &str, entry: &Entry) -> String {
        let size =
            if entry.is_directory() { "<DIR>         ".to_string() } else { with_commas(entry.size()) };
        let alias = entry.alias().filter(|alias| !same(alias, name)).unwrap_or_default();
        let alias = if self.short { format!("{alias:<12} ") } else { String::new() };
        let at = entry.modified.civil();
        let (half, hour) = clock_hour(at);
        let date = format!("{:02}/{:02}/{:02}", at.month(), at.day(), at.year() % 100);
        format!("{date}  {hour:02}:{:02}{half} {size:>21} {alias}{name}", at.minute())
    }
}

/// An 8.3 name in columns, size and time.
fn dos_line(name: &str, entry: &Entry) -> String {
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let size = if entry.is_directory() { "<DIR>        ".to_string() } else { with_commas(entry.size()) };
    format!("{stem:<8} {extension:<3} {size:>13} {}", stamp(entry.modified.civil()))
}

/// `HS-R` as H and S that must be, and R that must not.
fn signed(text: &str) -> Vec<(char, bool)> {
    let mut set = Vec::new();
    let mut wanted = true;
    for c in text.chars() {
        if c == '-' {
            wanted = false;
        } else {
            set.push((c, wanted));
            wanted = true;
        }
    }
    set
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// `06-03-96   8:30a`.
fn stamp(at: DateTime) -> String {
    let (half, hour) = clock_hour(at);
    format!("{:02}-{:02}-{:02}  {hour:>2}:{:02}{half}", at.month(), at.day(), at.year() % 100, at.minute())
}

/// `a` or `p`, and the hour from 1 to 12.
fn clock_hour(at: DateTime) -> (char, i8) {
    let half = if at.hour() < 12 { 'a' } else { 'p' };
    (half, if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 })
}

fn wide_cell(request: &Request, (name, entry): &Row) -> String {
    let shown = if entry.is_directory() { format!("[{name}]") } else { name.clone() };
    let shown = if request.lower { shown.to_lowercase() } else { shown };
    format!("{shown:<16}")
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}
