//! The items of a script, by name, and which of them begin a block.

use super::script::Problem;
use crate::wire::ipf::Block;

/// What an item does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    SetVariable,
    If,
    Else,
    ElseIf,
    EndBlock,
    Exit,
    NewEvent,
    Include,
    DisplayMessage,
    CustomDialogSet,
    WizardBlock,
    CheckConfiguration,
    CheckDiskSpace,
    CheckFile,
    InstallFile,
    CopyLocalFile,
    DeleteFile,
    RenameFile,
    CreateDirectory,
    SetAttributes,
    EditIni,
    ReadIni,
    EditRegistry,
    GetRegistry,
    GetEnvironment,
    GetSystemInformation,
    SystemDirectory,
    FindFile,
    GetTemporaryFilename,
    ParseString,
    InsertLine,
    AddToAutoexec,
    AddToConfig,
    AddDevice,
    AddToPath,
    SetFilesBuffers,
    AddTextToLog,
    OpenCloseLog,
    ExecuteProgram,
    CreateShortcut,
    CreateService,
    SelfRegister,
    Sleep,
    /// It touches nothing that can be seen here.
    Nothing,
}

/// The items as scripts name them; three as articles name them too.
const NAMES: [(&str, Kind); 61] = [
    ("Global", Kind::Nothing),
    ("Set Variable", Kind::SetVariable),
    ("If/While Statement", Kind::If),
    ("Else Statement", Kind::Else),
    ("ElseIf Statement", Kind::ElseIf),
    ("End Block", Kind::EndBlock),
    ("Exit Installation", Kind::Exit),
    ("New Event", Kind::NewEvent),
    ("Include Script", Kind::Include),
    ("Remark", Kind::Nothing),
    ("Display Message", Kind::DisplayMessage),
    ("Custom Dialog Set", Kind::CustomDialogSet),
    ("Wizard Block", Kind::WizardBlock),
    ("Check Configuration", Kind::CheckConfiguration),
    ("Check Disk Space", Kind::CheckDiskSpace),
    ("Check if File/Dir Exists", Kind::CheckFile),
    ("Install File", Kind::InstallFile),
    ("Copy Local File", Kind::CopyLocalFile),
    ("Delete File", Kind::DeleteFile),
    ("Delete Files", Kind::DeleteFile),
    ("Rename File/Directory", Kind::RenameFile),
    ("Create Directory", Kind::CreateDirectory),
    ("Set File Attributes", Kind::SetAttributes),
    ("Edit INI File", Kind::EditIni),
    ("Read INI Value", Kind::ReadIni),
    ("Edit Registry", Kind::EditRegistry),
    ("Get Registry Key Value", Kind::GetRegistry),
    ("Get Environment Variable", Kind::GetEnvironment),
    ("Get System Information", Kind::GetSystemInformation),
    ("Win32 System Directory", Kind::SystemDirectory),
    ("Find File in Path", Kind::FindFile),
    ("Search for File", Kind::FindFile),
    ("Get Temporary Filename", Kind::GetTemporaryFilename),
    ("Parse String", Kind::ParseString),
    ("Insert Line into Text File", Kind::InsertLine),
    ("Add to AUTOEXEC.BAT", Kind::AddToAutoexec),
    ("Add Command to Autoexec.bat", Kind::AddToAutoexec),
    ("Add to CONFIG.SYS", Kind::AddToConfig),
    ("Add Command to Config.sys", Kind::AddToConfig),
    ("Add Device to SYSTEM.INI", Kind::AddDevice),
    ("Add Device to System.ini", Kind::AddDevice),
    ("Add Directory to Path", Kind::AddToPath),
    ("Set Files/Buffers", Kind::SetFilesBuffers),
    ("Add Text to INSTALL.LOG", Kind::AddTextToLog),
    ("Open/Close INSTALL.LOG", Kind::OpenCloseLog),
    ("Execute Program", Kind::ExecuteProgram),
    ("Create Shortcut", Kind::CreateShortcut),
    ("Create Service", Kind::CreateService),
    ("Start/Stop Service", Kind::Nothing),
    ("Sleep", Kind::Sleep),
    ("Add ProgMan Icon", Kind::Nothing),
    ("Self-Register OCXs/DLLs", Kind::SelfRegister),
    ("Register Font", Kind::Nothing),
    ("Install ODBC Driver", Kind::Nothing),
    ("Configure ODBC Data Source", Kind::Nothing),
    ("Install MMC Snap-in", Kind::Nothing),
    ("Call DLL Function", Kind::Nothing),
    ("Display Graphic", Kind::Nothing),
    ("Display Billboard", Kind::Nothing),
    ("Custom Graphic", Kind::Nothing),
    ("Play Multimedia File", Kind::Nothing),
];

/// Flags that begin a block.
pub const MESSAGE_BLOCK: u32 = 0x01;
/// Of `Check if File/Dir Exists` (inferred from scripts).
pub const CHECK_FILE_MISSING: u32 = 0x01;
pub const CHECK_FILE_ABORTS: u32 = 0x02;
pub const CHECK_FILE_BLOCK: u32 = 0x04;
pub const CHECK_FILE_NOT_WRITABLE: u32 = 0x80;
/// Of `Check Configuration`: what is done, in the two lowest bits (inferred from scripts, as all that follows).
pub const CHECK_ACTION: u32 = 0x03;
pub const CHECK_BLOCK: u32 = 0x03;
pub const CHECK_ABORTS: u32 = 0x02;
/// What is looked for, in the four bits above.
pub const CHECK_FEATURE: u32 = 0x3C;
pub const SHELL_OF_WINDOWS_95: u32 = 0x38;
pub const WINDOWS_95_OR_NT: u32 = 0x18;
/// Whether it must be so, or must not.
pub const CHECK_IS: u32 = 0x80;
pub const CHECK_IS_NOT: u32 = 0x40;
/// Of `If/While Statement`: how it compares, and the last way that is known.
pub const COMPARISON: u32 = 0x0F;
const LAST_COMPARISON: u32 = 9;

impl Kind {
    /// The item of this name.
    pub fn of(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Whether the item begins a block.
    pub fn opens(self, block: &Block) -> bool {
        let flags = block.flags("Flags");
        match self {
            Self::If | Self::WizardBlock => true,
            Self::DisplayMessage => flags.has(MESSAGE_BLOCK),
            Self::CheckFile => flags.has(CHECK_FILE_BLOCK),
            Self::CheckConfiguration => flags.bits() & CHECK_ACTION == CHECK_BLOCK,
            _ => false,
        }
    }

    /// Whether the item can be carried out with what it holds.
    ///
    /// # Errors
    /// Something that is not modelled.
    pub fn check(self, block: &Block) -> Result<(), Problem> {
        let bits = block.flags("Flags").bits();
        let feature = [SHELL_OF_WINDOWS_95, WINDOWS_95_OR_NT].contains(&(bits & CHECK_FEATURE));
        match self {
            Self::CheckConfiguration if !feature || (bits & (CHECK_IS | CHECK_IS_NOT)).count_ones() != 1 => {
                Err(Problem::NotModelled("what it looks for"))
            }
            Self::If | Self::ElseIf if bits & COMPARISON > LAST_COMPARISON => {
                Err(Problem::NotModelled("how it compares"))
            }
            _ => Ok(()),
        }
    }
}
