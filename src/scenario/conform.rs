//! Holds a document against the JSON Schema of scenarios and reports everything in it that does not conform.
//!
//! The schema is the one that editors get, made from the structs of [`super::document`], so what an editor underlines
//! and what the reader refuses are the same. Only what schemars makes of those structs is understood here.

use serde_json::Value;

use super::diagnostic::{Diagnostic, Extent, Problems, nearest, one_of, quoted};
use super::document::word;
use super::node::{Kind, Node};

/// How many words a message lists before it says "...".
const MAX_LISTED: usize = 16;

/// Adds everything to `problems` that is wrong with the structure of `root`.
pub fn conform(root: &Node, schema: &Value, problems: &mut Problems) {
    let start = Extent { start: root.extent.start, end: root.extent.start };
    Walk { schema, problems }.value(root, schema, Named { key: "the scenario", at: start });
}

/// What a value is called and where its name stands, for messages about what it lacks.
#[derive(Clone, Copy)]
struct Named<'a> {
    key: &'a str,
    at: Extent,
}

struct Walk<'s, 'p> {
    schema: &'s Value,
    problems: &'p mut Problems,
}

impl<'s> Walk<'s, '_> {
    fn value(&mut self, node: &Node, schema: &'s Value, named: Named<'_>) {
        if self.problems.full() {
            return;
        }
        let mut choices = Vec::new();
        self.alternatives(schema, &mut choices);
        let wanted = match &node.kind {
            Kind::Scalar { .. } => return self.scalar(node, &choices, named),
            Kind::Sequence(_) => "array",
            Kind::Mapping(_) => "object",
        };
        let fitting: Vec<&Value> = choices.iter().copied().filter(|one| admits(one, wanted)).collect();
        match (&node.kind, fitting.first()) {
            (Kind::Sequence(items), Some(list)) => self.sequence(node, items, list, named),
            (Kind::Mapping(entries), Some(_)) => self.mapping(node, entries, &fitting, named),
            _ => self.wrong_type(node, &choices, named),
        }
    }

    /// The schemas a value may follow, references and alternatives resolved.
    fn alternatives(&self, schema: &'s Value, into: &mut Vec<&'s Value>) {
        let referred = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
        if let Some(target) = referred.and_then(|path| self.schema.pointer(path)) {
            return self.alternatives(target, into);
        }
        match schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array) {
            Some(list) => list.iter().for_each(|one| self.alternatives(one, into)),
            None => into.push(schema),
        }
    }

    fn wrong_type(&mut self, node: &Node, choices: &[&Value], named: Named<'_>) {
        let title = format!("{} cannot be {}", subject(named), found(node));
        let problem = Diagnostic::new(node.extent, title, format!("expected {}", expected(choices)));
        let quotable = match &node.kind {
            Kind::Scalar { text, plain: true } => {
                choices.iter().any(|one| admits(one, "string")) && text != "~"
            }
            _ => false,
        };
        let help = quotable.then(|| format!("put it in quotes: \"{}\"", node.text()));
        self.problems.add(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    fn scalar(&mut self, node: &Node, choices: &[&Value], named: Named<'_>) {
        let fitting: Vec<&Value> = choices.iter().copied().filter(|one| admits_scalar(one, node)).collect();
        if fitting.is_empty() {
            return self.wrong_type(node, choices, named);
        }
        if !fitting.iter().any(|one| accepts(one, node.text())) {
            let title = format!("{} cannot be {}", subject(named), quoted(node.text()));
            self.problems.add(refusal(node, title, &fitting, choices));
        }
    }

    fn sequence(&mut self, node: &Node, items: &[Node], schema: &'s Value, named: Named<'_>) {
        let limits = [limit(schema, "minItems"), limit(schema, "maxItems")];
        let Some(of) = schema.get("items").filter(|_| self.count(node, items.len(), limits, named)) else {
            return;
        };
        for item in items {
            let at = Extent { end: item.extent.start, ..item.extent };
            self.value(item, of, Named { key: named.key, at });
        }
    }

    fn mapping(&mut self, node: &Node, entries: &[(Node, Node)], fitting: &[&'s Value], named: Named<'_>) {
        let has_key =
            |schema: &&&Value| entries.iter().any(|(key, _)| property(schema, key.text()).is_some());
        let schema = match fitting {
            [only] => only,
            several => match several.iter().find(has_key) {
                Some(chosen) => chosen,
                None => return self.no_such_kind(node, entries, several, named),
            },
        };
        let limits = [limit(schema, "minProperties"), limit(schema, "maxProperties")];
        if !self.count(node, entries.len(), limits, named) {
            return;
        }
        for (key, value) in entries {
            if self.problems.full() {
                return;
            }
            self.entry(key, value, schema, fitting, named);
        }
        self.missing_keys(node, entries, schema, named);
    }

    fn entry(&mut self, key: &Node, value: &Node, schema: &'s Value, fitting: &[&Value], named: Named<'_>) {
        let known = property(schema, key.text());
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        match known.or(others) {
            Some(of) => {
                self.key(key, schema, named);
                self.value(value, of, Named { key: key.text(), at: key.extent });
            }
            None => self.unknown_key(key, fitting, named),
        }
    }

    /// A key that is a word of its own, as a range of clients.
    fn key(&mut self, key: &Node, schema: &'s Value, named: Named<'_>) {
        let Some(names) = schema.get("propertyNames") else { return };
        let mut choices = Vec::new();
        self.alternatives(names, &mut choices);
        if !choices.iter().any(|one| accepts(one, key.text())) {
            let title = format!("{} cannot be a key of {}", quoted(key.text()), subject(named));
            self.problems.add(refusal(key, title, &choices, &choices));
        }
    }

    fn unknown_key(&mut self, key: &Node, fitting: &[&Value], named: Named<'_>) {
        let known = keys_of(fitting);
        let title = format!("unknown key {} in {}", quoted(key.text()), subject(named));
        let problem = Diagnostic::new(key.extent, title, format!("expected {}", listed(&known)));
        self.problems.add(problem.nearest(nearest(key.text(), known.iter().copied())));
    }

    /// The mapping has none of the keys that tell what kind of thing it is.
    fn no_such_kind(&mut self, node: &Node, entries: &[(Node, Node)], kinds: &[&Value], named: Named<'_>) {
        match entries.first() {
            Some((key, _)) => self.unknown_key(key, kinds, named),
            None => {
                let label = format!("expected one of the keys {}", listed(&keys_of(kinds)));
                self.problems.add(Diagnostic::new(
                    node.extent,
                    format!("{} is empty", subject(named)),
                    label,
                ));
            }
        }
    }

    /// Reports the keys that must be there and are not; one that is there misspelt is reported as unknown already.
    fn missing_keys(&mut self, node: &Node, entries: &[(Node, Node)], schema: &Value, named: Named<'_>) {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let misspelt = |key: &str, name| property(schema, key).is_none() && nearest(key, [name]).is_some();
        let given = |name| entries.iter().any(|(key, _)| key.text() == name || misspelt(key.text(), name));
        let missing: Vec<String> = required
            .filter_map(Value::as_str)
            .filter(|name| !given(name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !missing.is_empty() {
            let keys = if missing.len() == 1 { "key" } else { "keys" };
            let at = if named.at.start == named.at.end { node.extent } else { named.at };
            let title = format!("{} lacks the {keys} {}", subject(named), missing.join(", "));
            self.problems.add(Diagnostic::new(at, title, format!("expected {} in here", missing.join(", "))));
        }
    }

    /// Says whether there are few enough entries to look at each.
    fn count(&mut self, node: &Node, n: usize, [least, most]: [Option<u64>; 2], named: Named<'_>) -> bool {
        let n = n as u64;
        if least.is_some_and(|least| n < least) {
            let title = format!("{} is empty", subject(named));
            self.problems.add(Diagnostic::new(node.extent, title, "expected at least one entry"));
        }
        if let Some(most) = most.filter(|most| n > *most) {
            let title = format!("{} has {n} entries", subject(named));
            self.problems.add(Diagnostic::new(named.at, title, format!("expected at most {most}")));
            return false;
        }
        true
    }
}

fn subject(named: Named<'_>) -> String {
    if named.key.contains(' ') { named.key.to_string() } else { quoted(named.key) }
}

fn limit(schema: &Value, name: &str) -> Option<u64> {
    schema.get(name).and_then(Value::as_u64)
}

fn property<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    schema.get("properties")?.get(key)
}

fn keys_of<'s>(schemas: &[&'s Value]) -> Vec<&'s str> {
    let properties = schemas.iter().filter_map(|schema| schema.get("properties")?.as_object());
    properties.flat_map(|object| object.keys().map(String::as_str)).collect()
}

/// Whether a schema is for values of this JSON type.
fn admits(schema: &Value, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(only)) => only == kind,
        Some(Value::Array(several)) => several.iter().any(|one| one == kind),
        _ => false,
    }
}

/// Whether a schema is for scalars like this one: text that YAML takes for a number or nothing must be quoted to be text.
fn admits_scalar(schema: &Value, node: &Node) -> bool {
    match found(node) {
        "text" => admits(schema, "string"),
        "a whole number" => admits(schema, "integer"),
        "a truth value" => admits(schema, "boolean"),
        _ => false,
    }
}

/// Whether a scalar of the right type is one of the words, or of the form, that the schema asks for.
fn accepts(schema: &Value, text: &str) -> bool {
    if let Some(word) = schema.get("const") {
        return word == text;
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().any(|word| word == text);
    }
    format_of(schema).is_none_or(|format| (format.check)(text).is_ok())
}

fn format_of(schema: &Value) -> Option<&'static word::Format> {
    schema.get("format").and_then(Value::as_str).and_then(word::format)
}

fn words_of<'s>(schemas: &[&'s Value]) -> Vec<&'s str> {
    let listed = |schema: &&'s Value| {
        let several = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        schema.get("const").into_iter().chain(several).filter_map(Value::as_str).collect::<Vec<_>>()
    };
    schemas.iter().flat_map(listed).collect()
}

/// The message about a scalar that none of the `fitting` schemas accepts.
fn refusal(node: &Node, title: String, fitting: &[&Value], choices: &[&Value]) -> Diagnostic {
    let words = words_of(fitting);
    let own_words = match fitting {
        [only] => format_of(only).and_then(|format| (format.check)(node.text()).err()),
        _ => None,
    };
    let label = own_words.unwrap_or_else(|| expected(choices));
    Diagnostic::new(node.extent, title, format!("expected {label}")).nearest(nearest(node.text(), words))
}

/// What a value may be, in words.
fn expected(choices: &[&Value]) -> String {
    let words = words_of(choices);
    let mut parts = if words.is_empty() { Vec::new() } else { vec![listed(&words)] };
    let wordless = choices.iter().filter(|one| one.get("const").is_none() && one.get("enum").is_none());
    for choice in wordless {
        let part = match format_of(choice) {
            Some(format) => format.expected.to_string(),
            None if admits(choice, "object") => mapping_words(choice),
            None if admits(choice, "array") && choices.len() > 1 => "a list of them".to_string(),
            None if admits(choice, "array") => "a list".to_string(),
            None if admits(choice, "integer") => "a whole number".to_string(),
            None if admits(choice, "boolean") => "`true` or `false`".to_string(),
            None => "text".to_string(),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    one_of(&parts)
}

fn mapping_words(schema: &Value) -> String {
    match &keys_of(&[schema])[..] {
        [] => "a mapping".to_string(),
        [only] => format!("a mapping with the key `{only}`"),
        several => format!("a mapping with keys like {}", listed(&several[..several.len().min(3)])),
    }
}

fn listed(words: &[&str]) -> String {
    let mut shown: Vec<String> = words.iter().take(MAX_LISTED).map(|word| format!("`{word}`")).collect();
    if words.len() > MAX_LISTED {
        shown.push("...".to_string());
    }
    one_of(&shown)
}

/// What a value is, in words; plain scalars are read by YAML's core schema.
fn found(node: &Node) -> &'static str {
    match &node.kind {
        Kind::Sequence(_) => "a list",
        Kind::Mapping(_) => "a mapping",
        Kind::Scalar { plain: false, .. } => "text",
        Kind::Scalar { text, .. } => match text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => "left empty",
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => "a truth value",
            number if is_integer(number) => "a whole number",
            number if is_float(number) => "a number",
            _ => "text",
        },
    }
}

fn is_integer(text: &str) -> bool {
    let radix = |prefix: &str, radix: u32| {
        text.strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_digit(radix)))
    };
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    radix("0o", 8) || radix("0x", 16) || (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_float(text: &str) -> bool {
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let begins = number.starts_with(|c: char| c == '.' || c.is_ascii_digit());
    let special = [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(&number);
    special
        || (begins
            && number.bytes().all(|b| b"0123456789.eE+-".contains(&b))
            && number.parse::<f64>().is_ok())
}
