//! The operating systems of a PC: where each keeps its files, which shell it has, and a disk with it
//! installed.

use std::sync::{Arc, LazyLock};

use jiff::civil::date;

use super::clock::LocalTime;
use super::environment::Environment;
use super::path::{Naming, RelPath};
use super::shell::Dialect;
use super::volume::{Attributes, Content, Image, Volume};

/// The operating system a client runs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum OsKind {
    /// MS-DOS 5.0.
    Dos5,
    /// MS-DOS 6.x.
    Dos6,
    /// Windows 3.1 on MS-DOS 6.x.
    Win31,
    /// Windows for Workgroups 3.11 on MS-DOS 6.x.
    #[serde(rename = "win311")]
    Wfw311,
    /// Windows 95.
    Win95,
    /// Windows NT 3.5.
    Nt35,
    /// Windows NT 3.51.
    Nt351,
    /// Windows NT 4.0.
    Nt40,
    /// OS/2 Warp.
    Os2,
}

/// The disk of a machine as delivered, in bytes (assumed).
pub const FACTORY_DISK_BYTES: u64 = 512 << 20;

impl OsKind {
    pub const ALL: [Self; 9] = [
        Self::Dos5,
        Self::Dos6,
        Self::Win31,
        Self::Wfw311,
        Self::Win95,
        Self::Nt35,
        Self::Nt351,
        Self::Nt40,
        Self::Os2,
    ];

    /// The directory that Windows is installed in; `None` where there is no Windows.
    pub const fn windows_directory(self) -> Option<&'static str> {
        match self {
            Self::Dos5 | Self::Dos6 | Self::Os2 => None,
            Self::Win31 | Self::Wfw311 | Self::Win95 => Some("C:\\WINDOWS"),
            Self::Nt35 | Self::Nt351 | Self::Nt40 => Some("C:\\WINNT"),
        }
    }

    /// The directory of Windows' own libraries.
    pub const fn system_directory(self) -> Option<&'static str> {
        match self {
            Self::Dos5 | Self::Dos6 | Self::Os2 => None,
            Self::Win31 | Self::Wfw311 | Self::Win95 => Some("C:\\WINDOWS\\SYSTEM"),
            Self::Nt35 | Self::Nt351 | Self::Nt40 => Some("C:\\WINNT\\SYSTEM32"),
        }
    }

    /// The files that the system itself loads, where they are there, and has in use as long as it runs (the list is
    /// assumed; that NETAPI.DLL is one of them, Q139086).
    pub const fn modules(self) -> &'static [&'static str] {
        match self {
            Self::Dos5 | Self::Dos6 => &[],
            Self::Win31 | Self::Wfw311 => &[
                "C:\\WINDOWS\\PROGMAN.EXE",
                "C:\\WINDOWS\\SYSTEM\\GDI.EXE",
                "C:\\WINDOWS\\SYSTEM\\KRNL386.EXE",
                "C:\\WINDOWS\\SYSTEM\\NETAPI.DLL",
                "C:\\WINDOWS\\SYSTEM\\SHELL.DLL",
                "C:\\WINDOWS\\SYSTEM\\USER.EXE",
            ],
            Self::Win95 => &[
                "C:\\WINDOWS\\EXPLORER.EXE",
                "C:\\WINDOWS\\SYSTEM\\KERNEL32.DLL",
                "C:\\WINDOWS\\SYSTEM\\KRNL386.EXE",
                "C:\\WINDOWS\\SYSTEM\\NETAPI.DLL",
            ],
            Self::Nt35 | Self::Nt351 | Self::Nt40 => &[
                "C:\\WINNT\\SYSTEM32\\KERNEL32.DLL",
                "C:\\WINNT\\SYSTEM32\\NETAPI32.DLL",
                "C:\\WINNT\\SYSTEM32\\NTOSKRNL.EXE",
            ],
            Self::Os2 => &["C:\\OS2\\DLL\\DOSCALL1.DLL", "C:\\OS2KRNL"],
        }
    }

    /// The directory of the commands that are not part of the shell.
    pub const fn command_directory(self) -> &'static str {
        match self {
            Self::Dos5 | Self::Dos6 | Self::Win31 | Self::Wfw311 => "C:\\DOS",
            Self::Win95 => "C:\\WINDOWS\\COMMAND",
            Self::Nt35 | Self::Nt351 | Self::Nt40 => "C:\\WINNT\\SYSTEM32",
            Self::Os2 => "C:\\OS2",
        }
    }

    /// The shell's own file, which COMSPEC names.
    pub const fn shell(self) -> &'static str {
        match self {
            Self::Dos5 | Self::Dos6 | Self::Win31 | Self::Wfw311 | Self::Win95 => "C:\\COMMAND.COM",
            Self::Nt35 | Self::Nt351 | Self::Nt40 => "C:\\WINNT\\SYSTEM32\\CMD.EXE",
            Self::Os2 => "C:\\OS2\\CMD.EXE",
        }
    }

    /// The language of that shell.
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::Dos5 => Dialect::Command5,
            Self::Dos6 | Self::Win31 | Self::Wfw311 => Dialect::Command6,
            Self::Win95 => Dialect::Command7,
            Self::Nt35 | Self::Nt351 | Self::Nt40 => Dialect::CmdNt,
            Self::Os2 => Dialect::CmdOs2,
        }
    }

    /// The names that its disks keep.
    pub const fn naming(self) -> Naming {
        self.dialect().naming()
    }

    /// What is in the directories of a machine as delivered, with sizes in bytes (assumed).
    const fn factory_files(self) -> &'static [Row] {
        match self {
            Self::Dos5 | Self::Dos6 => DOS,
            Self::Win31 | Self::Wfw311 => WINDOWS_3,
            Self::Win95 => WINDOWS_95,
            Self::Nt35 | Self::Nt351 | Self::Nt40 => WINDOWS_NT,
            Self::Os2 => OS_2,
        }
    }

    const fn autoexec(self) -> Option<&'static str> {
        match self {
            Self::Dos5 | Self::Dos6 => {
                Some("@ECHO OFF\r\nPROMPT $P$G\r\nPATH C:\\DOS\r\nSET TEMP=C:\\DOS\r\n")
            }
            Self::Win31 | Self::Wfw311 => {
                Some("@ECHO OFF\r\nPROMPT $P$G\r\nPATH C:\\WINDOWS;C:\\DOS\r\nSET TEMP=C:\\DOS\r\nWIN\r\n")
            }
            Self::Win95 => Some("@ECHO OFF\r\n"),
            Self::Nt35 | Self::Nt351 | Self::Nt40 | Self::Os2 => None,
        }
    }
}

/// A file and its size; a size of `None` is a directory.
type Row = (&'static str, Option<u64>);

const DOS: &[Row] = &[
    ("IO.SYS", Some(40_566)),
    ("MSDOS.SYS", Some(38_138)),
    ("COMMAND.COM", Some(54_619)),
    ("DOS", None),
    ("DOS\\ATTRIB.EXE", Some(11_208)),
    ("DOS\\EDIT.COM", Some(413)),
    ("DOS\\FORMAT.COM", Some(22_974)),
    ("DOS\\HIMEM.SYS", Some(29_136)),
    ("DOS\\XCOPY.EXE", Some(16_930)),
];

const WINDOWS_3: &[Row] = &[
    ("IO.SYS", Some(40_566)),
    ("MSDOS.SYS", Some(38_138)),
    ("COMMAND.COM", Some(54_619)),
    ("DOS", None),
    ("DOS\\ATTRIB.EXE", Some(11_208)),
    ("DOS\\HIMEM.SYS", Some(29_136)),
    ("DOS\\XCOPY.EXE", Some(16_930)),
    ("WINDOWS", None),
    ("WINDOWS\\SYSTEM", None),
    ("WINDOWS\\WIN.COM", Some(50_904)),
    ("WINDOWS\\PROGMAN.EXE", Some(115_312)),
    ("WINDOWS\\WINFILE.EXE", Some(146_864)),
    ("WINDOWS\\SYSTEM\\KRNL386.EXE", Some(76_400)),
    ("WINDOWS\\SYSTEM\\GDI.EXE", Some(220_800)),
    ("WINDOWS\\SYSTEM\\USER.EXE", Some(264_096)),
    ("WINDOWS\\SYSTEM\\SHELL.DLL", Some(41_600)),
];

const WINDOWS_95: &[Row] = &[
    ("IO.SYS", Some(223_148)),
    ("COMMAND.COM", Some(92_870)),
    ("WINDOWS", None),
    ("WINDOWS\\COMMAND", None),
    ("WINDOWS\\SYSTEM", None),
    ("WINDOWS\\COMMAND\\ATTRIB.EXE", Some(15_252)),
    ("WINDOWS\\COMMAND\\XCOPY.EXE", Some(3_878)),
    ("WINDOWS\\WIN.COM", Some(22_679)),
    ("WINDOWS\\EXPLORER.EXE", Some(204_288)),
    ("WINDOWS\\SYSTEM\\KRNL386.EXE", Some(124_416)),
    ("WINDOWS\\SYSTEM\\KERNEL32.DLL", Some(413_696)),
];

const WINDOWS_NT: &[Row] = &[
    ("BOOT.INI", Some(288)),
    ("NTLDR", Some(155_984)),
    ("NTDETECT.COM", Some(26_816)),
    ("WINNT", None),
    ("WINNT\\SYSTEM", None),
    ("WINNT\\SYSTEM32", None),
    ("WINNT\\SYSTEM32\\CMD.EXE", Some(208_144)),
    ("WINNT\\SYSTEM32\\ATTRIB.EXE", Some(12_048)),
    ("WINNT\\SYSTEM32\\XCOPY.EXE", Some(34_576)),
    ("WINNT\\SYSTEM32\\NTOSKRNL.EXE", Some(917_504)),
    ("WINNT\\SYSTEM32\\KERNEL32.DLL", Some(372_496)),
];

const OS_2: &[Row] = &[
    ("OS2LDR", Some(28_160)),
    ("OS2KRNL", Some(736_275)),
    ("OS2", None),
    ("OS2\\CMD.EXE", Some(85_056)),
    ("OS2\\ATTRIB.EXE", Some(27_040)),
    ("OS2\\XCOPY.EXE", Some(39_520)),
    ("OS2\\DLL", None),
    ("OS2\\DLL\\DOSCALL1.DLL", Some(122_880)),
];

const WIN_COM: &str = "WINDOWS\\WIN.COM";

/// Files that a start of the machine needs are hidden system files that cannot be overwritten.
const BOOT_FILES: [&str; 7] =
    ["IO.SYS", "MSDOS.SYS", "BOOT.INI", "NTLDR", "NTDETECT.COM", "OS2LDR", "OS2KRNL"];

/// The disk of a machine as delivered: the operating system and nothing else. All machines of a kind share
/// it.
pub fn factory_image(os: OsKind) -> Arc<Image> {
    static IMAGES: LazyLock<Vec<Arc<Image>>> =
        LazyLock::new(|| OsKind::ALL.into_iter().map(install).collect());
    IMAGES[os as usize].clone()
}

/// What WIN.COM holds, which starts Windows; `None` where nobody starts it.
pub fn win_com(os: OsKind) -> Option<Content> {
    let mut files = os.factory_files().iter().zip(0u64..);
    files.find_map(|((name, size), seed)| {
        Some(Content::Filler { size: (*size)?, seed }).filter(|_| *name == WIN_COM)
    })
}

/// The variables of a machine as delivered.
pub fn factory_environment(os: OsKind) -> Environment {
    static BLOCKS: LazyLock<Vec<Environment>> =
        LazyLock::new(|| OsKind::ALL.into_iter().map(variables).collect());
    BLOCKS[os as usize].clone()
}

fn install(os: OsKind) -> Arc<Image> {
    let at = LocalTime::from(date(1994, 5, 31).at(6, 22, 0, 0));
    let mut disk = Volume::new(Image::empty_with(FACTORY_DISK_BYTES, os.naming()));
    let path = |text: &str| RelPath::parse(text).expect("factory paths are valid");
    for (seed, (name, size)) in (0u64..).zip(os.factory_files()) {
        let done = match size {
            None => disk.make_directory(&path(name), at),
            Some(size) => disk.write(&path(name), Content::Filler { size: *size, seed }, at),
        };
        done.expect("the factory files fit in their order");
        if BOOT_FILES.contains(name) {
            let boot = Attributes::READ_ONLY | Attributes::HIDDEN | Attributes::SYSTEM;
            disk.set_attributes(&path(name), boot).expect("it was written");
        }
    }
    if let Some(autoexec) = os.autoexec() {
        for (name, text) in [("CONFIG.SYS", "FILES=40\r\nBUFFERS=20\r\n"), ("AUTOEXEC.BAT", autoexec)] {
            disk.write(&path(name), Content::of(text), at).expect("the start-up files fit");
        }
    }
    disk.freeze()
}

fn variables(os: OsKind) -> Environment {
    let commands = os.command_directory();
    let path = match os.windows_directory() {
        Some(windows) if !commands.ends_with("SYSTEM32") => format!("{windows};{commands}"),
        Some(windows) => format!("{commands};{windows}"),
        None => commands.to_string(),
    };
    let temp = os.windows_directory().unwrap_or(commands);
    let mut environment = Environment::default();
    for (name, value) in [("COMSPEC", os.shell()), ("PROMPT", "$P$G"), ("PATH", &path), ("TEMP", temp)] {
        environment.set(name, value).expect("the factory variables fit");
    }
    if matches!(os, OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40) {
        environment.set("OS", "Windows_NT").expect("the factory variables fit");
    }
    environment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::path::DosPath;

    #[test]
    fn every_system_has_the_directories_and_the_shell_it_names() {
        for os in OsKind::ALL {
            let disk = Volume::new(factory_image(os));
            let directories = os.windows_directory().into_iter().chain([os.command_directory()]);
            for directory in directories {
                assert!(disk.is_directory(&DosPath::parse(directory).unwrap().below), "{os:?} {directory}");
            }
            assert!(disk.exists(&DosPath::parse(os.shell()).unwrap().below), "{os:?}");
            assert_eq!(factory_environment(os).get("comspec"), Some(os.shell()));
        }
    }

    #[test]
    fn machines_of_a_kind_share_one_image() {
        assert!(Arc::ptr_eq(&factory_image(OsKind::Win31), &factory_image(OsKind::Win31)));
        let io_sys = RelPath::parse("IO.SYS").unwrap();
        let disk = Volume::new(factory_image(OsKind::Dos6));
        assert_eq!(disk.entry(&io_sys).unwrap().attributes.to_string(), "RHS");
    }
}
