//! File names in boxes.

use crate::product::names::base36;

/// What a file in a box is, by its extension.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileKind {
    /// PCM instruction file, `<SMSID>.INS` (Q123499); in RECEIVE, a compressed instruction from a sender
    /// (Q152468).
    Ins,
    /// Despooler instruction, as PCM writes one (Q140374).
    Sni,
    /// Status MIF that PCM renamed (Q169491); in RECEIVE also a package file (Q137610).
    Pck,
    /// Job-status MIF (inferred from a keyword of Q162558).
    Jmf,
    /// Event MIF: a failed installation (Q169491).
    Emf,
    /// Delta MIF, and any MIF of a program (Q176517).
    Mif,
    /// A client's inventory (Q181630).
    Raw,
    /// Instruction that the Despooler took up, with a package file (Q152468).
    Ist,
    /// Instruction that the Despooler took up, without one (Q152468).
    Nil,
}

impl FileKind {
    pub const ALL: [Self; 9] =
        [Self::Ins, Self::Sni, Self::Pck, Self::Jmf, Self::Emf, Self::Mif, Self::Raw, Self::Ist, Self::Nil];

    /// The extension, without its dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Ins => "INS",
            Self::Sni => "SNI",
            Self::Pck => "PCK",
            Self::Jmf => "JMF",
            Self::Emf => "EMF",
            Self::Mif => "MIF",
            Self::Raw => "RAW",
            Self::Ist => "IST",
            Self::Nil => "NIL",
        }
    }

    /// The file of this kind with a given stem.
    pub fn file(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// The kind of a file name, case-blind; `None` for other extensions.
    pub fn of(file: &str) -> Option<Self> {
        let (_, extension) = file.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.extension().eq_ignore_ascii_case(extension))
    }
}

/// How many reports of one client have names of their own before names repeat: as many as eight characters
/// leave after four billion clients (assumed; Q169491 shows only `xxxxxxxx`).
pub const REPORTS_PER_CLIENT: u32 = 656;

const STEM_CHARACTERS: usize = 8;

/// The stem that the `.SNI` and `.PCK` of a client's `nth` report share.
pub fn box_name(client: u32, nth: u32) -> String {
    let number = u64::from(client) * u64::from(REPORTS_PER_CLIENT) + u64::from(nth % REPORTS_PER_CLIENT);
    base36(number, STEM_CHARACTERS)
}

/// The client and the number of the report, modulo [`REPORTS_PER_CLIENT`], that a stem made by [`box_name`]
/// stands for.
pub fn parse_box_name(stem: &str) -> Option<(u32, u32)> {
    let plain = stem.len() == STEM_CHARACTERS && stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let number = if plain { u64::from_str_radix(stem, 36).ok()? } else { return None };
    let per_client = u64::from(REPORTS_PER_CLIENT);
    Some((u32::try_from(number / per_client).ok()?, (number % per_client) as u32))
}

/// The `nth` result that the Despooler finds in RECEIVE: `sni00000.sni` (Q169491), in capitals.
pub fn received_sni(nth: u32) -> String {
    FileKind::Sni.file(&format!("SNI{:05}", nth % 100_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds_are_known_by_extension() {
        assert_eq!(FileKind::of("sni00001.sni"), Some(FileKind::Sni));
        assert_eq!(FileKind::of("1_06XCEN.PCK"), Some(FileKind::Pck));
        assert_eq!(FileKind::of("MyFile.mif.mif"), Some(FileKind::Mif));
        assert_eq!(FileKind::of("C1200008.TMP"), None);
        assert_eq!(FileKind::of("SNI"), None);
        assert!(FileKind::ALL.iter().all(|kind| FileKind::of(&kind.file("X")) == Some(*kind)));
    }

    #[test]
    fn results_in_receive_are_numbered() {
        assert_eq!(received_sni(1), "SNI00001.SNI");
        assert_eq!(received_sni(100_000), "SNI00000.SNI");
    }

    #[test]
    fn the_last_client_still_fits_in_eight_characters() {
        let last = box_name(u32::MAX, REPORTS_PER_CLIENT - 1);
        assert_eq!(parse_box_name(&last), Some((u32::MAX, REPORTS_PER_CLIENT - 1)));
        assert_eq!(box_name(0, 0), "00000000");
        assert_eq!(box_name(7, 1), box_name(7, 1 + REPORTS_PER_CLIENT));
    }

    proptest! {
        #[test]
        fn names_tell_client_and_report(client: u32, nth: u32) {
            prop_assert_eq!(parse_box_name(&box_name(client, nth)), Some((client, nth % REPORTS_PER_CLIENT)));
        }

        #[test]
        fn any_stem_is_read_or_refused(stem in "\\PC{0,10}") {
            if let Some((client, nth)) = parse_box_name(&stem) {
                prop_assert_eq!(box_name(client, nth), stem.to_ascii_uppercase());
            }
        }
    }
}
