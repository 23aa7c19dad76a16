//! Laws that hold for all files and all calls.

use proptest::prelude::*;

use super::super::{Dialect, IniFile, Op, Profile, run};

fn dialect() -> impl Strategy<Value = Dialect> {
    prop::sample::select(Dialect::ALL.to_vec())
}

/// Bytes of all kinds, in which those that mean something are frequent.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let special = prop::sample::select(b"[]=;\"'\r\n\t \x1a\0abAB\xe4\xc4\xef\xbb\xbf".to_vec());
    prop::collection::vec(prop_oneof![4 => special, 1 => any::<u8>()], 0..80)
}

/// The text of a file that looks like one.
fn ini() -> impl Strategy<Value = Vec<u8>> {
    let line = "(\\[[ab]\\]|[ab]=[xy\" ]{0,4}|;[ab]=1|flag|  [ab] = [xy]|)";
    let end = prop::sample::select(vec!["\r\n", "\r\n", "\n", "\n\r\n"]);
    let lines = prop::collection::vec((line, end), 0..14);
    lines.prop_map(|lines| lines.into_iter().flat_map(|(line, end)| (line + end).into_bytes()).collect())
}

fn argument() -> impl Strategy<Value = Option<Vec<u8>>> {
    prop::option::weighted(0.9, bytes())
}

fn op() -> impl Strategy<Value = Op> {
    let size = || prop_oneof![0..20_usize, Just(u32::MAX as usize)];
    prop_oneof![
        (argument(), argument(), argument(), size()).prop_map(|(section, key, default, size)| Op::Get {
            section,
            key,
            default,
            size
        }),
        (argument(), argument(), any::<i32>()).prop_map(|(section, key, default)| Op::GetInt {
            section,
            key,
            default
        }),
        (argument(), size()).prop_map(|(section, size)| Op::GetSection { section, size }),
        size().prop_map(|size| Op::GetNames { size }),
        (argument(), argument(), argument()).prop_map(|(section, key, value)| Op::Write {
            section,
            key,
            value
        }),
        (argument(), argument()).prop_map(|(section, lines)| Op::WriteSection { section, lines }),
        Just(Op::Snap),
    ]
}

/// The lines of a text with their ends.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|&byte| byte == b'\n').collect()
}

/// Whether `few` are among `many`, in their order.
fn are_among(few: &[&[u8]], many: &[&[u8]]) -> bool {
    let mut many = many.iter();
    few.iter().all(|line| many.any(|other| other == line))
}

proptest! {
    #[test]
    fn any_bytes_and_any_calls_are_answered(
        text in prop::option::of(bytes()), ops in prop::collection::vec(op(), 0..12), dialect in dialect()
    ) {
        let mut profile = Profile::new(text.as_deref(), dialect);
        let answers = run(&ops, &mut profile);
        prop_assert_eq!(answers.len(), ops.len());
        for (op, answer) in ops.iter().zip(&answers) {
            if let Some(size) = size_of_buffer(op) {
                let json = answer.to_json();
                prop_assert!(json["buf"].as_str().unwrap().chars().count() <= size);
                let room = if dialect == Dialect::Nt { size.saturating_sub(1) } else { size };
                prop_assert!(json["ret"].as_u64().unwrap() as usize <= room.max(1));
            }
        }
    }

    #[test]
    fn reading_changes_nothing(text in bytes(), dialect in dialect()) {
        let file = IniFile::parse(&text, dialect);
        for section in file.sections() {
            for (key, _) in file.entries(section) {
                let place = file.value_place(section, key).unwrap();
                prop_assert!(file.get(section, key).unwrap().len() <= place.len());
            }
        }
        prop_assert_eq!(file.to_bytes(), text);
    }

    #[test]
    fn what_is_written_is_read(
        text in ini(), section in "[a-c \\[;]{0,3}",
        key in "[a-c][a-c; ]{0,3}", value in "[xyz\"'=; \\[]{0,8}",
        dialect in dialect()
    ) {
        let mut profile = Profile::new(Some(&text), dialect);
        let (section, key) = (section.as_bytes(), key.as_bytes());
        prop_assert!(profile.write_string(Some(section), Some(key), Some(value.as_bytes())));
        let bare = bare(value.trim());
        let reply = profile.string(Some(section), Some(key), Some(b"none"), 99);
        prop_assert_eq!(&reply.written[..reply.returned], bare.as_bytes());
        let after = profile.file.clone();
        prop_assert!(profile.write_string(Some(section), Some(key), Some(value.trim().as_bytes())));
        prop_assert!(value.trim() != value || profile.file == after, "the same once more changes nothing");
    }

    #[test]
    fn setting_a_key_leaves_every_other_line_alone(text in ini(), dialect in dialect()) {
        let mut file = IniFile::parse(&text, dialect);
        let is_new = file.get(b"a", b"b").is_none();
        file.set(b"a", b"b", b"new");
        let (before, after) = (lines(&text), lines(file.as_bytes()));
        if is_new {
            prop_assert!(are_among(&before, &after));
        } else {
            prop_assert_eq!(before.len(), after.len());
            prop_assert_eq!(before.iter().zip(&after).filter(|(a, b)| a != b).count(), 1);
        }
    }

    #[test]
    fn deleting_takes_lines_and_changes_none(text in ini(), dialect in dialect()) {
        let file = IniFile::parse(&text, dialect);
        let comments = |text: &[u8]| lines(text).iter().filter(|line| line.starts_with(b";")).count();
        let (mut without_key, mut without_section) = (file.clone(), file.clone());
        without_key.delete_key(b"A", b"B");
        without_section.delete_section(b"A");
        for (less, header) in [(&without_key, false), (&without_section, true)] {
            prop_assert!(are_among(&lines(less.as_bytes()), &lines(&text)));
            prop_assert_eq!(comments(less.as_bytes()), comments(&text));
            let had = if header { file.section(b"a").is_some() } else { file.get(b"a", b"b").is_some() };
            prop_assert_eq!(lines(&text) != lines(less.as_bytes()), had);
        }
    }
}

fn size_of_buffer(op: &Op) -> Option<usize> {
    match op {
        Op::Get { size, .. } | Op::GetSection { size, .. } | Op::GetNames { size } => Some(*size),
        _ => None,
    }
}

/// A value without one pair of quotes.
fn bare(value: &str) -> &str {
    let inner = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}
