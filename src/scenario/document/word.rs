//! The words of the language: values written in one piece, as `d0 09:00`, `60m`, `W[1-4]`. Each is a type that reads
//! itself and describes itself in the JSON Schema; [`FORMATS`] is the list of them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::read;
use crate::base::{SimTime, Span};
use crate::machine::version::Version;
use crate::machine::{Attributes, DosPath, Drive, RelPath};
use crate::product::installer::Build;
use crate::product::{Release, Status};
use crate::wire::ipf::Ipf;
use crate::world::plan::NameRange;

/// A kind of word: its name in the schema, what is expected, and whether a text is one (or what was expected instead).
pub struct Format {
    pub name: &'static str,
    pub expected: &'static str,
    pub check: fn(&str) -> Result<(), String>,
}

/// The format called `name`.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// An instant as it is written: counted from day 0, or a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instant {
    Simulated(SimTime),
    Civil(DateTime),
}

/// The moment of an expectation as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    At(Instant),
    SettledAfter(Instant),
    Settled,
}

/// One row a word: `Name(what it holds): type and format in the schema, reader, expected, examples`.
macro_rules! words {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($inner:ty): $kind:tt $format:literal, $read:path, $expected:literal, $examples:tt;
    )+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, PartialEq, Debug)]
            pub struct $name(pub $inner);

            impl FromStr for $name {
                type Err = String;
                fn from_str(text: &str) -> Result<Self, String> {
                    $read(text, $expected).map(Self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    from.deserialize_any(WordVisitor(PhantomData))
                }
            }

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({
                        "description": concat!($($doc),+).trim(),
                        "type": $kind,
                        "format": $format,
                        "examples": $examples,
                    })
                }
            }
        )+

        /// Every format that a schema names.
        pub const FORMATS: &[Format] = &[$(Format {
            name: $format,
            expected: $expected,
            check: |text| text.parse::<$name>().map(drop),
        }),+];
    };
}

words! {
    /// A knowledge-base article.
    Article(String): "string" "sms-article", read::article, "an article like `Q152229`", ["Q152229"];
    /// A release of SMS, with or without a service pack and hotfixes up to a month.
    ReleaseWord(Release): "string" "sms-release", read::parsed,
        "a release like `\"1.2\"` or `\"1.2 SP4+1999-03\"`", ["1.0", "1.2 SP1", "1.2 SP4+1999-03"];
    /// A date.
    DateWord(Date): "string" "date", read::date, "a date like `1996-06-03`", ["1996-06-03"];
    /// An instant: day and time counted from day 0, or a date and time.
    Time(Instant): "string" "sms-time", read::instant,
        "a time like `d2 08:30` or `1996-06-05 08:30`", ["d0 09:00", "d2 08:30:15.250", "1996-06-05 08:30"];
    /// The moment at which something is expected: an instant, the end of a day, when all that happened up to an
    /// instant has run its course, or when nothing is left to happen.
    MomentWord(Moment): "string" "sms-moment", read::moment,
        "`end of d0`, a time like `d2 08:30`, `settled after d2 08:30` or `settled`",
        ["end of d0", "d2 08:30", "settled after d2 00:00", "settled"];
    /// A length of time.
    Duration(Span): "string" "sms-duration", read::parsed,
        "a length of time like `60m`, `1h 30m` or `2d`", ["60m", "1h 30m", "2d", "500ms"];
    /// A time of day that comes every day.
    DailyClock(Span): "string" "sms-daily-clock", read::daily_clock,
        "a time of every day like `08:30 daily`", ["08:30 daily"];
    /// A size in bytes, or in K, M or G: 1,024 bytes, 1,024 K, 1,024 M.
    Size(u64): ["string", "integer"] "sms-size", read::size, "a size like `200M`, `500K`, `2G` or `1024`", ["200M", "500K", 0];
    /// A site code.
    SiteCode(String): "string" "sms-site-code", read::site_code,
        "a site code of three characters A to Z and 0 to 9, like `S01`", ["S01"];
    /// The name of a logon server.
    ServerName(String): "string" "sms-server", read::machine_name,
        "a server name of up to 15 capital letters, digits, `-` and `_`, like `LOGON1`", ["LOGON1"];
    /// The name of a package.
    PackageName(String): "string" "sms-package", read::package_name,
        "a package name of up to 50 letters, digits, spaces, `.`, `-` and `_`, like `EXCEL5`", ["EXCEL5"];
    /// The id of a job: the site code and five characters.
    JobName(String): "string" "sms-job-id", read::job_name,
        "a job id of site code and five characters A to Z and 0 to 9, like `S0100001`", ["S0100001"];
    /// A client, or a range of clients that differ in their number.
    ClientRange(NameRange): "string" "sms-clients", read::clients,
        "a client like `W5` or a range like `W[1-4]`", ["W5", "W[1-4]", "PC[001-250]"];
    /// A file of a package, by its path below the package's directory.
    SourcePath(RelPath): "string" "dos-relative-path", read::source_path,
        "a path below the package's directory, like `SETUP.BAT` or `DISK1\\EXCEL.EX_`", ["SETUP.BAT", "DISK1\\EXCEL.EX_"];
    /// The name of a file.
    FileName(String): "string" "dos-name", read::file_name, "a file name like `NWNETAPI.DLL`", ["NWNETAPI.DLL"];
    /// A file on a client, with its drive.
    FilePath(DosPath): "string" "dos-path", read::file_path,
        "a path with a drive, like `C:\\EXCEL\\EXCEL.EXE`", ["C:\\EXCEL\\EXCEL.EXE"];
    /// The statuses that a row goes through, from None.
    History(Vec<Status>): "string" "sms-status-history", read::history,
        "statuses from None on, like `None -> Retrying -> Complete`", ["None -> Retrying -> Complete"];
    /// An attribute of a computer's inventory: group and name.
    Attribute(String): "string" "sms-attribute", read::attribute,
        "an attribute as `group|name`, like `EXCEL5 Setup|Status`", ["EXCEL5 Setup|Status"];
    /// The value of an attribute, or `absent`: there is no such attribute.
    AttributeValue(Option<String>): "string" "sms-attribute-value", read::attribute_value,
        "a value, or `absent`", ["Complete", "absent"];
    /// The code of an entry in the event log.
    EventCode(u16): "string" "sms-event", read::number, "an event code like `374`", ["374"];
    /// A box: a logon server's, after the server's name, or one of the site server.
    BoxName(String): "string" "sms-box", read::any,
        "a box like `LOGON1 DESPOOLR.BOX` or `RECEIVE`", ["LOGON1 DESPOOLR.BOX", "RECEIVE"];
    /// The attributes of a file: of R, H, S and A those it has, or `-` for none.
    Letters(Attributes): "string" "dos-attributes", read::letters, "attributes as `RHSA`, or `-` for none", ["H", "RHS", "-"];
    /// A key of the registry, with its root.
    RegistryKey(String): "string" "registry-key", read::registry_key,
        "a key that begins with `HKLM\\`, `HKCU\\`, `HKCR\\` or `HKU\\`", ["HKLM\\SYSTEM\\CurrentControlSet\\Services"];
    /// The name of a value in the registry; an empty one is the value of the key itself.
    ValueName(String): "string" "registry-value", read::text, "the name of a value", ["Load"];
    /// A name or a value of an INI file: text of one line without tabs.
    IniText(String): "string" "ini-text", read::ini_text, "text of one line without tabs", ["rename", "NUL"];
    /// A script of SMS Installer.
    IpfScript(Ipf): "string" "sms-ipf", read::ipf, "a script of SMS Installer", ["item: Remark\nend\n"];
    /// A build of SMS Installer.
    InstallerBuild(Build): "string" "sms-installer-build", read::number, "a build like `1.0.45` or `2.0.64`", ["1.0.45"];
    /// The version of a library or a program.
    ModuleVersion(Version): "string" "module-version", read::number, "a version like `4.0.1381.4`", ["4.0.1381.4"];
    /// A drive besides C:.
    DriveLetter(Drive): "string" "dos-drive", read::drive_letter, "a letter from D to Z", ["D"];
    /// A number in the registry, below 2^32.
    RegistryNumber(u32): "integer" "registry-number", read::number, "a whole number below 4294967296", [0, 2];
    /// The exit code of a program.
    ExitCode(u8): "integer" "dos-exit-code", read::number, "an exit code from 0 to 255", [0, 3];
    /// A service pack.
    ServicePack(u8): "integer" "service-pack", read::number, "a service pack like `4`", [4];
    /// A command line of up to 127 characters.
    CommandLine(String): "string" "dos-command", read::command_line, "a command line of up to 127 characters", ["DIR C:\\"];
    /// Keys: characters, `\\r` for Enter, `\\t` for Tab, `\\\\` for a backslash, `\\x03` for a code.
    Keys(Vec<u8>): "string" "dos-keys", read::keys,
        "keys as characters, `\\r` for Enter, `\\t`, `\\\\` or a code like `\\x03`", ["Y\\r"];
    /// Programs in the order in which they were started, between commas.
    Starts(Vec<String>): "string" "sms-starts", read::starts,
        "paths of programs between commas, or `nothing`", ["C:\\B.SYS, C:\\A.COM"];
    /// Jobs in their order, between commas.
    Jobs(Vec<String>): "string" "sms-jobs", read::jobs,
        "ids of jobs between commas, or `nothing`", ["S0100001, S0100002", "nothing"];
    /// Servers in their order, between commas.
    Sources(Vec<String>): "string" "sms-servers", read::sources,
        "names of servers between commas, or `nothing`", ["LOGON1, DIST1", "nothing"];
    /// The log of a program on a client, or of a service of the site.
    LogFile(String): "string" "sms-log", read::log_file, "a log like `PCMWIN.LOG`", ["PCMWIN.LOG", "PACMAN.LOG"];
    /// A share of all, out of a hundred.
    Percent(u8): "integer" "percent", read::percent, "a whole number from 0 to 100", [80];
    /// The name of a setting.
    SettingName(String): "string" "sms-setting", read::setting_name,
        "a name of small letters, like `clients`", ["clients"];
    /// How many.
    Count(u64): "integer" "sms-count", read::number, "a whole number like `0` or `12`", [0, 12];
}

/// Reads a word from text, or from a number where another YAML reader made one of it.
struct WordVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err = String>> Visitor<'_> for WordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|expected| E::custom(format_args!("expected {expected}")))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}
