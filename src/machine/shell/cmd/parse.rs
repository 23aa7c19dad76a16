//! How CMD.EXE reads a command: parentheses, `&`, `&&`, `||`, `|`, redirections, IF and FOR. More lines are asked for
//! where a parenthesis or a caret leaves the command open.

use super::super::parse::is_delimiter;
use super::node::{Node, Redirection};
use crate::base::text::same;

/// Parentheses, IFs and FORs in one another.
const MAX_DEPTH: usize = 48;
/// Characters that one command may have, all its lines together.
const MAX_COMMAND_CHARS: usize = 64 << 10;

/// Gives the lines behind the first, with their variables put in; `None` at the end.
pub(in super::super) trait Lines {
    fn next_line(&mut self) -> Option<String>;
}

/// No line but the first.
pub(in super::super) struct NoMore;

impl Lines for NoMore {
    fn next_line(&mut self) -> Option<String> {
        None
    }
}

/// Why a text is no command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Wrong {
    /// This was not expected; at the end of the command, nothing.
    Unexpected(String),
    /// It has more parentheses, or is longer, than is followed.
    TooDeep,
}

pub(super) type Read<T> = Result<T, Wrong>;

/// Reads a command. `None` when there is nothing but blanks or a label. `extended`: whether the command extensions
/// of NT 4.0 are there.
pub(in super::super) fn parse(first: &str, more: &mut dyn Lines, extended: bool) -> Read<Option<Node>> {
    let mut parser = Parser { text: first.chars().collect(), at: 0, more, open: 0, depth: 0, extended };
    let node = parser.sequence()?;
    match parser.peek() {
        None | Some(')') => Ok(node),
        Some(_) => Err(parser.unexpected()),
    }
}

pub(super) struct Parser<'a> {
    pub(super) text: Vec<char>,
    pub(super) at: usize,
    more: &'a mut dyn Lines,
    /// Parentheses that are open.
    pub(super) open: usize,
    /// Commands that this one is in.
    depth: usize,
    pub(super) extended: bool,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub(super) fn starts_with(&self, wanted: &str) -> bool {
        self.text[self.at..].iter().copied().take(wanted.len()).eq(wanted.chars())
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek().is_some_and(is_delimiter) {
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        while self.peek().is_some_and(|c| c != '\n') {
            self.at += 1;
        }
    }

    /// Adds the next line behind what there is; tells whether there was one.
    pub(super) fn read_line(&mut self) -> Read<bool> {
        let Some(line) = self.more.next_line() else { return Ok(false) };
        self.text.push('\n');
        self.text.extend(line.chars());
        if self.text.len() > MAX_COMMAND_CHARS { Err(Wrong::TooDeep) } else { Ok(true) }
    }

    pub(super) fn unexpected(&self) -> Wrong {
        let rest = &self.text[self.at..];
        let end = rest.iter().position(|c| *c == ' ' || *c == '\n').unwrap_or(rest.len());
        Wrong::Unexpected(rest[..end.max(1).min(rest.len())].iter().collect())
    }

    /// Goes into a command within this one.
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            return Err(Wrong::TooDeep);
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    /// Commands that one of `operator` joins, each read by `read`.
    fn joined(
        &mut self,
        operator: &str,
        read: fn(&mut Self) -> Read<Option<Node>>,
        join: fn(Vec<Node>) -> Node,
    ) -> Read<Option<Node>> {
        let Some(first) = read(self)? else { return Ok(None) };
        let mut nodes = vec![first];
        while self.finds(operator) {
            self.at += operator.len();
            match read(self)? {
                Some(node) => nodes.push(node),
                None if operator == "&" => break,
                None => return Err(self.unexpected()),
            }
        }
        Ok(Some(if nodes.len() == 1 { nodes.remove(0) } else { join(nodes) }))
    }

    /// Whether exactly this operator comes next: `|` is not the half of `||`.
    fn finds(&mut self, operator: &str) -> bool {
        while self.peek().is_some_and(|c| matches!(c, ' ' | '\t')) {
            self.at += 1;
        }
        let doubled = operator.len() == 1 && self.starts_with(&operator.repeat(2));
        self.starts_with(operator) && !doubled
    }

    pub(super) fn sequence(&mut self) -> Read<Option<Node>> {
        self.joined("&", Self::until_done, Node::Sequence)
    }

    fn until_done(&mut self) -> Read<Option<Node>> {
        self.joined("||", Self::while_done, Node::UntilDone)
    }

    fn while_done(&mut self) -> Read<Option<Node>> {
        self.joined("&&", Self::pipe, Node::WhileDone)
    }

    fn pipe(&mut self) -> Read<Option<Node>> {
        self.joined("|", Self::statement, Node::Pipe)
    }

    fn statement(&mut self) -> Read<Option<Node>> {
        self.skip_blanks();
        match self.peek() {
            None | Some('\n' | ')') => return Ok(None),
            Some('&' | '|') => return Err(self.unexpected()),
            Some(':') => {
                self.skip_line();
                return Ok(None);
            }
            Some('@') => {
                self.at += 1;
                return Ok(self.inside(Self::statement)?.map(|node| Node::Quiet(Box::new(node))));
            }
            Some('(') => return self.inside(Self::block).map(Some),
            Some(_) => {}
        }
        match self.word().to_ascii_uppercase().as_str() {
            "IF" => self.inside(Self::condition).map(Some),
            "FOR" => self.inside(Self::repetition).map(Some),
            "REM" => {
                let start = self.at;
                self.skip_line();
                Ok(Some(Node::Simple(self.text[start..self.at].iter().collect())))
            }
            _ => self.simple().map(Some),
        }
    }

    /// The word that comes next, which stays to be read.
    pub(super) fn word(&self) -> String {
        let ends = |c: &char| is_delimiter(*c) || "()<>&|\n\"".contains(*c);
        self.text[self.at..].iter().take_while(|c| !ends(c)).collect()
    }

    /// Takes a word when it comes next, with the blanks before it.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        let start = self.at;
        self.skip_blanks();
        let found = same(&self.word(), word);
        self.at = if found { self.at + word.len() } else { start };
        found
    }

    /// The redirections that come next, and nothing else.
    pub(super) fn redirections(&mut self) -> Read<Vec<Redirection>> {
        let mut found = Vec::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|c| matches!(c, ' ' | '\t')) {
                self.at += 1;
            }
            let digit = self.peek().filter(char::is_ascii_digit);
            let marked = self.text.get(self.at + 1).is_some_and(|c| "<>".contains(*c));
            self.at += usize::from(digit.is_some() && marked);
            match self.peek() {
                Some('<' | '>') => found.extend(self.redirection(digit)?),
                _ => {
                    self.at = start;
                    return Ok(found);
                }
            }
        }
    }

    /// A redirection, of which the mark comes next.
    fn redirection(&mut self, handle: Option<char>) -> Read<Option<Redirection>> {
        let mark = self.peek();
        self.at += 1;
        let append = mark == Some('>') && self.peek() == Some('>');
        self.at += usize::from(append);
        let errors = handle == Some('2');
        if self.peek() == Some('&') && self.text.get(self.at + 1).is_some_and(char::is_ascii_digit) {
            let to_errors = self.text[self.at + 1] == '2';
            self.at += 2;
            return Ok((errors != to_errors).then_some(Redirection::Same { errors }));
        }
        self.skip_blanks();
        let name = self.operand("<>&|()")?;
        if name.is_empty() {
            return Err(self.unexpected());
        }
        Ok(match mark {
            Some('<') => Some(Redirection::Input(name)),
            _ if handle.is_some_and(|h| h != '1' && h != '2') => None,
            _ => Some(Redirection::File { errors, name, append }),
        })
    }

    /// A word that ends at a delimiter, a line's end or one of `special`; quotes hold it together.
    pub(super) fn operand(&mut self, special: &str) -> Read<String> {
        let mut word = String::new();
        let mut quoted = false;
        while let Some(c) = self.peek() {
            let ends = is_delimiter(c) || special.contains(c);
            if c == '\n' || (ends && !quoted) {
                break;
            }
            self.at += 1;
            quoted ^= c == '"';
            match c {
                '^' if !quoted => word.extend(self.escaped()?),
                _ => word.push(c),
            }
        }
        Ok(word)
    }

    /// What stands behind a caret; at the end of a line the first character of the next.
    pub(super) fn escaped(&mut self) -> Read<Option<char>> {
        if self.peek().is_none() {
            self.read_line()?;
        }
        if self.peek() == Some('\n') {
            self.at += 1;
        }
        let escaped = self.peek().filter(|c| *c != '\n');
        self.at += usize::from(escaped.is_some());
        Ok(escaped)
    }

    /// A command that is no block, IF or FOR, with the redirections in it.
    fn simple(&mut self) -> Read<Node> {
        let mut text = String::new();
        let mut redirections = Vec::new();
        let mut quoted = false;
        while let Some(c) = self.peek() {
            let ends = "&|".contains(c) || (c == ')' && self.open > 0);
            if c == '\n' || (ends && !quoted) {
                break;
            }
            if "<>".contains(c) && !quoted {
                redirections.extend(self.redirection(handle_of(&mut text))?);
                continue;
            }
            self.at += 1;
            quoted ^= c == '"';
            match c {
                '^' if !quoted => text.extend(self.escaped()?),
                _ => text.push(c),
            }
        }
        Ok(redirected(Node::Simple(text), redirections))
    }
}

/// A command with its redirections. Of two of the same handle the last one counts, and the other is not even opened.
pub(super) fn redirected(node: Node, redirections: Vec<Redirection>) -> Node {
    let handle = |redirection: &Redirection| match redirection {
        Redirection::Input(_) => 0,
        Redirection::File { errors, .. } | Redirection::Same { errors } => 1 + u8::from(*errors),
    };
    let mut kept: Vec<Redirection> = Vec::new();
    for redirection in redirections {
        kept.retain(|earlier| handle(earlier) != handle(&redirection));
        kept.push(redirection);
    }
    let redirections = kept;
    if redirections.is_empty() { node } else { Node::Redirected(Box::new(node), redirections) }
}

/// Takes the digit off a text that stands before a redirection, when it is a word of its own.
fn handle_of(text: &mut String) -> Option<char> {
    let mut back = text.chars().rev();
    let digit = back.next().filter(char::is_ascii_digit)?;
    if back.next().is_some_and(|c| c != ' ' && c != '\t') {
        return None;
    }
    text.pop();
    Some(digit)
}
