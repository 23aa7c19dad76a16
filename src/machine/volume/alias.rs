//! The 8.3 names that Windows 95 and NT give to files with long names.

use crate::base::text::{EXTENSION_CHARS, NAME_CHARS, check_short_name, encode_char, upper};
use crate::machine::path::Naming;

/// Numbers that are tried for one name: more do not fit in a directory.
const MAX_NUMBER: u32 = 99_999;
/// NT gives this many numbers to one beginning before it puts a checksum of the long name into it.
const PLAIN_NUMBERS: u32 = 4;
/// Characters that stay before that checksum.
const CHECKED_CHARS: usize = 2;

/// The short name of a long one: blanks and dots are left out, what an 8.3 name cannot hold becomes `_`, and a
/// number behind `~` makes it differ from those that are taken. `None` when all numbers are.
pub(super) fn alias(long: &str, naming: Naming, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let plain = long.trim_start_matches(['.', ' ']);
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let (stem, extension) = (legal(stem), legal(extension));
    let extension: String = extension.chars().take(EXTENSION_CHARS).collect();
    let numbered = |stem: &str, number: u32| {
        let tail = format!("~{number}");
        let kept: String = stem.chars().take(NAME_CHARS - tail.len()).collect();
        let dot = if extension.is_empty() { "" } else { "." };
        format!("{kept}{tail}{dot}{extension}")
    };
    let checked: String = stem.chars().take(CHECKED_CHARS).collect::<String>() + &checksum(long);
    let name = |number: u32| match naming {
        Naming::WindowsNt if number > PLAIN_NUMBERS => numbered(&checked, number - PLAIN_NUMBERS),
        _ => numbered(&stem, number),
    };
    (1..=MAX_NUMBER).map(name).find(|name| !is_taken(name))
}

fn legal(part: &str) -> String {
    let kept = part.chars().filter(|c| !matches!(c, ' ' | '.'));
    let known = |c: char| encode_char(c).is_some() && check_short_name(&c.to_string()).is_ok();
    kept.map(|c| if known(c) { upper(c) } else { '_' }).collect()
}

/// Four hexadecimal digits of a name (that there are four is known, how NT reckons them is assumed).
fn checksum(long: &str) -> String {
    let add = |sum: u16, c: char| sum.rotate_left(5).wrapping_add(upper(c) as u16);
    format!("{:04X}", long.chars().fold(0, add))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(long: &str, naming: Naming, count: usize) -> Vec<String> {
        let mut given: Vec<String> = Vec::new();
        for _ in 0..count {
            let next = alias(long, naming, |name| given.iter().any(|g| g == name)).unwrap();
            given.push(next);
        }
        given
    }

    #[test]
    fn a_short_name_is_made_of_what_fits() {
        for (long, short) in [
            ("Long Name.text", "LONGNA~1.TEX"),
            ("MixedCase.Txt", "MIXEDC~1.TXT"),
            ("a.b.c", "AB~1.C"),
            ("a+b,c;d=e[f].x y", "A_B_C_~1.XY"),
            (".profile", "PROFIL~1"),
            ("My Program Files", "MYPROG~1"),
            ("x y", "XY~1"),
        ] {
            assert_eq!(series(long, Naming::Windows95, 1), [short], "{long}");
            assert!(check_short_name(short).is_ok());
        }
    }

    #[test]
    fn each_system_counts_in_its_own_way() {
        let given = series("Longfile1.txt", Naming::Windows95, 100);
        assert_eq!((&*given[0], &*given[8], &*given[9]), ("LONGFI~1.TXT", "LONGFI~9.TXT", "LONGF~10.TXT"));
        assert_eq!((&*given[98], &*given[99]), ("LONGF~99.TXT", "LONG~100.TXT"));
        let given = series("Longfile1.txt", Naming::WindowsNt, 6);
        assert_eq!((&*given[0], &*given[3]), ("LONGFI~1.TXT", "LONGFI~4.TXT"));
        assert!(given[4].starts_with("LO") && given[4].ends_with("~1.TXT") && given[5].ends_with("~2.TXT"));
        assert_eq!(given[4].len(), 12);
    }
}
