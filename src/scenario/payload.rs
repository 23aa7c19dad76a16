//! What the files of a package hold, as a scenario says it, and the bytes that come of it.

mod installer;

use schemars::JsonSchema;
use serde::Deserialize;

use self::installer::{Installer, Module};
use super::document::shape::{Map, WordOr};
use super::document::word::{CommandLine, Duration, ExitCode, FilePath, IniText, Size};
use crate::base::Span;
use crate::client::{programs, scripted, winstart};
use crate::machine::Content;
use crate::machine::boot::{inuse, restarter, windows_95_setup};
use crate::wire::mif::status as wire;
use crate::wire::mif::{Attribute, Group, Mif};

/// The declared length of a NOIDMIF's texts.
const ATTRIBUTE_CHARACTERS: u32 = 255;

/// The contents of a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Payload {
    /// Lines of text; on a disk each ends in CR and LF.
    Text(String),
    /// Text whose lines end as the scenario has them.
    Raw(String),
    /// This many bytes of no interest.
    Size(u64),
    StatusMif(StatusMif),
    NoIdMif(NoIdMif),
    Program(Program),
    Known(Known),
    Module(Module),
    Installer(Box<Installer>),
}

/// A file that is described, not spelled out.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Made {
    /// A file of this size whose contents do not matter.
    Size(Size),
    /// Text whose lines end as they do here: with a line feed alone, or as `\r\n` in double quotes.
    Raw(String),
    /// A status MIF: how an installation reports its result to PCM.
    Mif(StatusMif),
    /// A NOIDMIF: a group that a client adds to its own inventory.
    NoIdMif(NoIdMif),
    /// A program.
    Program(Program),
    /// A program of somebody else.
    Known(Known),
    /// A library or a program with a version, for setup programs to compare.
    Module(Module),
    /// A program that SMS Installer has compiled from a script.
    Installer(Box<Installer>),
}

/// A program that a client can run: what it does, in the order of these keys.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The lines that it prints.
    #[serde(default)]
    pub prints: Option<String>,
    /// The command lines that it runs, each in a shell of its own.
    #[serde(default)]
    pub runs: Option<String>,
    /// The command lines of programs that it starts at its end and leaves behind: they go on when it has ended, and when PCM has
    /// disconnected the package's share.
    #[serde(default)]
    pub spawns: Option<String>,
    /// A switch with which it waits for those instead.
    #[serde(default)]
    pub waits_with: Option<CommandLine>,
    /// Whether it stays in memory, its file in use; by default it does not.
    #[serde(default)]
    pub stays: bool,
    /// What it writes with WritePrivateProfileString, in this order.
    #[serde(default)]
    pub writes: Vec<IniWrite>,
    /// Whether it refuses when Windows asks its applications if it may end; by default it agrees.
    #[serde(default)]
    pub refuses: bool,
    /// The command lines that it runs when it is told that Windows ends.
    #[serde(default)]
    pub at_end: Option<String>,
    /// How long it takes besides.
    #[serde(default)]
    pub takes: Option<Duration>,
    /// Whether it restarts the machine at its end; by default it does not.
    #[serde(default)]
    pub reboots: bool,
    /// How it ends Windows at its own end; by default it does not.
    #[serde(default)]
    pub leaves: Option<Leaves>,
    /// Whether it shows a dialog that a person must answer; by default it does not.
    #[serde(default)]
    pub asks: bool,
    /// Its exit code; by default 0.
    #[serde(default)]
    pub exit: Option<ExitCode>,
}

/// How a Windows program ends Windows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum Leaves {
    /// It calls ExitWindowsExec with the _MSRSTRT.EXE of the Windows directory.
    ExitWindowsExec,
    /// ExitWindowsEx with EWX_REBOOT: applications are asked and told.
    #[serde(rename = "EWX_REBOOT")]
    Restart,
    /// The same with EWX_FORCE: nobody is asked or told.
    #[serde(rename = "EWX_REBOOT+EWX_FORCE")]
    ForcedRestart,
}

impl From<Leaves> for scripted::Leaves {
    fn from(leaves: Leaves) -> Self {
        match leaves {
            Leaves::ExitWindowsExec => Self::ExitWindowsExec,
            Leaves::Restart => Self::Reboot,
            Leaves::ForcedRestart => Self::RebootByForce,
        }
    }
}

/// A key of an INI file and its value.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IniWrite {
    /// The file.
    pub file: FilePath,
    /// The section.
    pub section: IniText,
    /// The key.
    pub key: IniText,
    /// The value.
    pub value: IniText,
}

impl From<&IniWrite> for scripted::IniWrite {
    fn from(write: &IniWrite) -> Self {
        Self {
            file: write.file.0.to_string(),
            section: write.section.0.clone(),
            key: write.key.0.clone(),
            value: write.value.0.clone(),
        }
    }
}

/// A program that came with a product, known by the name of its file there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum Known {
    /// The restart program of the Setup Toolkit, also called _MSRSTRT.EXE.
    #[serde(rename = "_MSSETUP.EXE")]
    MsSetup,
    /// The part of Windows 95 Setup that makes remarks of lines in AUTOEXEC.BAT.
    #[serde(rename = "Windows 95 Setup")]
    Windows95Setup,
    /// The program of MSTEST that leaves Windows to run the rest of its command line in MS-DOS; UPGRD622.EXE and STPUP622.EXE do the
    /// same.
    #[serde(rename = "WINSTART.EXE")]
    Winstart,
    /// The tool of the Resource Kit that writes a status MIF.
    #[serde(rename = "ISMIF32.EXE")]
    Ismif32,
    /// The program of the package definitions for Windows NT that restarts the machine behind another.
    #[serde(rename = "NTENCAP.EXE")]
    Ntencap,
    /// The program of the Windows NT Resource Kit that has a file in use replaced at the next start.
    #[serde(rename = "INUSE.EXE")]
    Inuse,
    /// The program of Program Group Control that runs a setup program and keeps in the registry how far that has come.
    #[serde(rename = "DOSETUP.EXE")]
    Dosetup,
}

impl Known {
    const fn content(self) -> Content {
        match self {
            Self::MsSetup => restarter::content(),
            Self::Windows95Setup => windows_95_setup::content(),
            Self::Winstart => winstart::content(),
            Self::Ismif32 => programs::Program::Ismif.content(),
            Self::Ntencap => programs::Program::Ntencap.content(),
            Self::Inuse => inuse::content(),
            Self::Dosetup => programs::Program::Dosetup.content(),
        }
    }
}

impl Program {
    fn content(&self) -> Content {
        let lines = |of: &Option<String>| {
            of.iter().flat_map(|text| text.lines()).map(str::to_string).collect::<Vec<_>>()
        };
        let program = scripted::Program {
            prints: lines(&self.prints),
            runs: lines(&self.runs),
            writes: self.writes.iter().map(scripted::IniWrite::from).collect(),
            spawns: lines(&self.spawns),
            waits_with: self.waits_with.as_ref().map(|switch| switch.0.clone()),
            stays: self.stays,
            refuses: self.refuses,
            reboots: self.reboots,
            leaves: self.leaves.map(scripted::Leaves::from),
            asks: self.asks,
            at_end: lines(&self.at_end),
            takes: self.takes.as_ref().map_or(Span::ZERO, |span| span.0),
            exit_code: self.exit.as_ref().map_or(0, |code| code.0),
        };
        program.content()
    }
}

/// A status MIF (Q166833).
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusMif {
    /// The result.
    pub status: MifStatus,
    /// The result in words.
    #[serde(default)]
    pub description: Option<String>,
    /// Who made the product.
    #[serde(default)]
    pub manufacturer: Option<String>,
    /// The product.
    #[serde(default)]
    pub product: Option<String>,
    /// The version of the product.
    #[serde(default)]
    pub version: Option<String>,
}

/// The two results that a status MIF can report (Q166833).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum MifStatus {
    /// Installed.
    Success,
    /// Not installed.
    Failed,
}

/// A MIF without identification: one group of attributes (Q199229).
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoIdMif {
    /// The class of the group, as `MICROSOFT|EXCEL5|1.0`.
    pub class: String,
    /// The name of the group, as the inventory shows it.
    pub group: String,
    /// The attributes and their values.
    pub attributes: Map<String, String>,
}

impl StatusMif {
    /// The text of the MIF. What the scenario leaves out is empty.
    fn render(&self) -> String {
        let text = |of: &Option<String>| of.clone().unwrap_or_default();
        let mif = wire::StatusMif {
            manufacturer: text(&self.manufacturer),
            product: text(&self.product),
            version: text(&self.version),
            locale: None,
            serial_number: String::new(),
            installation: None,
            outcome: match self.status {
                MifStatus::Success => wire::Outcome::Success,
                MifStatus::Failed => wire::Outcome::Failed,
            },
            description: text(&self.description),
        };
        mif.render()
    }
}

impl NoIdMif {
    /// The text of the MIF. One that the Inventory Processor would refuse (Q160776) is rendered all the same: programs
    /// write such files.
    fn render(&self) -> String {
        let attributes = self.attributes.iter().zip(1..);
        let group = Group {
            name: self.group.clone(),
            id: 1,
            class: self.class.clone(),
            key: Vec::new(),
            description: None,
            attributes: attributes
                .map(|((name, text), id)| Attribute::read_only(id, &name.value, ATTRIBUTE_CHARACTERS, text))
                .collect(),
        };
        Mif { name: self.group.clone(), description: None, groups: vec![group] }.render()
    }
}

impl From<&WordOr<String, Made>> for Payload {
    fn from(source: &WordOr<String, Made>) -> Self {
        match source {
            WordOr::Word(text) => Self::Text(text.clone()),
            WordOr::More(Made::Raw(text)) => Self::Raw(text.clone()),
            WordOr::More(Made::Size(size)) => Self::Size(size.0),
            WordOr::More(Made::Mif(mif)) => Self::StatusMif(mif.clone()),
            WordOr::More(Made::NoIdMif(mif)) => Self::NoIdMif(mif.clone()),
            WordOr::More(Made::Program(program)) => Self::Program(program.clone()),
            WordOr::More(Made::Known(known)) => Self::Known(*known),
            WordOr::More(Made::Module(module)) => Self::Module(module.clone()),
            WordOr::More(Made::Installer(installer)) => Self::Installer(installer.clone()),
        }
    }
}

impl Payload {
    /// The file's contents. Text gets the line ends of DOS.
    pub fn content(&self) -> Content {
        match self {
            Self::Text(text) => Content::of(text.replace("\r\n", "\n").replace('\n', "\r\n")),
            Self::Raw(text) => Content::of(text),
            Self::Size(size) => Content::Filler { size: *size, seed: *size },
            Self::StatusMif(mif) => Content::of(mif.render()),
            Self::NoIdMif(mif) => Content::of(mif.render()),
            Self::Program(program) => program.content(),
            Self::Known(known) => known.content(),
            Self::Module(module) => module.content(),
            Self::Installer(installer) => installer.content(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_the_line_ends_of_dos_once() {
        for (text, bytes) in [("a\nb\n", "a\r\nb\r\n"), ("a\r\nb", "a\r\nb"), ("", "")] {
            assert_eq!(Payload::Text(text.to_string()).content(), Content::of(bytes));
        }
    }
}
