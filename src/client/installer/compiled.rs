//! The program that SMS Installer compiles a script into: the script, its settings and the files that it installs.

use crate::base::text::{decode, encode};
use crate::machine::{Content, LocalTime};
use crate::product::installer::Build;
use crate::wire::ipf::Ipf;

use super::include::{Scripts, included};
use super::script::{Script, ScriptError};

/// How the file of such a program begins.
const MARK: &str = "MZ SMS Installer program\r\n";
/// Files that one program carries (Q166733).
const MOST_SOURCES: usize = 5_885;

/// What the script was compiled for; many defects are of one of the two.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Target {
    /// WIN16/WIN32: a 16-bit program that runs everywhere.
    #[default]
    Win16,
    /// True Win32.
    Win32,
}

/// The SMS tab: what the status MIF says. Without a file name there is no MIF.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Mif {
    pub install: String,
    pub uninstall: String,
    pub manufacturer: String,
    pub product: String,
    pub version: String,
    pub serial_number: String,
}

/// A file of the program, by the path that it had when the script was compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    pub path: String,
    pub modified: LocalTime,
    pub content: Content,
}

/// A compiled script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compiled {
    pub build: Build,
    pub target: Target,
    /// "Suppress Reboot Message During Silent Installations" (Q171070).
    pub suppresses_reboot_message: bool,
    pub mif: Mif,
    pub ipf: Ipf,
    pub script: Script,
    pub sources: Vec<Source>,
}

impl Compiled {
    /// Compiles a script, which must be one that can be run. No text of the settings holds the end of a line.
    ///
    /// # Errors
    /// An item is not known, flags are none, or a block is not closed.
    pub fn new(build: Build, target: Target, ipf: &Ipf) -> Result<Self, ScriptError> {
        Self::including(build, target, ipf, &[])
    }

    /// The same of a script that includes others.
    ///
    /// # Errors
    /// As those, or a script that it includes is not given.
    pub fn including(
        build: Build,
        target: Target,
        ipf: &Ipf,
        scripts: &Scripts<'_>,
    ) -> Result<Self, ScriptError> {
        let ipf = included(ipf, scripts)?;
        let script = Script::of(&ipf)?;
        let (mif, sources) = (Mif::default(), Vec::new());
        Ok(Self { build, target, suppresses_reboot_message: false, mif, ipf, script, sources })
    }

    /// The file of the program.
    pub fn content(&self) -> Content {
        let mut bytes = MARK.as_bytes().to_vec();
        let mut line = |text: String| bytes.extend(encode(&format!("{text}\r\n")));
        line(format!("build {}", self.build));
        line(format!("target {}", if self.target == Target::Win16 { "win16" } else { "win32" }));
        line(format!("suppresses {}", u8::from(self.suppresses_reboot_message)));
        self.mif.texts().into_iter().for_each(|text| line(format!("mif {text}")));
        put_block(&mut bytes, "script", &Content::Bytes(self.ipf.to_bytes().into()));
        for source in &self.sources {
            bytes.extend(encode(&format!("source {} {}\r\n", source.modified.0, source.path)));
            put_block(&mut bytes, "holds", &source.content);
        }
        Content::of(bytes)
    }

    /// The program that a file is, if it is one.
    pub fn of(content: &Content) -> Option<Self> {
        let Content::Bytes(bytes) = content else { return None };
        let mut reader = Reader { rest: bytes.strip_prefix(MARK.as_bytes())? };
        let build = reader.after("build ")?.parse().ok()?;
        let target = if reader.after("target ")? == "win16" { Target::Win16 } else { Target::Win32 };
        let suppresses_reboot_message = reader.after("suppresses ")? == "1";
        let mif = Mif::read(|| reader.after("mif "))?;
        let ipf = Ipf::parse(&reader.block("script ")?.known_bytes()?).ok()?;
        let script = Script::of(&ipf).ok()?;
        let mut sources = Vec::new();
        while !reader.rest.is_empty() && sources.len() < MOST_SOURCES {
            let line = reader.after("source ")?;
            let (modified, path) = line.split_once(' ')?;
            let modified = LocalTime(modified.parse().ok()?);
            sources.push(Source { path: path.to_string(), modified, content: reader.block("holds ")? });
        }
        Some(Self { build, target, suppresses_reboot_message, mif, ipf, script, sources })
    }
}

impl Mif {
    fn texts(&self) -> [&str; 6] {
        [
            &self.install,
            &self.uninstall,
            &self.manufacturer,
            &self.product,
            &self.version,
            &self.serial_number,
        ]
    }

    /// A line for each text, in the order in which [`Self::read`] takes them.
    pub(super) fn lines(&self) -> String {
        self.texts().map(|text| format!("mif {text}\r\n")).concat()
    }

    pub(super) fn read(mut next: impl FnMut() -> Option<String>) -> Option<Self> {
        Some(Self {
            install: next()?,
            uninstall: next()?,
            manufacturer: next()?,
            product: next()?,
            version: next()?,
            serial_number: next()?,
        })
    }
}

/// Bytes with their number, or the size and seed of a payload.
fn put_block(bytes: &mut Vec<u8>, word: &str, content: &Content) {
    if let Content::Filler { size, seed } = content {
        return bytes.extend(format!("{word} {size} {seed}\r\n").into_bytes());
    }
    let known = content.known_bytes().unwrap_or_default();
    bytes.extend(format!("{word} {}\r\n", known.len()).into_bytes());
    bytes.extend_from_slice(&known);
    bytes.extend_from_slice(b"\r\n");
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    /// What follows `prefix` in the next line.
    fn after(&mut self, prefix: &str) -> Option<String> {
        let end = self.rest.windows(2).position(|pair| pair == b"\r\n")?;
        let line = decode(&self.rest[..end]);
        self.rest = &self.rest[end + 2..];
        line.strip_prefix(prefix).map(str::to_string)
    }

    fn block(&mut self, prefix: &str) -> Option<Content> {
        let line = self.after(prefix)?;
        if let Some((size, seed)) = line.split_once(' ') {
            return Some(Content::Filler { size: size.parse().ok()?, seed: seed.parse().ok()? });
        }
        let length: usize = line.parse().ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest.strip_prefix(b"\r\n")?;
        Some(Content::of(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ipf::Block;

    #[test]
    fn a_program_is_read_back_from_its_file() {
        let ipf = Ipf::of(vec![Block::new("Set Variable", &[("Variable", "RESTART")])]);
        let mut program = Compiled::new(Build::new(1, 0, 45), Target::Win32, &ipf).unwrap();
        program.suppresses_reboot_message = true;
        program.mif.install = "X.MIF".to_string();
        program.mif.serial_number = "1 2".to_string();
        for (path, content) in
            [("C:\\A.DLL", Content::of("a\r\nb")), ("C:\\B.DLL", Content::Filler { size: 9, seed: 2 })]
        {
            let modified = LocalTime(7);
            program.sources.push(Source { path: path.to_string(), modified, content });
        }
        let content = program.content();
        assert_eq!(Compiled::of(&content), Some(program));
        let bytes = content.known_bytes().unwrap();
        assert!(
            (0..bytes.len() - 1)
                .all(|end| Compiled::of(&Content::of(&bytes[..end])).is_none_or(|p| p.sources.len() < 2))
        );
    }
}
