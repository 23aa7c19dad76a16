//! The command line of a compiled script: its own switches first, then what it hands to the script (Q164353).

/// What stands on the command line.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Switches {
    /// /S: no questions.
    pub silent: bool,
    /// /X: the files are taken out, to this directory.
    pub extracts: Option<String>,
    /// /Z: the same, and Windows ends behind it.
    pub leaves_windows: bool,
    /// /M: the person says where some directories are.
    pub manual: bool,
    /// /T: it would install, but writes nothing.
    pub tests: bool,
    /// The rest, which is the variable CMDLINE.
    pub command_line: String,
}

impl Switches {
    /// Reads the command line. A switch behind an argument of the script is an argument too (Q164353). Of several switches
    /// all count, or with a defect only the first (Q198984).
    pub fn parse(tail: &str, only_the_first: bool) -> Self {
        let mut switches = Self::default();
        let mut rest = tail.trim();
        let mut count = 0;
        while let Some((word, behind)) = first_word(rest).filter(|(word, _)| is_own(word)) {
            count += 1;
            let counts = count == 1 || !only_the_first;
            rest = behind;
            match word.to_ascii_uppercase().as_str() {
                "/S" => switches.silent |= counts,
                "/T" => switches.tests |= counts,
                "/M" => switches.manual |= counts,
                "/X" | "/Z" => {
                    let named = first_word(rest).filter(|(word, _)| !is_own(word));
                    let (directory, behind) = named.unwrap_or(("", rest));
                    rest = behind;
                    switches.leaves_windows |= counts && word.eq_ignore_ascii_case("/Z");
                    switches.extracts = counts.then(|| directory.to_string()).or(switches.extracts);
                }
                _ => {}
            }
        }
        switches.command_line = rest.to_string();
        switches
    }
}

fn is_own(word: &str) -> bool {
    ["/S", "/X", "/Z", "/M", "/T"].iter().any(|own| own.eq_ignore_ascii_case(word))
}

fn first_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let (word, rest) = text.split_at(text.find([' ', '\t']).unwrap_or(text.len()));
    Some((word, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_switches_come_first() {
        for (tail, silent, command_line) in [
            ("", false, ""),
            (" /s", true, ""),
            (" /S A /X", true, "A /X"),
            (" A /S", false, "A /S"),
            ("/M B", false, "B"),
        ] {
            let switches = Switches::parse(tail, false);
            assert_eq!((switches.silent, switches.command_line.as_str()), (silent, command_line), "{tail}");
        }
    }

    #[test]
    fn of_several_all_count_or_the_first() {
        let both = Switches::parse("/S /X HoldingPen", false);
        assert_eq!((both.silent, both.extracts.as_deref()), (true, Some("HoldingPen")));
        let leaves = Switches::parse("/M /Z /S", false);
        assert!(
            leaves.manual && leaves.leaves_windows && leaves.silent && leaves.extracts.as_deref() == Some("")
        );
        let first = Switches::parse("/S /X HoldingPen", true);
        assert_eq!((first.silent, first.extracts), (true, None));
    }
}
