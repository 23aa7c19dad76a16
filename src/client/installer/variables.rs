//! The variables of a running script.

use std::collections::BTreeMap;

use crate::base::text::upper_text;

/// Variables of one run; more are not kept (assumed).
const MOST_VARIABLES: usize = 2_000;
/// Characters of a value; what is longer is cut (assumed).
pub const MAX_VALUE_CHARS: usize = 8_192;

/// Names ignore case (assumed: the editor writes them in capitals); values keep it (Q174330).
#[derive(Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
}

impl Variables {
    /// The value of a variable; one that nobody has set is empty (Q185902).
    pub fn get(&self, name: &str) -> &str {
        self.values.get(&upper_text(name)).map_or("", String::as_str)
    }

    pub fn set(&mut self, name: &str, value: &str) {
        let name = upper_text(name);
        if self.values.len() < MOST_VARIABLES || self.values.contains_key(&name) {
            self.values.insert(name, value.chars().take(MAX_VALUE_CHARS).collect());
        }
    }

    /// Puts the values in for `%NAME%`; `%%` is one `%` (Q321280), and a `%` without another stays.
    pub fn expand(&self, text: &str) -> String {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('%') {
            expanded.push_str(before);
            let Some((name, behind)) = behind.split_once('%') else {
                expanded.push('%');
                rest = behind;
                break;
            };
            expanded.push_str(if name.is_empty() { "%" } else { self.get(name) });
            rest = behind;
        }
        expanded.push_str(rest);
        expanded.chars().take(MAX_VALUE_CHARS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_percent_signs_stand_for_values() {
        let mut variables = Variables::default();
        variables.set("MAINDIR", "C:\\APP");
        for (text, expanded) in [
            ("%MAINDIR%\\X", "C:\\APP\\X"),
            ("%maindir%", "C:\\APP"),
            ("%SystemRoot%\\X", "\\X"),
            ("100%%", "100%"),
            ("50% of", "50% of"),
            ("%MAINDIR%%MAINDIR%", "C:\\APPC:\\APP"),
        ] {
            assert_eq!(variables.expand(text), expanded);
        }
    }
}
