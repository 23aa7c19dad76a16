//! Numbers of a scenario that a run may set otherwise, as `--set clients=10000`: `$clients` stands for them in the file.
//!
//! They are put in before anything else is read, where each stands, so that a problem is still told with its place.

use super::diagnostic::{Diagnostic, Extent, Problems, nearest, quoted};
use super::node::{Kind, Node};

/// The key of a scenario that lists its settings.
const KEY: &str = "settings";
/// What one is in tests, where it is not its usual value.
const IN_TESTS: &str = "in tests";
const USUALLY: &str = "usually";

/// What a run sets.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Given {
    /// Names and values.
    pub values: Vec<(String, u64)>,
    /// Take what is meant for tests, where a scenario says so.
    pub in_tests: bool,
}

impl Given {
    pub fn in_tests() -> Self {
        Self { in_tests: true, ..Self::default() }
    }

    /// What is set, as `clients=10000`.
    pub fn parse(text: &str) -> Result<(String, u64), String> {
        let (name, value) =
            text.split_once('=').ok_or("expected a setting and its value, like `clients=10000`")?;
        let value =
            value.trim().parse().map_err(|_| format!("expected a whole number for `{}`", name.trim()))?;
        Ok((name.trim().to_string(), value))
    }
}

/// Puts the values of its settings into a document, and says what they are. What is wrong with the list itself, the schema tells.
pub fn fill_in(root: &mut Node, given: &Given, problems: &mut Problems) -> Vec<(String, u64)> {
    let listed = listed(root);
    let names = || listed.iter().map(|(name, _)| name.as_str());
    for (name, _) in given.values.iter().filter(|(name, _)| !names().any(|known| known == name)) {
        let at = place(root);
        let title = format!("the scenario has no setting {} to set", quoted(name));
        let label = match listed.is_empty() {
            true => "it has no `settings`".to_string(),
            false => format!("expected one of {}", names().collect::<Vec<_>>().join(", ")),
        };
        problems.add(Diagnostic::new(at, title, label).nearest(nearest(name, names())));
    }
    let value = |name: &str, node: &Node| {
        let said = given.values.iter().rev().find(|(set, _)| set == name).map(|(_, value)| *value);
        said.or_else(|| value_of(node, given.in_tests))
    };
    let values: Vec<(String, u64)> =
        listed.iter().filter_map(|(name, node)| Some((name.clone(), value(name, node)?))).collect();
    if !values.is_empty() {
        replace(root, &values);
    }
    values
}

/// The settings that a document lists, longest name first, so that none is taken for the beginning of another.
fn listed(root: &Node) -> Vec<(String, Node)> {
    let Kind::Mapping(entries) = &root.kind else { return Vec::new() };
    let list = entries.iter().find(|(key, _)| key.text() == KEY).map(|(_, list)| &list.kind);
    let Some(Kind::Mapping(settings)) = list else { return Vec::new() };
    let mut listed: Vec<_> =
        settings.iter().map(|(name, node)| (name.text().to_string(), node.clone())).collect();
    listed.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    listed
}

/// Where the settings stand, or else where the document begins.
fn place(root: &Node) -> Extent {
    let Kind::Mapping(entries) = &root.kind else { return root.extent };
    let key = entries.iter().find(|(key, _)| key.text() == KEY).or(entries.first());
    key.map_or(root.extent, |(key, _)| key.extent)
}

fn value_of(node: &Node, in_tests: bool) -> Option<u64> {
    let Kind::Mapping(entries) = &node.kind else { return node.text().parse().ok() };
    let of = |wanted: &str| {
        entries.iter().find(|(key, _)| key.text() == wanted).and_then(|(_, value)| value.text().parse().ok())
    };
    of(IN_TESTS).filter(|_| in_tests).or_else(|| of(USUALLY))
}

fn replace(node: &mut Node, values: &[(String, u64)]) {
    match &mut node.kind {
        Kind::Scalar { text, plain } => {
            for (name, value) in values {
                let sign = format!("${name}");
                if text.contains(&sign) {
                    *plain |= *text == sign;
                    *text = text.replace(&sign, &value.to_string());
                }
            }
        }
        Kind::Sequence(items) => items.iter_mut().for_each(|item| replace(item, values)),
        Kind::Mapping(entries) => {
            for (key, value) in entries {
                replace(key, values);
                replace(value, values);
            }
        }
    }
}
