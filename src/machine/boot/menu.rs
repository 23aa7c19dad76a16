//! The lines of CONFIG.SYS that count: all of them, or with a start-up menu those of its default entry.

use crate::base::text::{decode, same};

/// Lines of CONFIG.SYS that are looked at; it may have 64 KB.
const MAX_LINES: usize = 4_096;
/// Blocks that include one another.
const MAX_DEPTH: usize = 16;

/// A line `NAME=VALUE` of CONFIG.SYS.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Statement {
    /// Counted from 1.
    pub line: usize,
    /// In capitals.
    pub name: String,
    pub value: String,
}

/// The statements of a CONFIG.SYS in the order in which they count, and the menu entry that was chosen.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Config {
    pub statements: Vec<Statement>,
    pub choice: Option<String>,
}

/// A block of a CONFIG.SYS with a menu; what stands before the first belongs to all entries.
struct Block {
    name: String,
    statements: Vec<Statement>,
}

pub(super) fn read(bytes: &[u8]) -> Config {
    let blocks = blocks(&decode(bytes));
    let Some(choice) = choice(&blocks) else {
        let statements = blocks.into_iter().flat_map(|block| block.statements).collect();
        return Config { statements, choice: None };
    };
    let mut statements = Vec::new();
    for block in &blocks {
        if [choice.as_str(), "COMMON", ""].iter().any(|name| same(name, &block.name)) {
            include(block, &blocks, 0, &mut statements);
        }
    }
    Config { statements, choice: Some(choice) }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = vec![Block { name: String::new(), statements: Vec::new() }];
    let lines = text.split('\x1a').next().unwrap_or_default().lines();
    for (nth, line) in lines.take(MAX_LINES).enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            blocks.push(Block { name: name.trim().to_string(), statements: Vec::new() });
        } else if let (Some(statement), Some(block)) = (statement(line, nth + 1), blocks.last_mut()) {
            block.statements.push(statement);
        }
    }
    blocks
}

/// What a line says; remarks and empty lines say nothing. SET takes the rest of its line as it is.
fn statement(line: &str, nth: usize) -> Option<Statement> {
    if line.is_empty() || line.starts_with(';') {
        return None;
    }
    let end = line.find(['=', ' ', '\t']).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let value = rest.trim_start_matches(['=', ' ', '\t']).trim_end().to_string();
    let name = name.to_ascii_uppercase();
    (name != "REM").then_some(Statement { line: nth, name, value })
}

/// The menu entry that is taken when nobody chooses: MENUDEFAULT, or else the first.
fn choice(blocks: &[Block]) -> Option<String> {
    let menu = blocks.iter().find(|block| same(&block.name, "MENU"))?;
    let named = |wanted: &str| {
        let found = menu.statements.iter().find(|statement| statement.name == wanted)?;
        Some(found.value.split([',', ' ']).next().unwrap_or_default().to_string())
    };
    named("MENUDEFAULT").or_else(|| named("MENUITEM"))
}

/// Adds the statements of a block, and of those that it includes in their place.
fn include(block: &Block, blocks: &[Block], depth: usize, into: &mut Vec<Statement>) {
    for statement in &block.statements {
        if into.len() >= MAX_LINES {
            return;
        }
        if statement.name != "INCLUDE" {
            into.push(statement.clone());
        } else if depth < MAX_DEPTH
            && let Some(included) = blocks.iter().find(|block| same(&block.name, &statement.value))
        {
            include(included, blocks, depth + 1, into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let config = read(text.as_bytes());
        config.statements.into_iter().map(|s| format!("{}:{}={}", s.line, s.name, s.value)).collect()
    }

    #[test]
    fn lines_count_in_their_order() {
        let text =
            "FILES = 40\r\n\r\nrem x\r\n;y\r\nDevice=C:\\DOS\\HIMEM.SYS /V\r\nSET A= b \r\n\x1aBUFFERS=3\r\n";
        assert_eq!(names(text), ["1:FILES=40", "5:DEVICE=C:\\DOS\\HIMEM.SYS /V", "6:SET=A= b"]);
    }

    #[test]
    fn of_a_menu_the_default_counts() {
        let text = "[menu]\nmenuitem=Work\nmenuitem=Games, all\nmenudefault=Games,5\n[Common]\nFILES=1\n[Work]\nFILES=2\n\
                    [Base]\nFILES=3\n[Games]\ninclude=base\ninclude=Games\nFILES=4\n[common]\nFILES=5\n";
        assert_eq!(read(text.as_bytes()).choice.as_deref(), Some("Games"));
        let values: Vec<_> = read(text.as_bytes()).statements.into_iter().map(|s| s.value).collect();
        assert_eq!(values.first().map(String::as_str), Some("1"));
        assert_eq!(values.last().map(String::as_str), Some("5"));
        assert!(values.contains(&"3".to_string()) && !values.contains(&"2".to_string()));
    }
}
