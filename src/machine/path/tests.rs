//! What a person may type as a path, and what is none.

use proptest::prelude::*;

use super::*;

fn typed(text: &str) -> Result<String, PathError> {
    let directory = |drive: Drive| match drive.letter() {
        'C' => Some((RelPath::parse("WINDOWS\\SYSTEM").ok()?, Naming::Short)),
        'D' => Some((RelPath::parse("data").ok()?, Naming::Short)),
        'L' => Some((RelPath::root(), Naming::Windows95)),
        _ => None,
    };
    DosPath::resolve(text, Drive::C, directory).map(|path| path.to_string())
}

#[test]
fn what_a_person_types_is_found_from_the_current_directory() {
    for (text, path) in [
        ("X.TXT", "C:\\WINDOWS\\SYSTEM\\X.TXT"),
        (".\\X.TXT", "C:\\WINDOWS\\SYSTEM\\X.TXT"),
        ("..", "C:\\WINDOWS"),
        ("..\\..\\x", "C:\\x"),
        ("\\", "C:\\"),
        ("\\SETUP\\", "C:\\SETUP"),
        ("C:", "C:\\WINDOWS\\SYSTEM"),
        ("D:X", "D:\\data\\X"),
        ("d:/x/y", "D:\\x\\y"),
        ("LONGFILENAME.TEXT", "C:\\WINDOWS\\SYSTEM\\LONGFILE.TEX"),
        ("L:Long file.name.text. .", "L:\\Long file.name.text"),
        ("L:\\a+b,c;d=e[f]", "L:\\a+b,c;d=e[f]"),
    ] {
        assert_eq!(typed(text).as_deref(), Ok(path), "{text}");
    }
}

#[test]
fn what_is_no_path_says_why() {
    assert_eq!(typed("..\\..\\.."), Err(PathError::AboveRoot));
    assert_eq!(typed("E:X"), Err(PathError::NoDrive(Drive(b'E'))));
    assert_eq!(typed(""), Err(PathError::Empty));
    assert!(matches!(typed("A\\\\B"), Err(PathError::BadName(_, NameError::Empty))));
    assert!(matches!(typed("NUL"), Err(PathError::BadName(_, NameError::Device))));
    assert_eq!(DosPath::parse("WINDOWS\\X"), Err(PathError::NotAbsolute));
    assert_eq!(DosPath::parse("C:X"), Err(PathError::NotAbsolute));
    assert!(matches!(DosPath::parse("C:\\LONGFILENAME.TXT"), Err(PathError::BadName(..))));
    assert_eq!(DosPath::parse(&format!("C:\\{}", "12345678\\".repeat(10))), Err(PathError::TooLong));
    for text in ["\\X", "C:X", "/X"] {
        assert_eq!(RelPath::parse(text), Err(PathError::NotRelative), "{text}");
    }
    assert_eq!(RelPath::parse("A\\..\\..\\X"), Err(PathError::AboveRoot));
    assert_eq!(RelPath::parse("."), Err(PathError::Empty));
}

#[test]
fn case_does_not_matter_and_the_spelling_stays() {
    let path = DosPath::parse("c:/Windows/Win.ini").unwrap();
    assert_eq!(path.to_string(), "C:\\Windows\\Win.ini");
    assert_eq!(path, DosPath::parse("C:\\WINDOWS\\WIN.INI").unwrap());
    assert_eq!(path.parent().unwrap().to_string(), "C:\\Windows");
    assert_eq!(path.name(), Some("Win.ini"));
    assert!(DosPath::root(Drive::C).parent().is_none() && DosPath::root(Drive::C).is_root());
}

#[test]
fn a_package_file_is_found_below_its_directory() {
    let share = DosPath::parse("F:\\S0100001").unwrap();
    let file = RelPath::parse("data/x.dll").unwrap();
    assert_eq!(share.join_all(&file).unwrap().to_string(), "F:\\S0100001\\data\\x.dll");
    assert!(file.is_within(&RelPath::parse("DATA").unwrap()));
    assert!(!file.is_within(&RelPath::parse("DAT").unwrap()));
}

proptest! {
    #[test]
    fn a_path_reads_back_as_printed(text in "[A-Ca-c:/\\\\.é ]{0,12}") {
        if let Ok(path) = DosPath::parse(&text) {
            prop_assert_eq!(DosPath::parse(&path.to_string()), Ok(path));
        }
        if let Ok(path) = RelPath::parse(&text) {
            prop_assert_eq!(RelPath::parse(path.as_str()), Ok(path));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        prop_assert!(DosPath::parse(&text).is_ok() || !typed(&text).is_ok_and(|path| path == text));
    }
}
