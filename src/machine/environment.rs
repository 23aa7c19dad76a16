//! The environment: variables that programs and batch files read.

use std::sync::Arc;

use crate::base::text::{same, upper_text};

/// Bytes for variables, as `SHELL=... /E:` sets them. COMMAND.COM gives 256 by itself (Q33449); set-up
/// programs raise it to what network software needs (assumed).
pub const ENVIRONMENT_BYTES: usize = 1_024;

/// Bytes that a variable takes beyond its name and value: the `=` and a closing NUL.
const BYTES_BESIDE_TEXT: usize = 2;

/// There is no room for the variable: `Out of environment space`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfSpace;

/// Variables in the order in which they were set; names ignore case. Cloning costs one pointer.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Environment {
    block: Arc<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Block {
    variables: Vec<(String, String)>,
    /// What there is room for, in bytes.
    room: usize,
}

impl Default for Block {
    fn default() -> Self {
        Self { variables: Vec::new(), room: ENVIRONMENT_BYTES }
    }
}

impl Environment {
    /// An empty one with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self { block: Arc::new(Block { variables: Vec::new(), room: bytes }) }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.block.variables.iter().find(|(n, _)| same(n, name)).map(|(_, value)| value.as_str())
    }

    /// Sets a variable, or removes it when the value is empty, as SET does. When there is no room, as much of
    /// the value is kept as fits, and nothing when not even the name does: DOS removes the old value first and
    /// writes until the block is full.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), OutOfSpace> {
        if value.is_empty() && self.get(name).is_none() {
            return Ok(());
        }
        let Block { variables, room } = Arc::make_mut(&mut self.block);
        variables.retain(|(n, _)| !same(n, name));
        if value.is_empty() {
            return Ok(());
        }
        let mut new = (upper_text(name), value.to_string());
        let left = room.saturating_sub(variables.iter().map(bytes).sum());
        let missing = bytes(&new).saturating_sub(left);
        let kept = value.chars().count().saturating_sub(missing);
        new.1 = value.chars().take(kept).collect();
        if kept > 0 {
            variables.push(new);
        }
        if missing == 0 { Ok(()) } else { Err(OutOfSpace) }
    }

    /// Whether both are one and the same, which costs nothing to tell.
    pub fn is_same_block(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.block, &other.block)
    }

    /// Names and values, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.block.variables.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn bytes((name, value): &(String, String)) -> usize {
    name.chars().count() + value.chars().count() + BYTES_BESIDE_TEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ignore_case_and_values_do_not() {
        let mut environment = Environment::default();
        environment.set("Temp", "C:\\Temp").unwrap();
        environment.set("X", "1").unwrap();
        environment.set("TEMP", "D:\\").unwrap();
        assert_eq!(environment.iter().collect::<Vec<_>>(), [("X", "1"), ("TEMP", "D:\\")]);
        environment.set("x", "").unwrap();
        assert_eq!(environment.get("X"), None);
    }

    #[test]
    fn it_has_so_much_room_and_no_more() {
        let mut environment = Environment::default();
        assert_eq!(environment.set("A", &"x".repeat(ENVIRONMENT_BYTES - 3)), Ok(()));
        assert_eq!(environment.set("B", "x"), Err(OutOfSpace));
        assert_eq!(environment.get("B"), None);
        assert_eq!(environment.set("A", &"y".repeat(ENVIRONMENT_BYTES)), Err(OutOfSpace));
        assert_eq!(environment.get("A"), Some("y".repeat(ENVIRONMENT_BYTES - 3).as_str()));
    }
}
