//! The files of the client in \MS\SMS\BIN, as the copy lists of a logon server name them.

use crate::base::Digest;
use crate::client::programs::Program;
use crate::machine::{Content, OsKind};

/// Where the client's programs lie (Q127025, Q145588).
pub const BIN: &str = r"C:\MS\SMS\BIN";
/// The size of a file whose contents do not matter (assumed).
const SIZE_BYTES: u64 = 98_304;

/// A file of the client.
#[derive(Clone, Debug)]
pub struct ClientFile {
    pub name: String,
    pub content: Content,
}

impl ClientFile {
    fn of(program: Program, name: &str) -> Self {
        Self { name: name.to_string(), content: program.content() }
    }

    /// A file that nothing here looks into: Package Command Manager's window, Program Group Control, libraries.
    pub fn opaque(name: &str) -> Self {
        let seed = Digest::of(name.to_ascii_uppercase().as_bytes());
        Self { name: name.to_string(), content: Content::Filler { size: SIZE_BYTES, seed } }
    }
}

/// The files of a kind of client (Q161912, Q167759, Q166771; which kind has which is partly inferred).
pub fn of(os: OsKind) -> Vec<ClientFile> {
    let (known, opaque): (&[(Program, &str)], &[&str]) = match os {
        OsKind::Dos5 | OsKind::Dos6 => (&[SMSWORK, USERTSR, CLIOPTS], &["PCMDOS.EXE"]),
        OsKind::Win31 | OsKind::Wfw311 => (
            &[SMSWORK, USERTSR, CLIOPTS, SMSRUN16],
            &["SMSSRV16.EXE", "APPCTL16.EXE", "PCMWIN16.EXE", "MIFWIN.EXE"],
        ),
        OsKind::Win95 => (
            &[SMSWORK, USERTSR, CLIOPTS, SMSRUN16],
            &["SMSSRV16.EXE", "APPCTL95.EXE", "PCMWIN16.EXE", "MIFWIN.EXE"],
        ),
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => (
            &[(Program::Smsrun32, "SMSRUN32.EXE")],
            &["SMSSRV32.EXE", "APPCTL32.EXE", "PCMWIN32.EXE", "MIFWIN.EXE"],
        ),
        OsKind::Os2 => (&[SMSWORK], &[]),
    };
    let known = known.iter().map(|(program, name)| ClientFile::of(*program, name));
    known.chain(opaque.iter().map(|name| ClientFile::opaque(name))).collect()
}

const SMSWORK: (Program, &str) = (Program::Smswork, "SMSWORK.EXE");
const SMSRUN16: (Program, &str) = (Program::Smsrun16, "SMSRUN16.EXE");
const USERTSR: (Program, &str) = (Program::Usertsr, "USERTSR.EXE");
const CLIOPTS: (Program, &str) = (Program::Cliopts, "CLIOPTS.EXE");

/// The programs that SMSRUN starts, in that order (Q167759), as command lines.
pub fn started_by_smsrun(os: OsKind) -> Vec<String> {
    let names: &[&str] = match os {
        OsKind::Win31 | OsKind::Wfw311 => &["APPCTL16.EXE", "PCMWIN16.EXE", "MIFWIN.EXE /SMSLS"],
        OsKind::Win95 => &["APPCTL95.EXE", "PCMWIN16.EXE", "MIFWIN.EXE /SMSLS"],
        OsKind::Nt35 | OsKind::Nt351 | OsKind::Nt40 => &["APPCTL32.EXE", "PCMWIN32.EXE", "MIFWIN.EXE /SMSLS"],
        OsKind::Dos5 | OsKind::Dos6 | OsKind::Os2 => &[],
    };
    names.iter().map(|name| format!("{BIN}\\{name}")).collect()
}
