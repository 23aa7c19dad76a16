//! The registry of Windows 95 and Windows NT, as far as starts of the machine and SMS read it.
//!
//! Keys and value names ignore case and keep the spelling of who wrote them first. Hives are not files here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::text::upper_text;

/// Values of one machine's registry; a write beyond it is refused.
pub const MAX_VALUES: usize = 10_000;

/// The data of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Data {
    /// REG_SZ and REG_EXPAND_SZ.
    Text(String),
    /// REG_DWORD.
    Number(u32),
    /// REG_MULTI_SZ.
    Texts(Vec<String>),
    /// REG_BINARY.
    Binary(Vec<u8>),
}

/// The bytes of a binary value as two digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The bytes of such digits, up to the first pair that is none.
pub fn from_hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.map_while(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Value {
    key: String,
    name: String,
    data: Data,
}

/// By key and name in capitals, a NUL between them, so that the values of a key lie together.
type Values = BTreeMap<String, Value>;

/// A registry. Cloning costs a pointer; an empty one costs nothing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Registry {
    values: Option<Arc<Values>>,
}

impl Registry {
    /// The data of a value; the value without a name has the empty one.
    pub fn get(&self, key: &str, name: &str) -> Option<&Data> {
        Some(&self.values.as_ref()?.get(&place(key, name))?.data)
    }

    /// The text of a value that is one.
    pub fn text(&self, key: &str, name: &str) -> Option<&str> {
        match self.get(key, name)? {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a value that is one.
    pub fn number(&self, key: &str, name: &str) -> Option<u32> {
        match self.get(key, name)? {
            Data::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Sets a value. Says whether there was room for it.
    pub fn set(&mut self, key: &str, name: &str, data: Data) -> bool {
        let values = Arc::make_mut(self.values.get_or_insert_default());
        let place = place(key, name);
        if let Some(value) = values.get_mut(&place) {
            value.data = data;
            return true;
        }
        let room = values.len() < MAX_VALUES;
        if room {
            let (key, name) = (trimmed(key).to_string(), name.to_string());
            values.insert(place, Value { key, name, data });
        }
        room
    }

    /// Takes a value away, if there is one.
    pub fn delete(&mut self, key: &str, name: &str) {
        if self.get(key, name).is_some()
            && let Some(values) = &mut self.values
        {
            Arc::make_mut(values).remove(&place(key, name));
        }
    }

    /// Takes a key away with all that is in it and below it.
    pub fn delete_tree(&mut self, key: &str) {
        let (own, below) = (place(key, ""), format!("{}\\", upper_text(trimmed(key))));
        if let Some(values) = &mut self.values {
            Arc::make_mut(values).retain(|place, _| !place.starts_with(&own) && !place.starts_with(&below));
        }
    }

    /// The values of a key: names and data, in the order of their names.
    pub fn values(&self, key: &str) -> Vec<(&str, &Data)> {
        let start = place(key, "");
        let values = self.values.iter().flat_map(|values| values.range(start.clone()..));
        let of_key = values.take_while(|(place, _)| place.starts_with(&start));
        of_key.map(|(_, value)| (value.name.as_str(), &value.data)).collect()
    }

    /// The keys directly below a key that hold a value somewhere, in order.
    pub fn keys_below(&self, key: &str) -> Vec<&str> {
        let start = format!("{}\\", upper_text(trimmed(key)));
        let mut names: Vec<&str> = Vec::new();
        let values = self.values.iter().flat_map(|values| values.range(start.clone()..));
        for (_, value) in values.take_while(|(place, _)| place.starts_with(&start)) {
            let below = value.key.get(start.len()..).and_then(|rest| rest.split('\\').next());
            names.extend(below.filter(|name| names.last() != Some(name)));
        }
        names
    }

    /// Every value: its key, its name and its data.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Data)> {
        let values = self.values.iter().flat_map(|values| values.values());
        values.map(|value| (value.key.as_str(), value.name.as_str(), &value.data))
    }

    /// Whether both are one and the same, which costs nothing to tell.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.values, &other.values) {
            (Some(mine), Some(theirs)) => Arc::ptr_eq(mine, theirs),
            (None, None) => true,
            _ => false,
        }
    }
}

fn place(key: &str, name: &str) -> String {
    upper_text(&format!("{}\0{name}", trimmed(key)))
}

fn trimmed(key: &str) -> &str {
    key.trim_matches('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run";

    fn text(text: &str) -> Data {
        Data::Text(text.to_string())
    }

    #[test]
    fn names_ignore_case_and_keep_their_spelling() {
        let mut registry = Registry::default();
        assert!(registry.set(RUN, "Agent", text("A.EXE")));
        assert!(registry.set(&RUN.to_uppercase(), "AGENT", text("B.EXE")));
        assert_eq!(registry.values(&RUN.to_lowercase()), [("Agent", &text("B.EXE"))]);
        registry.delete(RUN, "agent");
        assert_eq!(registry.get(RUN, "Agent"), None);
    }

    #[test]
    fn a_key_has_its_own_values_and_the_keys_below_it() {
        let mut registry = Registry::default();
        for (key, name) in
            [("HKLM\\A\\One", "x"), ("HKLM\\A\\One\\Deep", "x"), ("HKLM\\A\\Two", ""), ("HKLM\\AB", "x")]
        {
            registry.set(key, name, Data::Number(2));
        }
        assert_eq!(registry.keys_below("HKLM\\A"), ["One", "Two"]);
        assert_eq!(registry.values("HKLM\\A\\One").len(), 1);
        assert_eq!(registry.number("HKLM\\A\\Two", ""), Some(2));
    }

    #[test]
    fn an_unchanged_copy_is_the_same() {
        let mut registry = Registry::default();
        registry.set(RUN, "a", text("b"));
        let mut copy = registry.clone();
        assert!(copy.is_same(&registry) && size_of::<Registry>() == 8);
        copy.set(RUN, "a", text("c"));
        assert!(!copy.is_same(&registry));
    }
}
