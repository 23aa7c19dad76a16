//! One value of a scenario file, found by the keys that lead to it, and another one in its place.

use super::diagnostic::{Extent, Problems, nearest, quoted};
use super::node::{Kind, Node};
use super::yaml;

/// The text with `value` where the keys lead, as `clients.W1.poll`; entries of a list are counted from 1. The error says in whole
/// words where the keys lead nowhere.
pub fn replaced(text: &str, keys: &str, value: &str) -> Result<String, String> {
    let Extent { start, end } = place(text, keys)?;
    let (before, behind) = text.get(..start).zip(text.get(end..)).ok_or("the file is not text")?;
    Ok(format!("{before}{value}{behind}"))
}

/// Where the value stands.
fn place(text: &str, keys: &str) -> Result<Extent, String> {
    let mut problems = Problems::default();
    let root = yaml::parse(text, &mut problems).ok_or("the file is not valid YAML")?;
    let (mut node, mut rest) = (&root, keys);
    while !rest.is_empty() {
        let led = keys[..keys.len() - rest.len()].trim_end_matches('.');
        (node, rest) = step(node, rest).ok_or_else(|| lost(node, led, rest))?;
    }
    match node.kind {
        Kind::Scalar { .. } => Ok(node.extent),
        _ => Err(lost(node, keys, "")),
    }
}

/// The value of the key that `rest` begins with, which may have dots in it, and what is left.
fn step<'n, 'k>(node: &'n Node, rest: &'k str) -> Option<(&'n Node, &'k str)> {
    let behind = |key: &str| {
        let behind = rest.strip_prefix(key)?;
        if behind.is_empty() { Some("") } else { behind.strip_prefix('.').filter(|more| !more.is_empty()) }
    };
    match &node.kind {
        Kind::Mapping(entries) => {
            let fitting = entries.iter().filter_map(|(key, value)| Some((value, behind(key.text())?)));
            fitting.min_by_key(|(_, behind)| behind.len())
        }
        Kind::Sequence(entries) => {
            let mut numbered = entries.iter().enumerate();
            numbered.find_map(|(n, value)| Some((value, behind(&(n + 1).to_string())?)))
        }
        Kind::Scalar { .. } => None,
    }
}

/// What there is where the keys do not lead on.
fn lost(node: &Node, led: &str, rest: &str) -> String {
    let known: Vec<String> = match &node.kind {
        Kind::Mapping(entries) => entries.iter().map(|(key, _)| key.text().to_string()).collect(),
        Kind::Sequence(entries) => (1..=entries.len()).map(|n| n.to_string()).collect(),
        Kind::Scalar { .. } => return format!("{} is a value, and nothing is below it", quoted(led)),
    };
    let whose = if led.is_empty() { "the scenario".to_string() } else { quoted(led) };
    let known_keys = known.join(", ");
    if rest.is_empty() {
        return format!("{whose} is no single value; it has {known_keys}");
    }
    let word = rest.split('.').next().unwrap_or_default();
    let near = nearest(word, known.iter().map(String::as_str));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("{whose} has no {}; it has {known_keys}{hint}", quoted(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 1 # one\nclients:\n  'W[1-4]': {os: win311, poll: \"60m\"}\nfiles: {SETUP.BAT: x, SETUP: {BAT: y}}\nscript:\n  - {at: d0 09:00}\n";

    #[test]
    fn a_value_is_replaced_and_nothing_else() {
        for (keys, found) in [
            ("a", "a: 1"),
            ("clients.W[1-4].poll", "\"60m\""),
            ("files.SETUP.BAT", "SETUP.BAT: x"),
            ("script.1.at", "d0 09:00"),
        ] {
            let changed = replaced(TEXT, keys, "NEW").unwrap();
            let value = found.rsplit(": ").next().unwrap();
            assert_eq!(changed.replacen("NEW", value, 1), TEXT, "{keys}");
        }
    }

    #[test]
    fn keys_that_lead_nowhere_are_told_with_what_there_is() {
        for (keys, words) in [
            ("b", "the scenario has no `b`; it has a, clients, files, script; did you mean `a`?"),
            ("clients", "`clients` is no single value; it has W[1-4]"),
            ("clients.W[1-4].pol", "`clients.W[1-4]` has no `pol`; it has os, poll; did you mean `poll`?"),
            ("a.b", "`a` is a value, and nothing is below it"),
            ("script.2", "`script` has no `2`; it has 1; did you mean `1`?"),
            ("a.", "the scenario has no `a`; it has a, clients, files, script; did you mean `a`?"),
        ] {
            assert_eq!(replaced(TEXT, keys, "1").unwrap_err(), words, "{keys}");
        }
    }
}
