//! Names and titles come from scenario files, so they may hold anything. Here they become safe to print and draw.

/// `text` as one line that neither a terminal obeys nor XML forbids: control characters, characters that turn the
/// direction of writing and the two code points outside XML 1.0 become U+FFFD.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c } else { '\u{fffd}' }).collect()
}

fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// [`plain`], and at most `limit` characters: the last becomes an ellipsis when something was cut.
pub fn short(text: &str, limit: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= limit {
        return text;
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

/// [`plain`], and at most `limit` characters: where something was cut there is an ellipsis, and the end stays, because a
/// path says most there.
pub fn short_inside(text: &str, limit: usize) -> String {
    let text: Vec<char> = plain(text).chars().collect();
    if text.len() <= limit {
        return text.into_iter().collect();
    }
    let kept = limit.saturating_sub(1);
    let (first, last) = (&text[..kept / 2], &text[text.len() - (kept - kept / 2)..]);
    first.iter().chain(&['…']).chain(last).collect()
}

/// `text` as a part of a file name on every system: other characters than letters, digits, `.`, `-` and `_` become `-`.
pub fn file_safe(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect()
}

/// `1 file`, `2 files`.
pub fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_replaced() {
        for (text, safe) in [
            ("Käse <b>", "Käse <b>"),
            ("\u{1b}[31mred", "\u{fffd}[31mred"),
            ("two\nlines\u{202e}", "two\u{fffd}lines\u{fffd}"),
            ("\u{ffff}", "\u{fffd}"),
        ] {
            assert_eq!(plain(text), safe);
        }
    }

    #[test]
    fn long_labels_end_in_an_ellipsis() {
        for (text, limit, cut) in [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("äöüß", 3, "äö…"), ("ab", 0, "…")]
        {
            assert_eq!(short(text, limit), cut);
        }
    }

    #[test]
    fn long_paths_keep_their_end() {
        for (text, limit, cut) in
            [("abc", 3, "abc"), ("abcdef", 5, "ab…ef"), ("äöüßx", 4, "ä…ßx"), ("ab", 1, "…"), ("ab", 0, "…")]
        {
            assert_eq!(short_inside(text, limit), cut);
        }
    }

    #[test]
    fn a_version_makes_a_file_name() {
        assert_eq!(file_safe("1.2 SP4+1999-03"), "1.2-SP4-1999-03");
        assert_eq!(file_safe("../x"), "..-x");
    }

    #[test]
    fn nouns_agree_with_their_number() {
        assert_eq!([0, 1, 2].map(|n| counted(n, "file")), ["0 files", "1 file", "2 files"]);
    }
}
