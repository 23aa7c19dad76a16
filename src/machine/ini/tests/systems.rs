//! What differs between Windows 3.1, Windows 95 and Windows NT, and what a user of one of them relies on.

use super::super::{Dialect, IniFile, Profile};
use super::{parse, text};

use Dialect::{Nt, Win31, Win95};

#[test]
fn every_operating_system_has_its_dialect_and_every_dialect_its_name() {
    use crate::machine::OsKind;
    assert_eq!(Dialect::of(OsKind::Wfw311), Win31);
    assert_eq!(Dialect::of(OsKind::Nt351), Nt);
    for dialect in Dialect::ALL {
        assert_eq!(dialect.name().parse(), Ok(dialect));
    }
    let error = "nt5".parse::<Dialect>().unwrap_err();
    assert_eq!(error.to_string(), "`nt5` is none of win31, win95, nt");
}

/// Q148365.
#[test]
fn a_tab_begins_a_comment_but_not_on_windows_nt() {
    for (dialect, value) in [(Win31, "a"), (Win95, "a"), (Nt, "a\tb")] {
        let file = parse("[s]\r\nk=\ta\tb\r\n", dialect);
        assert_eq!(file.get(b"s", b"k"), Some(value.as_bytes()), "{dialect:?}");
    }
}

/// Q92574.
#[test]
fn a_nul_hides_later_sections_from_16_bit_windows() {
    for (dialect, found) in [(Win31, false), (Win95, false), (Nt, true)] {
        let file = parse("[s]\r\nk=1\r\n\0\r\n[t]\r\nk=2\r\n", dialect);
        assert_eq!(file.get(b"t", b"k").is_some(), found, "{dialect:?}");
        assert_eq!(file.get(b"s", b"k"), Some(&b"1"[..]));
    }
}

/// Q78346.
#[test]
fn what_lies_beyond_64_kilobytes_is_not_read_and_lost_on_writing() {
    let long = format!("[s]\r\n{}[t]\r\nk=1\r\n", "; filler\r\n".repeat(7_000));
    for (dialect, left) in [(Win31, 64 << 10), (Win95, 64 << 10), (Nt, long.len() + 5)] {
        let mut file = parse(&long, dialect);
        assert_eq!(file.get(b"t", b"k").is_some(), dialect == Nt);
        assert_eq!(text(&file), long, "reading changes nothing");
        file.set(b"s", b"x", b"2");
        assert_eq!(file.as_bytes().len(), left, "{dialect:?}");
        assert_eq!(file.get(b"s", b"x"), Some(&b"2"[..]));
    }
}

/// Q107695, as with the `device=` lines of SYSTEM.INI.
#[test]
fn writing_changes_the_first_of_equal_keys_and_adds_none() {
    for dialect in Dialect::ALL {
        let mut file = parse("[386Enh]\r\ndevice=*a\r\n; c\r\ndevice=*b\r\n", dialect);
        file.set(b"386enh", b"DEVICE", b"x");
        assert_eq!(text(&file), "[386Enh]\r\ndevice=x\r\n; c\r\ndevice=*b\r\n");
    }
}

#[test]
fn windows_95_sets_a_blank_line_before_every_section_but_the_first() {
    for (dialect, expected) in
        [(Win95, "[a]\r\nk=1\r\n\r\n[b]\r\nk=1\r\n"), (Nt, "[a]\r\nk=1\r\n[b]\r\nk=1\r\n")]
    {
        let mut file = parse("", dialect);
        file.set(b"a", b"k", b"1");
        file.set(b"b", b"k", b"1");
        assert_eq!(text(&file), expected);
    }
}

#[test]
fn a_section_is_added_behind_the_last_character() {
    for (before, after) in [
        ("[a]\r\nk=1", "[a]\r\nk=1\r\n[s]\r\nk=v\r\n"),
        ("x\x1a", "x\r\n[s]\r\nk=v\r\n\x1a"),
        ("Data \0 before", "Data \0 before\r\n[s]\r\nk=v\r\n"),
        ("\u{feff}", "\u{feff}\r\n[s]\r\nk=v\r\n"),
    ] {
        let mut file = parse(before, Nt);
        file.set(b"s", b"k", b"v");
        assert_eq!(text(&file), after);
        assert_eq!(file.get(b"s", b"k"), Some(&b"v"[..]));
    }
}

#[test]
fn deleting_a_section_leaves_comments_and_blank_lines() {
    let mut file = parse("; 0\r\n[a]\r\n; 1\r\nk=1\r\nflag\r\n\r\n[b]\r\nk=2", Nt);
    file.delete_section(b"A");
    assert_eq!(text(&file), "; 0\r\n; 1\r\n\r\n[b]\r\nk=2");
    file.delete_section(b"b");
    assert_eq!(text(&file), "; 0\r\n; 1\r\n\r\n");
}

#[test]
fn a_section_is_written_as_it_is_given() {
    let mut profile = Profile::new(Some(b"[rename]\r\n; c\r\nNUL=C:\\A\r\n[b]\r\n"), Nt);
    assert!(profile.write_section(Some(b"Rename"), Some(b"NUL=C:\\X\0flag\0NUL= C:\\Y\0\0lost=1\0")));
    let file = profile.file.unwrap();
    assert_eq!(text(&file), "[rename]\r\nNUL=C:\\X\r\nNUL= C:\\Y\r\n; c\r\n[b]\r\n");
}

#[test]
fn a_section_that_is_the_last_line_can_be_filled() {
    let mut file = parse("[s]", Nt);
    file.set_section(b"s", [&b"k=1"[..]].into_iter());
    assert_eq!(text(&file), "[s]\r\nk=1\r\n");
    file.set_section(b"t", [&b"no key"[..]].into_iter());
    assert_eq!(text(&file), "[s]\r\nk=1\r\n", "a section of nothing is not made");
}

#[test]
fn calls_on_a_missing_file() {
    for (dialect, names, deleted) in [(Nt, 0, Some("")), (Win95, 1, None)] {
        let mut profile = Profile::new(None, dialect);
        assert_eq!(profile.section_names(10).returned, names);
        assert_eq!(profile.string(Some(b"s"), Some(b"k"), Some(b"d"), 10).written, b"d\0");
        assert!(profile.write_string(Some(b"s"), Some(b"k"), None));
        assert_eq!(profile.file.as_ref().map(text), deleted);
        assert_eq!(profile.write_string(Some(b"s"), Some(b"k"), Some(b"")), dialect == Nt);
        assert!(profile.write_section(Some(b"s"), None));
        assert!(profile.file.is_some());
    }
}

#[test]
fn calls_without_a_section_or_on_a_read_only_file_write_nothing() {
    let text = b"[s]\r\nk=1\r\n";
    let mut profile = Profile::new(Some(text), Nt);
    assert!(!profile.write_string(None, Some(b"k"), Some(b"v")) && !profile.write_section(None, None));
    profile.read_only = true;
    assert!(!profile.write_string(Some(b"s"), None, None) && !profile.write_section(Some(b"s"), None));
    assert_eq!(profile.file.as_ref().map(IniFile::to_bytes), Some(text.to_vec()));
}

#[test]
fn numbers_by_default() {
    for (dialect, without_section, plus) in [(Nt, u32::MAX, 1), (Win95, 0, 0)] {
        let profile = Profile::new(Some(b"[s]\r\nk=+1\r\ne=\r\n"), dialect);
        assert_eq!(profile.int(None, Some(b"k"), -1), without_section);
        assert_eq!(profile.int(Some(b"s"), Some(b"k"), -1), plus);
        assert_eq!(profile.int(Some(b"s"), Some(b"e"), -1), u32::MAX);
    }
}

#[test]
fn a_default_loses_trailing_blanks_and_windows_95_copies_none_that_is_missing() {
    for (dialect, written) in [(Nt, &b"\0"[..]), (Win95, b"")] {
        let profile = Profile::new(Some(b"[s]\r\n"), dialect);
        assert_eq!(profile.string(Some(b"s"), Some(b"k"), None, 9).written, written);
        assert_eq!(profile.string(Some(b"s"), Some(b"k"), Some(b"   "), 9).written, b"\0");
        assert_eq!(profile.string(Some(b"s"), None, Some(b" d\t "), 9).written, b" d\t\0");
    }
}
