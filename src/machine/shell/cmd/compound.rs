//! The commands that hold others, as CMD.EXE reads them: blocks, IF and FOR.

use super::super::parse::is_delimiter;
use super::node::{Comparison, Condition, For, If, Kind, Node};
use super::parse::{Parser, Read, Wrong, redirected};
use crate::base::text::same;

impl Parser<'_> {
    pub(super) fn block(&mut self) -> Read<Node> {
        self.at += 1;
        self.open += 1;
        let mut nodes = Vec::new();
        loop {
            if let Some(node) = self.sequence()? {
                nodes.push(node);
            }
            match self.peek() {
                Some(')') => break,
                Some('\n') => self.at += 1,
                Some(_) => return Err(self.unexpected()),
                None if self.read_line()? => {}
                None => return Err(Wrong::Unexpected(String::new())),
            }
        }
        self.at += 1;
        self.open -= 1;
        let redirections = self.redirections()?;
        Ok(redirected(Node::Block(nodes), redirections))
    }

    pub(super) fn condition(&mut self) -> Read<Node> {
        self.at += "IF".len();
        let any_case = self.extended && self.takes("/I");
        let negated = self.takes("NOT");
        let condition = self.test()?;
        let then = self.body()?;
        let may_have_else = self.extended && ends_in_block(&then);
        let otherwise = if may_have_else && self.takes("ELSE") { Some(self.body()?) } else { None };
        Ok(Node::If(Box::new(If { any_case, negated, condition, then, otherwise })))
    }

    /// The command that IF or FOR runs.
    fn body(&mut self) -> Read<Node> {
        self.skip_blanks();
        self.inside(Self::sequence)?.ok_or_else(|| self.unexpected())
    }

    fn test(&mut self) -> Read<Condition> {
        if self.takes("ERRORLEVEL") {
            return Ok(Condition::ErrorLevel(self.argument()?));
        }
        if self.takes("EXIST") {
            return Ok(Condition::Exists(self.argument()?));
        }
        if self.extended && self.takes("DEFINED") {
            return Ok(Condition::Defined(self.argument()?));
        }
        if self.extended && self.takes("CMDEXTVERSION") {
            return Ok(Condition::ExtensionVersion(self.argument()?));
        }
        while self.peek().is_some_and(|c| is_delimiter(c) && !self.starts_with("==")) {
            self.at += 1;
        }
        let left = self.operand("<>&|")?;
        while self.peek().is_some_and(|c| is_delimiter(c) && c != '=') {
            self.at += 1;
        }
        let comparison = if left.is_empty() { None } else { self.comparison() };
        let comparison = comparison.ok_or_else(|| self.unexpected())?;
        Ok(Condition::Compared { left, comparison, right: self.argument()? })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        if self.starts_with("==") {
            self.at += 2;
            return Some(Comparison::Same);
        }
        let words = Comparison::WORDS.iter().filter(|_| self.extended);
        let found = words.copied().find(|(word, _)| same(&self.word(), word));
        self.at += found.map_or(0, |(word, _)| word.len());
        found.map(|(_, comparison)| comparison)
    }

    /// A word that must be there.
    fn argument(&mut self) -> Read<String> {
        self.skip_blanks();
        let word = self.operand("<>&|")?;
        if word.is_empty() { Err(self.unexpected()) } else { Ok(word) }
    }

    pub(super) fn repetition(&mut self) -> Read<Node> {
        self.at += "FOR".len();
        let kind = self.kind()?;
        let start = self.at;
        let name: Vec<char> = self.argument()?.chars().collect();
        let ['%', variable] = name[..] else {
            self.at = start;
            self.skip_blanks();
            return Err(self.unexpected());
        };
        if !self.takes("IN") {
            return Err(self.unexpected());
        }
        let set = self.set()?;
        if !self.takes("DO") {
            return Err(self.unexpected());
        }
        let body = self.body()?;
        Ok(Node::For(Box::new(For { kind, variable, set, body })))
    }

    /// The switch of a FOR and what belongs to it.
    fn kind(&mut self) -> Read<Kind> {
        self.skip_blanks();
        if !self.extended || self.peek() != Some('/') {
            return Ok(Kind::Words);
        }
        let switch = self.word().to_ascii_uppercase();
        let kind: fn(String) -> Kind = match switch.as_str() {
            "/D" => |_| Kind::Directories,
            "/L" => |_| Kind::Numbers,
            "/R" => Kind::Tree,
            "/F" => Kind::Lines,
            _ => return Err(self.unexpected()),
        };
        self.at += switch.len();
        self.skip_blanks();
        let takes_more = matches!(switch.as_str(), "/R" | "/F") && self.peek() != Some('%');
        Ok(kind(if takes_more { self.argument()? } else { String::new() }))
    }

    /// What is between the parentheses of a FOR; lines count as blanks, and a closing parenthesis in quotes does not close it.
    fn set(&mut self) -> Read<String> {
        self.skip_blanks();
        if self.peek() != Some('(') {
            return Err(self.unexpected());
        }
        self.at += 1;
        let mut set = String::new();
        let mut quoted = false;
        loop {
            let Some(c) = self.peek() else {
                if self.read_line()? {
                    continue;
                }
                return Err(Wrong::Unexpected(String::new()));
            };
            self.at += 1;
            quoted ^= c == '"';
            match c {
                ')' if !quoted => return Ok(set),
                '\n' => set.push(' '),
                '^' if !quoted => set.extend(self.escaped()?),
                _ => set.push(c),
            }
        }
    }
}

/// Whether the last thing read was a block, so that ELSE may follow.
fn ends_in_block(node: &Node) -> bool {
    match node {
        Node::Block(_) => true,
        Node::Redirected(inner, _) | Node::Quiet(inner) => ends_in_block(inner),
        _ => false,
    }
}
