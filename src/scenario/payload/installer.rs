//! Programs that SMS Installer has compiled, and the modules with versions that they install.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::{Made, Payload};
use crate::client::installer::{Compiled, Mif, Source, Target};
use crate::machine::{Content, LocalTime};
use crate::product::installer::Build;
use crate::scenario::document::shape::{Map, WordOr};
use crate::scenario::document::word::{DateWord, IniText, InstallerBuild, IpfScript, ModuleVersion, Size};

/// The build of a program that does not say it: the one that most articles on 1.0 name.
const USUAL_BUILD: Build = Build::new(1, 0, 45);
/// The date of files that do not say it (assumed).
const USUAL_DATE: jiff::civil::Date = jiff::civil::date(1996, 1, 1);

/// Files that a program carries (Q166733).
const MOST_FILES: usize = 5_885;

/// A script of SMS Installer, compiled.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(try_from = "Described")]
pub struct Installer(Compiled);

impl JsonSchema for Installer {
    fn schema_name() -> Cow<'static, str> {
        "Installer".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Described::json_schema(generator)
    }
}

/// A script of SMS Installer, compiled.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Described {
    /// The script (.IPF). Its first line, `Document Type: IPF`, may be left out.
    pub script: IpfScript,
    /// The scripts that it includes, by the path with which it does.
    #[serde(default)]
    pub includes: Map<IniText, IpfScript>,
    /// The build of SMS Installer; by default 1.0.45.
    #[serde(default)]
    pub build: Option<InstallerBuild>,
    /// What it was compiled for; by default win16, which runs everywhere.
    #[serde(default)]
    pub target: Option<InstallerTarget>,
    /// Whether a silent installation restarts unasked: "Suppress Reboot Message During Silent Installations".
    #[serde(default)]
    pub suppress_reboot_message: bool,
    /// The status MIF that it writes; by default none.
    #[serde(default)]
    pub mif: Option<InstallerMif>,
    /// The files that it installs, by the path that the script names as source. `F[1-9].TXT` stands for as many files that are alike.
    #[serde(default)]
    pub payload: Map<IniText, WordOr<String, Made>>,
    /// The date of those files; by default 1996-01-01.
    #[serde(default)]
    pub dated: Option<DateWord>,
}

/// What a script was compiled for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InstallerTarget {
    /// WIN16/WIN32.
    Win16,
    /// True Win32.
    Win32,
}

/// The SMS tab of a script: variables in it are filled in.
#[derive(Clone, Default, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstallerMif {
    /// Install MIF Filename; without it there is no MIF.
    #[serde(default)]
    pub install: Option<IniText>,
    /// UnInstall MIF Filename.
    #[serde(default)]
    pub uninstall: Option<IniText>,
    /// Who made the product.
    #[serde(default)]
    pub manufacturer: Option<IniText>,
    /// The product.
    #[serde(default)]
    pub product: Option<IniText>,
    /// The version of the product.
    #[serde(default)]
    pub version: Option<IniText>,
    /// The serial number.
    #[serde(default)]
    pub serial_number: Option<IniText>,
}

/// A library or a program with a version resource.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its version, as `4.0.1381.4`.
    pub version: ModuleVersion,
    /// What it holds besides, so that it can be told from another of the same version.
    #[serde(default)]
    pub text: Option<String>,
    /// Its size at least; by default as small as it can be.
    #[serde(default)]
    pub size: Option<Size>,
}

impl Module {
    pub(super) fn content(&self) -> Content {
        let text = self.text.as_deref().unwrap_or_default().replace('\n', "\r\n");
        self.version.0.module(&text, self.size.as_ref().map_or(0, |size| size.0))
    }
}

impl Installer {
    pub(super) fn content(&self) -> Content {
        self.0.content()
    }
}

impl TryFrom<Described> for Installer {
    type Error = String;

    fn try_from(described: Described) -> Result<Self, String> {
        let build = described.build.as_ref().map_or(USUAL_BUILD, |build| build.0);
        let target = match described.target {
            Some(InstallerTarget::Win32) => Target::Win32,
            _ => Target::Win16,
        };
        let scripts: Vec<_> =
            described.includes.iter().map(|(path, script)| (path.value.0.as_str(), &script.0)).collect();
        let compiled = Compiled::including(build, target, &described.script.0, &scripts);
        let mut compiled = compiled.map_err(|error| format!("a script of SMS Installer, but {error}"))?;
        let modified =
            LocalTime::from(described.dated.as_ref().map_or(USUAL_DATE, |date| date.0).at(0, 0, 0, 0));
        compiled.suppresses_reboot_message = described.suppress_reboot_message;
        compiled.mif = described.mif.as_ref().map(InstallerMif::texts).unwrap_or_default();
        compiled.sources = described
            .payload
            .iter()
            .flat_map(|(path, made)| sources(&path.value.0, made, modified))
            .collect();
        Ok(Self(compiled))
    }
}

/// The files that an entry of the payload stands for.
fn sources(path: &str, made: &WordOr<String, Made>, modified: LocalTime) -> Vec<Source> {
    let content = Payload::from(made).content();
    let source = |path: String| Source { path, modified, content: content.clone() };
    match numbered(path) {
        Some(names) => names.map(source).collect(),
        None => vec![source(path.to_string())],
    }
}

/// The names that `A[01-20].TXT` stands for; `None` when a name is one.
fn numbered(path: &str) -> Option<impl Iterator<Item = String>> {
    let (before, rest) = path.rsplit_once('[')?;
    let (numbers, behind) = rest.split_once(']')?;
    let (first, last) = numbers.split_once('-')?;
    let (digits, first, last) = (first.len(), first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
    let names = (first..=last).take(MOST_FILES);
    Some(names.map(move |number| format!("{before}{number:0digits$}{behind}")))
}

impl InstallerMif {
    fn texts(&self) -> Mif {
        let text = |of: &Option<IniText>| of.as_ref().map(|text| text.0.clone()).unwrap_or_default();
        Mif {
            install: text(&self.install),
            uninstall: text(&self.uninstall),
            manufacturer: text(&self.manufacturer),
            product: text(&self.product),
            version: text(&self.version),
            serial_number: text(&self.serial_number),
        }
    }
}
