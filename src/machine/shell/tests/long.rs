//! Long names: what the shells of Windows 95 and NT do with them, and what those without them do.

use super::*;
use crate::machine::volume::VolumeError;

/// A machine of a shell's system, with an empty C:.
fn pc(dialect: Dialect) -> Pc {
    let mut pc = Pc { dialect, ..Pc::new(&[]) };
    pc.drives = Drives::new(Volume::new(Image::empty_with(DISK_BYTES, dialect.naming())));
    pc
}

/// Types lines at a machine; what the last one shows.
fn typed(pc: &mut Pc, lines: &str) -> String {
    let shown = lines.lines().map(|line| pc.run(line, Standing::Resident).console.join("|"));
    shown.last().unwrap_or_default()
}

const LONG: [Dialect; 2] = [Dialect::Command7, Dialect::CmdNt];
const SHORT: [Dialect; 3] = [Dialect::Command5, Dialect::Command6, Dialect::CmdOs2];

#[test]
fn a_long_name_is_kept_as_spelled_and_found_by_both_names() {
    for dialect in LONG {
        for (lines, screen) in [
            ("ECHO x>\"Long Name.text\"\nDIR /B", "Long Name.text"),
            ("ECHO x>\"Long Name.text\"\nTYPE LONGNA~1.TEX", "x"),
            ("ECHO x>\"Long Name.text\"\nTYPE \"long name.TEXT\"", "x"),
            ("ECHO x>\"Long Name.text\"\nDIR /B *~1*", "Long Name.text"),
            ("ECHO x>a.b.c\nDIR /B *.c", "a.b.c"),
            ("ECHO x>MixedCase.Txt\nCOPY MixedCase.Txt other.txt\nDIR /B", "MixedCase.Txt|other.txt"),
            ("ECHO x>\"one two\"\nREN \"one two\" \"three four\"\nDIR /B", "three four"),
            ("ECHO x>\"one two\"\nREN ONETWO~1 UPPER\nDIR /B", "UPPER"),
            ("ECHO x>lower\nREN lower LOWER\nDIR /B", "LOWER"),
            ("MD \"My Files\"\nECHO x>\"My Files\\a b\"\nTYPE MYFILE~1\\AB~1", "x"),
            ("MD \"My Files\"\nECHO x>\"a b\"\nMOVE \"a b\" \"My Files\"\nDIR /B \"My Files\"", "a b"),
            ("MD \"My Files\"\nCD myfile~1\nCD", "C:\\My Files"),
            ("ECHO x>\"a b\"\nDEL \"a b\"\nIF NOT EXIST \"a b\" ECHO gone", "gone"),
            ("ECHO x>month.dat\nECHO x>months.dat\nDEL *h.dat\nDIR /B", "months.dat"),
            ("ECHO x>\"a+b;c=d,[e]\"\nDIR /B", "a+b;c=d,[e]"),
            ("ECHO x>\"a+b\"\nCOPY \"a+b\" X\nTYPE X", "x"),
            ("ECHO x>\"Long Name.text\"\nCOPY \"Long Name.text\" *.bak\nDIR /B *.bak", "Long Name.bak"),
            ("ECHO x>Longfile1.txt\nECHO y>Longfile2.txt\nTYPE LONGFI~2.TXT", "y"),
        ] {
            assert_eq!(typed(&mut pc(dialect), lines), screen, "{dialect:?} {lines}");
        }
        let onto_itself = typed(&mut pc(dialect), "ECHO x>\"a b\"\nCOPY \"a b\" AB~1");
        assert!(onto_itself.contains("cannot be copied onto itself"), "{dialect:?} {onto_itself}");
    }
}

#[test]
fn dir_shows_the_long_name_last() {
    let lines = "ECHO x>\"Long Name.text\"\nDIR LONG*";
    let rows = |dialect, lines: &str| typed(&mut pc(dialect), lines).split('|').nth(4).unwrap().to_string();
    assert_eq!(
        rows(Dialect::Command7, lines).split_whitespace().collect::<Vec<_>>().join(" "),
        "LONGNA~1 TEX 3 01-01-80 12:16a Long Name.text"
    );
    assert_eq!(rows(Dialect::CmdNt, lines), "01/01/80  12:16a                     3 Long Name.text");
    let both = rows(Dialect::CmdNt, &lines.replace("DIR", "DIR /X"));
    assert_eq!(both, "01/01/80  12:16a                     3 LONGNA~1.TEX Long Name.text");
}

#[test]
fn systems_without_long_names_cut_them() {
    for dialect in SHORT {
        let shown = typed(&mut pc(dialect), "ECHO x>LongFileName.text\nDIR /B");
        assert_eq!(shown, "LONGFILE.TEX", "{dialect:?}");
    }
}

#[test]
fn limits_are_those_of_the_system() {
    let name = |chars: usize| "n".repeat(chars);
    for dialect in LONG {
        let mut pc = pc(dialect);
        let mut write = |path: String| {
            let path = pc.drives.resolve(&path).map_err(VolumeError::from)?;
            pc.drives.write(&path, Content::empty(), NOW)
        };
        assert_eq!(write(name(255)), Ok(()));
        assert!(
            write(name(256)).is_err() && write("a?b".into()).is_err() && write("aux.long".into()).is_err()
        );
        let deep: DosPath = DosPath::root(Drive::C).join(&name(200)).unwrap();
        pc.drives.make_directory(&deep, NOW).unwrap();
        assert!(pc.drives.write(&deep.join(&name(55)).unwrap(), Content::empty(), NOW).is_ok());
        assert!(deep.join(&name(56)).is_err());
        assert!(pc.drives.make_directory(&deep.join(&name(50)).unwrap(), NOW).is_err());
    }
}

#[test]
fn a_held_file_is_held_under_both_names() {
    let mut pc = pc(Dialect::CmdNt);
    typed(&mut pc, "ECHO x>\"Long Name.text\"");
    let short = pc.drives.resolve("LONGNA~1.TEX").unwrap();
    let long = pc.drives.resolve("Long Name.text").unwrap();
    pc.drives.hold(&short);
    assert!(pc.drives.holds(&long) && pc.drives.holds(&short));
    assert_eq!(pc.drives.delete(&long), Err(VolumeError::SharingViolation));
}

#[test]
fn the_digest_and_the_image_keep_long_names() {
    let digest = |pc: &Pc| pc.drives.volume(Drive::C).unwrap().digest();
    let (mut one, mut other) = (pc(Dialect::CmdNt), pc(Dialect::CmdNt));
    typed(&mut one, "ECHO x>\"Long Name\"");
    typed(&mut other, "ECHO x>\"long name\"");
    assert_ne!(digest(&one), digest(&other));
    let frozen = Drives::new(Volume::new(one.drives.volume(Drive::C).unwrap().freeze()));
    let long = frozen.resolve("LONGNA~1").unwrap();
    assert!(frozen.is_file(&long));
    assert_eq!(frozen.volume(Drive::C).unwrap().digest(), digest(&one));
}
