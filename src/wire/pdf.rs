//! The package definition file, .PDF: what the administrator imports instead of filling in the dialogs of a package. It has the
//! form of an INI file; a section for each variation of the setup says what its command needs (Q140055, Q175652).
//!
//! Taken are the keys that PCM comes to know. What a package shares on the network, and how its presence is found out, is passed
//! over.

use std::fmt;

use super::ins::OperatingSystems;
use crate::base::text::{decode, encode, same};
use crate::machine::ini::{Dialect, IniFile};

/// The longest file that is read, in bytes (assumed), and the most variations.
pub const MAX_PDF_BYTES: usize = 64 << 10;
pub const MAX_SETUPS: usize = 64;

const DEFINITION: &str = "Package Definition";

/// A package as it is defined.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Pdf {
    pub product: String,
    pub version: String,
    pub comment: String,
    /// In the order of SetupVariations.
    pub setups: Vec<Setup>,
}

/// A workstation command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setup {
    /// As SetupVariations names it.
    pub variation: String,
    pub command_line: String,
    pub command_name: String,
    /// Without the key it is (assumed); only a definition can say that it is not (Q174933).
    pub user_input_required: bool,
    pub synchronous_exit_required: bool,
    /// System (Background) Task (Q174933).
    pub system_task: bool,
    /// As the file names them.
    pub platforms: Vec<String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            variation: String::new(),
            command_line: String::new(),
            command_name: String::new(),
            user_input_required: true,
            synchronous_exit_required: false,
            system_task: false,
            platforms: Vec::new(),
        }
    }
}

/// Why a file defines no package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PdfError {
    /// More than [`MAX_PDF_BYTES`].
    TooLong,
    /// There is no `[PDF]` with a Version.
    NoPdf,
    /// SetupVariations names none, or more than [`MAX_SETUPS`].
    NoSetups,
    /// The section of a variation is missing, or has no CommandLine.
    NoCommand(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "it has more than {MAX_PDF_BYTES} bytes"),
            Self::NoPdf => f.write_str("there is no section [PDF] with a Version"),
            Self::NoSetups => {
                write!(f, "SetupVariations of [{DEFINITION}] must name 1 to {MAX_SETUPS} variations")
            }
            Self::NoCommand(variation) => write!(f, "[{variation} Setup] has no CommandLine"),
        }
    }
}

impl std::error::Error for PdfError {}

impl Pdf {
    /// Reads a file.
    ///
    /// # Errors
    /// See [`PdfError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PdfError> {
        if bytes.len() > MAX_PDF_BYTES {
            return Err(PdfError::TooLong);
        }
        let file = Sections(IniFile::parse(bytes, Dialect::Nt));
        if file.text("PDF", "Version").is_empty() {
            return Err(PdfError::NoPdf);
        }
        let variations = list(&file.text(DEFINITION, "SetupVariations"));
        if variations.is_empty() || variations.len() > MAX_SETUPS {
            return Err(PdfError::NoSetups);
        }
        Ok(Self {
            product: file.text(DEFINITION, "Product"),
            version: file.text(DEFINITION, "Version"),
            comment: file.text(DEFINITION, "Comment"),
            setups: variations.into_iter().map(|name| file.setup(name)).collect::<Result<_, _>>()?,
        })
    }

    /// The text of the file.
    pub fn render(&self) -> Vec<u8> {
        let variations: Vec<&str> = self.setups.iter().map(|setup| setup.variation.as_str()).collect();
        let mut text = format!(
            "[PDF]\r\nVersion=1.0\r\n\r\n[{DEFINITION}]\r\nProduct={}\r\nVersion={}\r\nComment={}\r\nSetupVariations={}\r\n",
            self.product,
            self.version,
            self.comment,
            variations.join(", ")
        );
        self.setups.iter().for_each(|setup| text.push_str(&setup.section()));
        encode(&text)
    }

    /// The variation of this name.
    pub fn setup(&self, variation: &str) -> Option<&Setup> {
        self.setups.iter().find(|setup| same(&setup.variation, variation))
    }
}

impl Setup {
    fn section(&self) -> String {
        let Self { variation, command_line, command_name, .. } = self;
        let word = |says: bool| if says { "TRUE" } else { "FALSE" };
        format!(
            "\r\n[{variation} Setup]\r\nCommandLine={command_line}\r\nCommandName={command_name}\r\nUserInputRequired={}\r\n\
             SynchronousSystemExitRequired={}\r\nSystemTask={}\r\nSupportedPlatforms={}\r\n",
            word(self.user_input_required),
            word(self.synchronous_exit_required),
            word(self.system_task),
            self.platforms.join(", ")
        )
    }

    /// The systems that the record will name. Of Windows NT no version is kept (Q150799); a name that nobody knows is passed over
    /// (assumed).
    pub fn operating_systems(&self) -> OperatingSystems {
        let known = self.platforms.iter().filter_map(|name| operating_system(name));
        known.fold(OperatingSystems::default(), |mask, system| mask | system)
    }
}

fn operating_system(name: &str) -> Option<OperatingSystems> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let begins = |with: &str| name.starts_with(with);
    match () {
        () if begins("WINDOWSNT") && name.contains("MIPS") => Some(OperatingSystems::WIN32_MIPS),
        () if begins("WINDOWSNT") && name.contains("ALPHA") => Some(OperatingSystems::WIN32_ALPHA),
        () if begins("WINDOWSNT") => Some(OperatingSystems::WIN32_X86),
        () if begins("WINDOWS") => Some(OperatingSystems::WIN16),
        () if begins("MS-DOS5") => Some(OperatingSystems::DOS5),
        () if begins("MS-DOS6") => Some(OperatingSystems::DOS6),
        () if begins("MAC") => Some(OperatingSystems::MACINTOSH),
        () => None,
    }
}

/// The sections of a file, with values as text.
struct Sections(IniFile);

impl Sections {
    fn text(&self, section: &str, key: &str) -> String {
        decode(self.0.get(&encode(section), key.as_bytes()).unwrap_or_default())
    }

    fn setup(&self, variation: String) -> Result<Setup, PdfError> {
        let section = format!("{variation} Setup");
        let is = |key: &str, otherwise: bool| match self.text(&section, key) {
            word if word.eq_ignore_ascii_case("TRUE") => true,
            word if word.eq_ignore_ascii_case("FALSE") => false,
            _ => otherwise,
        };
        let setup = Setup {
            command_line: self.text(&section, "CommandLine"),
            command_name: self.text(&section, "CommandName"),
            user_input_required: is("UserInputRequired", true),
            synchronous_exit_required: is("SynchronousSystemExitRequired", false),
            system_task: is("SystemTask", false),
            platforms: list(&self.text(&section, "SupportedPlatforms")),
            variation,
        };
        if setup.command_line.is_empty() { Err(PdfError::NoCommand(setup.variation)) } else { Ok(setup) }
    }
}

/// The words of a list with commas between them.
fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::testing;

    const EXAMPLE: &str = "\
; imported from PRIMSITE.SRV
[PDF]
Version=1.0

[Package Definition]
Product=Service Pack
Version=3.51
SetupVariations=Typical, Unattended

[Typical Setup]
CommandLine=UPDATE.EXE
CommandName=Update
SupportedPlatforms=Windows95, Windows NT 3.51 (x86)

[unattended setup]
CommandLine=UPDATE.EXE -u
UserInputRequired=FALSE
SynchronousSystemExitRequired=true
SystemTask=TRUE
SupportedPlatforms=Windows NT 3.1 (Alpha), MS-DOS 6.2, Newton
";

    #[test]
    fn a_definition_says_what_each_command_needs() {
        let pdf = Pdf::parse(EXAMPLE.as_bytes()).unwrap();
        assert_eq!((pdf.product.as_str(), pdf.version.as_str()), ("Service Pack", "3.51"));
        let typical = pdf.setup("TYPICAL").unwrap();
        assert_eq!(typical.command_line, "UPDATE.EXE");
        assert!(typical.user_input_required && !typical.synchronous_exit_required && !typical.system_task);
        assert_eq!(typical.operating_systems(), OperatingSystems::WIN16 | OperatingSystems::WIN32_X86);
        let unattended = pdf.setup("Unattended").unwrap();
        assert!(!unattended.user_input_required && unattended.synchronous_exit_required);
        assert!(unattended.system_task);
        assert_eq!(unattended.operating_systems(), OperatingSystems::WIN32_ALPHA | OperatingSystems::DOS6);
    }

    #[test]
    fn what_defines_no_package_is_told() {
        let long = vec![b';'; MAX_PDF_BYTES + 1];
        for (bytes, wanted) in [
            (&b""[..], PdfError::NoPdf),
            (&long, PdfError::TooLong),
            (b"[PDF]\nVersion=1.0\n", PdfError::NoSetups),
            (
                b"[PDF]\nVersion=1.0\n[Package Definition]\nSetupVariations=A\n[A Setup]\n",
                PdfError::NoCommand("A".to_string()),
            ),
        ] {
            assert_eq!(Pdf::parse(bytes).unwrap_err(), wanted);
        }
    }

    prop_compose! {
        fn word()(word in "[A-Za-z0-9][A-Za-z0-9.:\\\\/ -]{0,20}[A-Za-z0-9]") -> String { word }
    }

    prop_compose! {
        fn any_setup()(
            variation in "[A-Z][a-z0-9]{1,12}", command_line in word(), command_name in word(),
            user_input_required: bool, synchronous_exit_required: bool, system_task: bool,
            platforms in prop::collection::vec(word(), 0..4),
        ) -> Setup {
            Setup {
                variation, command_line, command_name, user_input_required, synchronous_exit_required,
                system_task, platforms,
            }
        }
    }

    prop_compose! {
        fn any_pdf()(
            product in word(), version in word(), comment in word(),
            setups in prop::collection::btree_map("[A-Z][a-z0-9]{1,12}", any_setup(), 1..5),
        ) -> Pdf {
            let setups = setups.into_iter().map(|(variation, setup)| Setup { variation, ..setup }).collect();
            Pdf { product, version, comment, setups }
        }
    }

    proptest! {
        #[test]
        fn every_definition_reads_back(pdf in any_pdf()) {
            prop_assert_eq!(Pdf::parse(&pdf.render()), Ok(pdf));
        }

        #[test]
        fn no_bytes_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            pdf in any_pdf(), at: prop::sample::Index, byte: u8,
        ) {
            for bytes in [bytes, testing::damaged(&pdf.render(), at, byte)] {
                if let Ok(read) = Pdf::parse(&bytes) {
                    prop_assert!(read.setups.iter().all(|setup| !setup.command_line.is_empty()));
                }
            }
        }
    }
}
